// The least and the largest that awards pay anywhere. Used by the checks of caps.
#pragma once

#include <optional>
#include <vector>

#include "compiler/analyse/regions/inspection.h"

namespace polc::analyse {

struct LeastAmount {
  Fraction amount;  // minor units, above zero
  Region point;     // a case that gets it
};

/// Returns the least amount above zero that an award pays, when every amount of it is fixed by the text.
std::optional<LeastAmount> least_amount(Inspection& inspection, const Entry& entry);

/// Returns the most that awards for one claim can pay together; nothing when some amount has no bound, or when more
/// than 100,000 combinations of their amounts would have to be tried.
std::optional<Fraction> largest_sum(Inspection& inspection, const std::vector<const Entry*>& entries);

}  // namespace polc::analyse
