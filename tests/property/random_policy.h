// Random small policies: a few kinds of claims, awards with amounts of every form, guards, and statements over
// grants. Numbers are small so that ties, caps and windows meet often.
#pragma once

#include "tests/property/chance.h"
#include "tests/unit/runtime/explain_builder.h"

namespace polc::testing {

/// What a random policy is made of. Settlement: facts and expressions that give ranges of every form, few types.
/// Whole: also dates and their operators, sets, texts, decimals, readings, numbers that meet numbers.
enum class Extent { Settlement, Whole };

/// Returns a policy. Its statements stand in the order of settlement, and need not nest as P4108 asks: what is
/// reported must hold all the same.
ProgramBuilder random_policy(Chance& chance, Extent extent = Extent::Settlement);

/// Sorts statements as a compiled program has them: by scope; choices, then other grants, then caps; smaller sets
/// of awards and shorter windows first.
void sort_steps(runtime::Program& program);

}  // namespace polc::testing
