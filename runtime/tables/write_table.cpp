#include "runtime/tables/write_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/cases/value_text.h"
#include "runtime/explain/write_json.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {
namespace {

constexpr std::array<std::string_view, 10> kGrantColumns = {"case",       "claim",        "award",        "article",
                                                            "outcome",    "entitled_min", "entitled_max", "amount_min",
                                                            "amount_max", "missing"};
constexpr std::array<std::string_view, 6> kCaseColumns = {"case", "outcome", "min", "max", "missing", "referred"};

const Grant* find_grant(const ClaimDecision& claim, Index award) {
  const auto found = std::find_if(claim.grants.begin(), claim.grants.end(),
                                  [award](const Grant& grant) { return grant.award == award; });
  return found == claim.grants.end() ? nullptr : &*found;
}

}  // namespace

TableWriter::TableWriter(const Program& program, ResultRows rows, char delimiter)
    : program_(program), rows_(rows), delimiter_(delimiter) {
  for (const Award& award : program.awards) {
    std::string& cells = awards_.emplace_back();
    append_cell(award.name, cells);
    cells += delimiter_;
    append_cell(award.article, cells);
  }
}

std::string TableWriter::header() const {
  const std::string between(1, delimiter_);
  return (rows_ == ResultRows::Grants ? fmt::format("{}", fmt::join(kGrantColumns, between))
                                      : fmt::format("{}", fmt::join(kCaseColumns, between))) +
         "\n";
}

void TableWriter::write(const CaseTable& cases, const GrantTable& results, std::string& out) const {
  auto detail = results.details.begin();
  auto aside = cases.aside.begin();
  for (std::uint32_t row = 0; row < results.num_cases(); ++row) {
    const bool has_detail = detail != results.details.end() && detail->row == row;
    const Decision* decision = has_detail ? &(detail++)->decision : nullptr;
    const bool is_aside = aside != cases.aside.end() && aside->row == row;
    if (is_aside) ++aside;
    if (decision != nullptr && (is_aside || decision->outcome == CaseOutcome::Error)) {  // not among the grants
      write(*decision, out);
    } else if (rows_ == ResultRows::Cases) {
      write_case(cases.case_ids[row], results, row, decision, out);
    } else {
      write_grants(cases, results, row, decision, out);
    }
  }
}

void TableWriter::write_grants(const CaseTable& cases, const GrantTable& results, std::uint32_t row,
                               const Decision* detail, std::string& out) const {
  for (std::size_t at = results.first_grant[row]; at < results.first_grant[row + 1]; ++at) {
    append_cell(cases.case_ids[row], out);
    out += delimiter_;
    const std::uint32_t position = results.claim[at] - cases.first_claim[row];
    if (cases.claim_ids.size() == 0) {
      const fmt::format_int number(position + 1);
      out.append(number.data(), number.size());
    } else {
      append_cell(cases.claim_ids[results.claim[at]], out);
    }
    out += delimiter_;
    out += awards_[results.award[at]];
    out += delimiter_;
    out += outcome_id(results.outcome[at]);
    for (const std::int64_t amount :
         {results.entitled_min[at], results.entitled_max[at], results.amount_min[at], results.amount_max[at]}) {
      out += delimiter_;
      append_amount(amount, out);
    }
    out += delimiter_;
    const Grant* grant = detail == nullptr ? nullptr : find_grant(detail->claims[position], results.award[at]);
    if (grant != nullptr) append_joined(grant->missing, out);
    out += '\n';
  }
}

void TableWriter::write_case(std::string_view id, const GrantTable& results, std::uint32_t row, const Decision* detail,
                             std::string& out) const {
  append_cell(id, out);
  out += delimiter_;
  out += outcome_id(results.case_outcome[row]);
  for (const std::int64_t amount : {results.total_min[row], results.total_max[row]}) {
    out += delimiter_;
    append_amount(amount, out);
  }
  out += delimiter_;
  if (detail != nullptr) append_joined(detail->missing, out);
  out += delimiter_;
  if (detail != nullptr) append_joined(detail->referred, out);
  out += '\n';
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
      out += awards_[grant->award];
      out += delimiter_;
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

/// Writes an amount in whole units without trailing zeros; nothing for one without bound.
void TableWriter::append_amount(std::int64_t minor_units, std::string& out) const {
  if (minor_units == kUnbounded) return;
  if (minor_units == 0) {
    out += '0';
    return;
  }
  const fmt::format_int digits(minor_units < 0 ? 0 - static_cast<std::uint64_t>(minor_units)
                                               : static_cast<std::uint64_t>(minor_units));
  if (minor_units < 0) out += '-';
  std::string_view text(digits.data(), digits.size());
  const std::size_t num_decimals = program_.minor_digits;
  if (text.size() <= num_decimals) {
    out += "0.";
    out.append(num_decimals - text.size(), '0');
  } else {
    out += text.substr(0, text.size() - num_decimals);
    text.remove_prefix(text.size() - num_decimals);
    if (text.find_first_not_of('0') == std::string_view::npos) return;
    out += '.';
  }
  out += text.substr(0, text.find_last_not_of('0') + 1);
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
