// Tables of many blocks, threads, one case at a time: whatever the way, the answer is one.
#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <vector>

#include "runtime/batch/evaluate_table.h"
#include "runtime/batch/scalar_evaluator.h"
#include "runtime/batch/table_of_cases.h"
#include "runtime/explain/evaluate.h"
#include "tests/differential/batch/agreement.h"
#include "tests/differential/batch/allocations.h"
#include "tests/property/random_case.h"
#include "tests/property/random_policy.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

std::vector<Case> many_cases(Chance& chance, const Program& program, std::size_t count) {
  std::vector<Case> result;
  for (std::size_t i = 0; i < count; ++i) {
    result.push_back(random_case(chance, program));
    if (chance.percent(30)) result.back() = with_gaps(chance, program, result.back());
    if (chance.percent(50)) result.back().history.clear();
    if (chance.percent(50)) result.back().others.clear();
  }
  return result;
}

// A policy without formulas, lists or numbers that meet: its plan answers everything that is no error.
struct PlainPolicy {
  PlainPolicy() {
    builder.applicant_kind("unit");
    good = builder.applicant_fact(0, "good", FactType::YesNo);
    const Index ranks = builder.enumeration({"high", "middle", "low"});
    kind = builder.claim_kind("work");
    rank = builder.claim_fact(kind, "rank", FactType::Ranked, ranks);
    const Index cells = builder.table({builder.read(rank)});
    for (Index code = 0; code < 3; ++code) builder.cell(cells, {labels({code})}, builder.number(100 - 10 * code));
    award = builder.award("work", kind, cells);
    builder.guard(award, RuleKind::Require, builder.read(good), "good");
    builder.highest(Scope::Applicant, {award}, Mode::ToppingUp);
  }

  ProgramBuilder builder;
  Index good = kNone, kind = kNone, rank = kNone, award = kNone;
};

}  // namespace

TEST_CASE("batch: a table of many blocks comes out as its cases, on one thread and on three") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Chance chance(seed);
    const ProgramBuilder policy = random_policy(chance);
    const std::vector<Case> cases = many_cases(chance, policy.program(), 10'000);

    const Agreement agreement = compare_with_decisions(policy.program(), cases, adopted_readings(policy.program()));

    CHECK(agreement.difference == "");
  }
}

TEST_CASE("batch: blocks come in the order of the cases and name their first") {
  PlainPolicy policy;
  Chance chance(7);
  const CaseTable table =
      table_of_cases(policy.builder.program(), many_cases(chance, policy.builder.program(), 20'000));
  TableEvaluator evaluator(policy.builder.program(), {});
  std::size_t num_blocks = 0;
  std::size_t next = 0;

  evaluator.evaluate(table, {.num_threads = 4}, [&](const GrantTable& block) {
    CHECK(block.first_case == next);
    next += block.num_cases();
    ++num_blocks;
  });

  CHECK(next == table.num_cases());
  CHECK(num_blocks > 1);
}

TEST_CASE("batch: a case goes into a table and comes out again") {
  Chance chance(20220301);
  for (int round = 0; round < 500; ++round) {
    const ProgramBuilder policy = random_policy(chance, Extent::Whole);
    const std::vector<Case> cases = many_cases(chance, policy.program(), 3);
    const CaseTable table = table_of_cases(policy.program(), cases);
    for (std::size_t row = 0; row < cases.size(); ++row) {
      const bool is_aside =
          std::any_of(table.aside.begin(), table.aside.end(), [&](const CaseAside& aside) { return aside.row == row; });
      if (is_aside) continue;
      const Case back = case_of_row(policy.program(), table, row);
      const Decision first = decide(policy, cases[row]);
      const Decision second = decide(policy, back);
      CHECK(back.claims.size() == cases[row].claims.size());
      CHECK(first.outcome == second.outcome);
      CHECK(first.total == second.total);
      CHECK(first.missing == second.missing);
      CHECK(amounts_of(first) == amounts_of(second));
    }
  }
}

TEST_CASE("batch: one case at a time comes out as the explaining evaluator decides it") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Chance chance(seed);
    const ProgramBuilder policy = random_policy(chance, Extent::Whole);
    ScalarEvaluator evaluator(policy.program(), adopted_readings(policy.program()));
    for (const Case& one : many_cases(chance, policy.program(), 5)) {
      const CaseTable table = table_of_cases(policy.program(), std::span(&one, 1));
      if (!table.aside.empty()) continue;
      evaluator.table() = table;
      const GrantTable& answer = evaluator.evaluate();
      const Decision decision = decide(policy, one);
      CHECK(answer.case_outcome[0] == decision.outcome);
      if (decision.outcome == CaseOutcome::Error) continue;
      CHECK(Fraction(answer.total_min[0]) == decision.total.low);
      CHECK((answer.total_max[0] == kUnbounded ? !decision.total.high
                                               : Fraction(answer.total_max[0]) == decision.total.high));
    }
  }
}

TEST_CASE("batch: one case at a time asks for no memory") {
  PlainPolicy policy;
  ScalarEvaluator evaluator(policy.builder.program(), {});
  evaluator.clear(2);
  CaseTable& one = evaluator.table();
  Column& goods = one.applicant_facts.columns[one.applicant_facts.of_slot[policy.good]];
  Column& ranks = one.claim_facts.columns[one.claim_facts.of_slot[policy.rank]];
  one.on = {100, 101};

  std::size_t num_before = 0;
  std::size_t num_wrong = 0;
  for (int round = 0; round < 1'000; ++round) {
    if (round == 10) num_before = num_allocations();
    const bool is_good = round % 5 != 0;
    goods.codes[0] = is_good ? 1 : 0;
    ranks.codes[0] = static_cast<std::uint8_t>(round % 3);
    ranks.codes[1] = static_cast<std::uint8_t>(round / 3 % 3);
    const std::int64_t best = 100 - 10 * std::min(round % 3, round / 3 % 3);
    if (evaluator.evaluate().total_min[0] != (is_good ? best : 0)) ++num_wrong;
  }
  const std::size_t num_after = num_allocations();

  CHECK(num_after == num_before);
  CHECK(num_wrong == 0);
}
