#include "runtime/tables/block_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/assert.h"
#include "runtime/tables/scan.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kKeptOfLongLine = std::size_t{64} << 10U;
constexpr std::size_t kMostKept = 8;  // times the size of a block: memory that a large case needed is given back

}  // namespace

std::string_view bare_cell(std::string_view bytes, std::size_t begin, std::uint32_t column, char delimiter) {
  std::size_t end = begin;
  for (std::uint32_t cell = 0;; ++cell) {
    while (bytes[end] != delimiter && bytes[end] != '\n') ++end;
    if (cell == column) break;
    if (bytes[end] == '\n') return {};
    begin = ++end;
  }
  std::string_view cell = bytes.substr(begin, end - begin);
  if (bytes[end] == '\n' && cell.ends_with('\r')) cell.remove_suffix(1);
  return cell;
}

BlockReader::BlockReader(const InputFile& file, std::uint64_t offset, std::uint64_t line, const BlockOptions& options)
    : file_(file), options_(options), next_offset_(offset) {
  building_.stretches.push_back({0, offset, line});
}

bool BlockReader::next(RowBlock& block) {
  std::size_t wanted = std::max(options_.block_bytes, building_.bytes.size() + options_.block_bytes / 4);
  while (!problem_) {
    fill(wanted);
    if (problem_) break;
    survey();
    if (problem_) break;
    const bool is_whole = is_at_end_ && surveyed_ == building_.bytes.size();
    const std::size_t end = is_whole ? surveyed_ : end_of_cases();
    if (end > 0) {
      split(end, block);
      return true;
    }
    if (is_whole) return false;
    if (surveyed_ > options_.max_case_bytes) {
      problem_ = Problem{0, building_.stretches.front().line};
      break;
    }
    wanted = 2 * building_.bytes.size();
  }
  return false;
}

/// Reads until there are `wanted` bytes. The last row gets the line feed it may lack.
void BlockReader::fill(std::size_t wanted) {
  ByteBuffer& bytes = building_.bytes;
  if (is_at_end_ || bytes.size() >= wanted) return;
  const std::size_t held = bytes.size();
  bytes.resize(wanted);
  const std::uint64_t left = options_.end_offset - std::min(options_.end_offset, next_offset_);
  const std::size_t asked = static_cast<std::size_t>(std::min<std::uint64_t>(wanted - held, left));
  const std::int64_t count = file_.read_at(next_offset_, bytes.data() + held, asked);
  if (count < 0) {
    problem_ = Problem{errno, 0};
    return;
  }
  bytes.resize(held + static_cast<std::size_t>(count));
  next_offset_ += static_cast<std::uint64_t>(count);
  building_.input_bytes += static_cast<std::uint64_t>(count);
  is_at_end_ = bytes.size() < wanted;
  if (is_at_end_ && surveyed_ < bytes.size() && bytes.view().back() != '\n') bytes.append("\n");
}

/// Finds the rows and the faults of what has been read.
void BlockReader::survey() {
  while (surveyed_ < building_.bytes.size() && !problem_) {
    const std::string_view rest = building_.bytes.view().substr(surveyed_);
    const Survey found = survey_rows(rest, options_.delimiter);
    has_quotes_ = has_quotes_ || found.has_quotes;
    num_rows_ += found.num_rows;
    num_lines_ += found.num_lines;
    const std::size_t place = surveyed_ + found.fault;
    surveyed_ += found.end;
    // Of a row that cannot be cut the whole line is given up, so its end must be there.
    if (found.fault != Survey::kNone && has_line_at(surveyed_)) {
      take_fault(place);
    } else if (building_.bytes.size() - surveyed_ > options_.max_row_bytes || is_at_end_) {
      take_unfinished_row();
    } else {
      return;
    }
  }
}

std::size_t BlockReader::end_of_line(std::size_t begin) const {
  const std::size_t feed = building_.bytes.view().find('\n', begin);
  return feed == std::string_view::npos ? building_.bytes.size() : feed + 1;
}

bool BlockReader::has_line_at(std::size_t begin) const {
  return building_.bytes.view().find('\n', begin) != std::string_view::npos;
}

