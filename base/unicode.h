// What the language needs to know about characters: reading UTF-8, which code points are letters, what
// has a full-width twin, what cannot be seen, how wide a line is, and the two orders of text. Does not
// normalise beyond width and knows nothing of the language's words.
// Used by the lexer, by message rendering and wherever names are sorted.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace polc::base {

/// One character read from a text. `length`: bytes, 1 to 4. Where the bytes are no UTF-8, `is_valid` is
/// false, `value` is the first byte and `length` is 1.
struct CodePoint {
  char32_t value = 0;
  std::uint8_t length = 1;
  bool is_valid = true;
};

/// Reads the character at `offset`, which must be less than `text.size()`. Overlong forms, surrogates
/// and values over U+10FFFF are not valid.
CodePoint decode_at(std::string_view text, std::size_t offset);

/// Returns the offset of the first byte that is no UTF-8, or `text.size()`. Linear.
std::size_t find_invalid_utf8(std::string_view text);

/// Adds a code point to the end of `text` as UTF-8.
void append_utf8(std::string& text, char32_t value);

/// Returns the UTF-8 of one code point.
std::string to_utf8(char32_t value);

/// Letters, letter numbers and combining marks of any script; not digits, not `_`.
bool is_letter(char32_t value);
/// Chinese characters, 〇 and 々 among them.
bool is_han(char32_t value);
/// 0 to 9; full-width digits are narrowed first.
constexpr bool is_digit(char32_t value) { return value >= U'0' && value <= U'9'; }
/// Han characters and the punctuation set between them.
bool is_han_or_punctuation(char32_t value);
/// Spaces of every width; not line breaks.
bool is_space(char32_t value);

/// Returns the ASCII twin of a full-width form or the ideographic space, else `value`.
char32_t narrow(char32_t value);
/// Returns `text` with every full-width form narrowed. Bytes that are no UTF-8 stay.
std::string narrow(std::string_view text);

/// Changes the direction of writing: U+202A–202E, U+2066–2069, U+200E, U+200F, U+061C.
bool is_bidi_control(char32_t value);
/// Shows nothing on a screen: zero-width characters, fillers, variation selectors, tags, control
/// characters other than tab and line breaks, and every bidi control.
bool is_invisible(char32_t value);

/// Returns the columns a terminal needs: 2 for Han and full-width, 0 for invisible and combining, else 1.
int display_width(char32_t value);
std::size_t display_width(std::string_view text);

/// Returns `U+4E00 "一"`, or `U+200B` alone for what cannot be shown.
std::string describe_code_point(char32_t value);

/// Orders runs of digits by value, everything else by code point: "2" before "10". Texts that differ in
/// leading zeros alone are ordered by code point, so equal means identical.
std::strong_ordering compare_naturally(std::string_view lhs, std::string_view rhs);

/// Orders by code point, which for UTF-8 is the order of the bytes.
std::strong_ordering compare_code_points(std::string_view lhs, std::string_view rhs);

}  // namespace polc::base
