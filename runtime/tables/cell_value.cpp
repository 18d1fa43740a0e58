#include "runtime/tables/cell_value.h"

#include <algorithm>
#include <array>

#include "runtime/batch/column.h"
#include "runtime/tables/text_word.h"
#include "runtime/value/fraction.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMaxDigits = 18;
constexpr unsigned kPercentDecimals = 6;  // of a percent; its share has two more

constexpr std::array<std::int64_t, kMaxDigits + 1> kPowers = [] {
  std::array<std::int64_t, kMaxDigits + 1> powers{};
  powers[0] = 1;
  for (std::size_t at = 1; at < powers.size(); ++at) powers[at] = powers[at - 1] * 10;
  return powers;
}();

/// Returns a bound in steps, rounded into the bounds; one beyond 64 bits binds nothing that is read here.
std::int64_t bound_in_steps(const Fraction& bound, std::int64_t scale, bool is_low) {
  const std::optional<Fraction> steps = multiply(bound, Fraction(scale));
  if (!steps)
    return bound.sign() < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
  const Fraction whole = is_low ? ceil(*steps) : floor(*steps);
  const Fraction::Wide least = std::numeric_limits<std::int64_t>::min();
  const Fraction::Wide most = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::clamp(whole.numerator(), least, most));
}

unsigned digit_of(char one) { return static_cast<unsigned>(static_cast<unsigned char>(one)) - '0'; }

constexpr std::array<std::uint8_t, 13> kDaysOfMonth{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array<std::uint16_t, 13> kDaysSinceMarch{0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};

constexpr bool is_leap(unsigned year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// A byte that is no digit shows in its upper bit, by itself or by this sum, once the digits are 0 to 9.
constexpr std::uint64_t kUpperBits = 0x8080808080808080ULL;
constexpr std::uint64_t kBeyondNine = 0x7676767676767676ULL;
constexpr std::size_t kMostWordDigits = 16;

/// Returns the number of up to eight digits, which are the upper bytes of a word above zeros, or nothing. Neighbours
/// are put together three times, to pairs, fours and eight: D. Lemire, "Quickly parsing eight digits", 2018.
std::optional<std::int64_t> number_of(std::uint64_t digits) {
  if (((digits | (digits + kBeyondNine)) & kUpperBits) != 0) return std::nullopt;
  const std::uint64_t pairs = digits * 10 + (digits >> 8U);
  const std::uint64_t eight = ((pairs & 0x000000FF000000FFULL) * 0x000F424000000064ULL +
                               ((pairs >> 16U) & 0x000000FF000000FFULL) * 0x0000271000000001ULL) >>
                              32U;
  return static_cast<std::int64_t>(eight);
}

/// Returns a number of 1 to 16 digits and nothing else, or nothing.
std::optional<std::int64_t> read_whole(std::string_view cell) {
  constexpr std::uint64_t kZeros = 0x3030303030303030ULL;
  const std::size_t num_first = cell.size() <= 8 ? cell.size() : cell.size() - 8;
  const std::optional<std::int64_t> first = number_of((word_at(cell.data()) ^ kZeros) << (64 - 8 * num_first));
  if (cell.size() <= 8 || !first) return first;
  const std::optional<std::int64_t> last = number_of(word_at(cell.data() + num_first) ^ kZeros);
  if (!last) return std::nullopt;
  return *first * 100'000'000 + *last;
}

std::optional<std::int64_t> within(std::int64_t value, const NumberForm& form) {
  if (value < form.low || value > form.high) return std::nullopt;
  return value;
}

bool remove_sign(std::string_view& text) {
  constexpr std::string_view kFullWidthSign = "％";
  if (text.ends_with('%')) {
    text.remove_suffix(1);
    return true;
  }
  if (!text.ends_with(kFullWidthSign)) return false;
  text.remove_suffix(kFullWidthSign.size());
  return true;
}

/// Reads a number as it may be written: with a minus, a decimal point, a sign of percent.
std::optional<std::int64_t> read_decimal(std::string_view cell, const NumberForm& form) {
  unsigned num_decimals = form.num_decimals;
  // A percent is hundredths, and its steps are those of a share with two decimals more: the same number of steps.
  if (form.is_percent && remove_sign(cell)) num_decimals -= 2;
  const bool is_negative = cell.starts_with('-');
  if (is_negative) cell.remove_prefix(1);
  std::int64_t value = 0;
  std::size_t point = cell.size();
  if (cell.empty() || cell.size() > kMaxDigits || cell.back() == '.') return std::nullopt;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const unsigned digit = digit_of(cell[at]);
    if (digit <= 9) {
      value = value * 10 + static_cast<std::int64_t>(digit);
    } else if (cell[at] == '.' && point == cell.size() && at > 0) {
      point = at;
    } else {
      return std::nullopt;
    }
  }
  const std::size_t given = point == cell.size() ? 0 : cell.size() - point - 1;
  const std::size_t num_digits = cell.size() - (point == cell.size() ? 0 : 1);
  if (given > num_decimals || num_digits + (num_decimals - given) > kMaxDigits) return std::nullopt;
  value *= kPowers[num_decimals - given];
  return within(is_negative ? -value : value, form);
}

}  // namespace

