#include <algorithm>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "compiler/analyse/testing/candidate_cases.h"
#include "compiler/analyse/testing/mutation.h"
#include "compiler/analyse/testing/suggest.h"
#include "compiler/analyse/testing/test_coverage.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse {
namespace {

struct Policy {
  base::SourceStore sources;
  compiler::Compiled compiled;
};

std::unique_ptr<Policy> compile(const std::string& text) {
  auto policy = std::make_unique<Policy>();
  base::Diagnostics findings;
  const auto read = [&](const std::string&) { return std::optional<std::string>(text); };
  policy->compiled = compiler::compile("policy.pol", read, policy->sources, findings);
  REQUIRE(policy->compiled.can_evaluate);
  return policy;
}

const std::string kRent =
    "claim \"租金\"\n  面积 : integer from 0 to 1000\n  租约 : yes/no\n  备案 : yes/no\n"
    "award \"租金\" when 租约 and 备案 by 面积\n  100以上 500以下: 5万元\n  超过500: 8万元\n  otherwise: nothing\n";

std::string test_of(int area, int amount) {
  return "test \"" + std::to_string(area) + "\"\n  claim \"租金\" with 面积 = " + std::to_string(area) +
         ", 租约, 备案 on 2024-01-01\n  expect " + std::to_string(amount) + "\n";
}

std::size_t count(const std::vector<Mutant>& mutants, MutantKind kind) {
  return static_cast<std::size_t>(
      std::count_if(mutants.begin(), mutants.end(), [&](const Mutant& one) { return one.kind == kind; }));
}

}  // namespace

TEST_CASE("test coverage: a bound counts as tested below, at and above by its neighbours") {
  const auto policy = compile(kRent + test_of(99, 0) + test_of(100, 50000) + test_of(300, 50000));

  const TestCoverage coverage = reach_of_tests(policy->compiled).coverage();

  REQUIRE(coverage.bounds.size() == 2);
  CHECK(coverage.bounds[0].bound.value == runtime::Fraction(100));
  CHECK(coverage.bounds[0].below);
  CHECK(coverage.bounds[0].at);
  CHECK_FALSE(coverage.bounds[0].above);
  CHECK_FALSE(coverage.bounds[1].at);
}

TEST_CASE("test coverage: one of two failing conditions is not the reason of a denial") {
  const auto policy = compile(
      "claim \"租金\"\n  租约 : yes/no\n  备案 : yes/no\naward \"租金\" when 租约 unless 备案 5万元\n"
      "test \"两项\"\n  claim \"租金\" with not 租约, 备案 on 2024-01-01\n  expect 0\n");

  const TestCoverage coverage = reach_of_tests(policy->compiled).coverage();

  CHECK(std::none_of(coverage.rules.begin(), coverage.rules.end(), [&](const RuleCoverage& one) {
    return one.use.denies && !sets_amount(policy->compiled.program.rules[one.rule].kind);
  }));
}

TEST_CASE("candidate cases: each part of a conjunction decides alone in one of them") {
  const auto policy = compile(kRent);
  CandidateCases candidates(policy->compiled);

  bool lacks_lease_alone = false;
  bool lacks_record_alone = false;
  for (const runtime::Case& one : candidates.deciding()) {
    const auto& facts = one.claims.front().facts;
    const auto is = [&](std::size_t fact, bool value) {
      return facts[fact].presence == runtime::Presence::Given &&
             facts[fact].value.number == runtime::Fraction(value ? 1 : 0);
    };
    lacks_lease_alone = lacks_lease_alone || (is(1, false) && is(2, true));
    lacks_record_alone = lacks_record_alone || (is(1, true) && is(2, false));
  }

  CHECK(lacks_lease_alone);
  CHECK(lacks_record_alone);
}

TEST_CASE("mutants: amounts, boundary words, thresholds, parts of conditions") {
  const auto policy = compile(kRent);

  const std::vector<Mutant> mutants = mutants_of(policy->compiled);

  CHECK(count(mutants, MutantKind::Amount) == 2);
  CHECK(count(mutants, MutantKind::Boundary) == 6);   // three bounds, each as a number and as a word
  CHECK(count(mutants, MutantKind::Condition) == 3);  // the condition and its two parts
  CHECK(std::is_sorted(mutants.begin(), mutants.end(),
                       [](const Mutant& lhs, const Mutant& rhs) { return lhs.span.begin < rhs.span.begin; }));
}

TEST_CASE("mutation: a test at the bound notices the boundary word, one elsewhere does not") {
  const auto beside = compile(kRent + test_of(99, 0) + test_of(300, 50000));
  const auto at = compile(kRent + test_of(99, 0) + test_of(100, 50000));
  const auto notices = [](const MutationResult& result) {
    return std::none_of(result.survivors.begin(), result.survivors.end(),
                        [](const Mutant& one) { return one.change.english == "`over` instead of `at least`"; });
  };

  CHECK_FALSE(notices(run_mutants(beside->compiled, beside->sources)));
  CHECK(notices(run_mutants(at->compiled, at->sources)));
}

TEST_CASE("suggested tests: nothing is left to reach or to notice") {
  const auto policy = compile(kRent);

  std::string all = kRent;
  for (const std::string& one : suggest_tests(policy->compiled, policy->sources, {})) all += one;
  const auto extended = compile(all);

  const TestCoverage coverage = reach_of_tests(extended->compiled).coverage();
  CHECK(coverage.num_reached() == coverage.num_points());
  CHECK(run_mutants(extended->compiled, extended->sources).survivors.empty());
}

TEST_CASE("suggested tests: names that are words of the language or no words are written so that they are read back") {
  const auto policy = compile(
      "claim \"要求\"\n  [要求] : yes/no\n  级别 : one of \"A 级\", [其余]\naward \"要求\" when [要求] by 级别\n  \"A "
      "级\" 1万元\n  [其余] 2万元\n");

  const std::vector<std::string> suggested = suggest_tests(policy->compiled, policy->sources, {});

  CHECK(suggested.size() >= 2);
}

}  // namespace polc::analyse
