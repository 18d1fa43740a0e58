#include <optional>

#include <fmt/format.h>

#include "base/assert.h"
#include "runtime/batch/case_table.h"

namespace polc::runtime {
namespace {

FactValue given(FactType type, const Fraction& number) {
  Constant value;
  value.type = type;
  value.number = number;
  return {Presence::Given, value};
}

FactValue missing(bool is_absent) { return {is_absent ? Presence::Absent : Presence::Null, {}}; }

FactValue read_code(FactType type, std::uint8_t code) {
  return code >= kAbsentCode ? missing(code == kAbsentCode) : given(type, Fraction(code));
}

FactValue read_day(FactType type, std::int32_t day) {
  return day <= kAbsentDay ? missing(day == kAbsentDay) : given(type, Fraction(day));
}

FactValue read_number(FactType type, std::int64_t number) {
  if (number <= kAbsentNumber) return missing(number == kAbsentNumber);
  const std::optional<Fraction> value = Fraction::ratio(number, scale_of(type));
  POLC_ASSERT(value, "a scale is not zero");
  return given(type, *value);
}

FactValue read_name(FactType type, std::uint32_t name, const CaseTable& table) {
  if (name >= kAbsentName) return missing(name == kAbsentName);
  FactValue result = given(type, Fraction());
  if (type == FactType::Text) {
    result.value.text = table.texts[name];
  } else {
    result.value.codes = table.sets[name];
  }
  return result;
}

CaseDate date_of(std::int32_t day) {
  if (day <= kAbsentDay) return {day == kAbsentDay ? Presence::Absent : Presence::Null, {}};
  return {Presence::Given, Date{day}};
}

CaseMoney money_of(std::int64_t minor_units) {
  if (minor_units <= kAbsentNumber) return {minor_units == kAbsentNumber ? Presence::Absent : Presence::Null, {}};
  return {Presence::Given, Fraction(minor_units)};
}

void read_claims(const Program& program, const CaseTable& table, std::size_t row, Case& one) {
  for (std::size_t at = table.first_claim[row]; at < table.first_claim[row + 1]; ++at) {
    Claim claim;
    claim.kind = table.claim_kind[at];
    claim.id = table.claim_ids.size() == 0 ? fmt::format_int(at - table.first_claim[row] + 1).str()
                                           : std::string(table.claim_ids[at]);
    claim.on = date_of(table.on[at]);
    for (const Index slot : program.claim_kinds[claim.kind].facts) {
      claim.facts.push_back(fact_of_row(program, table, table.claim_facts, slot, at));
    }
    one.claims.push_back(std::move(claim));
  }
}

void read_history(const Program& program, const CaseTable& table, std::size_t row, Case& one) {
  const HistoryColumns& history = table.history;
  if (history.first_of_case.empty()) return;
  for (std::size_t at = history.first_of_case[row]; at < history.first_of_case[row + 1]; ++at) {
    HistoryEntry entry;
    entry.award = history.award[at];
    entry.on = date_of(history.on[at]);
    entry.paid = money_of(history.paid[at]);
    entry.claim = history.claim[at];
    entry.matter = history.matter[at];
    entry.recipient = history.recipient[at];
    entry.policy = history.policy[at];
    for (const Index slot : program.claim_kinds[program.awards[entry.award].claim_kind].facts) {
      entry.facts.push_back(fact_of_row(program, table, history.facts, slot, at));
    }
    one.history.push_back(std::move(entry));
  }
}

void read_others(const CaseTable& table, std::size_t row, Case& one) {
  const OtherGrantColumns& others = table.others;
  if (others.first_of_case.empty()) return;
  for (std::size_t at = others.first_of_case[row]; at < others.first_of_case[row + 1]; ++at) {
    OtherGrant grant;
    grant.policy = others.policy[at];
    grant.claim = others.claim[at];
    grant.matter = others.matter[at];
    grant.level = read_code(FactType::Ranked, others.level[at]);
    grant.entitled = money_of(others.entitled[at]);
    grant.paid = money_of(others.paid[at]);
    grant.on = date_of(others.on[at]);
    one.others.push_back(std::move(grant));
  }
}

}  // namespace

FactValue fact_of_row(const Program& program, const CaseTable& table, const FactColumns& facts, Index slot,
                      std::size_t row) {
  const Index place = facts.of_slot.empty() ? kNone : facts.of_slot[slot];
  if (place == kNone) return {};
  const FactType type = program.facts[slot].type;
  const Column& column = facts.columns[place];
  switch (column.storage) {
    case Storage::Codes: return read_code(type, column.codes[row]);
    case Storage::Days: return read_day(type, column.days[row]);
    case Storage::Numbers: return read_number(type, column.numbers[row]);
    case Storage::Names: return read_name(type, column.names[row], table);
  }
  return {};
}

Case case_of_row(const Program& program, const CaseTable& table, std::size_t row) {
  Case one;
  one.id = table.case_ids[row];
  one.applied = date_of(table.applied[row]);
  one.applicant_kind = table.applicant_kind[row];
  if (table.applicant_ids.size() != 0) one.applicant_id = table.applicant_ids[row];
  one.applicant_facts.resize(program.facts.size());
  for (Index slot = 0; slot < program.facts.size(); ++slot) {
    if (program.facts[slot].owner != FactOwner::Applicant) continue;
    one.applicant_facts[slot] = fact_of_row(program, table, table.applicant_facts, slot, row);
  }
  read_claims(program, table, row, one);
  read_history(program, table, row, one);
  read_others(table, row, one);
  return one;
}

}  // namespace polc::runtime
