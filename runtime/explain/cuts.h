// Intervals of one number cut into pieces on which every cell of a table behaves the same. An end that does
// not belong is a cut just after its value; on a grid (whole numbers, six decimals) cuts move to the next
// point, so that "over 3" and "under 4" leave no integer between them.
#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "runtime/program/program.h"
#include "runtime/value/range.h"

namespace polc::runtime {

/// A place between numbers: before `value`, or after it. `infinity`: −1 and 1 are beyond all numbers.
struct Cut {
  int infinity = 0;
  Fraction value;
  bool is_after = false;

  friend auto operator<=>(const Cut&, const Cut&) = default;
};

/// The numbers between two cuts; none when end <= begin.
struct CutInterval {
  Cut begin;
  Cut end;

  bool is_empty() const { return end <= begin; }
};

/// The distance of neighbouring values of a number, or nothing when they lie dense.
using Grid = std::optional<Fraction>;

/// Returns the grid of a fact's values: whole numbers (money in minor units, dates in days), six decimals
/// (of a percent: of its percentage), nothing for other types.
Grid grid_of(FactType type);

CutInterval cut_interval(const Interval& interval, const Grid& grid);
CutInterval cut_interval(const Range& range, const Grid& grid);

/// Returns the least range of values on `grid` that holds all of the interval, which is not empty.
Range range_of(const CutInterval& interval, const Grid& grid);

/// Returns what both hold.
CutInterval intersect(const CutInterval& lhs, const CutInterval& rhs);
/// Returns whether `inner` lies inside `outer`.
bool is_inside(const CutInterval& inner, const CutInterval& outer);

/// Returns `whole` cut at every end of `intervals` that lies in it, in ascending order.
std::vector<CutInterval> cut_apart(const CutInterval& whole, const std::vector<CutInterval>& intervals);

}  // namespace polc::runtime
