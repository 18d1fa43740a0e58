// Writes lines as text: indentation, spaces and line ends. What hangs on the lines before is decided here: a line
// inside an open parenthesis, a `then` under its `if`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "grammar/format/columns.h"

namespace polc::grammar::format {

/// The text of one line and where it came from.
struct WrittenLine {
  std::string text;  // without its line end; a string in it may have line breaks of its own
  bool has_empty_line_before = false;
  std::uint32_t begin = 0;  // bytes of the source that the line's pieces cover
  std::uint32_t end = 0;
  std::uint32_t statement = 0;  // of its first piece; of the statement after it for a comment between two
};

/// Returns the text of each line. Linear.
std::vector<WrittenLine> write_lines(const Lexemes& lexemes, std::span<const Piece> pieces,
                                     std::span<const TokenRole> roles, std::span<const Line> lines);

}  // namespace polc::grammar::format
