#include <doctest/doctest.h>

#include <string>

#include "runtime/value/date.h"

using namespace polc::runtime;

namespace {

Date day(const char* text) { return parse_date(text).value(); }
std::string moved(const char* text, std::int64_t months, MonthEnd month_end) {
  const std::optional<Date> result = add_months(day(text), months, month_end);
  return result ? to_text(*result) : "none";
}

}  // namespace

TEST_CASE("date: days count from 1970-01-01") {
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("2000-03-01").days == 11017);
  CHECK(day("1969-12-31").days == -1);
  CHECK(day("0001-01-01").days == -719162);
}

TEST_CASE("date: every day of the calendar survives the round trip") {
  const std::int32_t last = day("9999-12-31").days;
  for (std::int32_t days = day("0001-01-01").days; days <= last; days += 13) {
    REQUIRE(make_date(parts_of(Date{days})) == Date{days});
  }
  CHECK(to_text(Date{last}) == "9999-12-31");
}

TEST_CASE("date: days outside the calendar have parts all the same") {
  CHECK(parts_of(Date{2'147'483'647}).year == 5'881'580);
  CHECK(parts_of(Date{-2'147'483'647 - 1}).year == -5'877'641);
}

TEST_CASE("date: impossible days are refused") {
  for (const char* text : {"2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "0000-01-01",
                           "2023-1-01", "2023-01-01 ", "2023/01/01", "abcd-01-01", "", "-023-01-01"}) {
    CHECK_MESSAGE(!parse_date(text).has_value(), text);
  }
  CHECK(parse_date("2000-02-29").has_value());
  CHECK(to_text(day("0099-01-02")) == "0099-01-02");
}

TEST_CASE("date: months are added by the calendar") {
  CHECK(moved("2023-01-31", 1, MonthEnd::Refuse) == "none");
  CHECK(moved("2023-01-31", 1, MonthEnd::Down) == "2023-02-28");
  CHECK(moved("2023-01-31", 1, MonthEnd::Up) == "2023-03-01");
  CHECK(moved("2024-02-29", -36, MonthEnd::Down) == "2021-02-28");
  CHECK(moved("2023-11-30", 3, MonthEnd::Down) == "2024-02-29");
  CHECK(moved("2023-05-15", -5, MonthEnd::Refuse) == "2022-12-15");
  CHECK(moved("2023-05-15", 19, MonthEnd::Refuse) == "2024-12-15");
  CHECK(moved("9999-12-01", 1, MonthEnd::Up) == "none");
  CHECK(moved("0001-01-01", -1, MonthEnd::Up) == "none");
  CHECK(moved("2023-01-01", 9'000'000'000'000, MonthEnd::Up) == "none");
}

TEST_CASE("date: a month is complete on the same day or the last day of a shorter month") {
  CHECK(months_between(day("2023-01-31"), day("2023-02-28")) == 1);
  CHECK(months_between(day("2023-01-31"), day("2023-03-30")) == 1);
  CHECK(months_between(day("2023-01-15"), day("2023-02-14")) == 0);
  CHECK(months_between(day("2023-02-15"), day("2023-01-15")) == -1);
  CHECK(years_between(day("2020-02-29"), day("2021-02-28")) == 1);
  CHECK(years_between(day("2020-03-01"), day("2023-02-28")) == 2);
  CHECK(years_between(day("2023-02-28"), day("2020-03-01")) == -2);
}
