#include "runtime/explain/kind_decision.h"

#include <algorithm>

#include "base/assert.h"
#include "runtime/explain/settle.h"

namespace polc::runtime {
namespace {

Related statement_holds(ExpressionEvaluator& evaluator, bool is_for_kind, Index when, const Place& place) {
  if (!is_for_kind) return {Tri::No, {}};
  if (when == kNone) return {};
  const Outcome outcome = evaluator.evaluate(when, place);
  return {outcome.value.truth, outcome.notes.missing};
}

Index condition_for(const std::vector<Index>& when, std::size_t kind) { return when.empty() ? kNone : when[kind]; }

void read_statements(ExpressionEvaluator& evaluator, std::size_t kind, KindDecision& decision) {
  const Program& program = evaluator.program();
  for (const Discretion& discretion : program.discretions) {
    decision.discretions.push_back(
        statement_holds(evaluator, discretion.for_kind[kind], condition_for(discretion.when, kind), Place{}));
  }
  for (const Obligation& obligation : program.obligations) {
    decision.obligations.push_back(
        statement_holds(evaluator, obligation.for_kind[kind], condition_for(obligation.when, kind), Place{}));
  }
  for (const Schedule& schedule : program.schedules) {
    std::vector<Related> by_grant;
    for (const GrantState& grant : decision.grants) {
      const bool is_named =
          std::find(schedule.awards.begin(), schedule.awards.end(), grant.award) != schedule.awards.end();
      by_grant.push_back(
          statement_holds(evaluator, is_named, condition_for(schedule.when, kind), Place{grant.claim, std::nullopt}));
    }
    decision.schedules.push_back(std::move(by_grant));
  }
}

// An unknown list of claims may hold any further claim, which may pay anything or take the place of another.
void allow_for_unknown_claims(const Program& program, KindDecision& decision) {
  if (program.awards.empty()) return;
  for (GrantState& grant : decision.grants) {
    grant.amount.low = Fraction(0);
    insert(grant.missing, "claims");
    insert(grant.depends_on, "claims");
  }
  decision.total = {Fraction(0), std::nullopt};
}

Tri agree(Tri lhs, Tri rhs) { return lhs == rhs ? lhs : Tri::Unknown; }

Reason* find_same(std::vector<Reason>& reasons, const Reason& asked) {
  for (Reason& reason : reasons) {
    if (reason.rule == asked.rule && reason.kind == asked.kind && reason.text == asked.text) return &reason;
  }
  return nullptr;
}

void join_facts(std::vector<ReadFact>& facts, const std::vector<ReadFact>& more) {
  for (const ReadFact& fact : more) {
    const auto known =
        std::find_if(facts.begin(), facts.end(), [&](const ReadFact& other) { return other.path == fact.path; });
    if (known == facts.end()) {
      facts.push_back(fact);
      continue;
    }
    known->holds = agree(known->holds, fact.holds);
    if (known->value != fact.value) known->value.clear();
  }
}

void join_reasons(std::vector<Reason>& reasons, const std::vector<Reason>& more) {
  for (const Reason& reason : more) {
    Reason* known = find_same(reasons, reason);
    if (known == nullptr) {
      reasons.push_back(reason);
      continue;
    }
    known->holds = agree(known->holds, reason.holds);
    join_facts(known->facts, reason.facts);
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& lhs, const Reason& rhs) { return lhs.rule < rhs.rule; });
}

void join_adjustments(std::vector<Adjustment>& adjustments, const std::vector<Adjustment>& more) {
  for (const Adjustment& adjustment : more) {
    const auto known = std::find_if(adjustments.begin(), adjustments.end(), [&](const Adjustment& other) {
      return other.rule == adjustment.rule && other.kind == adjustment.kind;
    });
    if (known == adjustments.end()) {
      adjustments.push_back(adjustment);
      continue;
    }
    known->from = hull(known->from, adjustment.from);
    known->to = hull(known->to, adjustment.to);
    if (known->paid && adjustment.paid) known->paid = hull(*known->paid, *adjustment.paid);
    if (!known->paid) known->paid = adjustment.paid;
  }
}

GrantState join(const GrantState& lhs, const GrantState& rhs) {
  GrantState result = lhs;
  result.guard = agree(lhs.guard, rhs.guard);
  result.entitled = hull(lhs.entitled, rhs.entitled);
  result.amount = hull(lhs.amount, rhs.amount);
  join_reasons(result.because, rhs.because);
  join_adjustments(result.adjusted, rhs.adjusted);
  result.missing = merge(lhs.missing, rhs.missing);
  insert(result.missing, "applicant.kind");
  result.depends_on = merge(lhs.depends_on, rhs.depends_on);
  insert(result.depends_on, "applicant.kind");
  for (const std::string& decider : rhs.discretion) {
    if (std::find(result.discretion.begin(), result.discretion.end(), decider) == result.discretion.end())
      result.discretion.push_back(decider);
  }
  return result;
}

Related join(const Related& lhs, const Related& rhs) {
  Related result{agree(lhs.holds, rhs.holds), merge(lhs.causes, rhs.causes)};
  if (lhs.holds != rhs.holds) insert(result.causes, "applicant.kind");
  return result;
}

bool is_same(const Recovery& lhs, const Recovery& rhs) {
  return lhs.award == rhs.award && lhs.policy == rhs.policy && lhs.on.presence == rhs.on.presence &&
         lhs.on.date == rhs.on.date && lhs.paid == rhs.paid && lhs.because == rhs.because;
}

// Only what is recovered whichever kind applies.
void join_recoveries(KindDecision& result, const KindDecision& other) {
  result.recover_causes = merge(result.recover_causes, other.recover_causes);
  const std::size_t num_before = result.recover.size();
  std::erase_if(result.recover, [&](const Recovery& recovery) {
    return std::none_of(other.recover.begin(), other.recover.end(),
                        [&](const Recovery& one) { return is_same(recovery, one); });
  });
  const bool is_alike = result.recover.size() == num_before && num_before == other.recover.size();
  if (!is_alike) insert(result.recover_causes, "applicant.kind");
}

}  // namespace

