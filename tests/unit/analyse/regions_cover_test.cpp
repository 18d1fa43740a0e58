#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "compiler/analyse/regions/cover.h"
#include "compiler/analyse/regions/pair_index.h"

namespace polc::analyse {
namespace {

/// A program of two labels of four values and one number from 0 to 9: axes 0, 1 and 2.
runtime::Program small_program() {
  runtime::Program program;
  program.enumerations.push_back({{"a", "b", "c", "d"}, {}});
  for (const char* name : {"p", "q"}) {
    runtime::Fact fact;
    fact.name = name;
    fact.type = runtime::FactType::OneOf;
    fact.enumeration = 0;
    program.facts.push_back(fact);
  }
  runtime::Fact number;
  number.name = "n";
  number.type = runtime::FactType::Integer;
  number.low = runtime::Fraction(0);
  number.high = runtime::Fraction(9);
  program.facts.push_back(number);
  return program;
}

Region random_region(std::mt19937_64& random, const Axes& axes) {
  Region region;
  for (AxisId axis = 0; axis < 3; ++axis) {
    if (random() % 3 == 0) continue;
    const std::int64_t last = axes[axis].domain.last();
    const auto low = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(last + 1));
    const auto high = low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(last - low + 1));
    const ValueSet values = ValueSet::between(low, high);
    if (!(values == axes[axis].domain)) region.set(axis, values);
  }
  return region;
}

bool holds(const Region& region, const std::int64_t (&point)[3]) {
  for (const Constraint& one : region.constraints()) {
    if (!one.values.contains(point[one.axis])) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("cover: what is left open is what no cover holds, point by point") {
  const runtime::Program program = small_program();
  const Axes axes(program);
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    Regions covers;
    const std::size_t num_covers = random() % 30;
    for (std::size_t at = 0; at < num_covers; ++at) covers.push_back(random_region(random, axes));
    const Region target = random_region(random, axes);

    const Uncovered open = find_uncovered(axes, target, covers, 1000);

    REQUIRE(open.is_decided);
    REQUIRE(open.is_complete);
    for (std::int64_t p = 0; p < 4; ++p) {
      for (std::int64_t q = 0; q < 4; ++q) {
        for (std::int64_t n = 0; n < 10; ++n) {
          const std::int64_t point[] = {p, q, n};
          const bool is_covered =
              std::any_of(covers.begin(), covers.end(), [&](const Region& one) { return holds(one, point); });
          const bool is_open =
              std::any_of(open.parts.begin(), open.parts.end(), [&](const Region& one) { return holds(one, point); });
          CAPTURE(round);
          CHECK(is_open == (holds(target, point) && !is_covered));
        }
      }
    }
  }
}

TEST_CASE("pair index: the same pairs as trying all, with few bounds and with many") {
  std::mt19937_64 random(11);
  std::vector<Regions> unions;
  for (int at = 0; at < 200; ++at) {
    const auto low = static_cast<std::int64_t>(random() % 1000);
    Region region(0, ValueSet::between(low, low + static_cast<std::int64_t>(random() % 50)));
    region.set(1, ValueSet::only(static_cast<std::int64_t>(random() % 4)));
    unions.push_back({region});
  }

  const auto pairs = meeting_pairs(unions);

  std::vector<std::pair<std::size_t, std::size_t>> expected;
  for (std::size_t first = 0; first < unions.size(); ++first) {
    for (std::size_t second = first + 1; second < unions.size(); ++second) {
      if (meets(unions[first].front(), unions[second].front())) expected.emplace_back(first, second);
    }
  }
  CHECK(pairs == expected);
}

}  // namespace polc::analyse
