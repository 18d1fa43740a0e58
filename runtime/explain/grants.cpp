#include "runtime/explain/grants.h"

#include <algorithm>
#include <limits>

#include "base/assert.h"
#include "runtime/explain/case_facts.h"
#include "runtime/explain/faults.h"
#include "runtime/explain/reasons.h"
#include "runtime/explain/relations.h"

namespace polc::runtime {
namespace {

Range nothing() { return Range::exactly(Fraction(0)); }

// Evaluates one award for one claim.
class GrantReader {
 public:
  GrantReader(ExpressionEvaluator& evaluator, std::size_t kind, std::vector<CaseError>& errors)
      : evaluator_(evaluator), program_(evaluator.program()), kind_(kind), errors_(errors) {}

  GrantState read(std::size_t claim, Index award) {
    GrantState state;
    state.claim = claim;
    state.award = award;
    const Award& found = program_.awards[award];
    const Entitlement& entitlement = found.entitlements[kind_];
    read_guards(entitlement, state);
    if (found.refers) {
      state.amount = {Fraction(0), std::nullopt};
      state.because.push_back(cite_amount(evaluator_, found.rule, kNone, place_of(state)));
    } else if (entitlement.amount != kNone) {
      read_amount(entitlement, state);
    } else {
      state.amount = nothing();
    }
    state.amount = guarded(state.amount, state.guard);
    state.entitled = state.amount;
    sort_reasons(state.because);
    return state;
  }

 private:
  static Place place_of(const GrantState& state) { return {state.claim, std::nullopt}; }

  void read_guards(const Entitlement& entitlement, GrantState& state) {
    const Award& award = program_.awards[state.award];
    if (award.kind_rule != kNone || !entitlement.is_open) add_kind_reason(award, entitlement.is_open, state);
    for (const Guard& guard : entitlement.guards) {
      Reason reason = cite_condition(evaluator_, guard.rule, guard.node, place_of(state));
      state.guard = state.guard & reason.holds;
      const Notes notes = evaluator_.evaluate(guard.node, place_of(state)).notes;
      if (reason.holds == Tri::Unknown) state.missing = merge(state.missing, notes.missing);
      if (notes.fault) report(*notes.fault, guard.rule, state);
      state.because.push_back(std::move(reason));
    }
  }

  void add_kind_reason(const Award& award, bool is_open, GrantState& state) {
    Reason reason =
        cite_condition(evaluator_, award.kind_rule == kNone ? award.rule : award.kind_rule, kNone, place_of(state));
    reason.kind = RuleKind::Kind;
    reason.holds = to_tri(is_open);
    if (!program_.applicant_kinds.empty()) {
      reason.facts.push_back({"applicant.kind", program_.applicant_kinds[kind_].name, reason.holds, {}});
    }
    state.guard = state.guard & reason.holds;
    state.because.push_back(std::move(reason));
  }

  void read_amount(const Entitlement& entitlement, GrantState& state) {
    const Award& award = program_.awards[state.award];
    const Index rule = entitlement.amount_rule == kNone ? award.rule : entitlement.amount_rule;
    const Outcome outcome = evaluator_.evaluate(entitlement.amount, place_of(state));
    cite(outcome, rule, entitlement.amount, state);
    const std::optional<Range> rounded = round_amount(outcome.value.range);
    state.amount = rounded.value_or(nothing());
    const bool is_open = !state.amount.is_exact() || outcome.notes.covered == Tri::Unknown;
    if (is_open) {
      state.missing = merge(state.missing, outcome.notes.missing);
      for (const Index node : outcome.notes.discretion) {
        state.discretion.push_back(decider(program_.nodes[node]));
        add_decided_fact(program_.nodes[node], state);
      }
    }
    // What a denied grant would have come to is nobody's error.
    if (state.guard != Tri::No && outcome.notes.fault) report(*outcome.notes.fault, rule, state);
    if (state.guard != Tri::No && !outcome.notes.fault && !rounded) report(Fault{}, rule, state);
    state.guard = state.guard & outcome.notes.covered;
  }

  void cite(const Outcome& outcome, Index rule, Index amount, GrantState& state) {
    const Notes& notes = outcome.notes;
    for (const CitedCell& cell : notes.cells) state.because.push_back(cite_cell(evaluator_, cell, place_of(state)));
    const bool has_failed_cell = std::any_of(notes.cells.begin(), notes.cells.end(),
                                             [](const CitedCell& cell) { return cell.holds == Tri::No; });
    if (notes.covered == Tri::No && !has_failed_cell) {
      state.because.push_back(cite_uncovered(evaluator_, rule, notes.uncovered_table, place_of(state)));
    } else if (notes.cells.empty() || program_.nodes[amount].op != Op::Cells) {
      // Cells of a definition that the amount reads are cited beside it, not in its place.
      state.because.push_back(cite_amount(evaluator_, rule, amount, place_of(state)));
    }
  }

  std::string decider(const Node& node) const {
    if (node.a != kNone) return program_.facts[node.a].name;
    return node.b == kNone ? std::string() : program_.rules[node.b].text;
  }

  // The amount a person sets is a fact that rules do not miss, but that settles the grant once it is known.
  void add_decided_fact(const Node& node, GrantState& state) {
    if (node.a == kNone) return;
    const bool is_claim_fact = program_.facts[node.a].owner == FactOwner::Claim;
    const FactHolder holder{is_claim_fact ? FactHolder::Kind::Claim : FactHolder::Kind::Applicant, state.claim};
    insert(state.depends_on, evaluator_.facts().path(node.a, holder));
  }

