#include "grammar/format/layout.h"

namespace polc::grammar::format {

using Places = std::vector<std::optional<KeptPlace>>;

Layout lay_out(const Tree& tree, std::span<const std::optional<KeptPlace>> kept) {
  const std::vector<Piece> pieces = split_pieces(tree.lexemes);
  const std::vector<TokenRole> roles = find_roles(tree, pieces);
  std::vector<Line> lines = make_lines(tree, pieces, roles);
  Places kept_pieces(kept.empty() ? 0 : pieces.size());
  for (std::size_t i = 0; i < kept_pieces.size(); ++i) {
    if (!pieces[i].is_comment()) kept_pieces[i] = kept[pieces[i].token];
  }
  const Places found = align_columns(tree.lexemes, pieces, roles, kept_pieces, lines);
  Layout layout{write_lines(tree.lexemes, pieces, roles, lines), Places(tree.lexemes.tokens.size())};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].is_comment()) layout.kept[pieces[i].token] = found[i];
  }
  return layout;
}

std::string join_lines(std::span<const WrittenLine> lines) {
  std::string text;
  for (const WrittenLine& line : lines) {
    if (line.has_empty_line_before) text += '\n';
    text += line.text;
    text += '\n';
  }
  return text;
}

}  // namespace polc::grammar::format
