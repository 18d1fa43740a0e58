#include <limits>

#include "base/assert.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {
namespace {

using Result = std::optional<Range>;

constexpr Date kFirstDay{-719162};  // 0001-01-01
constexpr Date kLastDay{2932896};   // 9999-12-31

// Returns the day, or nothing when the number is no day of the calendar.
std::optional<Date> day_of(const std::optional<Fraction>& value) {
  if (!value || *value < Fraction(kFirstDay.days) || *value > Fraction(kLastDay.days)) return std::nullopt;
  return Date{static_cast<std::int32_t>(floor(*value).numerator())};
}

std::optional<std::int64_t> integer_of(const std::optional<Fraction>& value) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  if (!value || !value->is_whole() || *value > Fraction(kMost) || *value < Fraction(-kMost)) return std::nullopt;
  return static_cast<std::int64_t>(value->numerator());
}

std::optional<Fraction> year_of(const std::optional<Fraction>& end) {
  const std::optional<Date> day = day_of(end);
  if (!day) return std::nullopt;
  return Fraction(parts_of(*day).year);
}

using Count = std::int64_t (*)(Date, Date);

std::optional<Fraction> count_between(const std::optional<Fraction>& from, const std::optional<Fraction>& to,
                                      Count count) {
  const std::optional<Date> first = day_of(from);
  const std::optional<Date> last = day_of(to);
  if (!first || !last) return std::nullopt;
  return Fraction(count(*first, *last));
}

// Counts grow with the later date and shrink with the earlier one.
Range span_of(const Range& from, const Range& to, Count count) {
  return {count_between(from.high, to.low, count), count_between(from.low, to.high, count)};
}

std::optional<Fraction> moved(const std::optional<Fraction>& date, const std::optional<Fraction>& months,
                              MonthEnd month_end) {
  const std::optional<Date> day = day_of(date);
  const std::optional<std::int64_t> count = integer_of(months);
  if (!day || !count) return std::nullopt;
  const std::optional<Date> result = add_months(*day, *count, month_end);
  if (!result) return std::nullopt;
  return Fraction(result->days);
}

// Moving by months never reverses two dates, so the ends suffice. Where a missing day is refused, the date
// lies between the month's end and the next month's first.
Range add_month_range(const Range& date, const Range& months, MonthEnd month_end) {
  if (date.is_exact() && months.is_exact()) {
    const std::optional<Fraction> result = moved(date.low, months.low, month_end);
    return {result, result};
  }
  const bool is_refused = month_end == MonthEnd::Refuse;
  return {moved(date.low, months.low, is_refused ? MonthEnd::Down : month_end),
          moved(date.high, months.high, is_refused ? MonthEnd::Up : month_end)};
}

}  // namespace

std::optional<Range> compute_date(const Node& node, const std::vector<Range>& operands) {
  switch (node.op) {
    case Op::YearOf: return Range{year_of(operands[0].low), year_of(operands[0].high)};
    case Op::YearsBetween: return span_of(operands[0], operands[1], years_between);
    case Op::MonthsBetween: return span_of(operands[0], operands[1], months_between);
    case Op::DaysBetween: return subtract(operands[1], operands[0]);
    case Op::AddMonths: return add_month_range(operands[0], operands[1], static_cast<MonthEnd>(node.a));
    case Op::AddDays: return add(operands[0], operands[1]);
    default: break;
  }
  POLC_ASSERT(false, "the operator computes with dates");
  return std::nullopt;
}

}  // namespace polc::runtime
