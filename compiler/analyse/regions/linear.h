// Linear forms over axes with exact coefficients, and numbers that are linear piece by piece: a parameter by
// date, `at most`, `if`, a table of constants. What is not of this shape is left to the caller.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "compiler/analyse/regions/axes.h"

namespace polc::analyse {

/// constant + the sum of coefficient × whole number of the axis; in units of the program. Terms ascending by axis,
/// no coefficient zero.
struct Linear {
  std::vector<std::pair<AxisId, Fraction>> terms;
  Fraction constant;

  bool is_constant() const { return terms.empty(); }
};

/// Nothing on overflow.
std::optional<Linear> add(const Linear& lhs, const Linear& rhs);
std::optional<Linear> scale(const Linear& value, const Fraction& factor);
std::optional<Linear> subtract(const Linear& lhs, const Linear& rhs);

/// Returns where `value` is at least zero, or above zero when `is_strict`; nothing when its numbers are too large.
std::optional<Regions> where_not_negative(Axes& axes, const Linear& value, bool is_strict);

/// What a number is on a part of the space.
struct Piece {
  Region where;
  Linear value;
};
using Pieces = std::vector<Piece>;

}  // namespace polc::analyse