NumberForm form_of(const Program& program, const Fact& fact) {
  NumberForm form;
  if (fact.type == FactType::Number) form.num_decimals = kPercentDecimals;
  if (fact.type == FactType::Percent) form.num_decimals = kPercentDecimals + 2;
  if (fact.type == FactType::Money) form.num_decimals = program.minor_digits;
  form.is_percent = fact.type == FactType::Percent;
  const std::int64_t scale = scale_of(fact.type);
  if (fact.low) form.low = bound_in_steps(*fact.low, scale, true);
  if (fact.high) form.high = bound_in_steps(*fact.high, scale, false);
  return form;
}

std::optional<std::int64_t> read_steps(std::string_view cell, const NumberForm& form) {
  if (cell.size() - 1 < kMostWordDigits) {
    const std::optional<std::int64_t> whole = read_whole(cell);
    if (whole && cell.size() + form.num_decimals <= kMaxDigits)
      return within(*whole * kPowers[form.num_decimals], form);
  }
  return read_decimal(cell, form);
}

std::optional<std::int32_t> read_day(std::string_view cell) {
  if (cell.size() != 10) return std::nullopt;
  // `YYYY-MM-` and `YY-MM-DD`: every byte becomes its digit, a hyphen in its place becomes 0.
  const std::uint64_t head = word_at(cell.data()) ^ 0x2D30302D30303030ULL;
  const std::uint64_t tail = word_at(cell.data() + 2) ^ 0x30302D30302D3030ULL;
  const std::uint64_t too_large = head | (head + 0x7F76767F76767676ULL) | tail | (tail + 0x76767F76767F7676ULL);
  if ((too_large & kUpperBits) != 0) return std::nullopt;
  const std::uint64_t pairs = head * 10 + (head >> 8U);  // in each byte the number that it begins
  const auto year = static_cast<unsigned>((pairs & 0xFFU) * 100 + ((pairs >> 16U) & 0xFFU));
  const auto month = static_cast<unsigned>((pairs >> 40U) & 0xFFU);
  const auto day = static_cast<unsigned>(((tail * 10 + (tail >> 8U)) >> 48U) & 0xFFU);
  if (year == 0 || month - 1 > 11 || day == 0) return std::nullopt;
  if (day > kDaysOfMonth[month] && !(month == 2 && day == 29 && is_leap(year))) return std::nullopt;
  // Years that begin in March have their leap day last (as in runtime/value/date.cpp).
  const unsigned march_year = year - (month < 3 ? 1U : 0U);
  const unsigned century = march_year / 100;
  const unsigned days = march_year * 365 + march_year / 4 - century + century / 4 + kDaysSinceMarch[month] + day - 1;
  return static_cast<std::int32_t>(days) - 719468;
}

}  // namespace polc::runtime
