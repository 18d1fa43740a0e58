// Holds the expectations of a `test` statement against the decision that came out. Says for each that fails what was
// expected and what came, in both languages. Used by `polc test`; does not evaluate.
#pragma once

#include <vector>

#include "base/language.h"
#include "base/source.h"
#include "runtime/cases/policy_test.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// An expectation that was not met.
struct Unmet {
  base::Bilingual expected;
  base::Bilingual came;
  base::Span span;  // of the expectation
};

/// Returns the expectations of `test` that `decision` does not meet, in their order; none: the test passes. A
/// decision in error meets none, and a test without expectations passes.
std::vector<Unmet> judge(const Program& program, const PolicyTest& test, const Decision& decision);

}  // namespace polc::runtime
