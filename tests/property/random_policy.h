// Random small policies: a few kinds of claims, awards with amounts of every form, guards, and statements over
// grants. Numbers are small so that ties, caps and windows meet often.
#pragma once

#include "tests/property/chance.h"
#include "tests/unit/runtime/explain_builder.h"

namespace polc::testing {

/// Returns a policy. Its statements stand in the order of settlement, and need not nest as P4108 asks: what is
/// reported must hold all the same.
ProgramBuilder random_policy(Chance& chance);

/// Sorts statements as a compiled program has them: by scope; choices, then other grants, then caps; smaller sets
/// of awards and shorter windows first.
void sort_steps(runtime::Program& program);

}  // namespace polc::testing
