// One grant for each claim and each award of its kind: the guard, the amount, the reasons, for one kind of
// applicant. Then revocation. What grants do to one another comes later, in settlement.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/explain/decision.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {

/// A grant on its way to a decision.
struct GrantState {
  std::size_t claim = 0;        // of the case
  Index award = kNone;          // of the program
  Tri guard = Tri::Yes;         // every rule satisfied, an amount set, not revoked
  Range entitled;               // minor units, before revocation and settlement; never below zero
  Range amount;                 // minor units, as settled so far; never below zero
  std::vector<Reason> because;  // in document order
  std::vector<Adjustment> adjusted;
  Paths missing;  // what the guard and the amount lack, if the grant stays undetermined
  // Every unknown fact the amount can still hang on: `missing`, what a person decides, and all that settlement looks
  // at, also where it changes nothing yet. Empty once the amount is one.
  Paths depends_on;
  std::vector<std::string> discretion;
};

/// Returns the grants of all claims, claim by claim, awards in document order. `kind`: of the applicant.
/// Adds P4101, E1009 and E1010 to `errors`.
std::vector<GrantState> evaluate_grants(ExpressionEvaluator& evaluator, std::size_t kind,
                                        std::vector<CaseError>& errors);

/// What revocation takes back, and the unknown facts that decide whether, or how much.
struct Revoked {
  std::vector<Recovery> recover;
  Paths causes;
};

/// Applies `revoke` to the grants and returns what is to be recovered. Adds E1009 to `errors`.
Revoked revoke_grants(ExpressionEvaluator& evaluator, std::size_t kind, std::vector<GrantState>& grants,
                      std::vector<CaseError>& errors);

/// Returns whether a past payment went to the applicant, not to an affiliate.
bool is_own_payment(const Case& one, const HistoryEntry& entry);

/// Returns what an amount may come to under a guard: all of it, 0 to all of it, or nothing.
Range guarded(const Range& amount, Tri guard);

/// Returns the outcome of a grant of this guard and amount. `refers`: of the award.
GrantOutcome outcome_of(bool refers, Tri guard, const Range& amount);

/// Returns the amount in whole minor units, half up, never below zero; nothing where it exceeds 64 bits.
std::optional<Range> round_amount(const Range& amount);

}  // namespace polc::runtime
