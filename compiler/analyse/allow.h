// The answers of a drafter: `allow CODE "A", "B" because "…"` in front of a statement takes the findings it answers out
// of a run. Says which were taken out and why, and reports an answer that answers nothing.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"

namespace polc::analyse {

/// Takes the answered findings out of `findings` and returns them, in their order. An `allow` with names answers the
/// findings of its code that are about all of them, wherever they stand in its policy; one without names those that
/// stand in the statement after it (in its whole article where that is a heading). Errors of P1–P3 are never answered.
/// Reports P4614, but not for codes of P1–P3 when `findings` holds none of their findings, which may be kept elsewhere,
/// and not for P4109 when there is one policy: it takes two to show it.
std::vector<AllowedFinding> apply_allows(const std::vector<Subject>& subjects, const base::SourceStore& sources,
                                         base::Diagnostics& findings);

}  // namespace polc::analyse
