// Units by name: what a quantity is counted in. Units multiply and cancel by name
// (60元/平方米·月 × 平方米 × 月 is money); there is no conversion, so 亩 and 平方米 never meet.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace polc::model {

/// A product of named units with exponents; empty for a pure number.
class Unit {
 public:
  Unit() = default;

  /// Reads `平方米`, `元/平方米·月`, `元/人/夜`. Everything after the first `/` divides. Never fails: an empty
  /// part is skipped.
  static Unit parse(std::string_view text);

  bool is_none() const { return powers_.empty(); }
  /// Returns the exponent of one name and removes it; 0 when absent. For the 元 of an amount.
  int take(const std::string& name);
  /// Writes the unit as a drafter would; "" for none, "1/月" for a bare divisor.
  std::string text() const;

  friend Unit operator*(const Unit& lhs, const Unit& rhs) { return combine(lhs, rhs, 1); }
  friend Unit operator/(const Unit& lhs, const Unit& rhs) { return combine(lhs, rhs, -1); }
  friend bool operator==(const Unit&, const Unit&) = default;

 private:
  static Unit combine(const Unit& lhs, const Unit& rhs, int sign);
  void multiply(std::string_view name, int power);

  std::map<std::string, int, std::less<>> powers_;  // no zero exponents
};

}  // namespace polc::model
