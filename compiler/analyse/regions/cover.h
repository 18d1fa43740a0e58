// Whether regions cover a target, and where they do not: the parts left open, in the order of the axes.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/analyse/regions/axes.h"

namespace polc::analyse {

struct Uncovered {
  Regions parts;            // disjoint, the first holding the least uncovered point; at most as many as asked for
  bool is_complete = true;  // false: more parts may exist
  bool is_decided = true;   // false: the budget ran out before anything was found or excluded
};

/// Returns the parts of `target` that none of `covers` covers. Exact. Disjoint covers are first counted: when
/// their volumes add up to that of the target it is covered (linear). Otherwise one axis after another is cut at
/// the bounds in use, each set of covers still possible being looked at once for an axis.
Uncovered find_uncovered(const Axes& axes, const Region& target, const Regions& covers, std::size_t most_parts);

}  // namespace polc::analyse
