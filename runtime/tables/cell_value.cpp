#include "runtime/tables/cell_value.h"

#include <algorithm>
#include <array>
#include <bit>

#include "runtime/batch/column.h"
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

constexpr bool is_leap(unsigned year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

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

}  // namespace

LabelIndex::LabelIndex(const std::vector<std::pair<std::string, std::uint32_t>>& labels) {
  slots_.resize(std::bit_ceil(2 * labels.size() + 2));
  mask_ = slots_.size() - 1;
  for (const auto& [label, code] : labels) {
    if (label.empty() || find(label) != kUnknown) continue;
    const Ends ends = ends_of(label);
    std::uint64_t at = hash(ends) & mask_;
    while (slots_[at].code != kUnknown) at = (at + 1) & mask_;
    slots_[at] = {ends, code, label};
  }
}

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
  if (is_negative) value = -value;
  if (value < form.low || value > form.high) return std::nullopt;
  return value;
}

std::optional<std::int32_t> read_day(std::string_view cell) {
  if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return std::nullopt;
  unsigned not_digits = 0;
  const auto pair_at = [&](std::size_t at) {
    const unsigned tens = digit_of(cell[at]);
    const unsigned ones = digit_of(cell[at + 1]);
    not_digits |= static_cast<unsigned>(tens > 9) | static_cast<unsigned>(ones > 9);
    return tens * 10 + ones;
  };
  const unsigned year = pair_at(0) * 100 + pair_at(2);
  const unsigned month = pair_at(5);
  const unsigned day = pair_at(8);
  if (not_digits != 0 || year == 0 || month - 1 > 11 || day == 0) return std::nullopt;
  if (day > kDaysOfMonth[month] && !(month == 2 && day == 29 && is_leap(year))) return std::nullopt;
  // Years that begin in March have their leap day last (as in runtime/value/date.cpp).
  const unsigned from_march = month > 2 ? month - 3 : month + 9;
  const unsigned march_year = month > 2 ? year : year - 1;
  const unsigned days =
      march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 + (153 * from_march + 2) / 5 + day - 1;
  return static_cast<std::int32_t>(days) - 719468;
}

}  // namespace polc::runtime
