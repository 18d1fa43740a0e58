#include "tests/differential/batch/agreement.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/batch/table_of_cases.h"
#include "runtime/explain/evaluate.h"

namespace polc::testing {

using namespace polc::runtime;

namespace {

std::string text_of(const Range& range) {
  return fmt::format("[{}, {}]", range.low ? to_text(*range.low) : "-", range.high ? to_text(*range.high) : "-");
}

std::string text_of(std::int64_t low, std::int64_t high) {
  return fmt::format("[{}, {}]", low, high == kUnbounded ? "-" : std::to_string(high));
}

std::string differ(const std::string& what, const std::string& batch, const std::string& decision) {
  return batch == decision ? "" : fmt::format("{}: {} in the table, {} explained", what, batch, decision);
}

std::string compare_grant(const Program& program, const GrantTable& table, std::size_t at, const Grant& grant) {
  const std::string name = "grant of " + program.awards[grant.award].name;
  std::string result = differ(name, program.awards[table.award[at]].name, program.awards[grant.award].name);
  if (result.empty())
    result = differ(name + ", outcome", std::to_string(static_cast<int>(table.outcome[at])),
                    std::to_string(static_cast<int>(grant.outcome)));
  if (result.empty())
    result =
        differ(name + ", entitled", text_of(table.entitled_min[at], table.entitled_max[at]), text_of(grant.entitled));
  if (result.empty())
    result = differ(name + ", amount", text_of(table.amount_min[at], table.amount_max[at]), text_of(grant.amount));
  return result;
}

std::string compare_grants(const Program& program, const GrantTable& table, std::size_t row, const Decision& decision) {
  std::size_t at = table.first_grant[row];
  for (const ClaimDecision& claim : decision.claims) {
    std::vector<Grant> grants = claim.grants;
    std::sort(grants.begin(), grants.end(), [&](const Grant& lhs, const Grant& rhs) {
      return program.awards[lhs.award].name < program.awards[rhs.award].name;
    });
    for (const Grant& grant : grants) {
      if (at == table.first_grant[row + 1]) return "a grant of " + program.awards[grant.award].name + " is missing";
      const std::string difference = compare_grant(program, table, at++, grant);
      if (!difference.empty()) return "claim " + claim.id + ", " + difference;
    }
  }
  return at == table.first_grant[row + 1] ? "" : "a grant too many";
}

std::string compare_case(const Program& program, const GrantTable& table, std::size_t row, const Decision& decision) {
  std::string result = differ("outcome", std::to_string(static_cast<int>(table.case_outcome[row])),
                              std::to_string(static_cast<int>(decision.outcome)));
  if (!result.empty()) return result;
  const bool is_error = decision.outcome == CaseOutcome::Error;
  result = differ("total", text_of(table.total_min[row], table.total_max[row]),
                  is_error ? "[0, 0]" : text_of(decision.total));
  const bool is_apart = std::any_of(table.details.begin(), table.details.end(),
                                    [&](const CaseDetail& detail) { return detail.row == row + table.first_case; });
  if (!result.empty() || is_error || is_apart) return result;
  return compare_grants(program, table, row, decision);
}

bool is_same(const GrantTable& lhs, const GrantTable& rhs) {
  return lhs.claim == rhs.claim && lhs.award == rhs.award && lhs.outcome == rhs.outcome &&
         lhs.entitled_min == rhs.entitled_min && lhs.entitled_max == rhs.entitled_max &&
         lhs.amount_min == rhs.amount_min && lhs.amount_max == rhs.amount_max && lhs.first_grant == rhs.first_grant &&
         lhs.case_outcome == rhs.case_outcome && lhs.total_min == rhs.total_min && lhs.total_max == rhs.total_max &&
         lhs.details.size() == rhs.details.size();
}

// However a table is asked, the answer is one.
std::string compare_ways(const Program& program, const CaseTable& table, const std::vector<Index>& readings,
                         const GrantTable& grants) {
  TableEvaluator evaluator(program, readings);
  TableOptions options;
  options.num_threads = 3;
  if (!is_same(evaluator.evaluate(table, options), grants)) return "three threads answer otherwise";
  options.answers = Answers::Totals;
  const GrantTable totals = evaluator.evaluate(table, options);
  const bool is_same_total = totals.total_min == grants.total_min && totals.total_max == grants.total_max &&
                             totals.case_outcome == grants.case_outcome;
  return is_same_total && totals.num_grants() == 0 ? "" : "totals alone are otherwise";
}

}  // namespace

Agreement compare_with_decisions(const Program& program, std::span<const Case> cases,
                                 const std::vector<Index>& readings) {
  const CaseTable table = table_of_cases(program, cases);
  const GrantTable grants = evaluate_table(program, table, readings, {});
  Agreement result;
  result.num_cases = grants.num_cases();
  result.num_explained = grants.num_explained;
  result.difference = compare_ways(program, table, readings, grants);
  if (grants.num_cases() != cases.size()) result.difference = "another number of cases";
  for (std::size_t row = 0; row < cases.size() && result.difference.empty(); ++row) {
    const Decision decision = evaluate(program, cases[row], readings);
    if (decision.outcome != CaseOutcome::Determined) ++result.num_open;
    const std::string difference = compare_case(program, grants, row, decision);
    if (!difference.empty()) result.difference = fmt::format("case {}: {}", row, difference);
  }
  return result;
}

}  // namespace polc::testing
