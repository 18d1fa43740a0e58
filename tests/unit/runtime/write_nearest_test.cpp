#include "runtime/explain/nearest_change.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "compiler/pipeline.h"
#include "runtime/cases/read_json.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/evaluate.h"

namespace polc::runtime {
namespace {

constexpr const char* kPolicy = R"(policy "试验" trial
  effective 2022-03-01 to 2027-02-28 by event date
applicant 单位
  信用良好   : yes/no
  规划内     : yes/no judged by "区局"
  组织形式   : one of 企业, 事业单位, 社会组织
  违规       : yes/no presumed no
claim "试点"
  级别 : ranked 国家级 > 省级 > 市级
  面积 : integer in 亩 from 0 to 100000
award "试点" to 单位 by 级别, 面积
  国家级  at least 100: 20万元  under 100: nothing
  省级    at least 500: 10万元
require for every award to 单位: 信用良好 and 规划内
exclude for every award to 单位: 组织形式 = 社会组织
revoke every award when 违规
)";

struct Found {
  std::vector<NearestChange> changes;
  Case one;
};

const Program& program() {
  static const Program compiled = [] {
    base::SourceStore sources;
    base::Diagnostics findings;
    const auto read = [](const std::string&) { return std::optional<std::string>(kPolicy); };
    compiler::Compiled result = compiler::compile("p.pol", read, sources, findings);
    REQUIRE(result.can_evaluate);
    return result.program;
  }();
  return compiled;
}

/// The nearest changes of a case with one 国家级 claim of 200 亩, in which `changes` stand instead.
Found find(const std::string& applicant, const std::string& claim) {
  Found found;
  JsonCaseReader reader(program());
  reader.read_text(
      "{\"applicant\":{\"kind\":\"单位\"," + applicant + "},\"claims\":[{\"kind\":\"试点\"," + claim + "}]}",
      [&](ReadCase one) {
        REQUIRE(one.errors.empty());
        found.one = std::move(one.input);
      });
  const std::vector<Index> readings = adopted_readings(program());
  found.changes = find_nearest_changes(program(), found.one, readings, evaluate(program(), found.one, readings));
  return found;
}

/// The changes as "NAME=VALUE NAME=VALUE: AMOUNT".
std::string words(const Found& found) {
  if (found.changes.empty()) return "";
  std::string result;
  for (const FactChange& change : found.changes[0].changes) {
    const Fact* fact = fact_of(program(), change.path);
    const std::string value = fact == nullptr
                                  ? to_text(Date{static_cast<std::int32_t>(change.value.number.numerator())})
                                  : value_text(program(), *fact, change.value, base::Language::English);
    result += (result.empty() ? "" : " ") + change.path.name + "=" + value;
  }
  return result + ": " + major_units_text(program(), *found.changes[0].amount.high);
}

constexpr const char* kGoodApplicant = R"("信用良好":true,"规划内":true,"组织形式":"企业")";
constexpr const char* kGoodClaim = R"("on":"2024-01-01","级别":"国家级","面积":200)";

TEST_CASE("nearest_change: a grant that pays has none") { CHECK(words(find(kGoodApplicant, kGoodClaim)).empty()); }

TEST_CASE("nearest_change: one failing yes/no fact is turned") {
  CHECK(words(find(R"("信用良好":false,"规划内":true,"组织形式":"企业")", kGoodClaim)) == "信用良好=yes: 200000");
}

TEST_CASE("nearest_change: two failing facts are turned together, no more than needed") {
  CHECK(words(find(R"("信用良好":false,"规划内":false,"组织形式":"企业")", kGoodClaim)) ==
        "信用良好=yes 规划内=yes: 200000");
}

TEST_CASE("nearest_change: an exclusion is left by another label") {
  CHECK(words(find(R"("信用良好":true,"规划内":true,"组织形式":"社会组织")", kGoodClaim)) == "组织形式=企业: 200000");
}

TEST_CASE("nearest_change: a date outside the window goes to its nearest end") {
  CHECK(words(find(kGoodApplicant, R"("on":"2027-03-01","级别":"国家级","面积":200)")) == "on=2027-02-28: 200000");
  CHECK(words(find(kGoodApplicant, R"("on":"2021-03-01","级别":"国家级","面积":200)")) == "on=2022-03-01: 200000");
}

TEST_CASE("nearest_change: a number goes to the nearest bound that pays, also from an amount of nothing") {
  CHECK(words(find(kGoodApplicant, R"("on":"2024-01-01","级别":"省级","面积":499)")) == "面积=500 亩: 100000");
  CHECK(words(find(kGoodApplicant, R"("on":"2024-01-01","级别":"国家级","面积":7)")) == "面积=100 亩: 200000");
}

TEST_CASE("nearest_change: a ranked label goes to the nearest rank that pays") {
  CHECK(words(find(kGoodApplicant, R"("on":"2024-01-01","级别":"市级","面积":600)")) == "级别=省级: 100000");
  CHECK(words(find(kGoodApplicant, R"("on":"2024-01-01","级别":"市级","面积":200)")) == "级别=国家级: 200000");
}

TEST_CASE("nearest_change: misconduct is not undone") {
  CHECK(words(find(R"("信用良好":true,"规划内":true,"组织形式":"企业","违规":true)", kGoodClaim)).empty());
}

TEST_CASE("nearest_change: an unknown that remains leaves a range") {
  const Found found = find(R"("信用良好":false,"组织形式":"企业")", kGoodClaim);

  REQUIRE(found.changes.size() == 1);
  CHECK(words(found) == "信用良好=yes: 200000");
  CHECK(found.changes[0].amount.low == Fraction(0));
}

}  // namespace
}  // namespace polc::runtime
