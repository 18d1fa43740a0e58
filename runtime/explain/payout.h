// What follows from settled amounts: duties that come with the money, and the parts it is paid in.
#pragma once

#include <vector>

#include "runtime/explain/kind_decision.h"

namespace polc::runtime {

/// Returns the duties of a case, in document order; none where nothing can be paid. Shares are rounded half up.
std::vector<ObligationDue> obligations_due(const Program& program, const KindDecision& decision);

/// Returns the parts of every grant that a schedule divides. Parts are rounded half up, the last takes the rest.
std::vector<ScheduledPart> scheduled_parts(const Program& program, const Case& one, const KindDecision& decision);

}  // namespace polc::runtime
