#include "runtime/tables/write_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/cases/value_text.h"
#include "runtime/explain/write_json.h"
#include "runtime/tables/row_block.h"
#include "runtime/tables/row_text.h"

namespace polc::runtime {
namespace {

constexpr std::array<std::string_view, 10> kGrantColumns = {"case",       "claim",        "award",        "article",
                                                            "outcome",    "entitled_min", "entitled_max", "amount_min",
                                                            "amount_max", "missing"};
constexpr std::array<std::string_view, 6> kCaseColumns = {"case", "outcome", "min", "max", "missing", "referred"};

/// Room for what is in every row beside ids and award: numbers, an outcome, what parts cells.
constexpr std::size_t kMostOfOthers = 5 * RowText::kMostOfNumber + 64;

const Grant* find_grant(const ClaimDecision& claim, Index award) {
  const auto found = std::find_if(claim.grants.begin(), claim.grants.end(),
                                  [award](const Grant& grant) { return grant.award == award; });
  return found == claim.grants.end() ? nullptr : &*found;
}

}  // namespace

TableWriter::TableWriter(const Program& program, ResultRows rows, char delimiter)
    : program_(program), rows_(rows), delimiter_(delimiter) {
  for (const Award& award : program.awards) {
    std::string cells;
    append_cell(award.name, cells);
    cells += delimiter_;
    append_cell(award.article, cells);
    cells += delimiter_;
    awards_.emplace_back(cells);
  }
  for (const GrantOutcome outcome :
       {GrantOutcome::Granted, GrantOutcome::Denied, GrantOutcome::Undetermined, GrantOutcome::Referred})
    outcomes_[static_cast<std::size_t>(outcome)].append(std::string(outcome_id(outcome)) + delimiter_);
}

std::string TableWriter::header() const {
  const std::string between(1, delimiter_);
  return (rows_ == ResultRows::Grants ? fmt::format("{}", fmt::join(kGrantColumns, between))
                                      : fmt::format("{}", fmt::join(kCaseColumns, between))) +
         "\n";
}

void TableWriter::write(const CaseTable& cases, const GrantTable& results, ByteBuffer& out) const {
  RowText text(out, delimiter_, program_.minor_digits);
  auto detail = results.details.begin();
  auto aside = std::lower_bound(cases.aside.begin(), cases.aside.end(), results.first_case,
                                [](const CaseAside& one, std::uint32_t row) { return one.row < row; });
  std::string whole;
  for (std::uint32_t at = 0; at < results.num_cases(); ++at) {
    const std::uint32_t row = results.first_case + at;
    const bool has_detail = detail != results.details.end() && detail->row == row;
    const Decision* decision = has_detail ? &(detail++)->decision : nullptr;
    const bool is_aside = aside != cases.aside.end() && aside->row == row;
    if (is_aside) ++aside;
    if (decision != nullptr && (is_aside || decision->outcome == CaseOutcome::Error)) {  // not among the grants
      whole.clear();
      write(*decision, whole);
      text.end_row(write_text(whole, text.begin_row(whole.size())));
    } else if (rows_ == ResultRows::Cases) {
      write_case(cases.case_ids[row], results, at, decision, text);
    } else {
      write_grants(cases, results, at, decision, text);
    }
  }
}

/// `at`: of the case among `results`.
void TableWriter::write_grants(const CaseTable& cases, const GrantTable& results, std::uint32_t at,
                               const Decision* detail, RowText& out) const {
  const std::uint32_t row = results.first_case + at;
  const std::string_view case_id = cases.case_ids[row];
  const bool has_ids = cases.claim_ids.size() != 0;
  std::string missing;
  for (std::size_t grant = results.first_grant[at]; grant < results.first_grant[at + 1]; ++grant) {
    const std::uint32_t position = results.claim[grant] - cases.first_claim[row];
    const std::string_view claim_id = has_ids ? cases.claim_ids[results.claim[grant]] : std::string_view();
    const std::string_view award = awards_[results.award[grant]].view();
    const Grant* found = detail == nullptr ? nullptr : find_grant(detail->claims[position], results.award[grant]);
    missing.clear();
    if (found != nullptr) append_joined(found->missing, missing);
    char* to = out.begin_row(2 * (case_id.size() + claim_id.size()) + award.size() + missing.size() + kMostOfOthers);
    to = out.write_cell(case_id, to);
    *to++ = delimiter_;
    to = has_ids ? out.write_cell(claim_id, to) : write_number(position + 1, to);
    *to++ = delimiter_;
    to = write_readable(award, to);
    to = write_readable(outcomes_[static_cast<std::size_t>(results.outcome[grant])].view(), to);
    to = out.write_amounts({results.entitled_min[grant], results.entitled_max[grant], results.amount_min[grant],
                            results.amount_max[grant]},
                           to);
    to = write_text(missing, to);
    *to++ = '\n';
    out.end_row(to);
  }
}

/// `at`: of the case among `results`.
void TableWriter::write_case(std::string_view id, const GrantTable& results, std::uint32_t at, const Decision* detail,
                             RowText& out) const {
  std::string lists;
  if (detail != nullptr) append_joined(detail->missing, lists);
  lists += delimiter_;
  if (detail != nullptr) append_joined(detail->referred, lists);
  char* to = out.begin_row(2 * id.size() + lists.size() + kMostOfOthers);
  to = out.write_cell(id, to);
  *to++ = delimiter_;
  to = write_text(outcome_id(results.case_outcome[at]), to);
  *to++ = delimiter_;
  for (const std::int64_t amount : {results.total_min[at], results.total_max[at]}) {
    to = out.write_amount(amount, to);
    *to++ = delimiter_;
  }
  to = write_text(lists, to);
  *to++ = '\n';
  out.end_row(to);
}

void TableWriter::write(const Decision& decision, std::string& out) const {
  if (decision.outcome == CaseOutcome::Error) return append_error(decision.case_id, out);
  if (rows_ == ResultRows::Cases) {
    append_cell(decision.case_id, out);
    out += delimiter_;
    out += outcome_id(decision.outcome);
    append_range(decision.total, out);
    out += delimiter_;
    append_joined(decision.missing, out);
    out += delimiter_;
    append_joined(decision.referred, out);
    out += '\n';
    return;
  }
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant* grant : sorted_grants(program_, claim)) {
      append_cell(decision.case_id, out);
      out += delimiter_;
      append_cell(claim.id, out);
      out += delimiter_;
      out += awards_[grant->award].view();
      out += outcome_id(grant->outcome);
      append_range(grant->entitled, out);
      append_range(grant->amount, out);
      out += delimiter_;
      append_joined(grant->missing, out);
      out += '\n';
    }
  }
}

