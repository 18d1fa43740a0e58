#include "compiler/analyse/testing/rule_uses.h"

#include <algorithm>

namespace polc::analyse {

using runtime::Grant;
using runtime::GrantOutcome;
using runtime::Reason;
using runtime::RuleKind;
using runtime::Tri;

bool sets_amount(RuleKind kind) {
  return kind == RuleKind::Cell || kind == RuleKind::Award || kind == RuleKind::Amount;
}

void RuleUses::add(const runtime::Decision& decision) {
  for (const runtime::ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) {
      const auto num_failing = std::count_if(grant.because.begin(), grant.because.end(),
                                             [](const Reason& reason) { return reason.holds == Tri::No; });
      for (const Reason& reason : grant.because) {
        if (reason.rule == runtime::kNone) continue;
        RuleUse& use = uses_[reason.rule];
        if (grant.outcome != GrantOutcome::Denied) {
          use.pays = use.pays || reason.holds == Tri::Yes;
        } else if (sets_amount(reason.kind)) {
          use.denies = use.denies || reason.holds == Tri::Yes;
        } else {
          use.denies = use.denies || (reason.holds == Tri::No && num_failing == 1);
        }
      }
    }
  }
}

}  // namespace polc::analyse
