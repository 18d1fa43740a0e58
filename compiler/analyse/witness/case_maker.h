// Makes the example that shows a finding: a complete case whose facts lie in a region, near a sample of the
// policy, with natural values and the same on every run. Facts that no award of its claims reads are left out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/analyse/regions/policy_view.h"
#include "compiler/analyse/witness/sample_values.h"
#include "runtime/cases/case.h"

namespace polc::analyse {

/// Who asks for what: one applicant, and one or two claims. Axes of the second claim are those of
/// `Axes::second_claim`.
struct Situation {
  Index applicant_kind = 0;
  std::vector<Index> claim_kinds;

  friend auto operator<=>(const Situation&, const Situation&) = default;
};

class CaseMaker {
 public:
  /// `view` must outlive this.
  explicit CaseMaker(PolicyView& view) : view_(view), samples_(view.compiled(), view.axes()) {}

  /// Returns a case in `region`, which constrains no atom. What the region leaves open is taken so that nothing
  /// is revoked and nothing referred for discretion, where that can be.
  runtime::Case make(const Situation& situation, const Region& region);

  /// Returns the value that `make` takes for an axis.
  std::int64_t choose(const Situation& situation, const Region& region, AxisId axis);

  /// Returns a case of which only the facts that `region` fixes are known, and nothing is known of lists.
  runtime::Case outline(const Situation& situation, const Region& region);

 private:
  struct Needs {
    std::set<Index> slots;  // facts that the situation reads
    bool reads_applied = false;
  };
  const Needs& needs(const Situation& situation);
  void collect_needs(Index node, Needs& needs, std::vector<bool>& seen) const;
  Region calm(const Situation& situation, const Region& region);
  bool narrow(Region& region, const Regions& wanted) const;
  runtime::FactValue fact_value(const Situation& situation, const Region& region, Index slot, bool is_needed);
  runtime::FactValue member_values(const Region& region, Index slot);
  void add_claim(const Situation& situation, const Region& region, std::size_t claim, runtime::Case& made);
  std::optional<std::int64_t> first_day() const;

  PolicyView& view_;
  SampleValues samples_;
  std::map<Situation, Needs> needs_;
};

}  // namespace polc::analyse
