// Intervals of exact fractions: what is known of a number. An end may be unbounded. Interval arithmetic
// (Moore 1966) step by step, so that every completion of the unknowns lies inside.
#pragma once

#include <optional>

#include "runtime/value/fraction.h"
#include "runtime/value/tri.h"

namespace polc::runtime {

/// low <= high where both are bounded. Without an end: unbounded there.
struct Range {
  std::optional<Fraction> low;
  std::optional<Fraction> high;

  static Range exactly(const Fraction& value) { return {value, value}; }
  static Range unbounded() { return {}; }
  bool is_exact() const { return low && high && *low == *high; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// The smallest range that contains both.
Range hull(const Range& lhs, const Range& rhs);

/// Interval sum, difference, product, quotient, minimum, maximum. Nothing when an end overflows; a divisor
/// that can be zero gives the unbounded range (an exact zero divisor too: the value is then unknown).
std::optional<Range> add(const Range& lhs, const Range& rhs);
std::optional<Range> subtract(const Range& lhs, const Range& rhs);
std::optional<Range> multiply(const Range& lhs, const Range& rhs);
std::optional<Range> divide(const Range& lhs, const Range& rhs);
Range minimum(const Range& lhs, const Range& rhs);
Range maximum(const Range& lhs, const Range& rhs);

/// Comparisons: Yes or No only when every pair of values agrees.
Tri less(const Range& lhs, const Range& rhs);
Tri less_equal(const Range& lhs, const Range& rhs);
Tri equal(const Range& lhs, const Range& rhs);

}  // namespace polc::runtime
