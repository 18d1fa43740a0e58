#include <doctest/doctest.h>

#include "compiler/analyse/regions/region.h"
#include "compiler/analyse/regions/value_set.h"

namespace polc::analyse {

TEST_CASE("value sets: at most 9 and at least 10 leave nothing between them") {
  const ValueSet whole = unite(ValueSet::between(0, 9), ValueSet::between(10, 20));

  CHECK(whole == ValueSet::between(0, 20));
}

TEST_CASE("value sets: a hole cuts a stretch in two") {
  const ValueSet rest = subtract(ValueSet::between(0, 10), ValueSet::only(5));

  REQUIRE(rest.stretches().size() == 2);
  CHECK(rest.stretches()[0] == Stretch{0, 4});
  CHECK(rest.stretches()[1] == Stretch{6, 10});
  CHECK_FALSE(rest.contains(5));
}

TEST_CASE("value sets: inclusion and meeting agree with the intersection") {
  const ValueSet odd = unite(ValueSet::only(1), ValueSet::only(3));

  CHECK(ValueSet::between(0, 4).includes(odd));
  CHECK_FALSE(odd.includes(ValueSet::between(1, 3)));
  CHECK_FALSE(odd.meets(ValueSet::only(2)));
  CHECK(intersect(odd, ValueSet::between(2, 9)) == ValueSet::only(3));
}

TEST_CASE("value sets: reversed ends are the empty set") { CHECK(ValueSet::between(5, 4).is_empty()); }

TEST_CASE("regions: regions that differ on one axis only meet where all axes do") {
  Region first(1, ValueSet::between(0, 5));
  first.set(2, ValueSet::only(1));
  Region second(1, ValueSet::between(5, 9));
  Region third = second;
  third.set(2, ValueSet::only(0));

  CHECK(meets(first, second));
  CHECK_FALSE(meets(first, third));
  CHECK(intersect(first, second)->find(1)->is_single());
}

TEST_CASE("regions: a region inside another is dropped, neighbours are joined") {
  Regions regions{Region(1, ValueSet::only(0)), Region(1, ValueSet::between(0, 1)), Region(1, ValueSet::only(2))};

  simplify(regions);

  REQUIRE(regions.size() == 1);
  CHECK(*regions.front().find(1) == ValueSet::between(0, 2));
}

}  // namespace polc::analyse
