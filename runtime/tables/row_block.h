// A piece of a table: some whole rows, and where they stand in their file. Cuts rows into cells and takes the quotes
// off. Made by `BlockReader`; the readers of cases work on one block at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cases/case_error.h"
#include "runtime/tables/byte_buffer.h"

namespace polc::runtime {

/// A row that cannot be cut into cells: a quote out of place or never closed, a row too long, bytes that are no text.
struct RowFault {
  std::size_t begin = 0;      // of the row, in the block
  std::size_t end = 0;        // just past its line feed; of a row too long, past the part that is kept
  std::size_t place = 0;      // what the error points at, in the block
  std::size_t cells_end = 0;  // where the cells end that can be told
  CaseErrorCode code{};
  std::vector<base::Bilingual> arguments;
};

/// Bytes of a block that stand together in the file.
struct RowStretch {
  std::size_t begin = 0;     // in the block
  std::uint64_t offset = 0;  // in the file
  std::uint64_t line = 1;    // of its first byte
};

struct RowBlock {
  ByteBuffer bytes;                   // every row ends with a line feed
  std::vector<RowStretch> stretches;  // ascending, the first begins at 0
  std::vector<RowFault> faults;       // ascending, apart
  std::uint64_t first_row = 0;        // rows of the table before this block, blank ones not counted
  std::uint64_t end_offset = 0;       // in the file, just past the last row
  bool has_quotes = false;
  std::uint64_t input_bytes = 0;  // of the file that this block accounts for; for progress
};

/// A place in a file as people count it: both from 1, the column in characters of its line.
struct FilePlace {
  std::uint64_t line = 1;
  std::uint32_t column = 1;
};

/// Returns the place of an offset of the block. Linear in the bytes before it.
FilePlace place_in_file(const RowBlock& block, std::size_t offset);

/// Tells the lines of many offsets of a block, which come in ascending order: linear in the bytes, for all together.
class LineCounter {
 public:
  /// `block` must outlive this.
  explicit LineCounter(const RowBlock& block)
      : block_(block), at_(block.stretches.front().begin), line_(block.stretches.front().line) {}

  /// Returns the line of `offset`, which is not before the one asked last.
  std::uint64_t line_of(std::size_t offset);

 private:
  const RowBlock& block_;
  std::size_t stretch_ = 0;
  std::size_t at_;      // the offset asked last
  std::uint64_t line_;  // of `at_`
};

/// Returns the offset in the file of an offset of the block.
std::uint64_t offset_in_file(const RowBlock& block, std::size_t offset);

/// Appends the rows of `more` to `block`, with their places and faults.
void append_block(RowBlock& block, const RowBlock& more);

struct TableRow {
  static constexpr std::uint32_t kNoFault = 0xFFFFFFFFU;

  std::uint32_t begin = 0;       // in the block
  std::uint32_t first_cell = 0;  // into TableRows; before it stands the end of what precedes the row
  std::uint32_t num_cells = 0;
  std::uint32_t fault = kNoFault;  // into RowBlock::faults; the row then has the cells before the fault
};

/// The cells of one column. A small thing of pointers, for loops over rows: as a local it stays in registers although
/// the loop writes bytes, which might be anything's. Lives as long as the rows are not cut anew.
class ColumnCells {
 public:
  /// `ends`: by the first cell of a row, the end of the cell in this column; `is_last`: the rows end with this column.
  ColumnCells(const char* bytes, const std::uint32_t* ends, const TableRow* rows, bool is_last)
      : bytes_(bytes), ends_(ends), rows_(rows), is_last_(is_last) {}

  /// Returns the cell in a row as it is written, with its quotes. The row must have it.
  std::string_view operator[](std::size_t row) const {
    const std::uint32_t* const end = ends_ + rows_[row].first_cell;
    const std::uint32_t begin = end[-1] + 1;
    std::uint32_t size = end[0] - begin;
    if (is_last_ && size > 0 && bytes_[begin + size - 1] == '\r') --size;
    return {bytes_ + begin, size};
  }

 private:
  const char* bytes_;
  const std::uint32_t* ends_;
  const TableRow* rows_;
  bool is_last_;
};

/// The rows of a block and the ends of their cells. Keeps its memory from block to block.
class TableRows {
 public:
  /// Cuts `block`, which must outlive the use of the rows. Blank lines are no rows. Linear.
  void cut(const RowBlock& block, char delimiter);

  const std::vector<TableRow>& all() const { return rows_; }
  std::size_t size() const { return rows_.size(); }
  const TableRow& operator[](std::size_t row) const { return rows_[row]; }

  /// Returns the cells `cell` of the rows that have `num_cells` cells.
  ColumnCells column(std::uint32_t cell, std::uint32_t num_cells) const {
    return {bytes_, ends_.get() + cell, rows_.data(), cell + 1 == num_cells};
  }

  /// Returns a cell as it is written, with its quotes. `cell` < `num_cells`.
  std::string_view raw(const TableRow& row, std::uint32_t cell) const {
    return ColumnCells(bytes_, ends_.get() + cell, &row, cell + 1 == row.num_cells)[0];
  }

  /// Returns whether the cells from `first` to `last`, both included, are empty. `last` < `num_cells`.
  bool are_empty(const TableRow& row, std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t begin = ends_[row.first_cell + first - 1] + 1;
    std::uint32_t size = ends_[row.first_cell + last] - begin;
    if (last + 1 == row.num_cells && size > 0 && bytes_[begin + size - 1] == '\r') --size;
    return size == last - first;  // nothing but what parts them
  }

  /// Returns where a cell begins in the block; of a cell the row has not, where the row ends.
  std::size_t begin_of(const TableRow& row, std::uint32_t cell) const;

 private:
  void cut_stretch(std::size_t begin, std::size_t end, char delimiter);
  void end_before(std::size_t begin);
  void cut_fault(const RowFault& fault, std::uint32_t number, char delimiter);

  const char* bytes_ = nullptr;
  std::unique_ptr<std::uint32_t[]> ends_;
  std::unique_ptr<std::uint32_t[]> row_ends_;
  std::size_t capacity_ = 0;
  std::size_t num_ends_ = 0;
  std::vector<TableRow> rows_;
};

/// Returns a cell without its quotes. `held`: keeps the text of a cell with doubled quotes; the view lives as long.
std::string_view unquoted(std::string_view raw, std::string& held);

/// Returns a cell that may stand in a table: in quotes where it holds a delimiter, a quote or a line break.
void append_cell(std::string& text, std::string_view cell, char delimiter);

}  // namespace polc::runtime
