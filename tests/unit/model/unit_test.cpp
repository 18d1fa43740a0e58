#include <doctest/doctest.h>

#include "compiler/model/unit.h"

using polc::model::Unit;

TEST_CASE("units: a price per unit times the unit leaves nothing") {
  const Unit price = Unit::parse("平方米·月");
  const Unit area = Unit::parse("平方米");
  const Unit months = Unit::parse("月");

  CHECK((area * months / price).is_none());
  CHECK((area / price).text() == "1/月");
}

TEST_CASE("units: everything after the first slash divides") {
  CHECK(Unit::parse("元/人/夜") == Unit::parse("元/人·夜"));
  CHECK(Unit::parse("元/人/夜").text() == "元/人·夜");
}

TEST_CASE("units: spans of time are one unit in every spelling") {
  CHECK(Unit::parse("years") == Unit::parse("年"));
  CHECK(Unit::parse("个月") == Unit::parse("months"));
  CHECK(Unit::parse("天") == Unit::parse("日"));
  CHECK_FALSE(Unit::parse("月") == Unit::parse("年"));
}

TEST_CASE("units: taking a name out of a product returns its power") {
  Unit unit = Unit::parse("元/亩");

  CHECK(unit.take("元") == 1);
  CHECK(unit.text() == "1/亩");
  CHECK(unit.take("元") == 0);
}

TEST_CASE("units: names that differ do not cancel") {
  CHECK_FALSE((Unit::parse("亩") / Unit::parse("平方米")).is_none());
}
