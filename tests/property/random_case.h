// Random cases of a policy: a whole one, one with gaps made from it, and whole ones that fill the gaps in other
// ways.
#pragma once

#include "runtime/cases/case.h"
#include "tests/property/chance.h"

namespace polc::testing {

/// Returns a case in which everything is given.
runtime::Case random_case(Chance& chance, const runtime::Program& program);

/// Returns the case with some facts, dates, amounts, the applicant's kind or whole lists made unknown.
runtime::Case with_gaps(Chance& chance, const runtime::Program& program, runtime::Case one);

/// Returns the case with every gap filled at random.
runtime::Case fill_gaps(Chance& chance, const runtime::Program& program, runtime::Case one);

/// Reorders the lists of a case.
void shuffle_case(Chance& chance, runtime::Case& one);

/// Reorders the awards of a policy, in the case too.
void shuffle_awards(Chance& chance, runtime::Program& program, runtime::Case& one);

}  // namespace polc::testing
