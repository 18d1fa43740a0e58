#include "compiler/analyse/testing/candidate_cases.h"

#include <algorithm>

#include "compiler/analyse/testing/rule_uses.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse {

using runtime::Case;
using runtime::Guard;
using runtime::RuleKind;

namespace {

/// So many cases are enough to find one that does what it was made for.
constexpr std::size_t kMostCases = 8;
constexpr std::size_t kMostRegions = 64;

bool is_asked_of(const Entry& entry, const Program& program, Index rule) {
  const auto& guards = program.awards[entry.award].entitlements[entry.kind].guards;
  return std::any_of(guards.begin(), guards.end(), [&](const Guard& guard) { return guard.rule == rule; });
}

bool is_window(RuleKind kind) { return kind == RuleKind::Effective || kind == RuleKind::Apply; }

Regions both(const Regions& lhs, const Regions& rhs) {
  Regions result = intersect(lhs, rhs);
  if (result.size() > kMostRegions) result.resize(kMostRegions);
  return result;
}

}  // namespace

CandidateCases::CandidateCases(const compiler::Compiled& compiled)
    : view_(compiled, runtime::adopted_readings(compiled.program)), cases_(view_), satisfier_(view_, cases_) {}

// ---------------------------------------------------------------- regions

/// Where every guard of an award holds but those of one rule.
Regions CandidateCases::gate_but(const Entry& entry, Index rule) {
  Regions gate{Region{}};
  for (const Guard& guard : view_.program().awards[entry.award].entitlements[entry.kind].guards) {
    if (guard.rule != rule) gate = both(gate, view_.satisfied(guard));
  }
  return gate;
}

/// Where the guards of one rule fail and all others hold.
Regions CandidateCases::failing(const Entry& entry, Index rule) {
  Regions where = gate_but(entry, rule);
  for (const Guard& guard : view_.program().awards[entry.award].entitlements[entry.kind].guards) {
    if (guard.rule != rule) continue;
    const bool satisfies = wants_yes(view_.program().rules[rule].kind);
    where = both(where, view_.conditions().where(guard.node, !satisfies));
  }
  return where;
}

/// Where an award sets an amount, whatever its gate says: by `rule`, or by any when that is no amount of it.
Regions CandidateCases::amounts_of(const Entry& entry, Index rule) const {
  if (entry.tables.empty() || !entry.tables.front().is_root) return {Region{}};
  const runtime::Table& table = view_.program().tables[entry.tables.front().table];
  Regions any;
  for (std::size_t at = 0; at < table.cells.size(); ++at) {
    const Regions& cell = entry.tables.front().cells[at];
    if (table.cells[at].rule == rule) return cell;
    any.insert(any.end(), cell.begin(), cell.end());
  }
  if (table.otherwise != kNone) any.emplace_back();
  if (any.size() > kMostRegions) any.resize(kMostRegions);
  return any;
}

void CandidateCases::add_first(const Entry& entry, const Regions& regions, std::vector<Case>& found) {
  const Situation situation{entry.kind, {view_.program().awards[entry.award].claim_kind}};
  const Verdict verdict = satisfier_.ask_any(situation, regions);
  if (verdict.answer == Answer::Yes) found.push_back(cases_.make(situation, verdict.region));
}

// ---------------------------------------------------------------- cases

std::vector<Case> CandidateCases::paid_by(Index rule) {
  std::vector<Case> found;
  for (const Entry& entry : view_.entries()) {
    if (found.size() >= kMostCases) break;
    const bool is_condition =
        is_asked_of(entry, view_.program(), rule) || view_.program().awards[entry.award].kind_rule == rule;
    for (const Payment& payment : entry.payments) {
      if (payment.rule == rule) add_first(entry, payment.where, found);
      if (!is_condition || payment.is_nothing) continue;
      add_first(entry, payment.where, found);
      break;
    }
  }
  return found;
}

std::vector<Case> CandidateCases::denied_by(Index rule) {
  std::vector<Case> found;
  const Program& program = view_.program();
  for (const Entry& entry : view_.entries()) {
    if (found.size() >= kMostCases) break;
    if (program.awards[entry.award].kind_rule == rule) add_other_kinds(entry.award, found);
    if (is_asked_of(entry, program, rule))
      add_first(entry, both(failing(entry, rule), amounts_of(entry, kNone)), found);
    const bool pays = std::any_of(entry.payments.begin(), entry.payments.end(),
                                  [&](const Payment& payment) { return payment.rule == rule; });
    if (!pays) continue;
    const auto& guards = program.awards[entry.award].entitlements[entry.kind].guards;
    // A condition makes a better example than a day outside the window, and the award's own a better one than all
    // awards'.
    for (auto guard = guards.rbegin(); guard != guards.rend(); ++guard) {
      if (found.size() < kMostCases && !is_window(program.rules[guard->rule].kind))
        add_first(entry, both(failing(entry, guard->rule), amounts_of(entry, rule)), found);
    }
  }
  return found;
}

