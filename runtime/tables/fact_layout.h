// Which facts share a column, and columns that are built row by row: a column comes into being with the first row that
// speaks of it, and rows that are silent cost nothing. Used by the readers of tables to fill a `CaseTable`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/column.h"
#include "runtime/cases/case.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// The columns that the facts of one owner may have, numbered from 0: facts of one name and storage share one.
struct FactLayout {
  std::vector<Index> of_slot;     // by slot: its column, or kNone for facts of the other owner
  std::vector<Storage> storages;  // by column
};

/// Linear in the facts of `program`.
FactLayout lay_out(const Program& program, FactOwner owner);

/// Returns a number in the steps of a Numbers column, or nothing when 64 bits cannot hold it.
std::optional<std::int64_t> to_steps(FactType type, const Fraction& number);

/// Returns whether a column can hold the value.
bool fits_column(const Program& program, const Fact& fact, const FactValue& value);

class FactColumnsBuilder {
 public:
  /// `layout` must outlive this.
  explicit FactColumnsBuilder(const FactLayout& layout);

  /// Puts a value that fits into `row`; rows of one column come in ascending order. Texts and sets go to `table`.
  void put(const Program& program, Index slot, std::size_t row, const FactValue& value, CaseTable& table);

  /// Returns column `number` of the layout with a value for each row before `row`.
  Column& column(Index number, std::size_t row);

  /// Returns the columns, each with `num_rows` values.
  FactColumns finish(std::size_t num_rows);

 private:
  const FactLayout& layout_;
  std::vector<Index> place_of_;  // by number of the layout: the column, or kNone
  FactColumns built_;
};

}  // namespace polc::runtime
