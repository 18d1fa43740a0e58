// Whether the atoms of a region can hold together, and at which point. Regions without atoms are answered at once;
// the rest in the order: bounds, probing of corner points, the solver.
#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "compiler/analyse/regions/policy_view.h"
#include "compiler/analyse/solver/linear_solver.h"
#include "compiler/analyse/witness/case_maker.h"

namespace polc::analyse {

struct Verdict {
  Answer answer = Answer::Unknown;
  Region region;  // Yes: the part asked about with every fact that an atom reads fixed, without atoms
};

class Satisfier {
 public:
  /// Both must outlive this.
  Satisfier(PolicyView& view, CaseMaker& cases) : view_(view), cases_(cases) {}

  /// Returns whether a case in `region` exists. Atoms that look at lists are tried with empty lists only: Yes is
  /// certain, No is never said because of them.
  Verdict ask(const Situation& situation, const Region& region);

  /// Returns the verdict on the first region that is Yes; else Unknown if one is, else No.
  Verdict ask_any(const Situation& situation, const Regions& regions);

 private:
  bool is_refuted(const Situation& situation, const Region& region);
  bool is_linear_refuted(const Region& region, const LinearAtom& atom, bool truth) const;
  std::vector<AxisId> axes_read(const Region& region) const;
  using Nodes = std::set<std::pair<Index, bool>>;  // with whether of the second claim
  void collect_axes(Index node, bool is_of_second_claim, Nodes& seen, std::set<AxisId>& found) const;
  std::optional<Region> probe(const Situation& situation, const Region& region, const std::vector<AxisId>& axes);
  std::vector<std::int64_t> candidates(const Situation& situation, const Region& region, AxisId axis);
  bool holds_at(const Situation& situation, const Region& region, const Region& point);
  Formula formula_of(const Region& region);
  Formula formula_of(Index node);
  Verdict ask_solver(const Situation& situation, const Region& region, const std::vector<AxisId>& axes);
  Region without_atoms(const Region& region) const;

  // Conditions that others share are written out at each place, which could double with every level.
  static constexpr std::size_t kMostParts = 10'000;

  PolicyView& view_;
  CaseMaker& cases_;
  std::size_t num_parts_ = 0;  // of the formula being made, from nodes
};

}  // namespace polc::analyse
