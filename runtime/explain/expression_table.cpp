#include <algorithm>

#include "base/assert.h"
#include "runtime/explain/coverage.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {
namespace {

struct CellRead {
  std::size_t cell = 0;
  Tri matches = Tri::No;  // labels and condition
  Outcome amount;
};

DimensionValue dimension_value(const Node& node, const Value& value) {
  DimensionValue result;
  if (node.type == NodeType::Numeric) {
    result.is_numeric = true;
    result.grid = grid_of(node.fact_type);
    result.numbers = cut_interval(value.range, result.grid);
    return result;
  }
  if (node.type == NodeType::Bool) {
    if (value.truth != Tri::Yes) result.codes.push_back(0);
    if (value.truth != Tri::No) result.codes.push_back(1);
    return result;
  }
  result.codes = value.codes;
  return result;
}

bool constrains(const CellSet& set) { return !set.is_any || !set.codes.empty() || !set.intervals.empty(); }

// The first two cells that surely apply and surely differ: the policy contradicts itself on this case. Linear: the
// last cell before which one lies apart is found from the least and the greatest end of all cells behind each.
std::optional<Fault> find_conflict(const Table& table, const std::vector<CellRead>& possible) {
  std::vector<const CellRead*> sure;
  for (const CellRead& cell : possible) {
    if (cell.matches == Tri::Yes) sure.push_back(&cell);
  }
  const auto differ = [](const CellRead& lhs, const CellRead& rhs) {
    return equal(lhs.amount.value.range, rhs.amount.value.range) == Tri::No;
  };
  const CellRead* first = nullptr;
  const CellRead* lowest = nullptr;   // of the cells behind: the one with the least upper end
  const CellRead* highest = nullptr;  // of the cells behind: the one with the greatest lower end
  for (std::size_t i = sure.size(); i-- > 0;) {
    const CellRead& cell = *sure[i];
    if ((lowest != nullptr && differ(cell, *lowest)) || (highest != nullptr && differ(cell, *highest))) first = &cell;
    const Range& range = cell.amount.value.range;
    if (range.high && (lowest == nullptr || *range.high < *lowest->amount.value.range.high)) lowest = &cell;
    if (range.low && (highest == nullptr || *range.low > *highest->amount.value.range.low)) highest = &cell;
  }
  if (first == nullptr) return std::nullopt;
  for (const CellRead* second : sure) {
    if (second <= first || !differ(*first, *second)) continue;
    return Fault{Fault::Kind::CellConflict, table.cells[first->cell].rule, table.cells[second->cell].rule,
                 first->amount.value.range, second->amount.value.range,    {}};
  }
  return std::nullopt;
}

// Adds an amount that is one of those possible.
void widen(std::optional<Outcome>& result, const Outcome& amount) {
  if (!result) {
    result = amount;
    return;
  }
  const Tri covered = result->notes.covered == amount.notes.covered ? amount.notes.covered : Tri::Unknown;
  result->value = hull(result->value, amount.value);
  absorb(result->notes, amount.notes);
  result->notes.covered = covered;
}

}  // namespace

// A table as one case meets it: the cells that apply or may apply, and what was read to find them.
struct ExpressionEvaluator::TableRead {
  std::vector<DimensionValue> values;
  std::vector<CellRead> possible;
  std::vector<std::size_t> sure_conditions;  // possible cells whose condition holds
  std::vector<std::size_t> failed;           // cells whose labels hold and whose condition does not
  Paths missing;
  std::optional<Fault> fault;

  Tri covered(const Table& table) const {
    if (possible.empty()) return Tri::No;
    const bool is_sure =
        std::any_of(possible.begin(), possible.end(), [](const CellRead& cell) { return cell.matches == Tri::Yes; });
    return is_sure || is_covered(table, values, sure_conditions) ? Tri::Yes : Tri::Unknown;
  }
};

