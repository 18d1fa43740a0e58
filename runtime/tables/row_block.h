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
  std::size_t begin = 0;  // of the row, in the block
  std::size_t end = 0;    // just past its line feed; of a row too long, past the part that is kept
  std::size_t place = 0;  // what the error points at, in the block
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

/// Returns the offset in the file of an offset of the block.
std::uint64_t offset_in_file(const RowBlock& block, std::size_t offset);

/// Appends the rows of `more` to `block`, with their places and faults.
void append_block(RowBlock& block, const RowBlock& more);

struct TableRow {
  static constexpr std::uint32_t kNoFault = 0xFFFFFFFFU;

  std::uint32_t begin = 0;       // in the block
  std::uint32_t first_cell = 0;  // into TableRows
  std::uint32_t num_cells = 0;
  std::uint32_t fault = kNoFault;  // into RowBlock::faults; the row then has the cells before the fault
};

/// The rows of a block and the ends of their cells. Keeps its memory from block to block.
class TableRows {
 public:
  /// Cuts `block`, which must outlive the use of the rows. Blank lines are no rows. Linear.
  void cut(const RowBlock& block, char delimiter);

  const std::vector<TableRow>& all() const { return rows_; }
  std::size_t size() const { return rows_.size(); }
  const TableRow& operator[](std::size_t row) const { return rows_[row]; }

  /// Returns a cell as it is written, with its quotes. `cell` < `num_cells`.
  std::string_view raw(const TableRow& row, std::uint32_t cell) const {
    const std::uint32_t begin = cell == 0 ? row.begin : ends_[row.first_cell + cell - 1] + 1;
    const std::uint32_t end = ends_[row.first_cell + cell];
    std::string_view text(bytes_ + begin, end - begin);
    if (cell + 1 == row.num_cells && text.ends_with('\r')) text.remove_suffix(1);
    return text;
  }

  /// Returns where a cell begins in the block; of a cell the row has not, where the row ends.
  std::size_t begin_of(const TableRow& row, std::uint32_t cell) const;

 private:
  void cut_stretch(std::size_t begin, std::size_t end, char delimiter);
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
