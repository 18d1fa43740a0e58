// Matches the cells of a table against what is known of its dimensions, and asks whether every combination of
// the unknown ones has a cell that surely covers it. Does not evaluate conditions or amounts.
#pragma once

#include <cstddef>
#include <vector>

#include "runtime/explain/cuts.h"
#include "runtime/program/program.h"
#include "runtime/value/tri.h"

namespace polc::runtime {

/// What is known of one dimension. Numeric when `codes` is empty.
struct DimensionValue {
  std::vector<Index> codes;  // Enum and Bool (0 no, 1 yes): those still possible
  CutInterval numbers;       // Numeric: those still possible
  Grid grid;
  bool is_numeric = false;

  bool is_known() const;
};

/// Returns whether the values asked for by a cell hold of the dimension.
Tri match(const CellSet& set, const DimensionValue& value);

/// Returns whether every combination of values has at least one of `cells` (places in `table.cells`) that
/// covers it. Exact; gives up and says no after 20,000 combinations of classes of values.
bool is_covered(const Table& table, const std::vector<DimensionValue>& values, const std::vector<std::size_t>& cells);

}  // namespace polc::runtime
