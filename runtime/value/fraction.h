// Exact fractions of 128-bit numerator and denominator: every amount, rate, quantity and threshold of
// the language is one while it is computed with. Overflow is an empty result, never a wrapped number.
// Money is counted in minor units (分), a percent as its share (50% is 1/2), a date in days.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace polc::runtime {

/// A rational number in lowest terms, denominator positive.
class Fraction {
 public:
  using Wide = __int128;

  constexpr Fraction() = default;
  constexpr explicit Fraction(std::int64_t whole) : numerator_(whole) {}

  /// Returns numerator ÷ denominator in lowest terms; nothing when the denominator is 0 or the
  /// reduced sign change overflows.
  static std::optional<Fraction> ratio(Wide numerator, Wide denominator);

  Wide numerator() const { return numerator_; }
  Wide denominator() const { return denominator_; }
  bool is_whole() const { return denominator_ == 1; }
  bool is_zero() const { return numerator_ == 0; }
  /// −1, 0 or 1.
  int sign() const { return numerator_ < 0 ? -1 : (numerator_ > 0 ? 1 : 0); }

  friend bool operator==(const Fraction&, const Fraction&) = default;
  /// Exact, also where cross products would overflow 128 bits.
  friend std::strong_ordering operator<=>(const Fraction& lhs, const Fraction& rhs);

 private:
  Wide numerator_ = 0;
  Wide denominator_ = 1;
};

/// Exact sum, difference, product, quotient; nothing on overflow or division by zero.
std::optional<Fraction> add(const Fraction& lhs, const Fraction& rhs);
std::optional<Fraction> subtract(const Fraction& lhs, const Fraction& rhs);
std::optional<Fraction> multiply(const Fraction& lhs, const Fraction& rhs);
std::optional<Fraction> divide(const Fraction& lhs, const Fraction& rhs);
/// Returns −value; nothing only at the most negative numerator.
std::optional<Fraction> negate(const Fraction& value);

/// Toward −∞ and +∞ to an integer.
Fraction floor(const Fraction& value);
Fraction ceil(const Fraction& value);

enum class Rounding : std::uint8_t { Down, Up, HalfUp, HalfEven };
/// Rounds to a multiple of `step` (> 0). Down is toward zero, Up away from zero; HalfUp sends ties away from
/// zero, HalfEven to the even multiple. Nothing on overflow.
std::optional<Fraction> round_to(const Fraction& value, const Fraction& step, Rounding rounding);

/// Reads `[-]digits[.digits]` exactly (no exponent, no separators, ASCII digits). Nothing when malformed
/// or larger than 10^30. `num_decimals` of the text can be had from `count_decimals`.
std::optional<Fraction> parse_decimal(std::string_view text);
/// Returns the number of digits after the point, trailing zeros not counted.
std::size_t count_decimals(std::string_view text);

/// Writes an exact decimal without exponent or trailing zeros ("1049.85", "500"); a fraction that has no
/// finite decimal is written with 12 decimals, rounded half up.
std::string to_text(const Fraction& value);

}  // namespace polc::runtime