std::size_t BlockReader::first_open_quote() const {
  std::size_t last = surveyed_;
  bool is_inside = false;
  for (std::size_t at = surveyed_; at < building_.bytes.size(); ++at) {
    if (building_.bytes[at] != '"') continue;
    is_inside = !is_inside;
    const bool is_doubled = is_inside && at > 0 && building_.bytes[at - 1] == '"' && at - 1 > last;
    if (is_inside && !is_doubled) last = at;
  }
  return is_inside ? last : Survey::kNone;
}

/// A quote inside a bare cell, or text after a closing quote: only the line where the row begins is given up, since
/// what is wrong is more often one quote than all that follows.
void BlockReader::take_fault(std::size_t place) {
  const std::size_t end = end_of_line(surveyed_);
  const bool is_bare = building_.bytes[place] == '"';
  RowFault fault{surveyed_, end, place, place, is_bare ? CaseErrorCode::E1025 : CaseErrorCode::E1026, {}};
  if (place >= end) {  // the quote that misleads stands in the first line
    fault.code = CaseErrorCode::E1027;
    fault.place = end - 1;
    bool is_inside = false;
    for (std::size_t at = surveyed_; at < end; ++at) {
      if (building_.bytes[at] != '"') continue;
      is_inside = !is_inside;
      if (is_inside && (at == surveyed_ || building_.bytes[at - 1] != '"')) fault.place = at;
    }
  }
  fault.cells_end = fault.place;
  building_.faults.push_back(std::move(fault));
  surveyed_ = end;
  ++num_rows_;
  ++num_lines_;
}

/// What is left is no whole row although it is long enough, or the last.
void BlockReader::take_unfinished_row() {
  if (surveyed_ >= building_.bytes.size()) return;
  const std::size_t quote = first_open_quote();
  const std::size_t end = end_of_line(surveyed_);
  if (!has_line_at(surveyed_) || quote == Survey::kNone) return take_long_line();
  building_.faults.push_back(
      {surveyed_, end, std::min(quote, end - 1), std::min(quote, end - 1), CaseErrorCode::E1027, {}});
  surveyed_ = end;
  ++num_rows_;
  ++num_lines_;
}

/// Keeps the beginning of a line that is too long and reads past the rest.
void BlockReader::take_long_line() {
  ByteBuffer& bytes = building_.bytes;
  const std::uint64_t line = building_.stretches.back().line + num_lines_;
  bytes.resize(std::min(bytes.size(), surveyed_ + kKeptOfLongLine));
  const std::string limit = std::to_string(options_.max_row_bytes >> 20U);
  building_.faults.push_back(
      {surveyed_, bytes.size() + 1, surveyed_, bytes.size(), CaseErrorCode::E1028, {{limit, limit}}});
  bytes.append("\n");
  surveyed_ = bytes.size();
  ++num_rows_;
  std::string skipped(options_.block_bytes, '\0');
  while (!is_at_end_) {
    const std::int64_t count = file_.read_at(next_offset_, skipped.data(), skipped.size());
    if (count < 0) {
      problem_ = Problem{errno, 0};
      return;
    }
    const void* feed = std::memchr(skipped.data(), '\n', static_cast<std::size_t>(count));
    const std::uint64_t taken = feed == nullptr
                                    ? static_cast<std::uint64_t>(count)
                                    : static_cast<std::uint64_t>(static_cast<const char*>(feed) - skipped.data()) + 1;
    next_offset_ += taken;
    building_.input_bytes += taken;
    is_at_end_ = feed == nullptr && static_cast<std::size_t>(count) < skipped.size();
    if (feed != nullptr) break;
  }
  building_.stretches.push_back({surveyed_, next_offset_, line + 1});
  num_lines_ = 0;
}

