// Cells are read without the reader of cases only where both agree.
#include <doctest/doctest.h>

#include <string>

#include "runtime/tables/byte_buffer.h"
#include "runtime/tables/case_tree.h"
#include "runtime/tables/cell_value.h"
#include "runtime/tables/label_index.h"
#include "runtime/value/date.h"
#include "runtime/value/fraction.h"

using namespace polc::runtime;

namespace {

/// A cell as it stands in a table: other bytes follow, which must not matter.
class Cell {
 public:
  explicit Cell(std::string_view text) : bytes_(text), size_(text.size()) { bytes_.append("9999-99-99,,99999"); }
  operator std::string_view() const { return bytes_.view().substr(0, size_); }

 private:
  ByteBuffer bytes_;
  std::size_t size_;
};

std::optional<std::int64_t> steps_of(std::string_view text, const NumberForm& form) {
  return read_steps(Cell(text), form);
}

}  // namespace

TEST_CASE("tables: numbers are read in steps, exactly, or left to the reader of cases") {
  NumberForm money;
  money.num_decimals = 2;
  CHECK(steps_of("80000.50", money) == 8000050);
  CHECK(steps_of("-1", money) == -100);
  CHECK(steps_of("0100", money) == 10000);
  CHECK(steps_of("9999999999999999", money) == 999999999999999900);
  CHECK(steps_of("10000000000000000", money) == std::nullopt);    // too long to be certain
  CHECK(steps_of("99999999999999999.9", money) == std::nullopt);  // too long to be certain
  CHECK(steps_of("99999999999999.99", money) == 9999999999999999);
  for (const char* text : {"", "-", ".5", "5.", "1.005", "1e3", " 1", "1 ", "+1", "1,000", "１", "--1", "1.2.3"}) {
    CAPTURE(text);
    CHECK(steps_of(text, money) == std::nullopt);
  }
  money.low = 0;
  money.high = 100;
  CHECK(steps_of("1.00", money) == 100);
  CHECK(steps_of("1.01", money) == std::nullopt);
  CHECK(steps_of("-0.01", money) == std::nullopt);
}

TEST_CASE("tables: whole numbers of every length are read, and nothing that is no digit") {
  const NumberForm integer;
  std::string digits;
  std::int64_t value = 0;
  for (std::int64_t size = 1; size <= 18; ++size) {
    value = value * 10 + size % 10;
    digits += static_cast<char>('0' + size % 10);
    CHECK(steps_of(digits, integer) == value);
    for (std::size_t at = 0; at < digits.size(); ++at) {
      for (const char one : {'/', ':', 'a', '\0', ',', '\x80', '\xB0', '\xFF'}) {
        std::string wrong = digits;
        wrong[at] = one;
        REQUIRE(steps_of(wrong, integer) == std::nullopt);
      }
    }
  }
  CHECK(steps_of("-123456789", integer) == -123456789);
}

TEST_CASE("tables: a percent with a sign is hundredths, without one the share") {
  NumberForm percent;
  percent.num_decimals = 8;
  percent.is_percent = true;
  CHECK(steps_of("50%", percent) == 50'000'000);
  CHECK(steps_of("50％", percent) == 50'000'000);
  CHECK(steps_of("0.5", percent) == 50'000'000);
  CHECK(steps_of("12.345678%", percent) == 12'345'678);
  CHECK(steps_of("12.3456789%", percent) == std::nullopt);
  CHECK(steps_of("%", percent) == std::nullopt);
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
  for (std::size_t at = 0; at < 10; ++at) {
    for (int one = 0; one < 256; ++one) {
      std::string text = "2024-11-11";
      text[at] = static_cast<char>(one);
      const std::optional<Date> expected = parse_date(text);
      REQUIRE(read_day(text) == (expected ? std::optional(expected->days) : std::nullopt));
    }
  }
}

TEST_CASE("tables: labels of every length are told apart") {
  LabelIndex::Labels labels;
  for (std::uint32_t size = 1; size <= 40; ++size) {
    labels.emplace_back(std::string(size, 'a'), size);
    std::string other(size, 'a');
    other[size / 2] = 'b';
    labels.emplace_back(other, 100 + size);
  }
  labels.emplace_back("01234567-in-between-89abcdef", 6'000);
  labels.emplace_back("0123456789abcdef", 6'001);  // the ends of the one above
  labels.emplace_back("级别", 7'000);
  labels.emplace_back("aaa", 9'000);  // given twice: the first counts
  const LabelIndex index(labels, LabelIndex::kUnknown);
  for (std::uint32_t size = 1; size <= 40; ++size) {
    std::string other(size, 'a');
    CHECK(index.find(Cell(other)) == size);
    other[size / 2] = 'b';
    CHECK(index.find(Cell(other)) == 100 + size);
    other[size / 2] = 'c';
    CHECK(index.find(Cell(other)) == LabelIndex::kUnknown);
  }
  CHECK(index.find(Cell("01234567-in-between-89abcdef")) == 6'000);
  CHECK(index.find(Cell("0123456789abcdef")) == 6'001);
  CHECK(index.find(Cell("01234567-in-BETWEEN-89abcdef")) == LabelIndex::kUnknown);
  CHECK(index.find(Cell("01234567--89abcdef")) == LabelIndex::kUnknown);
  CHECK(index.find(Cell("级别")) == 7'000);
  CHECK(index.find(Cell("")) == LabelIndex::kUnknown);
  CHECK(LabelIndex(labels, 5).find(Cell("")) == 5);
}

TEST_CASE("tables: labels of one word are found as all others are") {
  const LabelIndex::Labels labels = {{"yes", 1}, {"是", 1}, {"no", 0}, {"12345678", 2}, {"\\N", 255}};
  for (const std::uint32_t code_of_empty : {254U, LabelIndex::kUnknown}) {
    const LabelIndex index(labels, code_of_empty);
    REQUIRE(index.is_short());
    for (const char* text :
         {"", "y", "yes", "yess", "是", "否", "no", "n", "1234567", "12345678", "123456789", "\\N", "9"}) {
      CAPTURE(text);
      CHECK(index.short_finder().find(Cell(text)) == index.find(Cell(text)));
    }
    CHECK(index.find(Cell("")) == code_of_empty);
    CHECK(index.find(Cell("是")) == 1);
  }
  CHECK(!LabelIndex({{"123456789", 1}}, 0).is_short());
  CHECK(!LabelIndex({{std::string("a\0", 2), 1}}, 0).is_short());
}

TEST_CASE("tables: more labels than any factor can part are found all the same") {
  LabelIndex::Labels labels;
  for (std::uint32_t number = 0; number < 5000; ++number) labels.emplace_back("L" + std::to_string(number), number);
  const LabelIndex index(labels, LabelIndex::kUnknown);
  for (std::uint32_t number = 0; number < 5000; ++number)
    REQUIRE(index.find(Cell("L" + std::to_string(number))) == number);
  CHECK(index.find(Cell("L5000")) == LabelIndex::kUnknown);
}

TEST_CASE("tables: words of yes and no, in letters of either case") {
  for (const char* word : {"true", "TRUE", "Yes", "是", "1"}) CHECK(truth_of(word) == 1);
  for (const char* word : {"false", "No", "NO", "否", "0"}) CHECK(truth_of(word) == 0);
  for (const char* word : {"", "y", "2", "真", "true "}) CHECK(truth_of(word) == -1);
}
