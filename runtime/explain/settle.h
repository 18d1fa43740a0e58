// Settlement: what the grants of one case come to together, with past payments and other policies' grants.
// Statements are applied in the order of the program; three runs give the ranges of the items and the two ends of
// the total. The formulas are in docs/language/semantics-notes.md.
#pragma once

#include <vector>

#include "runtime/explain/grants.h"

namespace polc::runtime {

struct Settlement {
  Range total;                    // minor units
  std::vector<Recovery> recover;  // of statements that replace what was paid
  Paths recover_causes;           // unknown facts that decide whether, or how much, is recovered
};

/// Settles `grants`: sets their amounts, adds what changed them to `adjusted`, to `missing` the unknown facts behind
/// a change that is not certain, and to `depends_on` those behind every amount that is still open. `kind`: of the
/// applicant. Adds E1009 to `errors`.
Settlement settle(ExpressionEvaluator& evaluator, std::size_t kind, std::vector<GrantState>& grants,
                  std::vector<CaseError>& errors);

}  // namespace polc::runtime
