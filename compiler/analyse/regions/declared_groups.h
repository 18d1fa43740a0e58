// Which awards some statement names together, so that how they combine is said. Used by the checks of stacking and by
// the stacking matrix.
#pragma once

#include <map>
#include <vector>

#include "compiler/analyse/regions/inspection.h"
#include "compiler/analyse/regions/pair_index.h"

namespace polc::analyse {

class DeclaredGroups {
 public:
  /// Takes the statements that answer P4104 for an applicant kind under the readings of `view`: `stack`, `highest`,
  /// `once` and `cap … refusing whole`.
  DeclaredGroups(PolicyView& view, Index kind);

  /// Returns the awards that some statement names together with `award`.
  const Bits& together_with(Index award);
  bool names_both(Index first, Index second) { return together_with(first).has(second); }

 private:
  void add(const std::vector<Index>& awards);

  std::size_t num_awards_;
  std::vector<Bits> groups_;
  std::vector<std::vector<std::size_t>> groups_of_;    // by award
  std::map<std::vector<std::size_t>, Bits> together_;  // by the groups an award is in
};

/// Returns whether a statement's `when` (readings and parameters) can hold.
bool is_in_force(PolicyView& view, Index when);

}  // namespace polc::analyse
