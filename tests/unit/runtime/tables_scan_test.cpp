// The scan of tables gives the same structure at every width as a reader that goes byte by byte.
#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/tables/scan.h"

using namespace polc::runtime;

namespace {

/// Reads a table by the rules of RFC 4180, a character at a time.
struct PlainScan {
  std::vector<std::uint32_t> ends;
  std::vector<std::uint32_t> row_ends;
  Survey survey;

  PlainScan(const std::string& text, char delimiter) {
    enum class State { Start, Bare, Quoted, AfterQuote, AfterReturn } state = State::Start;
    std::size_t row_begin = 0;
    std::size_t open_lines = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char one = text[at];
      const bool is_end = one == delimiter || one == '\n';
      if (one == '"') survey.has_quotes = true;
      if (one == '\n') ++open_lines;
      if (state == State::Quoted) {
        if (one == '"') state = State::AfterQuote;
        continue;
      }
      const bool is_wrong_quote = one == '"' && state != State::Start && state != State::AfterQuote;
      const bool is_wrong_text = state == State::AfterQuote && one != '"' && one != '\r' && !is_end;
      const bool is_wrong_return = state == State::AfterReturn && one != '\n';
      if (is_wrong_quote || is_wrong_text || is_wrong_return) {
        survey.fault = at;
        return;
      }
      if (one == '"') {
        state = State::Quoted;
      } else if (is_end) {
        ends.push_back(static_cast<std::uint32_t>(at));
        state = State::Start;
      } else {
        state = state == State::AfterQuote ? State::AfterReturn : State::Bare;
      }
      if (one != '\n') continue;
      row_ends.push_back(static_cast<std::uint32_t>(ends.size() - 1));
      const std::string row = text.substr(row_begin, at - row_begin);
      if (!row.empty() && row != "\r") ++survey.num_rows;
      survey.end = row_begin = at + 1;
      survey.num_lines += open_lines;
      open_lines = 0;
    }
  }
};

class Sequence {
 public:
  explicit Sequence(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_;
};

/// Mostly well-formed rows, so that long stretches without a fault are met.
std::string random_table(Sequence& random) {
  const std::vector<std::string> pieces = {"a",
                                           "级别",
                                           ",",
                                           ",",
                                           "\n",
                                           "\r\n",
                                           "\"x\"",
                                           "\"a,b\"",
                                           "\"\"\"q\"\"\"",
                                           "\"l\nm\"",
                                           "12",
                                           "\n\n",
                                           "0123456789abcdef"};
  const std::vector<std::string> wrong = {"\"", "\r", "\"\"", "x\"y", "\"z\"w"};
  std::string text;
  const std::size_t count = random.below(120);
  const bool is_wrong = random.below(3) == 0;
  for (std::size_t at = 0; at < count; ++at) {
    const std::string& piece = pieces[random.below(pieces.size())];
    const bool needs_delimiter = piece.front() == '"' && !text.empty() && text.back() != ',' && text.back() != '\n';
    if (needs_delimiter) text += ',';
    text += piece;
    if (piece.front() == '"') text += random.below(3) == 0 ? "\n" : ",";
    if (is_wrong && random.below(40) == 0) text += wrong[random.below(wrong.size())];
  }
  return text;
}

const std::vector<ScanWidth> kWidths = {ScanWidth::Plain, ScanWidth::Sse2, ScanWidth::Avx2, ScanWidth::Avx512};

}  // namespace

TEST_CASE("tables: the scan finds what a reader of single bytes finds, at every width") {
  Sequence random(20220301);
  for (int round = 0; round < 4000; ++round) {
    const std::string text = random_table(random);
    const PlainScan expected(text, ',');
    for (const ScanWidth width : kWidths) {
      if (!has_scan(width)) continue;
      CAPTURE(text);
      CAPTURE(static_cast<int>(width));
      const Survey found = survey_rows(text, ',', width);
      REQUIRE(found.fault == expected.survey.fault);
      REQUIRE(found.end == expected.survey.end);
      REQUIRE(found.num_lines == expected.survey.num_lines);
      REQUIRE(found.num_rows == expected.survey.num_rows);
      REQUIRE(count_lines(text, width) == count_lines(text, ScanWidth::Plain));
      if (expected.survey.fault != Survey::kNone) continue;
      std::vector<std::uint32_t> ends(text.size() + CellIndex::kSpare);
      std::vector<std::uint32_t> row_ends(text.size() + CellIndex::kSpare);
      const IndexCounts counts = index_cells(text, ',', 0, {ends.data(), row_ends.data()}, width);
      ends.resize(counts.num_cells);
      row_ends.resize(counts.num_rows);
      REQUIRE(ends == expected.ends);
      REQUIRE(row_ends == expected.row_ends);
    }
  }
}

TEST_CASE("tables: a quote that opens in one step of the scan may close in another") {
  for (std::size_t length = 50; length < 140; ++length) {
    const std::string text = "\"" + std::string(length, ',') + "\",b\r\n";
    const Survey found = survey_rows(text, ',');
    CHECK(found.end == text.size());
    CHECK(found.fault == Survey::kNone);
    std::vector<std::uint32_t> ends(text.size() + CellIndex::kSpare);
    std::vector<std::uint32_t> row_ends(text.size() + CellIndex::kSpare);
    CHECK(index_cells(text, ',', 0, {ends.data(), row_ends.data()}).num_cells == 2);
  }
}

TEST_CASE("tables: a quoted cell at the end of a line says nothing of quotes much later") {
  for (std::size_t before = 0; before < 130; ++before) {
    for (const std::size_t between : {0U, 1U, 63U, 64U, 65U, 130U, 200U}) {
      const std::string text = std::string(before, 'a') + ",\"q\"\r\n" + std::string(between, 'b') + ",c\r\n\"d\",e\n";
      for (const ScanWidth width : kWidths) {
        if (!has_scan(width)) continue;
        CAPTURE(before);
        CAPTURE(between);
        REQUIRE(survey_rows(text, ',', width).fault == Survey::kNone);
        REQUIRE(survey_rows(text, ',', width).end == text.size());
        REQUIRE(survey_rows(text, ',', width).num_rows == 3);
      }
    }
  }
}
