// How much of a policy the algebra of regions answers by itself: what `polc check --timings` prints of its conditions.
#pragma once

#include <cstddef>

namespace polc::analyse {

/// How many conditions there are of a sort, and how many of them are at most one region, without anything that ties
/// facts together.
struct RegionShare {
  std::size_t num_all = 0;
  std::size_t num_single = 0;
};

}  // namespace polc::analyse
