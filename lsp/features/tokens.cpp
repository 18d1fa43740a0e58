#include <algorithm>

#include "compiler/names/colouring.h"
#include "lsp/features/features.h"

namespace polc::lsp {
namespace {

// The place of each type in `token_types`.
enum TokenType : int {
  kKeyword,
  kString,
  kNumber,
  kComment,
  kOperator,
  kType,
  kStruct,
  kProperty,
  kEnumMember,
  kFunction,
  kParameter,
  kVariable,
  kEvent,
  kNamespace
};

TokenType type_of(names::Colour colour) {
  switch (colour) {
    case names::Colour::Keyword: return kKeyword;
    case names::Colour::String: return kString;
    case names::Colour::Number: return kNumber;
    case names::Colour::Comment: return kComment;
    case names::Colour::Operator: return kOperator;
    case names::Colour::ApplicantKind: return kType;
    case names::Colour::Award: return kStruct;
    case names::Colour::Fact: return kProperty;
    case names::Colour::Value: return kEnumMember;
    case names::Colour::Definition: return kFunction;
    case names::Colour::Parameter: return kParameter;
    case names::Colour::Sample: return kVariable;
    case names::Colour::Test: return kEvent;
    case names::Colour::Heading: return kNamespace;
  }
  return kProperty;
}

}  // namespace

const std::vector<std::string>& token_types() {
  static const std::vector<std::string> types{"keyword",   "string",   "number",   "comment",    "operator",
                                              "type",      "struct",   "property", "enumMember", "function",
                                              "parameter", "variable", "event",    "namespace"};
  return types;
}

Json semantic_tokens(const Snapshot& snapshot) {
  // Relative to the token before, as the protocol asks; a token over several lines is given line by line.
  std::vector<std::uint32_t> data;
  Position before;
  const auto add = [&](Position from, std::uint32_t length, TokenType type) {
    if (length == 0) return;
    const std::uint32_t lines = from.line - before.line;
    data.insert(data.end(), {lines, lines == 0 ? from.character - before.character : from.character, length,
                             static_cast<std::uint32_t>(type), 0U});
    before = from;
  };
  const LineIndex& lines = snapshot.lines();
  const std::string_view text = snapshot.text();
  for (const names::Coloured& one : names::colour(snapshot.tree(), snapshot.occurrences())) {
    std::uint32_t begin = one.begin;
    while (begin < one.end) {
      const std::size_t line_end = std::min<std::size_t>(text.find_first_of("\r\n", begin), one.end);
      const auto end = static_cast<std::uint32_t>(line_end);
      const Position from = lines.position_of(begin);
      add(from, lines.position_of(end).character - from.character, type_of(one.colour));
      begin = end;
      while (begin < one.end && (text[begin] == '\r' || text[begin] == '\n')) ++begin;
    }
  }
  return {{"data", data}};
}

}  // namespace polc::lsp
