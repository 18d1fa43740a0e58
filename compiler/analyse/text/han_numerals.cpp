#include "compiler/analyse/text/han_numerals.h"

#include <cstdint>
#include <string>

#include "base/unicode.h"

namespace polc::analyse::text {
namespace {

using runtime::Fraction;

constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
constexpr std::size_t kMaxNumerals = 24;

/// Returns 0 to 9, or −1.
int digit_of(char32_t value) {
  if (value == U'零') return 0;
  if (value == U'两') return 2;
  const std::size_t found = kDigits.find(value);
  return found == std::u32string_view::npos ? -1 : static_cast<int>(found);
}

/// Returns 10, 100, 1000, or 0.
std::int64_t small_power(char32_t value) {
  if (value == U'十') return 10;
  if (value == U'百') return 100;
  return value == U'千' ? 1000 : 0;
}

std::int64_t large_power(char32_t value) {
  if (value == U'万') return 10'000;
  return value == U'亿' ? 100'000'000 : 0;
}

std::int64_t power_of(char32_t value) {
  const std::int64_t small = small_power(value);
  return small != 0 ? small : large_power(value);
}

/// Reads 二〇二二 digit by digit. Two or three digits side by side say "about" (三五家), which is no number.
std::optional<Fraction> read_digits(std::u32string_view numerals) {
  if (numerals.size() == 2 || numerals.size() == 3) return std::nullopt;
  std::string digits;
  for (const char32_t value : numerals) {
    const int digit = digit_of(value);
    if (digit < 0) return std::nullopt;
    digits.push_back(static_cast<char>('0' + digit));
  }
  return runtime::parse_decimal(digits);
}

/// Reads 一百零五万三千 by sections of 万 and 亿.
std::optional<Fraction> read_sections(std::u32string_view numerals) {
  Fraction::Wide total = 0;    // of closed sections
  Fraction::Wide section = 0;  // below the next 万 or 亿
  Fraction::Wide digit = -1;   // not yet multiplied
  for (const char32_t value : numerals) {
    if (const int read = digit_of(value); read >= 0) {
      if (digit > 0) return std::nullopt;
      digit = read;
      continue;
    }
    if (const std::int64_t small = small_power(value); small != 0) {
      section += (digit < 0 ? 1 : digit) * small;
    } else {
      const std::int64_t large = large_power(value);
      const Fraction::Wide closed = section + (digit > 0 ? digit : 0);
      // 一万亿: the power multiplies what stands before it as a whole.
      total = closed == 0 ? total * large : (total < large ? (total + closed) * large : total + closed * large);
      if (total == 0) return std::nullopt;
      section = 0;
    }
    digit = -1;
  }
  return Fraction::ratio(total + section + (digit > 0 ? digit : 0), 1);
}

bool is_digit_at(std::u32string_view text, std::size_t at) { return at < text.size() && base::is_digit(text[at]); }

bool is_letter_at(std::u32string_view text, std::size_t at) {
  return at < text.size() && base::is_letter(text[at]) && !base::is_han(text[at]);
}

/// True where `at` holds a mark that groups digits: exactly three follow.
bool groups_at(std::u32string_view text, std::u32string_view written, std::size_t at) {
  if (at >= text.size()) return false;
  const bool is_mark = written[at] == U',' || written[at] == U'_' || written[at] == U'\'' ||
                       (text[at] == U' ' && at > 0 && is_digit_at(text, at - 1));
  return is_mark && is_digit_at(text, at + 1) && is_digit_at(text, at + 2) && is_digit_at(text, at + 3) &&
         !is_digit_at(text, at + 4);
}

/// Returns the digits that begin at `at` without what groups them, and moves `at` past them.
std::string take_digits(std::u32string_view text, std::u32string_view written, std::size_t& at) {
  std::string digits;
  while (at < text.size()) {
    if (base::is_digit(text[at])) {
      digits.push_back(static_cast<char>(text[at++]));
    } else if (!digits.empty() && digits.size() <= 12 && groups_at(text, written, at)) {
      ++at;
    } else {
      break;
    }
  }
  return digits;
}

/// A decimal comma stands before one or two digits that a percent sign or a currency follows (5,5 %).
bool has_decimal_comma(std::u32string_view text, std::u32string_view written, std::size_t at) {
  if (at >= text.size() || written[at] != U',' || !is_digit_at(text, at + 1)) return false;
  std::size_t end = at + 1;
  while (is_digit_at(text, end)) ++end;
  if (end - at > 3) return false;
  if (end < text.size() && text[end] == U' ') ++end;
  return end < text.size() && (text[end] == U'%' || text[end] == U'€');
}

/// Takes 十 百 千 万 亿 behind Arabic digits.
bool multiply_by_powers(std::u32string_view text, std::size_t& at, WrittenNumber& number) {
  while (at < text.size() && power_of(text[at]) != 0) {
    const std::optional<Fraction> larger = multiply(number.value, Fraction(power_of(text[at])));
    if (!larger) return false;
    number.value = *larger;
    number.has_multiplier = true;
    ++at;
  }
  return true;
}

std::optional<WrittenNumber> read_arabic(std::u32string_view text, std::u32string_view written, std::size_t at) {
  std::string digits = take_digits(text, written, at);
  const bool has_point = at < text.size() && (text[at] == U'.' || has_decimal_comma(text, written, at));
  if (has_point && is_digit_at(text, at + 1)) {
    digits.push_back('.');
    ++at;
    while (is_digit_at(text, at)) digits.push_back(static_cast<char>(text[at++]));
    if (at < text.size() && text[at] == U'.' && is_digit_at(text, at + 1)) return std::nullopt;  // 1.2.3 counts nothing
  }
  const std::optional<Fraction> value = runtime::parse_decimal(digits);
  if (!value) return std::nullopt;
  WrittenNumber number;
  number.digits = *value;
  number.value = *value;
  if (!multiply_by_powers(text, at, number)) return std::nullopt;
  number.end = at;
  // 2亿3千万: what follows directly is added.
  if (!number.has_multiplier || !is_digit_at(text, at)) return number;
  const std::optional<WrittenNumber> rest = read_arabic(text, written, at);
  if (!rest || !rest->has_multiplier || rest->value >= number.value) return number;
  const std::optional<Fraction> sum = add(number.value, rest->value);
  if (!sum) return number;
  number.value = *sum;
  number.digits = *sum;
  number.end = rest->end;
  return number;
}

}  // namespace

bool is_han_numeral(char32_t value) { return digit_of(value) >= 0 || power_of(value) != 0; }

std::optional<Fraction> value_of_han(std::u32string_view numerals) {
  if (numerals.empty() || numerals.size() > kMaxNumerals) return std::nullopt;
  bool has_power = false;
  for (const char32_t value : numerals) {
    if (!is_han_numeral(value)) return std::nullopt;
    has_power = has_power || power_of(value) != 0;
  }
  if (!has_power) return read_digits(numerals);
  if (large_power(numerals.front()) != 0) return std::nullopt;
  return read_sections(numerals);
}

std::optional<WrittenNumber> read_number(std::u32string_view text, std::u32string_view written, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (base::is_digit(text[at])) {
    // A digit inside a word or a longer number begins nothing: ISO9000.
    if (at > 0 && (is_letter_at(text, at - 1) || base::is_digit(text[at - 1]))) return std::nullopt;
    return read_arabic(text, written, at);
  }
  if (!is_han_numeral(text[at]) || (at > 0 && is_han_numeral(text[at - 1]))) return std::nullopt;
  std::size_t end = at;
  while (end < text.size() && is_han_numeral(text[end])) ++end;
  const std::optional<Fraction> value = value_of_han(text.substr(at, end - at));
  if (!value) return std::nullopt;
  WrittenNumber number;
  number.end = end;
  number.digits = *value;
  number.value = *value;
  number.is_han = true;
  return number;
}

}  // namespace polc::analyse::text
