#include "runtime/tables/tally.h"

#include <algorithm>

namespace polc::runtime {
namespace {

std::size_t number_of(CaseOutcome outcome) { return static_cast<std::size_t>(outcome); }
std::size_t number_of(GrantOutcome outcome) { return static_cast<std::size_t>(outcome); }

}  // namespace

ArticleNames::ArticleNames(const Program& program) {
  for (const Award& award : program.awards) {
    const auto found = std::find(names.begin(), names.end(), award.article);
    of_award.push_back(static_cast<Index>(found - names.begin()));
    if (found == names.end()) names.push_back(award.article);
  }
}

Tally::Tally(const ArticleNames& names)
    : articles(names.names.size()), names_(&names), last_case_(names.names.size()) {}

std::uint64_t Tally::num_cases() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : cases) sum += count;
  return sum;
}

void Tally::add(const CaseTable& table, const GrantTable& results) {
  auto detail = results.details.begin();
  auto aside = std::lower_bound(table.aside.begin(), table.aside.end(), results.first_case,
                                [](const CaseAside& one, std::uint32_t row) { return one.row < row; });
  for (std::uint32_t at = 0; at < results.num_cases(); ++at) {
    const std::uint32_t row = results.first_case + at;
    const bool has_detail = detail != results.details.end() && detail->row == row;
    const Decision* decision = has_detail ? &(detail++)->decision : nullptr;
    const bool is_aside = aside != table.aside.end() && aside->row == row;
    if (is_aside) ++aside;
    if (decision != nullptr && (is_aside || decision->outcome == CaseOutcome::Error)) {
      add(*decision);
      continue;
    }
    begin_case();
    add_total(results.case_outcome[at], results.total_min[at], results.total_max[at]);
    for (std::uint32_t grant = results.first_grant[at]; grant < results.first_grant[at + 1]; ++grant) {
      add_grant(results.award[grant], results.outcome[grant], results.amount_min[grant]);
    }
  }
}

void Tally::add(const Decision& decision) {
  begin_case();
  const auto low = decision.total.low ? decision.total.low->numerator() : 0;
  ++cases[number_of(decision.outcome)];
  if (decision.outcome == CaseOutcome::Error) return;
  total_min += low;
  if (decision.total.high)
    total_max += decision.total.high->numerator();
  else
    ++num_unbounded;
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) {
      add_grant(grant.award, grant.outcome, grant.amount.low ? grant.amount.low->numerator() : 0);
    }
  }
}

void Tally::add_total(CaseOutcome outcome, std::int64_t low, std::int64_t high) {
  ++cases[number_of(outcome)];
  if (outcome == CaseOutcome::Error) return;
  total_min += low;
  if (high == kUnbounded)
    ++num_unbounded;
  else
    total_max += high;
}

void Tally::add_grant(Index award, GrantOutcome outcome, Fraction::Wide amount) {
  ++grants[number_of(outcome)];
  if (outcome != GrantOutcome::Granted || amount <= 0) return;
  const Index article = names_->of_award[award];
  ArticleTally& tally = articles[article];
  ++tally.num_paid;
  tally.amount += amount;
  if (last_case_[article] == case_number_) return;
  last_case_[article] = case_number_;
  ++tally.num_cases;
}

void Tally::add(const Tally& more) {
  for (std::size_t at = 0; at < cases.size(); ++at) cases[at] += more.cases[at];
  for (std::size_t at = 0; at < grants.size(); ++at) grants[at] += more.grants[at];
  for (std::size_t at = 0; at < articles.size(); ++at) {
    articles[at].num_cases += more.articles[at].num_cases;
    articles[at].num_paid += more.articles[at].num_paid;
    articles[at].amount += more.articles[at].amount;
  }
  total_min += more.total_min;
  total_max += more.total_max;
  num_unbounded += more.num_unbounded;
  num_rows += more.num_rows;
}

}  // namespace polc::runtime
