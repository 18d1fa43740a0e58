// Guards and amounts of every award, for every applicant kind.
#pragma once

#include "base/diagnostic.h"
#include "compiler/lower/lowering.h"
#include "compiler/lower/rules.h"
#include "compiler/model/model.h"

namespace polc::lower {

/// Fills `entitlements` of every award of the program. Cost: each gate once for an applicant kind, and once
/// more for each award where its condition reads facts of the claim.
void lower_awards(model::Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out);

}  // namespace polc::lower
