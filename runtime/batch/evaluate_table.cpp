#include "runtime/batch/evaluate_table.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "runtime/batch/block_queue.h"
#include "runtime/batch/plan_builder.h"

namespace polc::runtime {
namespace {

// Small enough that a block and its answers stay in the second-level cache.
constexpr std::uint32_t kMostCases = 4096;
constexpr std::uint32_t kMostClaims = 8192;

std::vector<Block> cut_into_blocks(const CaseTable& table) {
  std::vector<Block> result;
  const auto num_cases = static_cast<std::uint32_t>(table.num_cases());
  for (std::uint32_t first = 0; first < num_cases;) {
    std::uint32_t end = std::min(num_cases, first + kMostCases);
    // One case alone may have more claims than a block should.
    while (end > first + 1 && table.first_claim[end] - table.first_claim[first] > kMostClaims)
      end = first + (end - first + 1) / 2;
    result.push_back({first, end - first, table.first_claim[first], table.first_claim[end] - table.first_claim[first]});
    first = end;
  }
  return result;
}

template <typename Item>
void append(std::vector<Item>& all, const std::vector<Item>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void append(GrantTable& all, const GrantTable& block) {
  const auto first = static_cast<std::uint32_t>(all.num_grants());
  for (std::size_t i = 0; i < block.num_cases(); ++i) all.first_grant.push_back(first + block.first_grant[i]);
  append(all.claim, block.claim);
  append(all.award, block.award);
  append(all.outcome, block.outcome);
  append(all.entitled_min, block.entitled_min);
  append(all.entitled_max, block.entitled_max);
  append(all.amount_min, block.amount_min);
  append(all.amount_max, block.amount_max);
  append(all.case_outcome, block.case_outcome);
  append(all.total_min, block.total_min);
  append(all.total_max, block.total_max);
  append(all.details, block.details);
  all.num_explained += block.num_explained;
}

}  // namespace

struct TableEvaluator::State {
  State(const Program& of, std::vector<Index> choice)
      : program(of),
        readings(std::move(choice)),
        settlement(make_settlement_plan(program, readings)),
        builder(program, readings, settlement) {}

  // Adds to the plan what the table asks for.
  void prepare(const CaseTable& table) {
    add_classes(table);
    if (planar && num_look_ups == builder.plan().look_ups.size()) return;
    num_look_ups = builder.plan().look_ups.size();
    planar = std::make_unique<PlanarLookUp>(program, builder.plan());
  }

  void add_classes(const CaseTable& table) {
    const std::vector<GrantClass>& classes = builder.plan().classes;
    if (std::all_of(classes.begin(), classes.end(), [](const GrantClass& made) { return made.is_made; })) return;
    std::vector<std::uint8_t> is_met(builder.plan().classes.size(), 0);
    const std::size_t num_claim_kinds = program.claim_kinds.size();
    for (std::size_t row = 0; row < table.num_cases(); ++row) {
      const Index kind = table.applicant_kind[row];
      for (std::size_t claim = table.first_claim[row]; claim < table.first_claim[row + 1]; ++claim)
        is_met[(kind == kNone ? 0 : kind) * num_claim_kinds + table.claim_kind[claim]] = 1;
    }
    for (std::size_t i = 0; i < is_met.size(); ++i) {
      if (is_met[i] != 0) builder.add_class(i / num_claim_kinds, static_cast<Index>(i % num_claim_kinds));
    }
  }

  const Program& program;
  std::vector<Index> readings;
  SettlementPlan settlement;
  PlanBuilder builder;
  std::unique_ptr<PlanarLookUp> planar;
  std::size_t num_look_ups = 0;  // that `planar` knows
};

TableEvaluator::TableEvaluator(const Program& program, std::vector<Index> readings)
    : state_(new State(program, std::move(readings))) {}

TableEvaluator::~TableEvaluator() = default;

GrantTable TableEvaluator::evaluate(const CaseTable& table, const TableOptions& options) {
  GrantTable result;
  evaluate(table, options, [&](const GrantTable& block) { append(result, block); });
  result.first_grant.push_back(static_cast<std::uint32_t>(result.num_grants()));
  return result;
}

void TableEvaluator::evaluate(const CaseTable& table, const TableOptions& options, const BlockSink& sink) {
  state_->prepare(table);
  const Plan& plan = state_->builder.plan();
  const TableRun run{state_->program, state_->readings,    plan, *state_->planar, state_->settlement, table,
                     options,         is_flat(plan, table)};
  const std::size_t num_cores = std::max(1U, std::thread::hardware_concurrency());
  evaluate_blocks(run, cut_into_blocks(table), options.num_threads == 0 ? num_cores : options.num_threads, sink);
}

GrantTable evaluate_table(const Program& program, const CaseTable& table, const std::vector<Index>& readings,
                          const TableOptions& options) {
  return TableEvaluator(program, readings).evaluate(table, options);
}

}  // namespace polc::runtime
