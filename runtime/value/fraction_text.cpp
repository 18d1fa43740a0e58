#include "runtime/value/fraction.h"

#include <algorithm>

namespace polc::runtime {
namespace {

using Wide = Fraction::Wide;
using Magnitude = unsigned __int128;

constexpr std::size_t kNumFallbackDecimals = 12;
constexpr std::size_t kMostDigits = 38;  // 10^38 < 2^127

constexpr Magnitude power_of_ten(std::size_t exponent) {
  Magnitude result = 1;
  for (std::size_t i = 0; i < exponent; ++i) result *= 10;
  return result;
}

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string digits_of(Magnitude value) {
  std::string result;
  do {
    result.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(result.begin(), result.end());
  return result;
}

// Returns how many decimals the fraction 1/denominator has, or nothing when they never end.
std::optional<std::size_t> finite_decimals(Magnitude denominator) {
  std::size_t twos = 0;
  std::size_t fives = 0;
  while (denominator % 2 == 0) {
    denominator /= 2;
    ++twos;
  }
  while (denominator % 5 == 0) {
    denominator /= 5;
    ++fives;
  }
  if (denominator != 1) return std::nullopt;
  return std::max(twos, fives);
}

// One step of long division. Ten additions instead of a product, which could overflow.
char next_digit(Magnitude& rest, Magnitude denominator) {
  Magnitude sum = 0;
  char digit = '0';
  for (int i = 0; i < 10; ++i) {
    sum += rest;
    if (sum >= denominator) {
      sum -= denominator;
      ++digit;
    }
  }
  rest = sum;
  return digit;
}

// Adds one in the last place of a text of digits.
std::string increment(std::string digits) {
  for (std::size_t i = digits.size(); i > 0; --i) {
    if (digits[i - 1] != '9') {
      ++digits[i - 1];
      return digits;
    }
    digits[i - 1] = '0';
  }
  return "1" + digits;
}

}  // namespace

std::size_t count_decimals(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return 0;
  const std::size_t last = text.find_last_not_of('0');
  return last <= point ? 0 : last - point;
}

std::optional<Fraction> parse_decimal(std::string_view text) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  const bool is_well_formed = !whole.empty() && (point == text.size() || !decimals.empty()) &&
                              std::all_of(whole.begin(), whole.end(), is_digit) &&
                              std::all_of(decimals.begin(), decimals.end(), is_digit);
  if (!is_well_formed) return std::nullopt;
  decimals = decimals.substr(0, count_decimals(text));
  std::string digits(whole);
  digits += decimals;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > kMostDigits || decimals.size() > kMostDigits) return std::nullopt;
  Magnitude value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<Magnitude>(digit - '0');
  const Magnitude scale = power_of_ten(decimals.size());
  const Magnitude largest = power_of_ten(30);
  if (value / scale > largest || (value / scale == largest && value % scale != 0)) return std::nullopt;
  const Wide top = static_cast<Wide>(value);
  return Fraction::ratio(is_negative ? -top : top, static_cast<Wide>(scale));
}

std::string to_text(const Fraction& value) {
  const bool is_negative = value.sign() < 0;
  const Magnitude top =
      is_negative ? ~static_cast<Magnitude>(value.numerator()) + 1 : static_cast<Magnitude>(value.numerator());
  const Magnitude bottom = static_cast<Magnitude>(value.denominator());
  const std::optional<std::size_t> finite = finite_decimals(bottom);
  const std::size_t num_decimals = finite.value_or(kNumFallbackDecimals);
  std::string digits = digits_of(top / bottom);
  Magnitude rest = top % bottom;
  for (std::size_t i = 0; i < num_decimals; ++i) digits.push_back(next_digit(rest, bottom));
  if (!finite && rest >= bottom - rest) digits = increment(std::move(digits));
  std::string result(is_negative ? "-" : "");
  result.append(digits, 0, digits.size() - num_decimals);
  if (num_decimals > 0) {
    result += '.';
    result.append(digits, digits.size() - num_decimals, num_decimals);
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.') result.pop_back();
  }
  return result == "-0" ? "0" : result;
}

}  // namespace polc::runtime