/// A claim of an award by the kinds of applicants that it is not for.
void CandidateCases::add_other_kinds(Index award, std::vector<Case>& found) {
  const Program& program = view_.program();
  for (Index kind = 0; kind < program.applicant_kinds.size(); ++kind) {
    if (program.awards[award].entitlements[kind].is_open) continue;
    found.push_back(cases_.make({kind, {program.awards[award].claim_kind}}, Region{}));
  }
}

std::optional<std::int64_t> CandidateCases::value_beside(const Bound& bound, AxisId axis, Side side) {
  const Axis& one = view_.axes()[axis];
  const std::int64_t at = view_.axes().floor_of(axis, bound.value);
  if (view_.axes().value_of(axis, at) != bound.value) return std::nullopt;
  if (side == Side::At) return at;
  // Numbers without neighbours: a whole one beside it, or the finest step where a bound is not whole.
  const bool is_whole = at % one.scale == 0;
  const std::int64_t step = is_whole ? one.scale : 1;
  return side == Side::Below ? at - step : at + step;
}

std::vector<Case> CandidateCases::beside(const Bound& bound, Side side) {
  std::vector<Case> found;
  const auto axis = view_.conditions().axis_of(bound.node);
  if (!axis) return found;
  const auto value = value_beside(bound, *axis, side);
  if (!value || !view_.axes()[*axis].domain.contains(*value)) return found;
  const Regions here = view_.axes().one_axis(*axis, ValueSet::between(*value, *value));
  for (const Entry& entry : view_.entries()) {
    if (found.size() >= kMostCases) break;
    const bool is_asked = is_asked_of(entry, view_.program(), bound.rule);
    const bool pays = std::any_of(entry.payments.begin(), entry.payments.end(),
                                  [&](const Payment& payment) { return payment.rule == bound.rule; });
    if (!is_asked && !pays) continue;
    add_first(entry, both(both(gate_but(entry, bound.rule), amounts_of(entry, kNone)), here), found);
    if (found.empty()) add_first(entry, both(gate_but(entry, bound.rule), here), found);
  }
  return found;
}

// ---------------------------------------------------------------- parts of conditions

/// Returns where each part of a yes/no node decides alone, on either side.
std::vector<Regions> CandidateCases::flips(Index node) {
  const runtime::Node& one = view_.program().nodes[node];
  const auto parts = arguments(view_.program(), node);
  if (one.op == runtime::Op::Not) return flips(parts[0]);
  std::vector<Regions> result;
  if (one.op != runtime::Op::And && one.op != runtime::Op::Or) {
    for (const bool truth : {true, false}) {
      // A list of labels holds by each of them.
      for (const Region& region : view_.conditions().where(node, truth)) {
        for (const Constraint& limit : region.constraints()) {
          const bool is_labels = !view_.axes()[limit.axis].is_numeric && !limit.values.is_single();
          if (!is_labels) continue;
          for (std::int64_t value = limit.values.first(); value <= limit.values.last(); ++value) {
            if (limit.values.contains(value))
              result.push_back(view_.axes().one_axis(limit.axis, ValueSet::between(value, value)));
          }
        }
      }
      result.push_back(view_.conditions().where(node, truth));
    }
    return result;
  }
  // Parts that definitions share have twice as many with every level.
  constexpr std::size_t kMostFlips = 1000;
  for (std::size_t at = 0; at < parts.size() && result.size() < kMostFlips; ++at) {
    Regions others{Region{}};
    for (std::size_t other = 0; other < parts.size(); ++other) {
      if (other != at) others = both(others, view_.conditions().where(parts[other], one.op == runtime::Op::And));
    }
    for (const Regions& flip : flips(parts[at])) result.push_back(both(others, flip));
  }
  return result;
}

void CandidateCases::add_flips(const Entry& entry, Index node, const Regions& around, std::vector<Case>& found) {
  if (node == kNone) return;
  for (const Regions& flip : flips(node)) add_first(entry, both(around, flip), found);
}

std::vector<Case> CandidateCases::deciding() {
  std::vector<Case> found;
  const Program& program = view_.program();
  for (const Entry& entry : view_.entries()) {
    const Regions amounts = amounts_of(entry, kNone);
    for (const Guard& guard : program.awards[entry.award].entitlements[entry.kind].guards) {
      if (!is_window(program.rules[guard.rule].kind))
        add_flips(entry, guard.node, both(gate_but(entry, guard.rule), amounts), found);
    }
    add_cell_flips(entry, found);
  }
  for (const auto& one : program.revocations) add_case_flips(one.when, found);
  for (const auto& one : program.discretions) add_case_flips(one.when, found);
  return found;
}

