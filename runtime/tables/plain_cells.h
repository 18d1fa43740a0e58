// Reads the cells of one column in many rows of one kind, where they are written as most tables write them; a row with
// any other cell is marked. A row that is marked may have been read in part. Used by the reader of plain rows, which
// says which rows and which cells.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/column.h"
#include "runtime/tables/column_plan.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {

class PlainCells {
 public:
  /// Texts and sets go to `table`; `is_marked`: by row, set to 1. All must outlive this. `num_cells`: of each row that
  /// is read.
  PlainCells(const TableRows& rows, std::uint32_t num_cells, CaseTable& table, std::vector<std::uint8_t>& is_marked)
      : rows_(rows), num_cells_(num_cells), table_(table), is_marked_(is_marked) {}

  /// Reads the cells `target.cell` of `rows`, written in `form`, into `values`, which has a value for every row.
  void read(std::span<const std::uint32_t> rows, const FactTarget& target, const CellForm& form, Column& values);

  /// Reads days without bounds, as `read` does.
  void read_days(std::span<const std::uint32_t> rows, std::uint32_t cell, std::vector<std::int32_t>& days);

  /// Marks the rows of which a cell of `run` is filled.
  void expect_silence(std::span<const std::uint32_t> rows, const KindCells::Run& run);

 private:
  template <typename Read, typename Value>
  void read_each(std::span<const std::uint32_t> rows, std::uint32_t cell, std::vector<Value>& values, Value null,
                 Read value_of);
  template <typename Finder>
  void read_codes(std::span<const std::uint32_t> rows, std::uint32_t cell, const Finder& labels,
                  std::vector<std::uint8_t>& codes);
  std::uint32_t keep_set(std::string_view cell, const LabelIndex& labels);
  std::uint32_t keep_text(std::string_view cell);

  const TableRows& rows_;
  std::uint32_t num_cells_;
  CaseTable& table_;
  std::vector<std::uint8_t>& is_marked_;
};

/// Takes the quotes off a cell that has them. Returns false when some are left inside, which takes more than a look.
inline bool take_quotes_off(std::string_view& cell) {
  if (cell.empty() || cell.front() != '"') return true;
  cell = cell.substr(1, cell.size() - 2);
  return cell.find('"') == std::string_view::npos;
}

/// Returns the code of a label with or without quotes, or LabelIndex::kUnknown. `label`: in a ByteBuffer.
template <typename Finder>
std::uint32_t find_label(const Finder& labels, std::string_view label) {
  const std::uint32_t code = labels.find(label);
  if (code != LabelIndex::kUnknown || !label.starts_with('"') || !take_quotes_off(label)) return code;
  return labels.find(label);
}

}  // namespace polc::runtime
