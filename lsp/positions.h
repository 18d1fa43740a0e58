// Places in a text as the protocol counts them: lines from 0, characters from 0 in UTF-16 units or bytes, whichever
// client and server agreed on. Our own places are byte offsets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "lsp/transport.h"

namespace polc::lsp {

enum class PositionEncoding : std::uint8_t { Utf8, Utf16 };

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
};

/// The lines of one text, for counting either way.
class LineIndex {
 public:
  /// `text` must outlive this.
  LineIndex(std::string_view text, PositionEncoding encoding);

  /// Returns the byte offset of a position; past the end of its line the end of that line, past the last line the end
  /// of the text; inside a character its beginning.
  std::uint32_t offset_of(Position position) const;
  Position position_of(std::uint32_t offset) const;

  Json json_of(std::uint32_t offset) const;
  Json range_of(base::Span span) const;

 private:
  std::uint32_t end_of_line(std::uint32_t line) const;

  std::string_view text_;
  PositionEncoding encoding_;
  std::vector<std::uint32_t> starts_;  // of lines; \n, \r\n and \r end one
};

/// Reads a position of the protocol; numbers that are none or negative count as 0.
Position read_position(const Json& json);

}  // namespace polc::lsp
