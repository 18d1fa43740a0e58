#include "runtime/value/range.h"

#include <algorithm>
#include <array>

namespace polc::runtime {
namespace {

// A fraction or an infinity. `infinity`: −1, 0 (finite) or 1.
struct Extended {
  int infinity = 0;
  Fraction value;

  int sign() const { return infinity != 0 ? infinity : value.sign(); }
};

bool operator<(const Extended& lhs, const Extended& rhs) {
  if (lhs.infinity != rhs.infinity) return lhs.infinity < rhs.infinity;
  return lhs.infinity == 0 && lhs.value < rhs.value;
}

Extended low_of(const Range& range) { return range.low ? Extended{0, *range.low} : Extended{-1, {}}; }
Extended high_of(const Range& range) { return range.high ? Extended{0, *range.high} : Extended{1, {}}; }

Range range_of(const Extended& low, const Extended& high) {
  Range result;
  if (low.infinity == 0) result.low = low.value;
  if (high.infinity == 0) result.high = high.value;
  return result;
}

// Zero times infinity is zero: an end stands for finite values without limit, and each of them times 0 is 0.
std::optional<Extended> multiply_ends(const Extended& lhs, const Extended& rhs) {
  if (lhs.sign() == 0 || rhs.sign() == 0) return Extended{};
  if (lhs.infinity != 0 || rhs.infinity != 0) return Extended{lhs.sign() * rhs.sign(), {}};
  const std::optional<Fraction> value = multiply(lhs.value, rhs.value);
  if (!value) return std::nullopt;
  return Extended{0, *value};
}

std::optional<Range> exact_or_nothing(const std::optional<Fraction>& value) {
  if (!value) return std::nullopt;
  return Range::exactly(*value);
}

bool can_be_zero(const Range& range) {
  return (!range.low || range.low->sign() <= 0) && (!range.high || range.high->sign() >= 0);
}

// Returns the fraction 1/end, and 0 for an infinite one.
std::optional<Fraction> reciprocal(const std::optional<Fraction>& end) {
  return end ? divide(Fraction(1), *end) : Fraction();
}

}  // namespace

Range hull(const Range& lhs, const Range& rhs) {
  return range_of(std::min(low_of(lhs), low_of(rhs)), std::max(high_of(lhs), high_of(rhs)));
}

std::optional<Range> add(const Range& lhs, const Range& rhs) {
  if (lhs.is_exact() && rhs.is_exact()) return exact_or_nothing(add(*lhs.low, *rhs.low));
  Range result;
  if (lhs.low && rhs.low) {
    result.low = add(*lhs.low, *rhs.low);
    if (!result.low) return std::nullopt;
  }
  if (lhs.high && rhs.high) {
    result.high = add(*lhs.high, *rhs.high);
    if (!result.high) return std::nullopt;
  }
  return result;
}

std::optional<Range> subtract(const Range& lhs, const Range& rhs) {
  Range opposite;
  if (rhs.high) {
    opposite.low = negate(*rhs.high);
    if (!opposite.low) return std::nullopt;
  }
  if (rhs.low) {
    opposite.high = negate(*rhs.low);
    if (!opposite.high) return std::nullopt;
  }
  return add(lhs, opposite);
}

std::optional<Range> multiply(const Range& lhs, const Range& rhs) {
  if (lhs.is_exact() && rhs.is_exact()) return exact_or_nothing(multiply(*lhs.low, *rhs.low));
  const std::array<std::optional<Extended>, 4> corners{
      multiply_ends(low_of(lhs), low_of(rhs)), multiply_ends(low_of(lhs), high_of(rhs)),
      multiply_ends(high_of(lhs), low_of(rhs)), multiply_ends(high_of(lhs), high_of(rhs))};
  if (!corners[0]) return std::nullopt;
  Extended low = *corners[0];
  Extended high = *corners[0];
  for (const std::optional<Extended>& corner : corners) {
    if (!corner) return std::nullopt;
    low = std::min(low, *corner);
    high = std::max(high, *corner);
  }
  return range_of(low, high);
}

std::optional<Range> divide(const Range& lhs, const Range& rhs) {
  if (can_be_zero(rhs)) return Range::unbounded();
  const std::optional<Fraction> low = reciprocal(rhs.high);
  const std::optional<Fraction> high = reciprocal(rhs.low);
  if (!low || !high) return std::nullopt;
  return multiply(lhs, Range{low, high});
}

Range minimum(const Range& lhs, const Range& rhs) {
  return range_of(std::min(low_of(lhs), low_of(rhs)), std::min(high_of(lhs), high_of(rhs)));
}

Range maximum(const Range& lhs, const Range& rhs) {
  return range_of(std::max(low_of(lhs), low_of(rhs)), std::max(high_of(lhs), high_of(rhs)));
}

Tri less(const Range& lhs, const Range& rhs) {
  if (lhs.high && rhs.low && *lhs.high < *rhs.low) return Tri::Yes;
  if (lhs.low && rhs.high && *lhs.low >= *rhs.high) return Tri::No;
  return Tri::Unknown;
}

Tri less_equal(const Range& lhs, const Range& rhs) { return !less(rhs, lhs); }

Tri equal(const Range& lhs, const Range& rhs) {
  if (lhs.is_exact() && rhs.is_exact()) return to_tri(*lhs.low == *rhs.low);
  if (less(lhs, rhs) == Tri::Yes || less(rhs, lhs) == Tri::Yes) return Tri::No;
  return Tri::Unknown;
}

}  // namespace polc::runtime