  void report(const Fault& fault, Index rule, const GrantState& state) {
    errors_.push_back(
        describe_fault(program_, fault, {rule, program_.awards[state.award].name, claim_pointer(state.claim)}));
  }

  ExpressionEvaluator& evaluator_;
  const Program& program_;
  std::size_t kind_;
  std::vector<CaseError>& errors_;
};

bool names(const std::vector<Index>& awards, Index award) {
  return std::find(awards.begin(), awards.end(), award) != awards.end();
}

void revoke(GrantState& grant, Tri is_revoked, Index rule) {
  if (is_revoked == Tri::No) return;
  const Range before = grant.amount;
  grant.amount = guarded(before, !is_revoked);
  grant.guard = grant.guard & !is_revoked;
  if (grant.amount != before)
    grant.adjusted.push_back({rule, "revoke", std::nullopt, before, grant.amount, std::nullopt});
}

// Adds the applicant's own payments under the awards of a revocation that holds, or the facts that keep it open.
void recover_payments(const Case& one, const Program& program, const Revocation& revocation, const Related& is_revoked,
                      Revoked& result) {
  if (is_revoked.holds == Tri::No) return;
  if (one.history_unknown) insert(result.causes, "history");
  for (std::size_t i = 0; i < one.history.size(); ++i) {
    const HistoryEntry& entry = one.history[i];
    const bool is_known = entry.paid.presence == Presence::Given;
    const bool is_nothing = is_known && entry.paid.minor_units.sign() <= 0;
    if (is_nothing || !names(revocation.awards, entry.award) || !is_own_payment(one, entry)) continue;
    if (!is_known) insert(result.causes, built_in_path(one, {FactHolder::Kind::History, i}, "paid"));
    result.causes = merge(result.causes, is_revoked.causes);
    if (is_revoked.holds != Tri::Yes) continue;
    const Range paid = is_known ? Range::exactly(entry.paid.minor_units) : Range{Fraction(0), std::nullopt};
    result.recover.push_back(
        {program.awards[entry.award].name, entry.on, paid, {}, program.rules[revocation.rule].text});
  }
}

}  // namespace

Range guarded(const Range& amount, Tri guard) {
  switch (guard) {
    case Tri::Yes: return amount;
    case Tri::Unknown: return hull(nothing(), amount);
    case Tri::No: return nothing();
  }
  return amount;
}

GrantOutcome outcome_of(bool refers, Tri guard, const Range& amount) {
  if (guard == Tri::No) return GrantOutcome::Denied;
  if (guard == Tri::Unknown) return GrantOutcome::Undetermined;
  if (refers) return GrantOutcome::Referred;
  return amount.is_exact() ? GrantOutcome::Granted : GrantOutcome::Undetermined;
}

std::optional<Range> round_amount(const Range& amount) {
  const Fraction most(std::numeric_limits<std::int64_t>::max());
  Range result{Fraction(0), std::nullopt};
  if (amount.low && amount.low->sign() > 0) result.low = round_to(*amount.low, Fraction(1), Rounding::HalfUp);
  if (amount.high)
    result.high = amount.high->sign() > 0 ? round_to(*amount.high, Fraction(1), Rounding::HalfUp) : Fraction(0);
  const bool is_lost = !result.low || (amount.high && !result.high);
  if (is_lost || *result.low > most || (result.high && *result.high > most)) return std::nullopt;
  return result;
}

std::vector<GrantState> evaluate_grants(ExpressionEvaluator& evaluator, std::size_t kind,
                                        std::vector<CaseError>& errors) {
  std::vector<GrantState> result;
  GrantReader reader(evaluator, kind, errors);
  const std::vector<Claim>& claims = evaluator.input().claims;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    POLC_ASSERT(claims[i].kind < evaluator.program().claim_kinds.size(), "a claim is of a declared kind");
    for (const Index award : evaluator.program().claim_kinds[claims[i].kind].awards)
      result.push_back(reader.read(i, award));
  }
  return result;
}

bool is_own_payment(const Case& one, const HistoryEntry& entry) {
  return entry.recipient.empty() || entry.recipient == one.applicant_id;
}

Revoked revoke_grants(ExpressionEvaluator& evaluator, std::size_t kind, std::vector<GrantState>& grants,
                      std::vector<CaseError>& errors) {
  Revoked result;
  const Program& program = evaluator.program();
  for (const Revocation& revocation : program.revocations) {
    const Index node = revocation.when[kind];
    if (node == kNone) continue;
    for (GrantState& grant : grants) {
      if (!names(revocation.awards, grant.award)) continue;
      const Place place{grant.claim, std::nullopt};
      const Outcome outcome = evaluator.evaluate(node, place);
      const Tri is_revoked = outcome.value.truth;
      if (is_revoked == Tri::Unknown) grant.missing = merge(grant.missing, outcome.notes.missing);
      grant.because.push_back(cite_condition(evaluator, revocation.rule, node, place));
      sort_reasons(grant.because);
      revoke(grant, is_revoked, revocation.rule);
    }
    const Outcome outcome = evaluator.evaluate(node, Place{});
    if (outcome.notes.fault) errors.push_back(describe_fault(program, *outcome.notes.fault, {revocation.rule, {}, {}}));
    recover_payments(evaluator.input(), program, revocation, {outcome.value.truth, outcome.notes.missing}, result);
  }
  return result;
}

}  // namespace polc::runtime