/// Each label of a cell for itself, and each part of its condition.
void CandidateCases::add_cell_flips(const Entry& entry, std::vector<Case>& found) {
  if (entry.tables.empty()) return;
  const runtime::Table& table = view_.program().tables[entry.tables.front().table];
  for (const runtime::TableCell& cell : table.cells) {
    const Region labels = view_.conditions().labels(table, cell);
    const Regions around = intersect(labels, entry.gate);
    add_flips(entry, cell.when, around, found);
    for (const Constraint& limit : labels.constraints()) {
      if (view_.axes()[limit.axis].is_numeric || limit.values.is_single()) continue;
      const Regions paying = both(around, view_.conditions().where(cell.when, true));
      for (std::int64_t value = limit.values.first(); value <= limit.values.last(); ++value) {
        if (limit.values.contains(value))
          add_first(entry, both(paying, view_.axes().one_axis(limit.axis, ValueSet::between(value, value))), found);
      }
    }
  }
}

/// `when`: by applicant kind. A claim that is paid shows whether it is revoked or referred.
void CandidateCases::add_case_flips(const std::vector<Index>& when, std::vector<Case>& found) {
  for (Index kind = 0; kind < when.size(); ++kind) {
    const auto entry = std::find_if(view_.entries().begin(), view_.entries().end(), [&](const Entry& one) {
      return one.kind == kind && !one.payments.empty() && !one.payments.front().is_nothing;
    });
    if (entry != view_.entries().end()) add_flips(*entry, when[kind], entry->payments.front().where, found);
  }
}

// ---------------------------------------------------------------- earlier payments

std::vector<Case> CandidateCases::with_payments() {
  std::vector<Case> found;
  for (const runtime::Step& step : view_.program().steps) {
    for (const Index award : step.awards) {
      if (step.kind == runtime::StepKind::HighestWithOthers) {
        add_other_grants(step, award, found);
      } else {
        add_payments(step, award, found);
      }
    }
  }
  return found;
}

/// A claim for each of the first amounts of an award.
std::vector<Case> CandidateCases::paying_cases(Index award) {
  constexpr std::size_t kMostAmounts = 2;
  std::vector<Case> found;
  for (const Entry& entry : view_.entries_of(award)) {
    std::size_t num_amounts = 0;
    for (const Payment& payment : entry.payments) {
      if (!payment.is_nothing && num_amounts++ < kMostAmounts) add_first(entry, payment.where, found);
    }
  }
  return found;
}

namespace {

/// Returns half of what a case comes to today, in whole minor units; nothing when that is nothing or open.
std::optional<runtime::Fraction> half_of_total(const Program& program, const Case& one,
                                               const std::vector<Index>& readings) {
  const runtime::Decision decision = runtime::evaluate(program, one, readings);
  if (!decision.total.is_exact() || decision.total.low->is_zero()) return std::nullopt;
  const auto half = runtime::divide(*decision.total.low, runtime::Fraction(2));
  return half ? runtime::round_to(*half, runtime::Fraction(1), runtime::Rounding::Down) : std::nullopt;
}

}  // namespace

/// Half of the amount was paid the year before, for the award or for the first one beside it.
void CandidateCases::add_payments(const runtime::Step& step, Index award, std::vector<Case>& found) {
  constexpr std::int32_t kDaysBefore = 365;
  const Program& program = view_.program();
  for (const Case& base : paying_cases(award)) {
    const auto half = half_of_total(program, base, view_.conditions().readings());
    const runtime::CaseDate& on = base.claims.front().on;
    if (!half || on.presence != runtime::Presence::Given) continue;
    for (const Index paid : {award, step.awards.front()}) {
      Case with = base;
      runtime::HistoryEntry entry;
      entry.award = paid;
      entry.on = {runtime::Presence::Given, runtime::Date{on.date.days - kDaysBefore}};
      entry.paid = {runtime::Presence::Given, *half};
      if (step.scope == runtime::Scope::Matter || step.scope == runtime::Scope::Claim)
        entry.claim = base.claims.front().id;
      entry.facts.resize(program.claim_kinds[program.awards[paid].claim_kind].facts.size());
      with.history.push_back(std::move(entry));
      found.push_back(std::move(with));
      if (award == step.awards.front()) break;
    }
  }
}

/// Half of the amount comes from another policy, of each level in turn.
void CandidateCases::add_other_grants(const runtime::Step& step, Index award, std::vector<Case>& found) {
  const Program& program = view_.program();
  const auto num_levels = program.enumerations[program.level_enumeration].values.size();
  for (const Case& base : paying_cases(award)) {
    const auto half = half_of_total(program, base, view_.conditions().readings());
    if (!half) continue;
    for (Index level = 0; level < (step.where == kNone ? 1 : num_levels); ++level) {
      Case with = base;
      runtime::OtherGrant grant;
      grant.policy = "另一政策";
      grant.level = {runtime::Presence::Given, {}};
      grant.level.value.type = runtime::FactType::Ranked;
      grant.level.value.number = runtime::Fraction(level);
      grant.level.value.codes = {level};
      grant.claim = base.claims.front().id;
      grant.entitled = {runtime::Presence::Given, *half};
      grant.paid = grant.entitled;
      with.others.push_back(std::move(grant));
      found.push_back(std::move(with));
    }
  }
}

}  // namespace polc::analyse
