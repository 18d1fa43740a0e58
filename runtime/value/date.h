// Days of the proleptic Gregorian calendar, years 1 to 9999.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace polc::runtime {

/// A day, counted from 1970-01-01.
struct Date {
  std::int32_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

struct YearMonthDay {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
};

/// Returns the day, or nothing when the calendar has none such (2023-02-29, month 13, year 0).
std::optional<Date> make_date(YearMonthDay parts);
YearMonthDay parts_of(Date date);

/// Reads exactly `YYYY-MM-DD`; nothing when malformed or impossible.
std::optional<Date> parse_date(std::string_view text);
/// Writes `YYYY-MM-DD`.
std::string to_text(Date date);

enum class MonthEnd : std::uint8_t { Refuse, Down, Up };
/// Returns the same day `months` later (may be negative). A day the month lacks: nothing with Refuse, the
/// month's last day with Down, the first of the next month with Up. Nothing outside years 1–9999.
std::optional<Date> add_months(Date date, std::int64_t months, MonthEnd month_end);

/// Returns whole months (years) from `from` to `to`, negative when reversed; a month is complete on the same
/// day of the month, or on the last day when the month lacks it.
std::int64_t months_between(Date from, Date to);
std::int64_t years_between(Date from, Date to);

}  // namespace polc::runtime
