#include "base/unicode.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace polc::base {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range kLetters[] = {
#define POLC_LETTERS(first, last) {first, last},
#include "base/unicode_letters.def"
#undef POLC_LETTERS
};

constexpr Range kHan[] = {{0x2E80, 0x2FD5}, {0x3005, 0x3007}, {0x3021, 0x3029}, {0x3038, 0x303B},
                          {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAD9}, {0x20000, 0x323AF}};

constexpr Range kInvisible[] = {{0x0000, 0x0008}, {0x000B, 0x000C}, {0x000E, 0x001F},  {0x007F, 0x009F},
                                {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},  {0x115F, 0x1160},
                                {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},  {0x2028, 0x202E},
                                {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},  {0xFEFF, 0xFEFF},
                                {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xE0000, 0xE0FFF}};

constexpr Range kWide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
                           {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
                           {0xF900, 0xFAFF}, {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                           {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

constexpr Range kCombining[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                                {0x064B, 0x065F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
                                {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE20, 0xFE2F}};

template <std::size_t Count>
bool contains(const Range (&ranges)[Count], char32_t value) {
  const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), value,
                                       [](char32_t one, const Range& range) { return one < range.first; });
  return after != std::begin(ranges) && value <= std::prev(after)->last;
}

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

// The least value a sequence of this many bytes may stand for; smaller ones are overlong.
constexpr std::array<char32_t, 5> kLeastValue = {0, 0, 0x80, 0x800, 0x10000};

std::uint8_t sequence_length(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U) return 0;
  if (lead < 0xE0U) return 2;
  if (lead < 0xF0U) return 3;
  return lead < 0xF5U ? std::uint8_t{4} : std::uint8_t{0};
}

bool is_ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }

// Returns the end of the run of digits that begins at `begin`.
std::size_t digits_end(std::string_view text, std::size_t begin) {
  while (begin < text.size() && is_ascii_digit(text[begin])) ++begin;
  return begin;
}

std::strong_ordering order_of(int comparison) {
  if (comparison < 0) return std::strong_ordering::less;
  return comparison > 0 ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::strong_ordering compare_digit_runs(std::string_view lhs, std::string_view rhs) {
  lhs.remove_prefix(std::min(lhs.find_first_not_of('0'), lhs.size()));
  rhs.remove_prefix(std::min(rhs.find_first_not_of('0'), rhs.size()));
  if (lhs.size() != rhs.size()) return lhs.size() <=> rhs.size();
  return order_of(lhs.compare(rhs));
}

}  // namespace

CodePoint decode_at(std::string_view text, std::size_t offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80U) return {lead, 1, true};
  const std::uint8_t length = sequence_length(lead);
  const CodePoint invalid{lead, 1, false};
  if (length == 0 || text.size() - offset < length) return invalid;

  char32_t value = lead & (0xFFU >> (length + 1U));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if (!is_continuation(byte)) return invalid;
    value = (value << 6U) | (byte & 0x3FU);
  }
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeastValue[length] || is_surrogate || value > 0x10FFFF) return invalid;
  return {value, length, true};
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    if (static_cast<unsigned char>(text[offset]) < 0x80U) {
      ++offset;
      continue;
    }
    const CodePoint point = decode_at(text, offset);
    if (!point.is_valid) return offset;
    offset += point.length;
  }
  return text.size();
}

void append_utf8(std::string& text, char32_t value) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (value < 0x80) return put(value);
  if (value < 0x800) {
    put(0xC0U | (value >> 6U));
  } else if (value < 0x10000) {
    put(0xE0U | (value >> 12U));
    put(0x80U | ((value >> 6U) & 0x3FU));
  } else {
    put(0xF0U | (value >> 18U));
    put(0x80U | ((value >> 12U) & 0x3FU));
    put(0x80U | ((value >> 6U) & 0x3FU));
  }
  put(0x80U | (value & 0x3FU));
}

std::string to_utf8(char32_t value) {
  std::string text;
  append_utf8(text, value);
  return text;
}

bool is_letter(char32_t value) {
  if (value < 0x80) return (value >= U'a' && value <= U'z') || (value >= U'A' && value <= U'Z');
  if (value >= 0x4E00 && value <= 0x9FFF) return true;
  return contains(kLetters, value);
}

bool is_han(char32_t value) {
  if (value >= 0x4E00 && value <= 0x9FFF) return true;
  return contains(kHan, value);
}

bool is_han_or_punctuation(char32_t value) {
  const bool is_punctuation = (value >= 0x3001 && value <= 0x301F) || (value >= 0xFF00 && value <= 0xFF65) ||
                              (value >= 0x2014 && value <= 0x2026);
  return is_punctuation || is_han(value);
}

bool is_space(char32_t value) {
  if (value == U' ' || value == U'\t') return true;
  if (value < 0xA0) return false;
  return value == 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200A) || value == 0x202F ||
         value == 0x205F || value == 0x3000;
}

char32_t narrow(char32_t value) {
  if (value >= 0xFF01 && value <= 0xFF5E) return value - 0xFEE0;
  return value == 0x3000 ? U' ' : value;
}

std::string narrow(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = decode_at(text, offset);
    if (!point.is_valid) {
      result.push_back(text[offset]);
    } else {
      append_utf8(result, narrow(point.value));
    }
    offset += point.length;
  }
  return result;
}

bool is_bidi_control(char32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

bool is_invisible(char32_t value) { return contains(kInvisible, value); }

int display_width(char32_t value) {
  if (value >= 0x20 && value < 0x7F) return 1;
  if (contains(kInvisible, value) || contains(kCombining, value)) return 0;
  return contains(kWide, value) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = decode_at(text, offset);
    width += point.is_valid ? static_cast<std::size_t>(display_width(point.value)) : 1;
    offset += point.length;
  }
  return width;
}

std::string describe_code_point(char32_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  if (is_invisible(value) || is_space(value)) return fmt::format("U+{:04X}", number);
  return fmt::format("U+{:04X} \"{}\"", number, to_utf8(value));
}

std::strong_ordering compare_naturally(std::string_view lhs, std::string_view rhs) {
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < lhs.size() && right < rhs.size()) {
    if (is_ascii_digit(lhs[left]) && is_ascii_digit(rhs[right])) {
      const std::size_t left_end = digits_end(lhs, left);
      const std::size_t right_end = digits_end(rhs, right);
      const auto order = compare_digit_runs(lhs.substr(left, left_end - left), rhs.substr(right, right_end - right));
      if (order != std::strong_ordering::equal) return order;
      left = left_end;
      right = right_end;
      continue;
    }
    if (lhs[left] != rhs[right]) {
      return static_cast<unsigned char>(lhs[left]) <=> static_cast<unsigned char>(rhs[right]);
    }
    ++left;
    ++right;
  }
  const auto rest = (lhs.size() - left) <=> (rhs.size() - right);
  return rest != std::strong_ordering::equal ? rest : compare_code_points(lhs, rhs);
}

std::strong_ordering compare_code_points(std::string_view lhs, std::string_view rhs) {
  return order_of(lhs.compare(rhs));
}

}  // namespace polc::base
