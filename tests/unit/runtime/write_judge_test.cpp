#include "runtime/explain/judge.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/unit/runtime/write_decision.h"

namespace polc::runtime {
namespace {

Range yuan(std::int64_t low, std::int64_t high) { return {Fraction(low * 100), Fraction(high * 100)}; }

Expected total(std::int64_t amount) { return {Expected::Kind::Total, yuan(amount, amount), {}, {}, {}, {}}; }
Expected between(std::int64_t low, std::int64_t high) {
  return {Expected::Kind::Between, yuan(low, high), {}, {}, {}, {}};
}
Expected item(std::string id, std::int64_t amount) {
  return {Expected::Kind::Item, yuan(amount, amount), std::move(id), {}, {}, {}};
}
Expected because(std::string reason) { return {Expected::Kind::Because, {}, {}, std::move(reason), {}, {}}; }
Expected missing(std::vector<std::string> facts) { return {Expected::Kind::Missing, {}, {}, {}, std::move(facts), {}}; }
Expected outcome(Expected::Kind kind) { return {kind, {}, {}, {}, {}, {}}; }

std::size_t num_unmet(const testing::Decided& made, std::vector<Expected> expected) {
  PolicyTest test;
  test.expected = std::move(expected);
  return judge(made.program, test, made.decision).size();
}

TEST_CASE("judge: a total is met by a determined case with exactly this total") {
  testing::Decided made = testing::topped_up();

  CHECK(num_unmet(made, {total(50000)}) == 0);
  CHECK(num_unmet(made, {total(50001)}) == 1);
  made.decision.outcome = CaseOutcome::Referred;
  CHECK(num_unmet(made, {total(50000)}) == 1);
}

TEST_CASE("judge: a range is met by an undetermined case with exactly this range") {
  const testing::Decided made = testing::open_case();

  CHECK(num_unmet(made, {between(0, 600000)}) == 0);
  CHECK(num_unmet(made, {between(0, 600001)}) == 1);
  CHECK(num_unmet(made, {between(1, 600000)}) == 1);
  CHECK(num_unmet(testing::topped_up(), {between(50000, 50000)}) == 1);
}

TEST_CASE("judge: outcomes are met by their name") {
  testing::Decided made = testing::open_case();

  CHECK(num_unmet(made, {outcome(Expected::Kind::Undetermined)}) == 0);
  CHECK(num_unmet(made, {outcome(Expected::Kind::Referred)}) == 1);
  made.decision.outcome = CaseOutcome::Referred;
  CHECK(num_unmet(made, {outcome(Expected::Kind::Undetermined)}) == 1);
  CHECK(num_unmet(made, {outcome(Expected::Kind::Referred)}) == 0);
}

TEST_CASE("judge: denied is met when every grant is, and there is one") {
  CHECK(num_unmet(testing::denied(), {outcome(Expected::Kind::Denied)}) == 0);
  CHECK(num_unmet(testing::topped_up(), {outcome(Expected::Kind::Denied)}) == 1);
  testing::Decided made = testing::denied();
  made.decision.claims.clear();
  CHECK(num_unmet(made, {outcome(Expected::Kind::Denied)}) == 1);
}

TEST_CASE("judge: a reason is met by a failing rule that says it or contains it") {
  testing::Decided made = testing::denied();

  CHECK(num_unmet(made, {because("信用良好且拨款合规")}) == 0);
  CHECK(num_unmet(made, {because("拨款合规")}) == 0);
  CHECK(num_unmet(made, {because("每期给予8万元资助")}) == 1);  // said by a rule that holds
  CHECK(num_unmet(made, {because("别的理由")}) == 1);
  made.decision.claims[0].grants[0].because[1].sentence = {"the policy sets no amount", "政策未规定金额"};
  CHECK(num_unmet(made, {because("政策未规定金额")}) == 0);
}

TEST_CASE("judge: an item is met by the amounts of its claim together") {
  testing::Decided made = testing::topped_up();
  made.decision.claims[0].grants.push_back(made.decision.claims[0].grants[0]);

  CHECK(num_unmet(made, {item("1", 100000)}) == 0);
  CHECK(num_unmet(made, {item("1", 50000)}) == 1);
  CHECK(num_unmet(made, {item("2", 0)}) == 1);
  CHECK(num_unmet(testing::open_case(), {item("b", 0)}) == 0);
}

TEST_CASE("judge: a missing fact is met by its path or by the last part of it") {
  const testing::Decided made = testing::open_case();

  CHECK(num_unmet(made, {missing({"信用良好", "claims.a.级别"})}) == 0);
  CHECK(num_unmet(made, {missing({"用良好"})}) == 1);
  CHECK(num_unmet(made, {missing({"级别", "已发布"})}) == 1);
}

TEST_CASE("judge: all expectations are looked at, and each failure says what was expected and what came") {
  PolicyTest test;
  test.expected = {total(1), item("1", 50000), outcome(Expected::Kind::Referred)};
  const testing::Decided made = testing::topped_up();

  const std::vector<Unmet> unmet = judge(made.program, test, made.decision);

  REQUIRE(unmet.size() == 2);
  CHECK(unmet[0].expected.english == "a total of CNY 1");
  CHECK(unmet[0].came.english == "a total of CNY 50,000");
  CHECK(unmet[0].came.chinese == "总额 50,000 元（5 万元）");
  CHECK(unmet[1].expected.chinese == "另定");
}

TEST_CASE("judge: a case in error meets no expectation") {
  testing::Decided made = testing::denied();
  made.decision.claims.clear();
  made.decision.outcome = CaseOutcome::Error;
  made.decision.errors = {{"P4101", "/claims/0", "two amounts", "两个金额", "", 0, 0}};

  CHECK(num_unmet(made,
                  {total(0), between(0, 0), item("1", 0), because("x"), missing({"x"}), outcome(Expected::Kind::Denied),
                   outcome(Expected::Kind::Undetermined), outcome(Expected::Kind::Referred)}) == 8);
}

}  // namespace
}  // namespace polc::runtime
