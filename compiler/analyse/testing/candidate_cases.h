// Cases a drafter would write a test of: one that a rule pays, one that it alone denies, one at a bound or beside it,
// one with an earlier payment. Made from the regions of a policy like the witnesses of `polc check`; whether a case
// does what it was made for is for the caller to see by evaluating it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/analyse/regions/policy_view.h"
#include "compiler/analyse/solver/satisfier.h"
#include "compiler/analyse/testing/bounds.h"
#include "compiler/analyse/witness/case_maker.h"
#include "compiler/pipeline.h"
#include "runtime/cases/case.h"

namespace polc::analyse {

enum class Side : std::uint8_t { Below, At, Above };

class CandidateCases {
 public:
  /// `compiled` must outlive this.
  explicit CandidateCases(const compiler::Compiled& compiled);

  /// Cases in which the amount of a rule is paid, or in which its condition is met by a claim that is paid. A few of
  /// many.
  std::vector<runtime::Case> paid_by(Index rule);

  /// Cases that fail a condition and no other; of an amount, cases that it would pay but for one condition.
  std::vector<runtime::Case> denied_by(Index rule);

  /// Cases at a bound or at the value next to it, all conditions but that of the bound met.
  std::vector<runtime::Case> beside(const Bound& bound, Side side);

  /// Cases on which each part of a condition alone decides, met and not met: of the awards' conditions and cells, of
  /// `revoke` and `discretion` (MC/DC: Chilenski and Miller 1994).
  std::vector<runtime::Case> deciding();

  /// Cases whose claim an earlier payment or another policy's grant counts for, under the statements that look at
  /// those.
  std::vector<runtime::Case> with_payments();

 private:
  Regions gate_but(const Entry& entry, Index rule);
  Regions failing(const Entry& entry, Index rule);
  std::vector<Regions> flips(Index node);
  void add_flips(const Entry& entry, Index node, const Regions& around, std::vector<runtime::Case>& found);
  void add_cell_flips(const Entry& entry, std::vector<runtime::Case>& found);
  void add_case_flips(const std::vector<Index>& when, std::vector<runtime::Case>& found);
  Regions amounts_of(const Entry& entry, Index rule) const;
  void add_first(const Entry& entry, const Regions& regions, std::vector<runtime::Case>& found);
  void add_other_kinds(Index award, std::vector<runtime::Case>& found);
  std::vector<runtime::Case> paying_cases(Index award);
  void add_payments(const runtime::Step& step, Index award, std::vector<runtime::Case>& found);
  void add_other_grants(const runtime::Step& step, Index award, std::vector<runtime::Case>& found);
  std::optional<std::int64_t> value_beside(const Bound& bound, AxisId axis, Side side);

  PolicyView view_;
  CaseMaker cases_;
  Satisfier satisfier_;
};

}  // namespace polc::analyse
