#include "compiler/names/colouring.h"

#include <algorithm>

namespace polc::names {
namespace {

Colour colour_of(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::ApplicantKind: return Colour::ApplicantKind;
    case SymbolKind::Claim:
    case SymbolKind::Award: return Colour::Award;
    case SymbolKind::Fact: return Colour::Fact;
    case SymbolKind::Value: return Colour::Value;
    case SymbolKind::Definition: return Colour::Definition;
    case SymbolKind::Parameter:
    case SymbolKind::Reading: return Colour::Parameter;
    case SymbolKind::Sample: return Colour::Sample;
    case SymbolKind::Test: return Colour::Test;
    case SymbolKind::Article:
    case SymbolKind::Section: return Colour::Heading;
  }
  return Colour::Fact;
}

/// Names, then keywords and literals of the concrete tree, then comments; where two speak of one place, names win.
class Colouring {
 public:
  Colouring(const grammar::Tree& tree, const Occurrences& occurrences) : tree_(tree), occurrences_(occurrences) {}

  std::vector<Coloured> run() {
    for (const Occurrence& one : occurrences_.all()) {
      if (one.span.source == tree_.lexemes.source_id)
        all_.push_back({one.span.begin, one.span.end, colour_of(one.symbol.kind), &one});
    }
    for (const grammar::Node& node : tree_.nodes) add(node);
    for (const grammar::Trivia& one : tree_.lexemes.trivia) {
      if (one.kind == grammar::Trivia::Kind::Comment) all_.push_back({one.begin, one.end, Colour::Comment, nullptr});
    }
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Coloured& lhs, const Coloured& rhs) { return lhs.begin < rhs.begin; });
    std::vector<Coloured> result;
    for (const Coloured& one : all_) {
      if (one.begin < one.end && (result.empty() || one.begin >= result.back().end)) result.push_back(one);
    }
    return result;
  }

 private:
  void add(const grammar::Node& node) {
    switch (node.kind) {
      case grammar::NodeKind::Keyword: return add_tokens(node, Colour::Keyword);
      case grammar::NodeKind::String: return add_tokens(node, Colour::String);
      case grammar::NodeKind::Number:
      case grammar::NodeKind::Percent:
      case grammar::NodeKind::UnitWord:
      case grammar::NodeKind::Currency:
      case grammar::NodeKind::Date: return add_tokens(node, Colour::Number);
      case grammar::NodeKind::Operator: return add_tokens(node, Colour::Operator);
      default: return;
    }
  }

  void add_tokens(const grammar::Node& node, Colour colour) {
    for (std::uint32_t at = node.first; at < node.end; ++at) {
      const grammar::Token& token = tree_.lexemes.tokens[at];
      all_.push_back({token.begin, token.end, colour, nullptr});
    }
  }

  const grammar::Tree& tree_;
  const Occurrences& occurrences_;
  std::vector<Coloured> all_;
};

}  // namespace

std::vector<Coloured> colour(const grammar::Tree& tree, const Occurrences& occurrences) {
  return Colouring(tree, occurrences).run();
}

}  // namespace polc::names
