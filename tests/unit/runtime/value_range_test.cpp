#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "runtime/value/range.h"

using namespace polc::runtime;

namespace {

Range between(std::int64_t low, std::int64_t high) { return {Fraction(low), Fraction(high)}; }
Range exactly(std::int64_t value) { return Range::exactly(Fraction(value)); }
Range at_least(std::int64_t low) { return {Fraction(low), std::nullopt}; }
Range at_most(std::int64_t high) { return {std::nullopt, Fraction(high)}; }

bool contains(const Range& range, const Fraction& value) {
  return (!range.low || *range.low <= value) && (!range.high || value <= *range.high);
}

}  // namespace

TEST_CASE("range: hull, minimum and maximum treat a missing end as infinite") {
  CHECK(hull(between(1, 2), exactly(5)) == between(1, 5));
  CHECK(hull(at_least(3), exactly(1)) == at_least(1));
  CHECK(minimum(at_least(3), between(1, 9)) == between(1, 9));
  CHECK(minimum(at_most(3), exactly(5)) == at_most(3));
  CHECK(maximum(at_least(3), between(1, 9)) == at_least(3));
  CHECK(maximum(Range::unbounded(), exactly(0)) == at_least(0));
}

TEST_CASE("range: sums and differences") {
  CHECK(add(between(1, 2), at_least(3)) == at_least(4));
  CHECK(subtract(between(1, 2), between(3, 5)) == between(-4, -1));
  CHECK(subtract(exactly(1), at_least(3)) == at_most(-2));
  CHECK(subtract(Range::unbounded(), exactly(3)) == Range::unbounded());
}

TEST_CASE("range: products of unbounded ends, zero times infinity being zero") {
  CHECK(multiply(between(-2, 3), between(-5, 7)) == between(-15, 21));
  CHECK(multiply(exactly(0), Range::unbounded()) == exactly(0));
  CHECK(multiply(at_least(2), at_least(3)) == at_least(6));
  CHECK(multiply(at_least(2), exactly(-1)) == at_most(-2));
  CHECK(multiply(at_least(-1), at_least(0)) == Range::unbounded());
  CHECK(multiply(between(0, 5), at_least(0)) == at_least(0));
}

TEST_CASE("range: a divisor that can be zero leaves the value unknown") {
  CHECK(divide(exactly(1), exactly(0)) == Range::unbounded());
  CHECK(divide(exactly(1), between(-1, 1)) == Range::unbounded());
  CHECK(divide(exactly(1), at_least(0)) == Range::unbounded());
  CHECK(divide(between(10, 20), between(2, 5)) == between(2, 10));
  CHECK(divide(exactly(10), at_least(2)) == between(0, 5));
  CHECK(divide(exactly(10), at_most(-2)) == between(-5, 0));
}

TEST_CASE("range: an overflowing end gives nothing") {
  const Fraction large =
      Fraction::ratio(static_cast<Fraction::Wide>(~static_cast<unsigned __int128>(0) >> 1), 1).value();

  CHECK_FALSE(add(Range{Fraction(0), large}, between(0, 1)).has_value());
  CHECK_FALSE(multiply(Range{Fraction(0), large}, between(2, 3)).has_value());
}

TEST_CASE("range: comparisons are decided only when every pair agrees") {
  CHECK(less(between(1, 2), between(3, 4)) == Tri::Yes);
  CHECK(less(between(1, 3), between(3, 4)) == Tri::Unknown);
  CHECK(less(between(4, 5), between(3, 4)) == Tri::No);
  CHECK(less(at_least(4), exactly(4)) == Tri::No);
  CHECK(less_equal(between(1, 3), between(3, 4)) == Tri::Yes);
  CHECK(less_equal(between(4, 5), between(1, 3)) == Tri::No);
  CHECK(equal(exactly(4), exactly(4)) == Tri::Yes);
  CHECK(equal(between(1, 2), between(3, 4)) == Tri::No);
  CHECK(equal(between(1, 3), between(3, 4)) == Tri::Unknown);
}

TEST_CASE("range: every pair of members lands inside the result") {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> small(-6, 6);

  for (int round = 0; round < 500; ++round) {
    const int a = small(random);
    const int c = small(random);
    const int b = a + std::abs(small(random));
    const int d = c + std::abs(small(random));
    const Range product = multiply(between(a, b), between(c, d)).value();
    const Range quotient = divide(between(a, b), between(c, d)).value();
    for (int x = a; x <= b; ++x) {
      for (int y = c; y <= d; ++y) {
        REQUIRE(contains(product, Fraction(x * y)));
        if (y != 0) REQUIRE(contains(quotient, Fraction::ratio(x, y).value()));
      }
    }
  }
}

TEST_CASE("tri: Kleene's tables") {
  CHECK((Tri::No & Tri::Unknown) == Tri::No);
  CHECK((Tri::Yes & Tri::Unknown) == Tri::Unknown);
  CHECK((Tri::Yes | Tri::Unknown) == Tri::Yes);
  CHECK((Tri::No | Tri::Unknown) == Tri::Unknown);
  CHECK(!Tri::Unknown == Tri::Unknown);
  CHECK(!Tri::No == Tri::Yes);
}
