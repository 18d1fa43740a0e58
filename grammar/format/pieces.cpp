#include "grammar/format/pieces.h"

#include <algorithm>

#include "base/unicode.h"

namespace polc::grammar::format {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void add_piece(std::string_view text, std::uint32_t begin, std::uint32_t end, std::uint32_t token,
               std::vector<Piece>& pieces) {
  Piece piece{.begin = begin, .end = end, .token = token};
  const std::uint32_t from = pieces.empty() ? 0 : pieces.back().end;
  std::string_view between = text.substr(from, begin - from);
  if (between.starts_with(kByteOrderMark)) between.remove_prefix(kByteOrderMark.size());
  const auto breaks = std::count(between.begin(), between.end(), '\n');
  const std::string_view last = between.substr(between.rfind('\n') + 1);
  const auto width = static_cast<std::uint32_t>(base::display_width(last));
  piece.num_breaks = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(breaks, 2));
  if (pieces.empty()) piece.num_breaks = 1;
  (piece.begins_line() ? piece.column : piece.gap) = width;
  pieces.push_back(piece);
}

}  // namespace

std::string_view text_of(const Lexemes& lexemes, const Piece& piece) {
  return lexemes.source->text().substr(piece.begin, piece.end - piece.begin);
}

std::vector<Piece> split_pieces(const Lexemes& lexemes) {
  const std::string_view text = lexemes.source->text();
  std::vector<Piece> pieces;
  pieces.reserve(lexemes.tokens.size() + lexemes.trivia.size());
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < lexemes.tokens.size(); ++i) {
    const Token& token = lexemes.tokens[i];
    for (; next < lexemes.trivia.size() && lexemes.trivia[next].begin < token.begin; ++next) {
      const Trivia& trivia = lexemes.trivia[next];
      if (trivia.kind != Trivia::Kind::Comment) continue;
      const std::string_view comment = text.substr(trivia.begin, trivia.end - trivia.begin);
      const std::size_t size = comment.find_last_not_of(" \t\r") + 1;
      add_piece(text, trivia.begin, trivia.begin + static_cast<std::uint32_t>(size), kNoToken, pieces);
    }
    if (token.kind != TokenKind::End) add_piece(text, token.begin, token.end, i, pieces);
  }
  return pieces;
}

}  // namespace polc::grammar::format