/// Returns up to where the rows may go: those of the last case stay, more of it may follow.
std::size_t BlockReader::end_of_cases() const {
  if (options_.case_column == BlockOptions::kNoCase || surveyed_ == 0) return surveyed_;
  if (has_quotes_ || !building_.faults.empty()) return begin_of_last_case();
  const std::string_view bytes = building_.bytes.view().substr(0, surveyed_);
  const auto row_before = [&](std::size_t begin) {
    const std::size_t feed = begin < 2 ? std::string_view::npos : bytes.rfind('\n', begin - 2);
    return feed == std::string_view::npos ? 0 : feed + 1;
  };
  const auto is_blank = [&](std::size_t begin) { return bytes[begin] == '\n' || bytes.substr(begin, 2) == "\r\n"; };
  std::size_t begin = row_before(surveyed_);
  while (begin > 0 && is_blank(begin)) begin = row_before(begin);
  if (is_blank(begin)) return surveyed_;
  const std::string_view last = bare_cell(bytes, begin, options_.case_column, options_.delimiter);
  while (begin > 0) {
    const std::size_t before = row_before(begin);
    if (!is_blank(before) && bare_cell(bytes, before, options_.case_column, options_.delimiter) != last) return begin;
    begin = before;
  }
  return 0;
}

std::size_t BlockReader::begin_of_last_case() const {
  RowBlock known;
  known.bytes.append(building_.bytes.view().substr(0, surveyed_));
  known.faults = building_.faults;
  TableRows rows;
  rows.cut(known, options_.delimiter);
  std::string held;
  const auto case_of = [&](const TableRow& row) -> std::optional<std::string> {
    if (row.num_cells <= options_.case_column) return std::nullopt;
    return std::string(unquoted(rows.raw(row, options_.case_column), held));
  };
  if (rows.size() == 0) return 0;
  const std::optional<std::string> last = case_of(rows[rows.size() - 1]);
  if (!last) return surveyed_;
  for (std::size_t row = rows.size() - 1; row > 0; --row) {
    if (case_of(rows[row - 1]) != last) return rows[row].begin;
  }
  return 0;
}

/// Parts what has been built at `end`; the rest stays.
/// Parts the rows before `end`, which become `block`, from the rest, which is built on in the memory `block` had.
void BlockReader::split(std::size_t end, RowBlock& block) {
  RowBlock rest;
  rest.bytes = std::move(block.bytes);
  rest.bytes.resize(0);
  if (rest.bytes.capacity() > kMostKept * options_.block_bytes) rest.bytes.fit();
  const std::string_view bytes = building_.bytes.view();
  rest.bytes.append(bytes.substr(end));
  rest.first_row = building_.first_row + num_rows_;
  std::vector<RowStretch>& stretches = building_.stretches;
  const std::size_t last_begin = stretches.back().begin;
  const std::size_t left_from = std::max(end, last_begin);
  const std::size_t num_left = count_lines(bytes.substr(left_from, surveyed_ - left_from));
  while (stretches.size() > 1 && stretches.back().begin >= end) {
    rest.stretches.insert(rest.stretches.begin(),
                          {stretches.back().begin - end, stretches.back().offset, stretches.back().line});
    stretches.pop_back();
  }
  if (rest.stretches.empty() || rest.stretches.front().begin != 0) {
    const RowStretch last = stretches.back();
    const std::size_t num_lines =
        last.begin == last_begin ? num_lines_ - num_left : count_lines(bytes.substr(last.begin, end - last.begin));
    rest.stretches.insert(rest.stretches.begin(), {0, last.offset + (end - last.begin), last.line + num_lines});
  }
  const auto first_left = std::find_if(building_.faults.begin(), building_.faults.end(),
                                       [end](const RowFault& fault) { return fault.begin >= end; });
  for (auto fault = first_left; fault != building_.faults.end(); ++fault) {
    rest.faults.push_back(*fault);
    rest.faults.back().begin -= end;
    rest.faults.back().end -= end;
    rest.faults.back().cells_end -= end;
    rest.faults.back().place -= end;
  }
  building_.faults.erase(first_left, building_.faults.end());
  building_.bytes.resize(end);
  building_.end_offset = rest.stretches.front().offset;
  building_.has_quotes = has_quotes_;
  surveyed_ -= end;
  num_rows_ = 0;
  num_lines_ = num_left;
  has_quotes_ = has_quotes_ && surveyed_ > 0;
  block = std::exchange(building_, std::move(rest));
}

}  // namespace polc::runtime
