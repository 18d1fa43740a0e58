// Writes rows of results to the end of a buffer. Room is made once for a row; what is written then goes to a place that
// each function takes and returns moved on, so that it stays in a register. Amounts that come again, as the few of most
// policies do, are not worked out again. Used by the writer of result tables.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "runtime/tables/byte_buffer.h"

namespace polc::runtime {

class RowText {
 public:
  /// The most bytes of a number: a sign, nineteen digits, a point and the zero before it.
  static constexpr std::size_t kMostOfNumber = 24;

  /// Writes behind what `out` holds, which must not change until this is gone. `delimiter`: between cells;
  /// `minor_digits`: decimals of an amount, at most 18.
  RowText(ByteBuffer& out, char delimiter, unsigned minor_digits);
  ~RowText();
  RowText(const RowText&) = delete;
  RowText& operator=(const RowText&) = delete;

  /// Returns where a row begins, with room for `most` bytes and ByteBuffer::kReadable more.
  char* begin_row(std::size_t most) {
    if (static_cast<std::size_t>(limit_ - end_) < most) make_room(most);
    return end_;
  }

  /// Ends the row at `end`.
  void end_row(char* end) { end_ = end; }

  /// Writes a text as a cell, in quotes where it holds a delimiter, a quote or a line break: 2 · size + 2 bytes at
  /// most.
  char* write_cell(std::string_view text, char* to) const;

  /// Writes an amount in minor units as a number of whole units without trailing zeros; nothing for kUnbounded. Needs
  /// room for kMostOfNumber.
  char* write_amount(std::int64_t minor_units, char* to) const;

  using Amounts = std::array<std::int64_t, 4>;

  /// Writes four amounts, a delimiter after each. Needs room for four times kMostOfNumber + 1.
  char* write_amounts(const Amounts& minor_units, char* to);

 private:
  /// Amounts as text, kept where their hash leads to until others take their place.
  struct AmountsText {
    Amounts minor_units{};
    std::size_t size = 0;  // 0: nothing is kept
    std::array<char, 4 * (kMostOfNumber + 1)> text{};
  };
  static constexpr unsigned kBitsOfPlace = 6;

  void make_room(std::size_t most);
  void keep(const Amounts& minor_units, AmountsText& kept) const;
  bool is_plain(std::string_view text) const;

  ByteBuffer& out_;
  char delimiter_;
  unsigned minor_digits_;
  char* end_ = nullptr;    // of the last row
  char* limit_ = nullptr;  // of the room
  std::array<AmountsText, std::size_t{1} << kBitsOfPlace> kept_;
};

/// Writes a text.
inline char* write_text(std::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

/// Writes a text behind which ByteBuffer::kReadable bytes may be read. What is copied too much is written over.
inline char* write_readable(std::string_view text, char* to) {
  for (std::size_t done = 0; done < text.size(); done += ByteBuffer::kReadable)
    std::memcpy(to + done, text.data() + done, ByteBuffer::kReadable);
  return to + text.size();
}

/// Writes a number. Needs room for RowText::kMostOfNumber.
char* write_number(std::uint64_t number, char* to);

}  // namespace polc::runtime
