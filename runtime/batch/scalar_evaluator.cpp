#include "runtime/batch/scalar_evaluator.h"

#include <utility>

#include "runtime/batch/block_evaluator.h"
#include "runtime/batch/plan_builder.h"
#include "runtime/batch/table_of_cases.h"

namespace polc::runtime {
namespace {

Case silent_case(const Program& program) {
  Case one;
  one.applicant_kind = program.applicant_kinds.empty() ? kNone : 0;
  one.applicant_facts.resize(program.facts.size());
  return one;
}

void resize(Column& column, std::size_t count) {
  column.codes.clear();
  column.days.clear();
  column.numbers.clear();
  column.names.clear();
  for (std::size_t i = 0; i < count; ++i) column.append_absent();
}

}  // namespace

struct ScalarEvaluator::State {
  State(const Program& program, std::vector<Index> choice)
      : readings(std::move(choice)),
        settlement(make_settlement_plan(program, readings)),
        builder(program, readings, settlement),
        table(table_of_cases(program, std::vector<Case>{silent_case(program)})) {
    for (std::size_t kind = 0; kind < program.num_kinds(); ++kind) {
      for (Index claim_kind = 0; claim_kind < program.claim_kinds.size(); ++claim_kind)
        builder.add_class(kind, claim_kind);
    }
    planar = std::make_unique<PlanarLookUp>(program, builder.plan());
    evaluator = std::make_unique<BlockEvaluator>(
        TableRun{program, readings, builder.plan(), *planar, settlement, table, {}, false});
  }

  std::vector<Index> readings;
  SettlementPlan settlement;
  PlanBuilder builder;
  CaseTable table;
  std::unique_ptr<PlanarLookUp> planar;
  std::unique_ptr<BlockEvaluator> evaluator;
  GrantTable answers;
};

ScalarEvaluator::ScalarEvaluator(const Program& program, std::vector<Index> readings)
    : state_(new State(program, std::move(readings))) {
  clear(program.claim_kinds.empty() ? 0 : 1);
}

ScalarEvaluator::~ScalarEvaluator() = default;

CaseTable& ScalarEvaluator::table() { return state_->table; }

void ScalarEvaluator::clear(std::size_t num_claims) {
  CaseTable& table = state_->table;
  table.applied.assign(1, kAbsentDay);
  for (Column& column : table.applicant_facts.columns) resize(column, 1);
  for (Column& column : table.claim_facts.columns) resize(column, num_claims);
  table.claim_kind.assign(num_claims, 0);
  table.on.assign(num_claims, kAbsentDay);
  table.first_claim = {0, static_cast<std::uint32_t>(num_claims)};
  table.history = {{}, {}, {}, {}, {}, {}, {}, {}, std::move(table.history.facts)};
  for (Column& column : table.history.facts.columns) resize(column, 0);
  table.others = {};
}

const GrantTable& ScalarEvaluator::evaluate() {
  const auto num_claims = static_cast<std::uint32_t>(state_->table.num_claims());
  state_->evaluator->evaluate({0, 1, 0, num_claims}, state_->answers);
  return state_->answers;
}

}  // namespace polc::runtime
