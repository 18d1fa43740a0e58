// Cases of a block that the explaining evaluator answers: those set aside, those the plan leaves open, and those of
// which more than numbers is asked.
#include <algorithm>

#include "base/assert.h"
#include "runtime/batch/block_evaluator.h"
#include "runtime/explain/evaluate.h"

namespace polc::runtime {
namespace {

std::int64_t low_of(const Range& range) { return range.low ? static_cast<std::int64_t>(range.low->numerator()) : 0; }

std::int64_t high_of(const Range& range) {
  return range.high ? static_cast<std::int64_t>(range.high->numerator()) : kUnbounded;
}

bool is_told(GrantOutcome outcome, Details details) {
  if (outcome == GrantOutcome::Undetermined) return details != Details::Errors;
  return outcome == GrantOutcome::Referred && details == Details::Open;
}

bool is_told(CaseOutcome outcome, Details details) {
  return outcome != CaseOutcome::Determined && details == Details::Open;
}

}  // namespace

// Cases apart from the table, and those the plan leaves open.
void BlockEvaluator::explain_cases(const Block& block) {
  const std::uint32_t end = block.first_case + block.num_cases;
  const auto is_before = [](const auto& apart, std::uint32_t row) { return apart.row < row; };
  const std::vector<CaseAside>& aside = run_.table.aside;
  for (auto one = std::lower_bound(aside.begin(), aside.end(), block.first_case, is_before);
       one != aside.end() && one->row < end; ++one)
    write_decision(one->row - block.first_case, one->row, runtime::evaluate(run_.program, one->one, run_.readings),
                   true);
  const std::vector<BadCase>& bad = run_.table.bad;
  for (auto one = std::lower_bound(bad.begin(), bad.end(), block.first_case, is_before);
       one != bad.end() && one->row < end; ++one) {
    Decision decision;
    decision.case_id = run_.table.case_ids[one->row];
    decision.outcome = CaseOutcome::Error;
    decision.errors = one->errors;
    write_decision(one->row - block.first_case, one->row, decision, true);
  }
  for (const std::uint32_t at : left_open_) {
    const std::uint32_t row = block.first_case + at;
    ++result_->num_explained;
    write_decision(at, row, runtime::evaluate(run_.program, case_of_row(run_.program, run_.table, row), run_.readings),
                   false);
  }
  std::sort(result_->details.begin(), result_->details.end(),
            [](const CaseDetail& lhs, const CaseDetail& rhs) { return lhs.row < rhs.row; });
}

void BlockEvaluator::write_decision(std::uint32_t at, std::uint32_t row, const Decision& decision, bool is_apart) {
  const bool is_error = decision.outcome == CaseOutcome::Error;
  result_->case_outcome[at] = decision.outcome;
  result_->total_min[at] = is_error ? 0 : low_of(decision.total);
  result_->total_max[at] = is_error ? 0 : high_of(decision.total);
  if (is_error || is_apart) {
    result_->details.push_back({row, decision});
    if (is_error && first_grant_[at] != first_grant_[at + 1]) in_error_.push_back(at);
    return;
  }
  bool has_detail = is_told(decision.outcome, run_.options.details);
  std::uint32_t place = first_grant_[at];
  for (const ClaimDecision& claim : decision.claims) {
    const std::uint32_t first = place;
    for (const Grant& grant : claim.grants) {
      has_detail = has_detail || is_told(grant.outcome, run_.options.details);
      ++place;
      if (!has_grants()) continue;
      // The layout has the awards of a claim by name.
      std::uint32_t found = first;
      while (values_[value_of_grant_[found]].award != grant.award) ++found;
      result_->award[found] = grant.award;
      result_->outcome[found] = grant.outcome;
      result_->entitled_min[found] = low_of(grant.entitled);
      result_->entitled_max[found] = high_of(grant.entitled);
      result_->amount_min[found] = low_of(grant.amount);
      result_->amount_max[found] = high_of(grant.amount);
    }
  }
  POLC_ASSERT(place == first_grant_[at + 1], "a decision on each grant");
  if (has_detail) result_->details.push_back({row, decision});
}

void BlockEvaluator::add_open_details(const Block& block) {
  std::vector<std::uint32_t> told;
  for (const CaseDetail& detail : result_->details) told.push_back(detail.row);
  for (const std::uint32_t at : open_) {
    const std::uint32_t row = block.first_case + at;
    const auto place = std::lower_bound(told.begin(), told.end(), row);
    if (place != told.end() && *place == row) continue;
    result_->details.push_back(
        {row, runtime::evaluate(run_.program, case_of_row(run_.program, run_.table, row), run_.readings)});
  }
  std::sort(result_->details.begin(), result_->details.end(),
            [](const CaseDetail& lhs, const CaseDetail& rhs) { return lhs.row < rhs.row; });
}

// A case in error has no grants.
void BlockEvaluator::drop_grants() {
  if (!has_grants()) return;
  std::vector<bool> is_dropped(result_->num_cases(), false);
  for (const std::uint32_t at : in_error_) is_dropped[at] = true;
  std::uint32_t kept = 0;
  for (std::uint32_t at = 0; at < result_->num_cases(); ++at) {
    result_->first_grant[at] = kept;
    for (std::uint32_t grant = first_grant_[at]; !is_dropped[at] && grant < first_grant_[at + 1]; ++grant, ++kept) {
      result_->claim[kept] = result_->claim[grant];
      result_->award[kept] = result_->award[grant];
      result_->outcome[kept] = result_->outcome[grant];
      for (std::vector<std::int64_t>* amounts :
           {&result_->entitled_min, &result_->entitled_max, &result_->amount_min, &result_->amount_max})
        (*amounts)[kept] = (*amounts)[grant];
    }
  }
  result_->first_grant[result_->num_cases()] = kept;
  result_->claim.resize(kept);
  result_->award.resize(kept);
  result_->outcome.resize(kept);
  for (std::vector<std::int64_t>* amounts :
       {&result_->entitled_min, &result_->entitled_max, &result_->amount_min, &result_->amount_max})
    amounts->resize(kept);
}

}  // namespace polc::runtime
