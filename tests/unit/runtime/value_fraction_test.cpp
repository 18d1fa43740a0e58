#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <string>

#include "runtime/value/fraction.h"

using namespace polc::runtime;

namespace {

using Wide = Fraction::Wide;

constexpr Wide kLargest = static_cast<Wide>(~static_cast<unsigned __int128>(0) >> 1);

Fraction of(Wide numerator, Wide denominator) { return Fraction::ratio(numerator, denominator).value(); }
Fraction decimal(const char* text) { return parse_decimal(text).value(); }
std::string rounded(const char* text, const char* step, Rounding rounding) {
  return to_text(round_to(decimal(text), decimal(step), rounding).value());
}

}  // namespace

TEST_CASE("fraction: a ratio is kept in lowest terms with a positive denominator") {
  CHECK(of(6, -4).numerator() == -3);
  CHECK(of(6, -4).denominator() == 2);
  CHECK(of(0, -7) == Fraction(0));
  CHECK_FALSE(Fraction::ratio(1, 0).has_value());
}

TEST_CASE("fraction: the most negative numerator is held but not negated") {
  const Wide lowest = -kLargest - 1;

  CHECK(of(lowest, 1).numerator() == lowest);
  CHECK_FALSE(negate(of(lowest, 1)).has_value());
  CHECK_FALSE(Fraction::ratio(lowest, -1).has_value());
  CHECK_FALSE(Fraction::ratio(1, lowest).has_value());
  CHECK(of(lowest, -2).numerator() == kLargest / 2 + 1);
}

TEST_CASE("fraction: arithmetic is exact") {
  CHECK(add(of(1, 6), of(1, 10)) == of(4, 15));
  CHECK(subtract(of(1, 6), of(1, 6)) == Fraction(0));
  CHECK(multiply(of(2, 3), of(9, 4)) == of(3, 2));
  CHECK(divide(of(2, 3), of(-4, 9)) == of(-3, 2));
  CHECK_FALSE(divide(Fraction(1), Fraction(0)).has_value());
}

TEST_CASE("fraction: overflow gives nothing") {
  const Fraction large = of(kLargest, 1);

  CHECK_FALSE(add(large, Fraction(1)).has_value());
  CHECK_FALSE(multiply(large, Fraction(2)).has_value());
  CHECK_FALSE(multiply(of(1, kLargest), of(1, 2)).has_value());
  CHECK(add(large, Fraction(-1)) == of(kLargest - 1, 1));
  CHECK(multiply(large, of(1, kLargest)) == Fraction(1));
}

TEST_CASE("fraction: multiplication reduces before it can overflow") {
  const Fraction lhs = of(kLargest, 3);
  const Fraction rhs = of(3, kLargest - 1);

  CHECK(multiply(lhs, rhs) == of(kLargest, kLargest - 1));
}

TEST_CASE("fraction: comparison is exact where cross products overflow") {
  CHECK(of(kLargest, kLargest - 1) < of(kLargest - 1, kLargest - 2));
  CHECK(of(-kLargest, kLargest - 1) > of(-(kLargest - 1), kLargest - 2));
  CHECK(of(kLargest, 2) > of(kLargest - 2, 2));
  CHECK(of(kLargest, kLargest - 1) > Fraction(1));
  CHECK(of(1, kLargest) > Fraction(0));
  CHECK(of(-1, kLargest) < of(1, kLargest));
}

TEST_CASE("fraction: comparison agrees with subtraction on random values") {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> any(-1'000'000'000'000, 1'000'000'000'000);

  for (int i = 0; i < 2000; ++i) {
    const Fraction lhs = of(any(random), any(random) | 1);
    const Fraction rhs = of(any(random), any(random) | 1);
    const int sign = subtract(lhs, rhs).value().sign();
    CHECK((lhs <=> rhs) == (sign <=> 0));
  }
}

TEST_CASE("fraction: floor and ceil go to minus and plus infinity") {
  CHECK(floor(of(-1, 2)) == Fraction(-1));
  CHECK(ceil(of(-1, 2)) == Fraction(0));
  CHECK(floor(of(7, 2)) == Fraction(3));
  CHECK(ceil(of(7, 2)) == Fraction(4));
  CHECK(floor(Fraction(5)) == Fraction(5));
}

TEST_CASE("fraction: rounding to a step") {
  CHECK(rounded("2.5", "1", Rounding::HalfUp) == "3");
  CHECK(rounded("-2.5", "1", Rounding::HalfUp) == "-3");
  CHECK(rounded("2.5", "1", Rounding::HalfEven) == "2");
  CHECK(rounded("3.5", "1", Rounding::HalfEven) == "4");
  CHECK(rounded("2.500001", "1", Rounding::HalfEven) == "3");
  CHECK(rounded("19999", "10000", Rounding::Down) == "10000");
  CHECK(rounded("10001", "10000", Rounding::Up) == "20000");
  CHECK(rounded("-10001", "10000", Rounding::Down) == "-10000");
  CHECK(rounded("-10001", "10000", Rounding::Up) == "-20000");
  CHECK(rounded("1.25", "0.1", Rounding::HalfUp) == "1.3");
  CHECK(rounded("7", "7", Rounding::Up) == "7");
}

TEST_CASE("fraction: decimals are read exactly") {
  CHECK(decimal("-0.050") == of(-1, 20));
  CHECK(decimal("300000") == Fraction(300000));
  CHECK(decimal("007.10") == of(71, 10));
  for (const char* text : {"", "-", ".", "1.", ".5", "1e3", "1,000", "+1", " 1", "1.2.3", "--1", "1-"}) {
    CHECK_MESSAGE(!parse_decimal(text).has_value(), text);
  }
}

TEST_CASE("fraction: decimals above 10^30 are refused") {
  CHECK(parse_decimal("1" + std::string(30, '0')).has_value());
  CHECK_FALSE(parse_decimal("1" + std::string(29, '0') + "1").has_value());
  CHECK_FALSE(parse_decimal("1" + std::string(30, '0') + ".5").has_value());
  CHECK_FALSE(parse_decimal(std::string(60, '9')).has_value());
  CHECK(parse_decimal(std::string(60, '0') + "1") == Fraction(1));
}

TEST_CASE("fraction: decimals are counted without trailing zeros") {
  CHECK(count_decimals("1.2500") == 2);
  CHECK(count_decimals("1.000") == 0);
  CHECK(count_decimals("100") == 0);
  CHECK(count_decimals("0.000001") == 6);
}

TEST_CASE("fraction: text has no exponent and no trailing zeros") {
  CHECK(to_text(of(104985, 100)) == "1049.85");
  CHECK(to_text(Fraction(500)) == "500");
  CHECK(to_text(Fraction(0)) == "0");
  CHECK(to_text(of(-1, 20)) == "-0.05");
  CHECK(to_text(of(1, 1024)) == "0.0009765625");
  CHECK(to_text(of(1, 3)) == "0.333333333333");
  CHECK(to_text(of(2, 3)) == "0.666666666667");
  CHECK(to_text(of(-2, 3)) == "-0.666666666667");
  CHECK(to_text(of(kLargest, 1)) == "170141183460469231731687303715884105727");
  CHECK(to_text(of(-kLargest - 1, 1)) == "-170141183460469231731687303715884105728");
  CHECK(to_text(of(1, kLargest)) == "0");
  CHECK(to_text(of(kLargest - 1, kLargest)) == "1");
}
