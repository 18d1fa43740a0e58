// What would have to be different for a grant that pays nothing to pay: the nearest change of the case, found by
// evaluating it again with one failing fact changed, or with several where one is not enough. Nothing is concluded from
// the rules themselves, so what is said is what the evaluator gives. Used by the letter.
#pragma once

#include <cstddef>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/case_path.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// One fact with another value. Dates of claims and of the application are numbers of days in `value`.
struct FactChange {
  CasePath path;
  Constant value;
  std::string judge;  // who judges the fact; "" when nobody does
};

/// The change that would make one grant pay.
struct NearestChange {
  std::size_t claim = 0;            // index into Decision::claims
  std::size_t grant = 0;            // index into its grants
  std::vector<FactChange> changes;  // all of them together
  GrantOutcome outcome = GrantOutcome::Granted;
  Range amount;  // of the grant, after the change
  Range total;   // of the case
};

/// Returns the nearest change of each grant of `decision` that is denied, or for which the policy sets an amount of 0,
/// and that has one, in the order of the grants. Facts that an applicant can put right come before those a person
/// judges, labels, numbers and dates. `decision`: of `one` under `readings`. Evaluates `one` at most 300 times.
std::vector<NearestChange> find_nearest_changes(const Program& program, const Case& one,
                                                const std::vector<Index>& readings, const Decision& decision);

/// Returns how hard it is to put the fact right: 0 a yes/no fact, more for judged ones, numbers, labels and dates.
std::size_t effort_of(const Program& program, const CasePath& path);

/// True for the rules that set an amount.
constexpr bool is_amount_rule(RuleKind kind) {
  return kind == RuleKind::Cell || kind == RuleKind::Award || kind == RuleKind::Amount;
}

/// Returns the facts that make `reason` fail: those whose condition does not hold, for an exclusion those whose does.
std::vector<ReadFact> failing_facts(const Reason& reason);

}  // namespace polc::runtime
