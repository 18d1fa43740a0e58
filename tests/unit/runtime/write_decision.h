// Decisions made by hand on cases of the trial program, for the tests of writing.
#pragma once

#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/program/program.h"

namespace polc::runtime::testing {

/// A program, a case and what was decided on it.
struct Decided {
  Program program;
  Case one;
  Decision decision;
};

/// A grant that was topped up: 20万 due, 15万 paid before.
Decided topped_up();
/// A renewal denied because one of two facts fails, with an unknown fact that does not matter.
Decided denied();
/// Two claims, one open for want of facts, one without an award.
Decided open_case();

}  // namespace polc::runtime::testing
