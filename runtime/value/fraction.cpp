#include "runtime/value/fraction.h"

#include <limits>
#include <numeric>

#include "base/assert.h"

namespace polc::runtime {
namespace {

using Wide = Fraction::Wide;
using Magnitude = unsigned __int128;

constexpr Magnitude kLargest = ~Magnitude{0} >> 1;  // 2^127 − 1

constexpr Magnitude magnitude(Wide value) {
  return value < 0 ? ~static_cast<Magnitude>(value) + 1 : static_cast<Magnitude>(value);
}

constexpr bool fits_64(Magnitude value) { return value <= std::numeric_limits<std::uint64_t>::max(); }

constexpr bool is_small(Wide value) {
  return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}

// Euclid in 128 bits until both fit a machine word, where division is many times faster.
Magnitude common_divisor(Magnitude lhs, Magnitude rhs) {
  while (!fits_64(lhs) || !fits_64(rhs)) {
    if (rhs == 0) return lhs;
    const Magnitude rest = lhs % rhs;
    lhs = rhs;
    rhs = rest;
  }
  return std::gcd(static_cast<std::uint64_t>(lhs), static_cast<std::uint64_t>(rhs));
}

std::optional<Wide> signed_of(Magnitude value, bool is_negative) {
  if (value > kLargest + (is_negative ? 1 : 0)) return std::nullopt;
  return static_cast<Wide>(is_negative ? ~value + 1 : value);
}

std::optional<Wide> sum(Wide lhs, Wide rhs) {
  Wide result = 0;
  if (__builtin_add_overflow(lhs, rhs, &result)) return std::nullopt;
  return result;
}

// Not __builtin_mul_overflow: in 128 bits clang turns it into a library call that libgcc lacks.
std::optional<Wide> product(Wide lhs, Wide rhs) {
  if (is_small(lhs) && is_small(rhs)) return lhs * rhs;
  if (lhs == 0 || rhs == 0) return Wide{0};
  const Magnitude left = magnitude(lhs);
  const Magnitude right = magnitude(rhs);
  if (left > (kLargest + 1) / right) return std::nullopt;
  return signed_of(left * right, (lhs < 0) != (rhs < 0));
}

// The remainder that belongs to the floor, from 0 to denominator − 1. Not as numerator − quotient × denominator: that
// product can lie just outside 128 bits.
Wide floor_rest(Wide numerator, Wide denominator) {
  const Wide rest = numerator % denominator;
  return rest < 0 ? rest + denominator : rest;
}

Wide floor_quotient(Wide numerator, Wide denominator) {
  const Wide quotient = numerator / denominator;
  return numerator % denominator < 0 ? quotient - 1 : quotient;
}

std::strong_ordering ordering(bool is_less) {
  return is_less ? std::strong_ordering::less : std::strong_ordering::greater;
}

// Compares by continued fractions: equal whole parts leave two remainders whose reciprocals compare the
// other way round. Never multiplies, so never overflows.
std::strong_ordering compare_slowly(const Fraction& lhs, const Fraction& rhs) {
  Wide left_top = lhs.numerator();
  Wide left_bottom = lhs.denominator();
  Wide right_top = rhs.numerator();
  Wide right_bottom = rhs.denominator();
  bool is_reversed = false;
  while (true) {
    const Wide left_whole = floor_quotient(left_top, left_bottom);
    const Wide right_whole = floor_quotient(right_top, right_bottom);
    if (left_whole != right_whole) return ordering((left_whole < right_whole) != is_reversed);
    const Wide left_rest = floor_rest(left_top, left_bottom);
    const Wide right_rest = floor_rest(right_top, right_bottom);
    if (left_rest == 0 || right_rest == 0) {
      if (left_rest == right_rest) return std::strong_ordering::equal;
      return ordering((left_rest == 0) != is_reversed);
    }
    left_top = left_bottom;
    left_bottom = left_rest;
    right_top = right_bottom;
    right_bottom = right_rest;
    is_reversed = !is_reversed;
  }
}

Fraction whole_of(Wide value) {
  const std::optional<Fraction> result = Fraction::ratio(value, 1);
  POLC_ASSERT(result, "a whole number is a fraction");
  return *result;
}

}  // namespace

std::optional<Fraction> Fraction::ratio(Wide numerator, Wide denominator) {
  if (denominator == 0) return std::nullopt;
  Fraction result;
  if (denominator == 1) {
    result.numerator_ = numerator;
    return result;
  }
  const Magnitude top = magnitude(numerator);
  const Magnitude bottom = magnitude(denominator);
  const Magnitude divisor = common_divisor(top, bottom);
  const std::optional<Wide> reduced_top = signed_of(top / divisor, (numerator < 0) != (denominator < 0));
  const std::optional<Wide> reduced_bottom = signed_of(bottom / divisor, false);
  if (!reduced_top || !reduced_bottom) return std::nullopt;
  result.numerator_ = *reduced_top;
  result.denominator_ = *reduced_bottom;
  return result;
}

std::strong_ordering operator<=>(const Fraction& lhs, const Fraction& rhs) {
  if (lhs.denominator_ == rhs.denominator_) return lhs.numerator_ <=> rhs.numerator_;
  if (lhs.sign() != rhs.sign()) return lhs.sign() <=> rhs.sign();
  const std::optional<Wide> left = product(lhs.numerator_, rhs.denominator_);
  const std::optional<Wide> right = product(rhs.numerator_, lhs.denominator_);
  if (left && right) return *left <=> *right;
  return compare_slowly(lhs, rhs);
}

// With g the common divisor of both denominators only g can still share a factor with the new numerator
// (Knuth, The Art of Computer Programming 4.5.1), which keeps the products small.
std::optional<Fraction> add(const Fraction& lhs, const Fraction& rhs) {
  if (lhs.denominator() == rhs.denominator()) {
    const std::optional<Wide> total = sum(lhs.numerator(), rhs.numerator());
    return total ? Fraction::ratio(*total, lhs.denominator()) : std::nullopt;
  }
  const Wide shared = static_cast<Wide>(common_divisor(magnitude(lhs.denominator()), magnitude(rhs.denominator())));
  const std::optional<Wide> left = product(lhs.numerator(), rhs.denominator() / shared);
  const std::optional<Wide> right = product(rhs.numerator(), lhs.denominator() / shared);
  if (!left || !right) return std::nullopt;
  const std::optional<Wide> top = sum(*left, *right);
  if (!top) return std::nullopt;
  const Wide rest = static_cast<Wide>(common_divisor(magnitude(*top), magnitude(shared)));
  const std::optional<Wide> bottom = product(lhs.denominator() / shared, rhs.denominator() / rest);
  return bottom ? Fraction::ratio(*top / rest, *bottom) : std::nullopt;
}

std::optional<Fraction> subtract(const Fraction& lhs, const Fraction& rhs) {
  const std::optional<Fraction> opposite = negate(rhs);
  return opposite ? add(lhs, *opposite) : std::nullopt;
}

// Reduces crosswise before multiplying, so that only a result that does not fit overflows.
std::optional<Fraction> multiply(const Fraction& lhs, const Fraction& rhs) {
  if (lhs.is_whole() && rhs.is_whole()) {
    const std::optional<Wide> top = product(lhs.numerator(), rhs.numerator());
    return top ? Fraction::ratio(*top, 1) : std::nullopt;
  }
  const Wide left = static_cast<Wide>(common_divisor(magnitude(lhs.numerator()), magnitude(rhs.denominator())));
  const Wide right = static_cast<Wide>(common_divisor(magnitude(rhs.numerator()), magnitude(lhs.denominator())));
  const std::optional<Wide> top = product(lhs.numerator() / left, rhs.numerator() / right);
  const std::optional<Wide> bottom = product(lhs.denominator() / right, rhs.denominator() / left);
  return top && bottom ? Fraction::ratio(*top, *bottom) : std::nullopt;
}

std::optional<Fraction> divide(const Fraction& lhs, const Fraction& rhs) {
  const std::optional<Fraction> reciprocal = Fraction::ratio(rhs.denominator(), rhs.numerator());
  return reciprocal ? multiply(lhs, *reciprocal) : std::nullopt;
}

std::optional<Fraction> negate(const Fraction& value) {
  if (value.numerator() == std::numeric_limits<Wide>::min()) return std::nullopt;
  return Fraction::ratio(-value.numerator(), value.denominator());
}

Fraction floor(const Fraction& value) {
  if (value.is_whole()) return value;
  return whole_of(floor_quotient(value.numerator(), value.denominator()));
}

Fraction ceil(const Fraction& value) {
  if (value.is_whole()) return value;
  return whole_of(floor_quotient(value.numerator(), value.denominator()) + 1);
}

std::optional<Fraction> round_to(const Fraction& value, const Fraction& step, Rounding rounding) {
  POLC_ASSERT(step.sign() > 0, "a rounding step is positive");
  const std::optional<Fraction> steps = divide(value, step);
  if (!steps) return std::nullopt;
  if (steps->is_whole()) return value;
  const Magnitude top = magnitude(steps->numerator());
  const Magnitude bottom = magnitude(steps->denominator());
  const Magnitude rest = top % bottom;
  Magnitude whole = top / bottom;
  const bool is_tie = rest == bottom - rest;
  const bool is_over_half = rest > bottom - rest;
  switch (rounding) {
    case Rounding::Down: break;
    case Rounding::Up: whole += 1; break;
    case Rounding::HalfUp: whole += is_tie || is_over_half ? 1 : 0; break;
    case Rounding::HalfEven: whole += is_over_half || (is_tie && whole % 2 == 1) ? 1 : 0; break;
  }
  const std::optional<Wide> rounded = signed_of(whole, steps->sign() < 0);
  return rounded ? multiply(whole_of(*rounded), step) : std::nullopt;
}

}  // namespace polc::runtime
