#include "runtime/value/date.h"

#include <algorithm>
#include <array>

namespace polc::runtime {
namespace {

constexpr std::int32_t kFirstYear = 1;
constexpr std::int32_t kLastYear = 9999;

constexpr bool is_leap(std::int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  constexpr std::array<std::int32_t, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Days since 0000-03-01 count leap days at the end of a year that begins in March; 719468 is the distance
// of that day from 1970-01-01.
constexpr std::int32_t kMarchZero = 719468;
constexpr std::int32_t kDaysOfEra = 146097;  // 400 years

std::int32_t days_of(YearMonthDay parts) {
  const std::int32_t year = parts.month <= 2 ? parts.year - 1 : parts.year;
  const std::int32_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int32_t year_of_era = year - era * 400;
  const std::int32_t month = parts.month > 2 ? parts.month - 3 : parts.month + 9;
  const std::int32_t day_of_year = (153 * month + 2) / 5 + parts.day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysOfEra + day_of_era - kMarchZero;
}

std::optional<std::int32_t> read_digits(std::string_view text) {
  std::int32_t value = 0;
  for (const char character : text) {
    if (character < '0' || character > '9') return std::nullopt;
    value = value * 10 + (character - '0');
  }
  return value;
}

std::string padded(std::int32_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  std::string result(width - std::min(width, digits.size()), '0');
  result += digits;
  return result;
}

std::int64_t complete_months(Date from, Date to) {
  const YearMonthDay first = parts_of(from);
  const YearMonthDay last = parts_of(to);
  const std::int64_t months = std::int64_t{last.year - first.year} * 12 + (last.month - first.month);
  const bool month_lacks_day = first.day > days_in_month(last.year, last.month);
  const bool is_complete =
      last.day >= first.day || (month_lacks_day && last.day == days_in_month(last.year, last.month));
  return is_complete ? months : months - 1;
}

}  // namespace

std::optional<Date> make_date(YearMonthDay parts) {
  const bool is_possible = parts.year >= kFirstYear && parts.year <= kLastYear && parts.month >= 1 &&
                           parts.month <= 12 && parts.day >= 1 && parts.day <= days_in_month(parts.year, parts.month);
  if (!is_possible) return std::nullopt;
  return Date{days_of(parts)};
}

YearMonthDay parts_of(Date date) {
  // In 64 bits: sums of dates and days may lie anywhere, also far outside the calendar.
  const std::int64_t days = std::int64_t{date.days} + kMarchZero;
  const auto era = static_cast<std::int32_t>((days >= 0 ? days : days - (kDaysOfEra - 1)) / kDaysOfEra);
  const auto day_of_era = static_cast<std::int32_t>(days - std::int64_t{era} * kDaysOfEra);
  const std::int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t month = (5 * day_of_year + 2) / 153;
  const std::int32_t calendar_month = month < 10 ? month + 3 : month - 9;
  const std::int32_t year = year_of_era + era * 400 + (calendar_month <= 2 ? 1 : 0);
  return {year, calendar_month, day_of_year - (153 * month + 2) / 5 + 1};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<std::int32_t> year = read_digits(text.substr(0, 4));
  const std::optional<std::int32_t> month = read_digits(text.substr(5, 2));
  const std::optional<std::int32_t> day = read_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make_date({*year, *month, *day});
}

std::string to_text(Date date) {
  const YearMonthDay parts = parts_of(date);
  std::string result = padded(parts.year, 4);
  result += '-';
  result += padded(parts.month, 2);
  result += '-';
  result += padded(parts.day, 2);
  return result;
}

std::optional<Date> add_months(Date date, std::int64_t months, MonthEnd month_end) {
  constexpr std::int64_t kMostMonths = std::int64_t{kLastYear} * 12;
  if (months > kMostMonths || months < -kMostMonths) return std::nullopt;
  const YearMonthDay parts = parts_of(date);
  const std::int64_t index = std::int64_t{parts.year} * 12 + parts.month - 1 + months;
  if (index < kFirstYear * 12 || index >= (std::int64_t{kLastYear} + 1) * 12) return std::nullopt;
  const std::int32_t year = static_cast<std::int32_t>(index / 12);
  const std::int32_t month = static_cast<std::int32_t>(index % 12) + 1;
  const std::int32_t last = days_in_month(year, month);
  if (parts.day <= last) return make_date({year, month, parts.day});
  switch (month_end) {
    case MonthEnd::Refuse: return std::nullopt;
    case MonthEnd::Down: return make_date({year, month, last});
    // A month that lacks a day is never December, so the next one is of the same year.
    case MonthEnd::Up: return make_date({year, month + 1, 1});
  }
  return std::nullopt;
}

std::int64_t months_between(Date from, Date to) {
  return from <= to ? complete_months(from, to) : -complete_months(to, from);
}

std::int64_t years_between(Date from, Date to) { return months_between(from, to) / 12; }

}  // namespace polc::runtime
