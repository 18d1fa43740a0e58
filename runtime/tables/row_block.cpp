#include "runtime/tables/row_block.h"

#include <algorithm>

#include "base/assert.h"
#include "runtime/tables/scan.h"

namespace polc::runtime {
namespace {

const RowStretch& stretch_of(const RowBlock& block, std::size_t offset) {
  const auto after = std::upper_bound(block.stretches.begin(), block.stretches.end(), offset,
                                      [](std::size_t at, const RowStretch& stretch) { return at < stretch.begin; });
  POLC_ASSERT(after != block.stretches.begin(), "a block has a stretch from its first byte on");
  return *(after - 1);
}

bool is_blank(std::string_view cell) { return cell.empty() || cell == "\r"; }

}  // namespace

FilePlace place_in_file(const RowBlock& block, std::size_t offset) {
  const RowStretch& stretch = stretch_of(block, offset);
  const std::string_view before = block.bytes.view().substr(stretch.begin, offset - stretch.begin);
  const std::size_t feed = before.rfind('\n');
  const std::string_view line = feed == std::string_view::npos ? before : before.substr(feed + 1);
  const auto is_first_byte = [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; };
  return {stretch.line + count_lines(before),
          static_cast<std::uint32_t>(std::count_if(line.begin(), line.end(), is_first_byte)) + 1};
}

std::uint64_t LineCounter::line_of(std::size_t offset) {
  while (stretch_ + 1 < block_.stretches.size() && block_.stretches[stretch_ + 1].begin <= offset) {
    ++stretch_;
    at_ = block_.stretches[stretch_].begin;
    line_ = block_.stretches[stretch_].line;
  }
  line_ += count_lines(block_.bytes.view().substr(at_, offset - at_));
  at_ = offset;
  return line_;
}

std::uint64_t offset_in_file(const RowBlock& block, std::size_t offset) {
  const RowStretch& stretch = stretch_of(block, offset);
  return stretch.offset + (offset - stretch.begin);
}

void append_block(RowBlock& block, const RowBlock& more) {
  const std::size_t base = block.bytes.size();
  block.bytes.append(more.bytes.view());
  for (RowStretch stretch : more.stretches) {
    stretch.begin += base;
    block.stretches.push_back(stretch);
  }
  for (RowFault fault : more.faults) {
    fault.begin += base;
    fault.end += base;
    fault.place += base;
    fault.cells_end += base;
    block.faults.push_back(std::move(fault));
  }
}

void TableRows::cut(const RowBlock& block, char delimiter) {
  bytes_ = block.bytes.data();
  rows_.clear();
  num_ends_ = 0;
  const std::size_t needed = block.bytes.size() + 2 * block.faults.size() + 1 + CellIndex::kSpare;
  if (capacity_ < needed) {
    capacity_ = needed;
    ends_ = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);
    row_ends_ = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);
  }
  std::size_t begin = 0;
  std::uint32_t number = 0;
  for (const RowFault& fault : block.faults) {
    cut_stretch(begin, fault.begin, delimiter);
    cut_fault(fault, number++, delimiter);
    begin = fault.end;
  }
  cut_stretch(begin, block.bytes.size(), delimiter);
}

void TableRows::cut_stretch(std::size_t begin, std::size_t end, char delimiter) {
  if (begin == end) return;
  end_before(begin);
  std::uint32_t* const ends = ends_.get() + num_ends_;
  const IndexCounts counts =
      index_cells({bytes_ + begin, end - begin}, delimiter, static_cast<std::uint32_t>(begin), {ends, row_ends_.get()});
  const auto first = static_cast<std::uint32_t>(num_ends_);
  TableRow row{static_cast<std::uint32_t>(begin), first, 0, TableRow::kNoFault};
  for (std::size_t at = 0; at < counts.num_rows; ++at) {
    const std::uint32_t last = row_ends_[at];
    row.num_cells = first + last + 1 - row.first_cell;
    const bool is_row = row.num_cells > 1 || !is_blank({bytes_ + row.begin, ends[last] - row.begin});
    if (is_row) rows_.push_back(row);
    row = {ends[last] + 1, first + last + 1, 0, TableRow::kNoFault};
  }
  num_ends_ += counts.num_cells;
}

/// The end that the first cell of a row begins behind; of other rows it is the end of the row before.
void TableRows::end_before(std::size_t begin) { ends_[num_ends_++] = static_cast<std::uint32_t>(begin) - 1; }

/// The cells before the fault are known: they say at least whose row it is.
void TableRows::cut_fault(const RowFault& fault, std::uint32_t number, char delimiter) {
  end_before(fault.begin);
  TableRow row{static_cast<std::uint32_t>(fault.begin), static_cast<std::uint32_t>(num_ends_), 0, number};
  bool is_inside = false;
  for (std::size_t at = fault.begin; at < fault.cells_end; ++at) {
    if (bytes_[at] == '"') is_inside = !is_inside;
    if (bytes_[at] == delimiter && !is_inside) ends_[num_ends_++] = static_cast<std::uint32_t>(at);
  }
  // A row that is no text can be cut all the same, so that its case is the same before this was found out.
  if (fault.code == CaseErrorCode::E1012) ends_[num_ends_++] = static_cast<std::uint32_t>(fault.end - 1);
  row.num_cells = static_cast<std::uint32_t>(num_ends_) - row.first_cell;
  rows_.push_back(row);
}

std::size_t TableRows::begin_of(const TableRow& row, std::uint32_t cell) const {
  if (row.num_cells == 0) return row.begin;
  if (cell < row.num_cells) return ends_[row.first_cell + cell - 1] + 1U;
  return ends_[row.first_cell + row.num_cells - 1];
}

std::string_view unquoted(std::string_view raw, std::string& held) {
  if (raw.empty() || raw.front() != '"') return raw;
  const std::string_view inner = raw.substr(1, raw.size() - 2);
  if (inner.find('"') == std::string_view::npos) return inner;
  held.clear();
  for (std::size_t at = 0; at < inner.size(); ++at) {
    held += inner[at];
    if (inner[at] == '"') ++at;
  }
  return held;
}

void append_cell(std::string& text, std::string_view cell, char delimiter) {
  const bool is_plain = std::none_of(cell.begin(), cell.end(), [delimiter](char one) {
    return one == delimiter || one == '"' || one == '\n' || one == '\r';
  });
  if (is_plain) {
    text += cell;
    return;
  }
  text += '"';
  for (const char one : cell) {
    if (one == '"') text += '"';
    text += one;
  }
  text += '"';
}

}  // namespace polc::runtime
