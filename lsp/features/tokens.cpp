#include <algorithm>

#include "lsp/features/features.h"

namespace polc::lsp {
namespace {

// The place of each type in `token_types`.
enum TokenType : int { kKeyword, kString, kNumber, kComment, kOperator, kType, kStruct, kProperty, kEnumMember, kFunction, kParameter, kVariable, kEvent, kNamespace };

struct Coloured {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  TokenType type = kKeyword;
};

TokenType type_of(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::ApplicantKind: return kType;
    case SymbolKind::Claim:
    case SymbolKind::Award: return kStruct;
    case SymbolKind::Fact: return kProperty;
    case SymbolKind::Value: return kEnumMember;
    case SymbolKind::Definition: return kFunction;
    case SymbolKind::Parameter:
    case SymbolKind::Reading: return kParameter;
    case SymbolKind::Sample: return kVariable;
    case SymbolKind::Test: return kEvent;
    case SymbolKind::Article:
    case SymbolKind::Section: return kNamespace;
  }
  return kProperty;
}

/// Names, then keywords and literals of the concrete tree, then comments; where two speak of one place, names win.
class Colouring {
 public:
  explicit Colouring(const Snapshot& snapshot) : snapshot_(snapshot), tree_(snapshot.tree()) {}

  std::vector<Coloured> run() {
    for (const Occurrence& one : snapshot_.occurrences().all()) {
      if (one.span.source == snapshot_.source()) all_.push_back({one.span.begin, one.span.end, type_of(one.symbol.kind)});
    }
    for (const grammar::Node& node : tree_.nodes) add(node);
    for (const grammar::Trivia& one : tree_.lexemes.trivia) {
      if (one.kind == grammar::Trivia::Kind::Comment) all_.push_back({one.begin, one.end, kComment});
    }
    std::stable_sort(all_.begin(), all_.end(), [](const Coloured& lhs, const Coloured& rhs) { return lhs.begin < rhs.begin; });
    std::vector<Coloured> result;
    for (const Coloured& one : all_) {
      if (one.begin < one.end && (result.empty() || one.begin >= result.back().end)) result.push_back(one);
    }
    return result;
  }

 private:
  void add(const grammar::Node& node) {
    switch (node.kind) {
      case grammar::NodeKind::Keyword: return add_tokens(node, kKeyword);
      case grammar::NodeKind::String: return add_tokens(node, kString);
      case grammar::NodeKind::Number:
      case grammar::NodeKind::Percent:
      case grammar::NodeKind::UnitWord:
      case grammar::NodeKind::Currency:
      case grammar::NodeKind::Date: return add_tokens(node, kNumber);
      case grammar::NodeKind::Operator: return add_tokens(node, kOperator);
      default: return;
    }
  }

  void add_tokens(const grammar::Node& node, TokenType type) {
    for (std::uint32_t at = node.first; at < node.end; ++at) {
      const grammar::Token& token = tree_.lexemes.tokens[at];
      all_.push_back({token.begin, token.end, type});
    }
  }

  const Snapshot& snapshot_;
  const grammar::Tree& tree_;
  std::vector<Coloured> all_;
};

}  // namespace

const std::vector<std::string>& token_types() {
  static const std::vector<std::string> types{"keyword", "string", "number", "comment", "operator", "type", "struct", "property",
                                              "enumMember", "function", "parameter", "variable", "event", "namespace"};
  return types;
}

Json semantic_tokens(const Snapshot& snapshot) {
  // Relative to the token before, as the protocol asks; a token over several lines is given line by line.
  std::vector<std::uint32_t> data;
  Position before;
  const auto add = [&](Position from, std::uint32_t length, TokenType type) {
    if (length == 0) return;
    const std::uint32_t lines = from.line - before.line;
    data.insert(data.end(), {lines, lines == 0 ? from.character - before.character : from.character, length, static_cast<std::uint32_t>(type), 0U});
    before = from;
  };
  const LineIndex& lines = snapshot.lines();
  const std::string_view text = snapshot.text();
  for (const Coloured& one : Colouring(snapshot).run()) {
    std::uint32_t begin = one.begin;
    while (begin < one.end) {
      const std::size_t line_end = std::min<std::size_t>(text.find_first_of("\r\n", begin), one.end);
      const auto end = static_cast<std::uint32_t>(line_end);
      const Position from = lines.position_of(begin);
      add(from, lines.position_of(end).character - from.character, one.type);
      begin = end;
      while (begin < one.end && (text[begin] == '\r' || text[begin] == '\n')) ++begin;
    }
  }
  return {{"data", data}};
}

}  // namespace polc::lsp
