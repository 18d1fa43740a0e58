// Claims of the Minhang quality policy in memory, on one thread: the batch evaluator beside the same rules written by
// hand, with all facts known, with some unknown, and with settlement. Items are claims; compare the times of one run.
// Run: build-bench/bench/polc_bench --benchmark_filter=batch

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>

#include <benchmark/benchmark.h>

#include "bench/quality_by_hand.h"
#include "bench/quality_claims.h"
#include "runtime/batch/evaluate_table.h"
#include "runtime/batch/scalar_evaluator.h"
#include "runtime/explain/evaluate.h"

namespace {

using namespace polc::bench;
using namespace polc::runtime;

constexpr std::size_t kNumCases = 1'000'000;

const Program& policy() {
  static const Program program = quality_policy();
  return program;
}

by_hand::Sums sums_of(TableEvaluator& evaluator, const CaseTable& table, const TableOptions& options) {
  by_hand::Sums sums;
  evaluator.evaluate(table, options, [&](const GrantTable& block) {
    for (const std::int64_t total : block.total_min) sums.amount += total;
    for (const CaseOutcome outcome : block.case_outcome) sums.num_referred += outcome == CaseOutcome::Referred ? 1 : 0;
  });
  return sums;
}

const CaseTable& known_claims() {
  static const CaseTable table = quality_claims(policy(), {.num_cases = kNumCases});
  return table;
}

void expect_same(const by_hand::Sums& lhs, const by_hand::Sums& rhs) {
  if (lhs == rhs) return;
  std::cerr << "the totals differ: " << lhs.amount << " and " << rhs.amount << ", referred " << lhs.num_referred
            << " and " << rhs.num_referred << '\n';
  std::abort();
}

void measure(benchmark::State& state, const CaseTable& table, Answers answers) {
  TableEvaluator evaluator(policy(), adopted_readings(policy()));
  const TableOptions options{.answers = answers};
  for (auto _ : state) benchmark::DoNotOptimize(sums_of(evaluator, table, options));
  std::size_t num_explained = 0;
  evaluator.evaluate(table, options, [&](const GrantTable& block) { num_explained += block.num_explained; });
  state.counters["explained"] = static_cast<double>(num_explained);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(table.num_claims()));
}

void batch_by_hand_rows(benchmark::State& state) {
  const std::vector<by_hand::Row> rows = by_hand::rows_of(policy(), known_claims());
  std::vector<by_hand::Answer> answers(rows.size());
  for (auto _ : state) benchmark::DoNotOptimize(by_hand::answer_rows(rows, answers));
  TableEvaluator evaluator(policy(), adopted_readings(policy()));
  expect_same(by_hand::answer_rows(rows, answers), sums_of(evaluator, known_claims(), {}));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.size()));
}

void batch_by_hand_columns(benchmark::State& state) {
  const std::vector<by_hand::Row> rows = by_hand::rows_of(policy(), known_claims());
  const by_hand::Columns columns = by_hand::columns_of(rows);
  std::vector<std::int64_t> amounts(rows.size());
  std::vector<std::uint8_t> referred(rows.size());
  for (auto _ : state) benchmark::DoNotOptimize(by_hand::answer_columns(columns, amounts, referred));
  std::vector<by_hand::Answer> answers(rows.size());
  expect_same(by_hand::answer_rows(rows, answers), by_hand::answer_columns(columns, amounts, referred));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.size()));
}

void batch_known(benchmark::State& state) { measure(state, known_claims(), Answers::Grants); }
void batch_known_totals(benchmark::State& state) { measure(state, known_claims(), Answers::Totals); }

void batch_unknown(benchmark::State& state) {
  static const CaseTable table = quality_claims(policy(), {.num_cases = kNumCases, .percent_unknown = 10});
  measure(state, table, Answers::Grants);
}

void batch_settled(benchmark::State& state) {
  static const CaseTable table = quality_claims(
      policy(),
      {.num_cases = kNumCases / 3, .claims_of_case = 3, .percent_with_history = 30, .percent_with_others = 10});
  measure(state, table, Answers::Grants);
}

void batch_settled_unknown(benchmark::State& state) {
  static const CaseTable table = quality_claims(policy(), {.num_cases = kNumCases / 3,
                                                           .claims_of_case = 3,
                                                           .percent_unknown = 10,
                                                           .percent_with_history = 30,
                                                           .percent_with_others = 10});
  measure(state, table, Answers::Grants);
}

// One claim at a time, its facts written into the columns of the scalar evaluator before it is asked.
void batch_scalar(benchmark::State& state) {
  const CaseTable& claims = known_claims();
  ScalarEvaluator evaluator(policy(), adopted_readings(policy()));
  CaseTable& one = evaluator.table();
  std::size_t row = 0;
  for (auto _ : state) {
    row = row + 1 == 10'000 ? 0 : row + 1;
    one.applicant_kind[0] = claims.applicant_kind[row];
    one.claim_kind[0] = claims.claim_kind[row];
    one.on[0] = claims.on[row];
    for (std::size_t i = 0; i < one.applicant_facts.columns.size(); ++i)
      one.applicant_facts.columns[i].codes[0] = claims.applicant_facts.columns[i].codes[row];
    for (std::size_t i = 0; i < one.claim_facts.columns.size(); ++i) {
      if (one.claim_facts.columns[i].storage == Storage::Codes)
        one.claim_facts.columns[i].codes[0] = claims.claim_facts.columns[i].codes[row];
    }
    benchmark::DoNotOptimize(evaluator.evaluate().total_min[0]);
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(batch_scalar);
BENCHMARK(batch_by_hand_rows)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_by_hand_columns)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_known)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_known_totals)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_unknown)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_settled)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_settled_unknown)->Unit(benchmark::kMillisecond);

}  // namespace
