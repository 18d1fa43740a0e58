// What the batch evaluator answers for a table of cases: grants by claim, totals by case, amounts in minor units. The
// explaining evaluator gives the same numbers with every reason.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// The upper end of an amount without bound.
inline constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

/// The whole decision on a case that columns cannot tell: errors, what is missing, who decides.
struct CaseDetail {
  std::uint32_t row = 0;  // of the case
  Decision decision;
};

struct GrantTable {
  // By grant: the claims in the order of the case table, for each its awards by name. A case set aside or in error has
  // no grants here; its decision is among `details`.
  std::vector<std::uint32_t> claim;  // row of the claim in the case table
  std::vector<Index> award;
  std::vector<GrantOutcome> outcome;
  std::vector<std::int64_t> entitled_min, entitled_max;
  std::vector<std::int64_t> amount_min, amount_max;

  // By case.
  std::uint32_t first_case = 0;            // row in the case table of the first case here
  std::vector<std::uint32_t> first_grant;  // and one past the last
  std::vector<CaseOutcome> case_outcome;
  std::vector<std::int64_t> total_min, total_max;  // 0 for a case in error

  std::vector<CaseDetail> details;  // ascending by row
  std::size_t num_explained = 0;    // cases that the explaining evaluator answered, details not counted

  std::size_t num_grants() const { return claim.size(); }
  std::size_t num_cases() const { return case_outcome.size(); }
};

}  // namespace polc::runtime
