#include "runtime/batch/settlement_plan.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "runtime/batch/plan_input.h"
#include "runtime/explain/settle_frame.h"

namespace polc::runtime {
namespace {

class StepReader {
 public:
  StepReader(const Program& program, const std::vector<Index>& readings)
      : program_(program), readings_(readings), nodes_(program), evaluator_(program, nothing_, readings) {}

  // Returns nothing for a statement that never applies.
  std::optional<SettlementStep> read(const Step& step, std::size_t kind) {
    if (!step.for_kind[kind]) return std::nullopt;
    SettlementStep result;
    result.step = &step;
    result.has_award.assign(program_.awards.size(), false);
    for (const Index award : step.awards) result.has_award[award] = true;
    const std::optional<Tri> is_active = step.when == kNone ? Tri::Yes : truth(step.when);
    if (is_active == Tri::No) return std::nullopt;
    result.is_left_open = is_active != Tri::Yes;
    read_mode(step, result);
    if (!step.number.empty()) read_number(step, kind, result);
    if (step.where != kNone) read_where(step, result);
    return result;
  }

 private:
  std::optional<Tri> truth(Index node) {
    if (!nodes_.traits(node).is_constant()) return std::nullopt;
    return evaluator_.evaluate(node, {}).value.truth;
  }

  void read_mode(const Step& step, SettlementStep& result) {
    for (const ModeChoice& choice : step.modes) {
      const std::optional<Tri> holds = choice.when == kNone ? Tri::Yes : truth(choice.when);
      if (holds == Tri::No) continue;
      if (holds == Tri::Yes) result.mode = choice.mode;
      if (holds != Tri::Yes) result.is_left_open = true;
      return;
    }
  }

  void read_number(const Step& step, std::size_t kind, SettlementStep& result) {
    const Index node = step.number[kind];
    const Outcome outcome = evaluator_.evaluate(node, {});
    Range range = outcome.value.range;
    if (step.kind == StepKind::Limit && range.low) range.low = floor(*range.low);
    if (step.kind == StepKind::Limit && range.high) range.high = floor(*range.high);
    const Bounds number = to_bounds(range);
    const bool is_known = nodes_.traits(node).is_constant() && !outcome.notes.fault && number.is_exact() &&
                          number.high <= std::numeric_limits<std::int64_t>::max();
    if (!is_known) result.is_left_open = true;
    if (is_known) result.number = static_cast<std::int64_t>(number.low);
  }

  // Asks the condition of a grant of every level.
  void read_where(const Step& step, SettlementStep& result) {
    if (reads_more_than_level(step.where)) {
      result.is_where_left_open = true;
      return;
    }
    const std::size_t num_levels = program_.enumerations[program_.level_enumeration].values.size();
    Case one;
    one.others.resize(num_levels + 2);
    one.others[1].level.presence = Presence::Null;
    for (std::size_t i = 2; i < one.others.size(); ++i) {
      one.others[i].level.presence = Presence::Given;
      one.others[i].level.value.number = Fraction(static_cast<std::int64_t>(i) - 2);
    }
    ExpressionEvaluator evaluator(program_, one, readings_);
    for (std::size_t i = 0; i < one.others.size(); ++i)
      result.where.push_back(
          evaluator.evaluate(step.where, Place{std::nullopt, Element{ListKind::OtherGrants, i}}).value.truth);
  }

  bool reads_more_than_level(Index index) {
    const Node& node = program_.nodes[index];
    if (node.op == Op::ElementLevel || nodes_.traits(index).is_constant()) return false;
    if (node.num_args == 0 || node.op >= Op::Any) return true;
    for (std::size_t i = 0; i < node.num_args; ++i) {
      if (reads_more_than_level(program_.args[node.first_arg + i])) return true;
    }
    return false;
  }

  const Program& program_;
  const std::vector<Index>& readings_;
  NodeReader nodes_;
  Case nothing_;
  ExpressionEvaluator evaluator_;
};

bool can_change_alone(const SettlementStep& step) {
  if (step.is_left_open || step.step->kind == StepKind::Cap) return true;
  return step.step->kind == StepKind::Limit && step.number < 1;
}

SettlementKind make_kind(const Program& program, StepReader& reader, std::size_t kind) {
  SettlementKind result;
  result.awards.resize(program.awards.size());
  for (const Step& step : program.steps) {
    std::optional<SettlementStep> read = reader.read(step, kind);
    if (!read) continue;
    const StepBits bit = StepBits{1} << (result.steps.size() % 64);
    for (const Index award : step.awards) {
      AwardSteps& steps = result.awards[award];
      if (step.kind != StepKind::HighestWithOthers) steps.together |= bit;
      if (can_change_alone(*read)) steps.alone |= bit;
      if (read->reads_history()) steps.payments |= bit;
      if (read->reads_others()) steps.others |= bit;
    }
    result.steps.push_back(std::move(*read));
  }
  return result;
}

}  // namespace

bool SettlementStep::reads_history() const {
  if (step->scope == Scope::Claim || step->kind == StepKind::HighestWithOthers) return false;
  return step->kind != StepKind::Highest || mode != Mode::IgnoringPaid;
}

SettlementPlan make_settlement_plan(const Program& program, const std::vector<Index>& readings) {
  SettlementPlan result;
  StepReader reader(program, readings);
  for (std::size_t kind = 0; kind < program.num_kinds(); ++kind)
    result.kinds.push_back(make_kind(program, reader, kind));
  std::vector<Index> order(program.awards.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::sort(order.begin(), order.end(),
            [&](Index lhs, Index rhs) { return program.awards[lhs].name < program.awards[rhs].name; });
  result.award_ranks.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) result.award_ranks[order[i]] = static_cast<std::uint32_t>(i);
  return result;
}

}  // namespace polc::runtime
