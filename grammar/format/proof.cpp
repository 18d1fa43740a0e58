#include "grammar/format/proof.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "grammar/format/pieces.h"

namespace polc::grammar::format {
namespace {

bool is_same_piece(const Tree& before, const Piece& one, const Tree& after, const Piece& other) {
  if (one.is_comment() != other.is_comment()) return false;
  if (text_of(before.lexemes, one) != text_of(after.lexemes, other)) return false;
  return one.is_comment() || before.lexemes.tokens[one.token].kind == after.lexemes.tokens[other.token].kind;
}

bool is_same_node(const Node& one, const Node& other) {
  return one.kind == other.kind && one.keyword == other.keyword && one.first == other.first && one.end == other.end &&
         one.subtree_size == other.subtree_size;
}

}  // namespace

std::optional<std::uint32_t> find_difference(const Tree& before, const Tree& after) {
  const std::vector<Piece> wanted = split_pieces(before.lexemes);
  const std::vector<Piece> found = split_pieces(after.lexemes);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i >= found.size() || !is_same_piece(before, wanted[i], after, found[i])) return wanted[i].begin;
  }
  if (found.size() > wanted.size()) return static_cast<std::uint32_t>(before.lexemes.source->text().size());
  for (std::size_t i = 0; i < before.nodes.size(); ++i) {
    const Node& node = before.nodes[i];
    if (i >= after.nodes.size() || !is_same_node(node, after.nodes[i])) return before.lexemes.tokens[node.first].begin;
  }
  // The lexer goes on after a mistake as if it had not been made, so equal tokens alone prove too little.
  const bool is_equal = after.nodes.size() == before.nodes.size() && !after.has_errors;
  return is_equal ? std::nullopt : std::optional<std::uint32_t>(0);
}

}  // namespace polc::grammar::format
