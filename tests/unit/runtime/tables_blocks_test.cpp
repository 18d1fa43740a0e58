// Blocks of a table are cut between cases whatever their size, name their places, and cases that are scattered are
// found.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <unistd.h>

#include "runtime/tables/block_reader.h"
#include "runtime/tables/case_groups.h"
#include "runtime/tables/case_order.h"
#include "runtime/tables/scattered_cases.h"

using namespace polc::runtime;

namespace {

/// A file for one test.
class Scratch {
 public:
  explicit Scratch(const std::string& text) {
    const int descriptor = ::mkstemp(name_.data());
    ::close(descriptor);
    std::ofstream(name_, std::ios::binary) << text;
  }
  ~Scratch() { ::unlink(name_.c_str()); }
  const std::string& name() const { return name_; }

 private:
  std::string name_ = "/tmp/polc-test-XXXXXX";
};

BlockOptions small_blocks(std::size_t block_bytes) {
  BlockOptions options;
  options.case_column = 0;
  options.block_bytes = block_bytes;
  options.max_row_bytes = 100;
  return options;
}

/// Returns `case@line` of each row, a `|` before each block, `!` for a row that is a fault.
std::string outline(const std::string& text, const BlockOptions& options) {
  const Scratch scratch(text);
  const InputFile file(scratch.name());
  BlockReader reader(file, 0, 1, options);
  TableRows rows;
  std::string held;
  std::string result;
  std::uint64_t num_rows = 0;
  for (RowBlock block; reader.next(block);) {
    CHECK((block.first_row == num_rows || options.case_column != BlockOptions::kNoCase));
    rows.cut(block, options.delimiter);
    result += '|';
    for (const TableRow& row : rows.all()) {
      result += std::string(case_of_row(rows, row, 0, held)) + "@" +
                std::to_string(place_in_file(block, row.begin).line) + (row.fault == TableRow::kNoFault ? "" : "!") +
                " ";
      ++num_rows;
    }
  }
  return result;
}

std::string without_blocks(std::string text) {
  std::erase(text, '|');
  return text;
}

}  // namespace

TEST_CASE("tables: rows of one case stay in one block, whatever the size of blocks") {
  const std::string text = "A,1\nA,2\nB,1\n\nB,\"x\ny\"\nB,3\nC,1\r\nD,4";
  for (std::size_t size = 4; size < 60; ++size) {
    CAPTURE(size);
    const std::string found = outline(text, small_blocks(size));
    CHECK(without_blocks(found) == "A@1 A@2 B@3 B@5 B@7 C@8 D@9 ");
    for (const char* parted : {"A@1 |A", "B@3 |B", "B@5 |B"}) CHECK(found.find(parted) == std::string::npos);
  }
  CHECK(outline(text, small_blocks(4)).find("A@2 |B@3") != std::string::npos);
}

TEST_CASE("tables: a row that cannot be cut is left behind with its line, whatever the size of blocks") {
  const std::string text =
      "A,1\nB,\"x\nC,x\"y\nD,\"e\"f\nE,\"" + std::string(300, 'e') + "\nF," + std::string(300, 'f') + "\nF,2\nG,\"\n";
  for (const std::size_t size : {8U, 20U, 64U}) {
    CAPTURE(size);
    BlockOptions options = small_blocks(size);
    CHECK(without_blocks(outline(text, options)) == "A@1 B@2! C@3! D@4! E@5! F@6! F@7 G@8! ");
  }
}

TEST_CASE("tables: a row that cannot be cut is one row, though its line ends in a later block") {
  const std::string text = "A,x\"y" + std::string(50, 'y') + ",z\nB,1\nC,\"c\"" + std::string(60, 'c') + "\nD,1\n";
  for (std::size_t size = 4; size < 80; ++size) {
    CAPTURE(size);
    CHECK(without_blocks(outline(text, small_blocks(size))) == "A@1! B@2 C@3! D@4 ");
  }
}

TEST_CASE("tables: without a case column blocks know how many rows came before") {
  BlockOptions options = small_blocks(10);
  options.case_column = BlockOptions::kNoCase;
  CHECK(without_blocks(outline("a\n\nb\r\n\r\nc\nd\ne\nf\n", options)) == "a@1 b@3 c@5 d@6 e@7 f@8 ");
}

