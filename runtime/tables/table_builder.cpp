#include "runtime/tables/table_builder.h"

#include <algorithm>
#include <utility>

namespace polc::runtime {
namespace {

std::int32_t to_day(const CaseDate& date) {
  if (date.presence == Presence::Given) return date.date.days;
  return date.presence == Presence::Null ? kNullDay : kAbsentDay;
}

bool does_money_fit(const CaseMoney& amount) {
  return amount.presence != Presence::Given || to_steps(FactType::Money, amount.minor_units).has_value();
}

std::int64_t to_money(const CaseMoney& amount) {
  if (amount.presence == Presence::Given) return to_steps(FactType::Money, amount.minor_units).value_or(kNullNumber);
  return amount.presence == Presence::Null ? kNullNumber : kAbsentNumber;
}

std::uint8_t to_code(const FactValue& value) {
  if (value.presence == Presence::Given) return static_cast<std::uint8_t>(value.value.number.numerator());
  return value.presence == Presence::Null ? kNullCode : kAbsentCode;
}

template <typename Number>
std::uint32_t to_row(Number number) {
  return static_cast<std::uint32_t>(number);
}

}  // namespace

TableBuilder::TableBuilder(const Program& program, const TableLayout& layout, KeptIds kept)
    : applicant_facts(layout.applicant),
      claim_facts(layout.claim),
      program_(program),
      kept_(kept),
      history_facts_(layout.claim) {
  table.first_claim.push_back(0);
  table.history.first_of_case.push_back(0);
  table.others.first_of_case.push_back(0);
}

void TableBuilder::add(TableCase read) {
  const std::uint32_t row = to_row(table.num_cases());
  const bool is_bad = !read.errors.empty();
  const bool is_aside = !is_bad && !fits(read.one);
  if (is_bad || is_aside) {
    Case head;
    head.id = read.one.id;
    add_head(head);
    if (is_bad) table.bad.push_back({row, std::move(read.errors)});
    if (is_aside) table.aside.push_back({row, std::move(read.one)});
  } else {
    add_head(read.one);
    add_claims(read.one);
    add_history(read.one);
    add_others(read.one);
  }
  end_case();
}

void TableBuilder::end_case() {
  table.first_claim.push_back(to_row(table.claim_kind.size()));
  end_cases(1);
}

void TableBuilder::end_cases(std::size_t num_cases) {
  table.history.first_of_case.resize(table.history.first_of_case.size() + num_cases,
                                     to_row(table.history.award.size()));
  table.others.first_of_case.resize(table.others.first_of_case.size() + num_cases, to_row(table.others.level.size()));
}

bool TableBuilder::fits(const Case& one) const {
  if (one.claims_unknown || one.history_unknown || one.others_unknown) return false;
  if (one.applicant_kind == kNone && !program_.applicant_kinds.empty()) return false;
  for (std::size_t slot = 0; slot < one.applicant_facts.size(); ++slot) {
    if (!fits_column(program_, program_.facts[slot], one.applicant_facts[slot])) return false;
  }
  const bool do_claims_fit = std::all_of(one.claims.begin(), one.claims.end(), [this](const Claim& claim) {
    return claim.kind != kNone && do_facts_fit(claim.kind, claim.facts);
  });
  return do_claims_fit && fit_payments(one);
}

bool TableBuilder::do_facts_fit(Index kind, const std::vector<FactValue>& facts) const {
  const std::vector<Index>& slots = program_.claim_kinds[kind].facts;
  for (std::size_t at = 0; at < facts.size(); ++at) {
    if (!fits_column(program_, program_.facts[slots[at]], facts[at])) return false;
  }
  return true;
}

bool TableBuilder::fit_payments(const Case& one) const {
  const bool does_history_fit = std::all_of(one.history.begin(), one.history.end(), [this](const HistoryEntry& entry) {
    return does_money_fit(entry.paid) && do_facts_fit(program_.awards[entry.award].claim_kind, entry.facts);
  });
  return does_history_fit && std::all_of(one.others.begin(), one.others.end(), [](const OtherGrant& grant) {
           return does_money_fit(grant.entitled) && does_money_fit(grant.paid);
         });
}

void TableBuilder::add_head(const Case& one) {
  const std::size_t row = table.num_cases();
  for (std::size_t slot = 0; slot < one.applicant_facts.size(); ++slot) {
    applicant_facts.put(program_, static_cast<Index>(slot), row, one.applicant_facts[slot], table);
  }
  table.case_ids.append(one.id);
  table.applicant_kind.push_back(program_.applicant_kinds.empty() ? kNone : one.applicant_kind);
  if (kept_.of_applicants) table.applicant_ids.append(one.applicant_id);
  table.applied.push_back(to_day(one.applied));
}

void TableBuilder::add_claims(const Case& one) {
  for (const Claim& claim : one.claims) {
    const std::size_t row = table.num_claims();
    const std::vector<Index>& slots = program_.claim_kinds[claim.kind].facts;
    for (std::size_t at = 0; at < claim.facts.size(); ++at) {
      claim_facts.put(program_, slots[at], row, claim.facts[at], table);
    }
    table.claim_kind.push_back(claim.kind);
    table.on.push_back(to_day(claim.on));
    if (kept_.of_claims) table.claim_ids.append(claim.id);
  }
}

void TableBuilder::add_history(const Case& one) {
  HistoryColumns& history = table.history;
  for (const HistoryEntry& entry : one.history) {
    const std::size_t row = history.award.size();
    const std::vector<Index>& slots = program_.claim_kinds[program_.awards[entry.award].claim_kind].facts;
    for (std::size_t at = 0; at < entry.facts.size(); ++at) {
      history_facts_.put(program_, slots[at], row, entry.facts[at], table);
    }
    history.award.push_back(entry.award);
    history.on.push_back(to_day(entry.on));
    history.paid.push_back(to_money(entry.paid));
    history.claim.append(entry.claim);
    history.matter.append(entry.matter);
    history.recipient.append(entry.recipient);
    history.policy.append(entry.policy);
  }
}

void TableBuilder::add_others(const Case& one) {
  OtherGrantColumns& others = table.others;
  for (const OtherGrant& grant : one.others) {
    others.policy.append(grant.policy);
    others.claim.append(grant.claim);
    others.matter.append(grant.matter);
    others.level.push_back(to_code(grant.level));
    others.entitled.push_back(to_money(grant.entitled));
    others.paid.push_back(to_money(grant.paid));
    others.on.push_back(to_day(grant.on));
  }
}

CaseTable TableBuilder::finish() {
  table.applicant_facts = applicant_facts.finish(table.num_cases());
  table.claim_facts = claim_facts.finish(table.num_claims());
  table.history.facts = history_facts_.finish(table.history.award.size());
  if (table.history.award.empty()) table.history.first_of_case.clear();
  if (table.others.level.empty()) table.others.first_of_case.clear();
  return std::move(table);
}

}  // namespace polc::runtime