void TableWriter::append_error(std::string_view id, std::string& out) const {
  append_cell(id, out);
  const std::size_t num_before = rows_ == ResultRows::Grants ? 4 : 1;
  const std::size_t num_columns = rows_ == ResultRows::Grants ? kGrantColumns.size() : kCaseColumns.size();
  out.append(num_before, delimiter_);
  out += outcome_id(CaseOutcome::Error);
  out.append(num_columns - num_before - 1, delimiter_);
  out += '\n';
}

void TableWriter::append_cell(std::string_view cell, std::string& out) const {
  runtime::append_cell(out, cell, delimiter_);
}

void TableWriter::append_joined(const std::vector<std::string>& texts, std::string& out) const {
  if (!texts.empty()) append_cell(fmt::format("{}", fmt::join(texts, ";")), out);
}

void TableWriter::append_bound(const std::optional<Fraction>& bound, std::string& out) const {
  if (bound) out += major_units_text(program_, *bound);
}

void TableWriter::append_range(const Range& range, std::string& out) const {
  out += delimiter_;
  append_bound(range.low, out);
  out += delimiter_;
  append_bound(range.high, out);
}

std::vector<const Grant*> sorted_grants(const Program& program, const ClaimDecision& claim) {
  std::vector<const Grant*> grants;
  for (const Grant& grant : claim.grants) grants.push_back(&grant);
  std::sort(grants.begin(), grants.end(), [&](const Grant* lhs, const Grant* rhs) {
    return program.awards[lhs->award].name < program.awards[rhs->award].name;
  });
  return grants;
}

}  // namespace polc::runtime