TEST_CASE("tables: cases whose rows are scattered are found, and no others") {
  std::string text;
  std::map<std::string, int> times;
  std::string last;
  std::uint64_t state = 7;
  for (int row = 0; row < 5000; ++row) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const bool is_again = (state >> 40U) % 50 == 0;
    const std::string id = "C" + std::to_string(is_again ? (state >> 45U) % static_cast<std::uint64_t>(row + 1)
                                                         : static_cast<std::uint64_t>(row));
    text += id + ",\"x,\ny\"\n";
    if (id != last) ++times[id];
    last = id;
  }
  std::size_t num_scattered = 0;
  for (const auto& [id, count] : times) num_scattered += count > 1 ? 1 : 0;
  const Scratch scratch(text);
  const InputFile file(scratch.name());
  for (const std::size_t num_threads : {1U, 3U}) {
    const ScatteredCases found = ScatteredCases::find(file, 0, 1, small_blocks(500), num_threads);
    CHECK(found.num_cases() == num_scattered);
    for (const CaseStretch* one = found.between(0, text.size()).first; one != found.between(0, text.size()).second;
         ++one) {
      const std::string id = text.substr(one->offset, text.find(',', one->offset) - one->offset);
      REQUIRE(found.of_group(one->group).size() == static_cast<std::size_t>(times[id]));
      REQUIRE(one->line == static_cast<std::uint64_t>(std::count(
                               text.begin(), text.begin() + static_cast<std::ptrdiff_t>(one->offset), '\n')) +
                               1);
    }
  }
}

TEST_CASE("tables: cases that ascend are known by their rows alone, however the file is cut into pieces") {
  struct Table {
    const char* text;
    std::uint32_t case_column;
    bool is_ascending;
  };
  const std::vector<Table> tables = {
      {"A,1\nA,2\nB,1\n", 0, true},        {"1,x\r\n1,y\r\n9,z\r\n\r\n\n10,x\r\n10,y\r\n11,x", 0, true},
      {"x,1\r\nx,2\r\nx,10\r\n", 1, true}, {"x,1,y\nx,2,y\n\nx,2,z\n", 1, true},
      {"A,1\nB,1\nA,2\n", 0, false},       {"B,1\nA,2\n", 0, false},
      {"10,1\n9,1\n", 0, false},           {"A,1\n,2\nA,3\n", 0, false},
      {"A,1\n\\N,2\nZ,3\n", 0, false},     {"A,1\nB\nC,3\n", 1, false},
      {"A,1\nB,\"x\ny\"\nC,3\n", 0, false}};
  for (const Table& table : tables) {
    const Scratch scratch(table.text);
    const InputFile file(scratch.name());
    for (std::size_t size = 1; size < 45; ++size) {
      CAPTURE(table.text);
      CAPTURE(size);
      BlockOptions options = small_blocks(size);
      options.case_column = table.case_column;
      CHECK(are_cases_ascending(file, 0, options, 1) == table.is_ascending);
      CHECK(are_cases_ascending(file, 0, options, 3) == table.is_ascending);
    }
  }
}

TEST_CASE("tables: a row whose case stands far from its beginning is left to those who read it whole") {
  const std::string far = std::string(6000, 'x') + ",1\n" + std::string(6000, 'x') + ",2\n";
  const Scratch scratch(far);
  const InputFile file(scratch.name());
  BlockOptions options = small_blocks(100);
  options.case_column = 1;
  CHECK(!are_cases_ascending(file, 0, options, 1));
}

TEST_CASE("tables: a filter never forgets a hash and seldom makes one up") {
  HashFilter filter(10'000);
  std::size_t num_made_up = 0;
  for (std::uint64_t number = 1; number <= 10'000; ++number)
    num_made_up += filter.add(number * 0x9E3779B97F4A7C15ULL) ? 1 : 0;
  CHECK(num_made_up < 5);
  for (std::uint64_t number = 1; number <= 10'000; ++number) REQUIRE(filter.add(number * 0x9E3779B97F4A7C15ULL));
}
