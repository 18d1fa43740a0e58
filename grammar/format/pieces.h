// A text cut into what a formatter moves around: tokens and comments in their order, each with the line breaks
// and spaces its author put before it. Nothing else of the white space matters to the layout.
// Made from the lexemes; read by the other files of this folder.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/tokens.h"

namespace polc::grammar::format {

inline constexpr std::uint32_t kNoToken = 0xFFFFFFFFU;

/// A token or a comment. `begin`, `end`: bytes of the source; a comment is without the white space at its end.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t token = kNoToken;  // its index; `kNoToken` for a comment
  std::uint32_t gap = 0;           // columns of white space before it on its line
  std::uint32_t column = 0;        // of its line's indentation, if it begins the line
  std::uint8_t num_breaks = 0;     // line breaks before it: 0, 1, or 2 for one and an empty line

  bool is_comment() const { return token == kNoToken; }
  bool begins_line() const { return num_breaks > 0; }
};

/// Returns the pieces of a text in order. The first begins a line; so does what follows a comment. Linear.
std::vector<Piece> split_pieces(const Lexemes& lexemes);

/// Returns the bytes of the piece.
std::string_view text_of(const Lexemes& lexemes, const Piece& piece);

}  // namespace polc::grammar::format
