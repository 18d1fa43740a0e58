#include "runtime/explain/coverage.h"

#include <algorithm>
#include <set>

namespace polc::runtime {
namespace {

constexpr std::size_t kMostVisits = 20'000;

bool is_open(const CellSet& set) { return set.is_any && set.codes.empty() && set.intervals.empty(); }

std::vector<CutInterval> intervals_of(const CellSet& set, const Grid& grid) {
  std::vector<CutInterval> result;
  for (const Interval& interval : set.intervals) result.push_back(cut_interval(interval, grid));
  return result;
}

Tri match_codes(const CellSet& set, const std::vector<Index>& possible) {
  const auto is_asked = [&](Index code) { return std::binary_search(set.codes.begin(), set.codes.end(), code); };
  if (std::all_of(possible.begin(), possible.end(), is_asked)) return Tri::Yes;
  return std::any_of(possible.begin(), possible.end(), is_asked) ? Tri::Unknown : Tri::No;
}

Tri match_numbers(const CellSet& set, const DimensionValue& value) {
  Tri result = Tri::No;
  for (const CutInterval& interval : intervals_of(set, value.grid)) {
    if (is_inside(value.numbers, interval)) return Tri::Yes;
    if (!intersect(value.numbers, interval).is_empty()) result = Tri::Unknown;
  }
  return result;
}

// The classes of values of one dimension on which the given cells cannot differ.
std::vector<DimensionValue> classes_of(const DimensionValue& value, const std::vector<const CellSet*>& sets) {
  std::vector<DimensionValue> result;
  if (!value.is_numeric) {
    for (const Index code : value.codes) result.push_back({{code}, {}, std::nullopt, false});
    return result;
  }
  std::vector<CutInterval> intervals;
  for (const CellSet* set : sets) {
    for (const CutInterval& interval : intervals_of(*set, value.grid)) intervals.push_back(interval);
  }
  for (const CutInterval& piece : cut_apart(value.numbers, intervals)) result.push_back({{}, piece, value.grid, true});
  return result;
}

class Search {
 public:
  Search(const Table& table, const std::vector<DimensionValue>& values) : table_(table), values_(values) {}

  // Returns whether the cells cover all combinations of the dimensions from `level` on.
  bool covers(std::size_t level, const std::vector<std::size_t>& cells) {
    if (cells.empty() || ++num_visits_ > kMostVisits) return false;
    if (level == values_.size() || has_open_cell(level, cells)) return true;
    if (values_[level].is_known()) return covers(level + 1, cells);
    std::vector<const CellSet*> sets;
    for (const std::size_t cell : cells) sets.push_back(&table_.cells[cell].sets[level]);
    // Values that leave the same cells are looked at once.
    std::set<std::vector<std::size_t>> looked_at;
    for (const DimensionValue& piece : classes_of(values_[level], sets)) {
      std::vector<std::size_t> left;
      for (const std::size_t cell : cells) {
        if (match(table_.cells[cell].sets[level], piece) == Tri::Yes) left.push_back(cell);
      }
      if (!looked_at.insert(left).second) continue;
      if (!covers(level + 1, left)) return false;
    }
    return true;
  }

 private:
  bool has_open_cell(std::size_t level, const std::vector<std::size_t>& cells) const {
    return std::any_of(cells.begin(), cells.end(), [&](std::size_t cell) {
      for (std::size_t i = level; i < values_.size(); ++i) {
        if (!values_[i].is_known() && !is_open(table_.cells[cell].sets[i])) return false;
      }
      return true;
    });
  }

  const Table& table_;
  const std::vector<DimensionValue>& values_;
  std::size_t num_visits_ = 0;
};

}  // namespace

bool DimensionValue::is_known() const {
  if (!is_numeric) return codes.size() == 1;
  // One point of the numbers: the next cut follows at once.
  if (numbers.begin.infinity != 0 || numbers.end.infinity != 0) return false;
  if (!grid) return numbers.begin.value == numbers.end.value;
  const std::optional<Fraction> next = add(numbers.begin.value, *grid);
  return next && *next >= numbers.end.value;
}

Tri match(const CellSet& set, const DimensionValue& value) {
  if (is_open(set)) return Tri::Yes;
  return value.is_numeric ? match_numbers(set, value) : match_codes(set, value.codes);
}

bool is_covered(const Table& table, const std::vector<DimensionValue>& values, const std::vector<std::size_t>& cells) {
  std::vector<std::size_t> candidates;
  for (const std::size_t cell : cells) {
    const std::vector<CellSet>& sets = table.cells[cell].sets;
    bool is_possible = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (match(sets[i], values[i]) == Tri::No) is_possible = false;
    }
    if (is_possible) candidates.push_back(cell);
  }
  return Search(table, values).covers(0, candidates);
}

}  // namespace polc::runtime
