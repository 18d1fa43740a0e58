// Pairs of awards of which the same is to be said: a cap over forty awards is one thing to read, not 780.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/analyse/matrix.h"

namespace polc::doc {

struct PairGroup {
  analyse::Combination combination = analyse::Combination::Separate;
  std::string shared;               // as in the rows
  std::string statement;            // "" where nothing is said: then the first award with each of the others
  std::vector<std::string> awards;  // each once, in the order of the policy
};

struct GroupedPairs {
  std::vector<PairGroup> groups;
  std::vector<std::size_t> group_of;  // by row; `kNoGroup` for awards that are for different matters
  static constexpr std::size_t kNoGroup = static_cast<std::size_t>(-1);
};

/// Groups the rows of a stacking matrix: those with the same statement, and where none is, those with the same first
/// award. `order`: the awards of the policy. n log n in rows.
GroupedPairs group_pairs(const std::vector<analyse::MatrixRow>& rows, const std::vector<std::string>& order);

}  // namespace polc::doc
