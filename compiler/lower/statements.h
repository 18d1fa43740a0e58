// The statements that put awards together and those that are no amounts.
#pragma once

#include "base/diagnostic.h"
#include "compiler/lower/lowering.h"
#include "compiler/lower/rules.h"
#include "compiler/model/model.h"

namespace polc::lower {

/// Fills `steps` in the order of settlement (docs/language/semantics.md 4). Reports P2001, P3001 and what
/// expressions report.
void lower_groups(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out);

/// Reports P4108: groups that share an award and do not nest, and `highest` statements whose modes are not
/// exactly one under every reading. Call after `lower_groups`. Quadratic in steps, times the combinations of the
/// readings they test (at most 4,096).
void check_groups(const Model& model, base::Diagnostics& out);

/// Fills `revocations`, `obligations`, `schedules`, `discretions`.
void lower_other_statements(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out);

/// Lowers definitions that nothing used, so that their mistakes are found too.
void check_definitions(Model& model, Lowering& lowering, base::Diagnostics& out);

}  // namespace polc::lower
