// The decision for one kind of applicant, before it is put into the form of a result; and how the decisions of
// several kinds become one when a case does not say which kind applies.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "runtime/explain/grants.h"
#include "runtime/explain/relations.h"

namespace polc::runtime {

struct KindDecision {
  std::vector<GrantState> grants;  // settled; claim by claim, awards in document order
  Range total;                     // minor units
  std::vector<Recovery> recover;
  std::vector<Related> discretions;             // parallel to Program::discretions: whether each applies
  std::vector<Related> obligations;             // parallel to Program::obligations
  std::vector<std::vector<Related>> schedules;  // by Program::schedules, then by grant
  Paths recover_causes;                         // unknown facts that decide whether, or how much, is recovered
  std::set<std::string> judged;
  std::set<std::string> presumed;
  std::vector<CaseError> errors;
};

/// Returns the decision for one kind of applicant. `readings`: a code for each reading; `kind`: below
/// Program::num_kinds().
KindDecision decide_for_kind(const Program& program, const Case& one, const std::vector<Index>& readings,
                             std::size_t kind);

/// Returns what holds whichever of two kinds applies. Both of the same case.
KindDecision hull(const KindDecision& lhs, const KindDecision& rhs);

/// Returns the decision for the kind the case gives, or what holds for every kind where it gives none.
KindDecision decide_for_any_kind(const Program& program, const Case& one, const std::vector<Index>& readings);

/// Returns whether every grant is surely denied; true without grants.
bool is_every_grant_denied(const KindDecision& decision);

}  // namespace polc::runtime
