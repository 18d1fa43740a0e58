// Numbers as legal texts write them: 100, 1,000, 3 000, 1.5亿, 3千, 三千, 一百零五, 二〇二二. Reads the number alone;
// what it counts is read by `read_text`.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "runtime/value/fraction.h"

namespace polc::analyse::text {

/// A number found in folded text.
struct WrittenNumber {
  std::size_t end = 0;          // past its last character
  runtime::Fraction digits;     // without 万 and 亿 behind Arabic digits: 100万 has 100
  runtime::Fraction value;      // with them
  bool is_han = false;          // begins with a Han numeral
  bool has_multiplier = false;  // Arabic digits with 十 百 千 万 亿 behind them
};

/// Reads the number that begins at `at`; nothing where none does. `text` is folded, `written` parallel to it: a comma
/// of full width never groups digits.
std::optional<WrittenNumber> read_number(std::u32string_view text, std::u32string_view written, std::size_t at);

/// True for 〇 零 一 … 九 十 百 千 万 亿 两.
bool is_han_numeral(char32_t value);

/// Returns the value of Han numerals ("三千", "一百零五", "二〇二二"); nothing where they make none.
std::optional<runtime::Fraction> value_of_han(std::u32string_view numerals);

}  // namespace polc::analyse::text