ExpressionEvaluator::TableRead ExpressionEvaluator::read_table(const Table& table, const Place& place) {
  TableRead read;
  std::vector<Outcome> dimensions;
  for (const Dimension& dimension : table.dimensions) {
    dimensions.push_back(evaluate(dimension.value, place));
    read.values.push_back(dimension_value(program_.nodes[dimension.value], dimensions.back().value));
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const TableCell& cell = table.cells[i];
    Tri matches = Tri::Yes;
    for (std::size_t d = 0; d < dimensions.size(); ++d) matches = matches & match(cell.sets[d], read.values[d]);
    // The condition of a cell that its labels rule out is not read.
    if (matches == Tri::No) continue;
    Outcome when{truth_value(Tri::Yes), {}};
    if (cell.when != kNone) when = evaluate(cell.when, place);
    if (!read.fault) read.fault = when.notes.fault;
    if (when.value.truth == Tri::No) {
      if (matches == Tri::Yes) read.failed.push_back(i);
      continue;
    }
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
      if (constrains(cell.sets[d])) read.missing = merge(read.missing, dimensions[d].notes.missing);
    }
    read.missing = merge(read.missing, when.notes.missing);
    if (when.value.truth == Tri::Yes) read.sure_conditions.push_back(i);
    read.possible.push_back({i, matches & when.value.truth, evaluate_cell_amount(table, cell, read.values, place)});
  }
  return read;
}

// "Every cut interval inside the bounds": the amount of a cell is asked for with each unknown number where the
// cell wants it, so that 100 to 500亩 at 100元 a 亩 is at most 5万元 however large the area may be elsewhere.
Outcome ExpressionEvaluator::evaluate_cell_amount(const Table& table, const TableCell& cell,
                                                  const std::vector<DimensionValue>& values, const Place& place) {
  const std::size_t assumed_before = narrowed_.size();
  for (std::size_t d = 0; d < values.size(); ++d) {
    if (!values[d].is_numeric || values[d].is_known() || cell.sets[d].intervals.empty()) continue;
    std::optional<Range> within;
    for (const Interval& interval : cell.sets[d].intervals) {
      const CutInterval part = intersect(cut_interval(interval, values[d].grid), values[d].numbers);
      if (part.is_empty()) continue;
      const Range range = range_of(part, values[d].grid);
      within = within ? hull(*within, range) : range;
    }
    if (within) narrowed_.push_back({table.dimensions[d].value, *within});
  }
  Outcome amount = evaluate(cell.amount, place);
  narrowed_.resize(assumed_before);
  return amount;
}

// The amounts of all cells that may apply; where no cell surely does, also `otherwise`, or nothing at all.
Outcome ExpressionEvaluator::look_up_cells(const Node& node, const Place& place) {
  const Table& table = program_.tables[node.a];
  const TableRead read = read_table(table, place);
  std::optional<Outcome> result;
  for (const CellRead& cell : read.possible) {
    widen(result, cell.amount);
    result->notes.cells.push_back({node.a, static_cast<Index>(cell.cell), cell.matches});
  }
  const Tri covered = read.covered(table);
  if (covered != Tri::Yes) {
    Outcome rest{range_value(Range::exactly(Fraction(0))), {}};
    if (table.otherwise != kNone) {
      rest = evaluate(table.otherwise, place);
      rest.notes.cells.push_back({node.a, kNone, covered == Tri::No ? Tri::Yes : Tri::Unknown});
    } else {
      rest.notes.covered = Tri::No;
      rest.notes.uncovered_table = node.a;
      if (covered == Tri::No) {
        for (const std::size_t cell : read.failed)
          rest.notes.cells.push_back({node.a, static_cast<Index>(cell), Tri::No});
      }
    }
    widen(result, rest);
  }
  POLC_ASSERT(result, "a table gives some amount or none");
  result->notes.missing = merge(result->notes.missing, read.missing);
  if (!result->notes.fault) result->notes.fault = read.fault;
  if (!result->notes.fault) result->notes.fault = find_conflict(table, read.possible);
  return *result;
}

}  // namespace polc::runtime
