// Cells are read without the reader of cases only where both agree.
#include <doctest/doctest.h>

#include <string>

#include "runtime/tables/case_tree.h"
#include "runtime/tables/cell_value.h"
#include "runtime/value/date.h"
#include "runtime/value/fraction.h"

using namespace polc::runtime;

TEST_CASE("tables: numbers are read in steps, exactly, or left to the reader of cases") {
  NumberForm money;
  money.num_decimals = 2;
  CHECK(read_steps("80000.50", money) == 8000050);
  CHECK(read_steps("-1", money) == -100);
  CHECK(read_steps("0100", money) == 10000);
  CHECK(read_steps("99999999999999999.9", money) == std::nullopt);  // too long to be certain
  CHECK(read_steps("99999999999999.99", money) == 9999999999999999);
  for (const char* text : {"", "-", ".5", "5.", "1.005", "1e3", " 1", "1 ", "+1", "1,000", "１", "--1", "1.2.3"}) {
    CAPTURE(text);
    CHECK(read_steps(text, money) == std::nullopt);
  }
  money.low = 0;
  money.high = 100;
  CHECK(read_steps("1.00", money) == 100);
  CHECK(read_steps("1.01", money) == std::nullopt);
  CHECK(read_steps("-0.01", money) == std::nullopt);
}

TEST_CASE("tables: a percent with a sign is hundredths, without one the share") {
  NumberForm percent;
  percent.num_decimals = 8;
  percent.is_percent = true;
  CHECK(read_steps("50%", percent) == 50'000'000);
  CHECK(read_steps("50％", percent) == 50'000'000);
  CHECK(read_steps("0.5", percent) == 50'000'000);
  CHECK(read_steps("12.345678%", percent) == 12'345'678);
  CHECK(read_steps("12.3456789%", percent) == std::nullopt);
  CHECK(read_steps("%", percent) == std::nullopt);
}

TEST_CASE("tables: every day of the calendar is read as the reader of cases reads it") {
  for (std::int32_t day = make_date({1, 1, 1})->days; day <= make_date({9999, 12, 31})->days; day += 7) {
    REQUIRE(read_day(to_text(Date{day})) == day);
  }
  for (const char* text : {"2023-02-29", "1900-02-29", "2024-02-30", "2024-00-01", "2024-13-01", "2024-01-00",
                           "0000-01-01", "2024-1-01", "2024/01/01", "20240101", "2024-01-0x"}) {
    CAPTURE(text);
    CHECK(read_day(text) == std::nullopt);
    CHECK(!parse_date(text));
  }
}

TEST_CASE("tables: labels of every length are told apart") {
  std::vector<std::pair<std::string, std::uint32_t>> labels;
  for (std::uint32_t size = 1; size <= 40; ++size) {
    labels.emplace_back(std::string(size, 'a'), size);
    std::string other(size, 'a');
    other[size / 2] = 'b';
    labels.emplace_back(other, 100 + size);
  }
  labels.emplace_back("级别", 7'000);
  labels.emplace_back("aaa", 9'000);  // given twice: the first counts
  const LabelIndex index(labels);
  for (std::uint32_t size = 1; size <= 40; ++size) {
    std::string other(size, 'a');
    CHECK(index.find(other) == size);
    other[size / 2] = 'b';
    CHECK(index.find(other) == 100 + size);
    other[size / 2] = 'c';
    CHECK(index.find(other) == LabelIndex::kUnknown);
  }
  CHECK(index.find("级别") == 7'000);
  CHECK(index.find("") == LabelIndex::kUnknown);
}

TEST_CASE("tables: words of yes and no, in letters of either case") {
  for (const char* word : {"true", "TRUE", "Yes", "是", "1"}) CHECK(truth_of(word) == 1);
  for (const char* word : {"false", "No", "NO", "否", "0"}) CHECK(truth_of(word) == 0);
  for (const char* word : {"", "y", "2", "真", "true "}) CHECK(truth_of(word) == -1);
}
