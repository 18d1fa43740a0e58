// The answers of a drafter: `allow CODE "A", "B" because "…"` in front of a statement takes the findings it answers out
// of a run. Says which were taken out and why, and reports an answer that answers nothing or that answers an error.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

/// A policy whose `allow`s count. One with errors counts too: its warnings of P1 to P3 can be answered.
struct Answering {
  const compiler::Compiled* compiled = nullptr;
  bool is_analysed = false;  // its findings of P4 to P6 are among those given
};

/// A finding that an `allow` answers.
struct AllowedFinding {
  base::Diagnostic finding;
  std::string reason;
  base::Span allow;  // the statement that answers it
};

/// Takes the answered findings out of `findings` and returns them, in their order. `findings` holds all of a run, those
/// of names and types included. An `allow` with names answers the findings of its code that are about all of them,
/// wherever they stand in its policy; one without names those that stand in the statement after it (in its whole
/// article where that is a heading). An error is never answered. Reports P4614, P4615. Cost: findings times answers.
std::vector<AllowedFinding> apply_allows(std::span<const Answering> policies, const base::SourceStore& sources,
                                         base::Diagnostics& findings);

}  // namespace polc::analyse
