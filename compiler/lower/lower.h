// Lowers a policy model to the rest of its program: guards, amounts, settlement steps, everything that is
// not an amount, and the tests. The one header of this phase.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "compiler/model/model.h"
#include "runtime/cases/policy_test.h"

namespace polc::lower {

/// Completes `model.program`. Reports P2 and P3 findings of expressions, cells, lists of awards and the codes
/// P4108, P4310, P4413, P4509. A statement with an error is left out of the program.
/// Cost: each expression once for each applicant kind and claim kind it meets.
void lower(model::Model& model, base::Diagnostics& out);

/// Returns the `sample` statements. Call after `lower`. Reports P2001, P3001, P4310.
std::vector<runtime::PolicySample> lower_samples(const model::Model& model, base::Diagnostics& out);

/// Returns the `test` statements as cases with what they expect. Call after `lower`. Reports P2001, P2004,
/// P2005, P3001, P3014, P4310.
std::vector<runtime::PolicyTest> lower_tests(const model::Model& model, base::Diagnostics& out);

}  // namespace polc::lower