KindDecision decide_for_kind(const Program& program, const Case& one, const std::vector<Index>& readings,
                             std::size_t kind) {
  ExpressionEvaluator evaluator(program, one, readings);
  KindDecision result;
  result.grants = evaluate_grants(evaluator, kind, result.errors);
  Revoked revoked = revoke_grants(evaluator, kind, result.grants, result.errors);
  result.recover = std::move(revoked.recover);
  Settlement settlement = settle(evaluator, kind, result.grants, result.errors);
  result.total = settlement.total;
  result.recover.insert(result.recover.end(), settlement.recover.begin(), settlement.recover.end());
  result.recover_causes = merge(revoked.causes, settlement.recover_causes);
  if (one.claims_unknown) allow_for_unknown_claims(program, result);
  read_statements(evaluator, kind, result);
  result.judged = evaluator.facts().judged();
  result.presumed = evaluator.facts().presumed();
  return result;
}

KindDecision hull(const KindDecision& lhs, const KindDecision& rhs) {
  POLC_ASSERT(lhs.grants.size() == rhs.grants.size(), "a case has the same grants for every kind of applicant");
  KindDecision result = lhs;
  for (std::size_t i = 0; i < result.grants.size(); ++i) result.grants[i] = join(lhs.grants[i], rhs.grants[i]);
  result.total = hull(lhs.total, rhs.total);
  join_recoveries(result, rhs);
  for (std::size_t i = 0; i < result.discretions.size(); ++i)
    result.discretions[i] = join(lhs.discretions[i], rhs.discretions[i]);
  for (std::size_t i = 0; i < result.obligations.size(); ++i)
    result.obligations[i] = join(lhs.obligations[i], rhs.obligations[i]);
  for (std::size_t i = 0; i < result.schedules.size(); ++i) {
    for (std::size_t j = 0; j < result.grants.size(); ++j)
      result.schedules[i][j] = join(lhs.schedules[i][j], rhs.schedules[i][j]);
  }
  result.judged.insert(rhs.judged.begin(), rhs.judged.end());
  result.presumed.insert(rhs.presumed.begin(), rhs.presumed.end());
  result.errors.insert(result.errors.end(), rhs.errors.begin(), rhs.errors.end());
  return result;
}

KindDecision decide_for_any_kind(const Program& program, const Case& one, const std::vector<Index>& readings) {
  if (one.applicant_kind != kNone || program.applicant_kinds.empty()) {
    return decide_for_kind(program, one, readings, one.applicant_kind == kNone ? 0 : one.applicant_kind);
  }
  KindDecision result = decide_for_kind(program, one, readings, 0);
  for (std::size_t kind = 1; kind < program.num_kinds(); ++kind)
    result = hull(result, decide_for_kind(program, one, readings, kind));
  return result;
}

bool is_every_grant_denied(const KindDecision& decision) {
  return std::all_of(decision.grants.begin(), decision.grants.end(),
                     [](const GrantState& grant) { return grant.guard == Tri::No; });
}

}  // namespace polc::runtime
