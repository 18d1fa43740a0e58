// Random cases that the readers of cases would give for any program at all, also one that no compiler made: every value
// is one its fact may have, every list has the length its kind asks for.
#pragma once

#include "runtime/cases/case.h"
#include "runtime/program/program.h"
#include "tests/property/chance.h"

namespace polc::testing {

/// Returns a case with claims, payments and other grants, some of it unknown.
runtime::Case sound_case(Chance& chance, const runtime::Program& program);

}  // namespace polc::testing
