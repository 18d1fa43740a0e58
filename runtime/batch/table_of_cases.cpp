#include "runtime/batch/table_of_cases.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace polc::runtime {
namespace {

std::optional<std::int64_t> steps_of(const Fraction& number, std::int64_t scale) {
  const std::optional<Fraction> steps = multiply(number, Fraction(scale));
  if (!steps || !steps->is_whole()) return std::nullopt;
  if (steps->numerator() <= kAbsentNumber || steps->numerator() > std::numeric_limits<std::int64_t>::max())
    return std::nullopt;
  return static_cast<std::int64_t>(steps->numerator());
}

std::int32_t day_of(const CaseDate& date) {
  if (date.presence == Presence::Given) return date.date.days;
  return date.presence == Presence::Absent ? kAbsentDay : kNullDay;
}

std::int64_t units_of(const CaseMoney& money) {
  if (money.presence == Presence::Given) return steps_of(money.minor_units, 1).value_or(kNullNumber);
  return money.presence == Presence::Absent ? kAbsentNumber : kNullNumber;
}

bool fits(const CaseMoney& money) {
  return money.presence != Presence::Given || steps_of(money.minor_units, 1).has_value();
}

bool fits(const Fact& fact, const FactValue& value) {
  if (value.presence != Presence::Given || !is_numeric(fact.type)) return true;
  return steps_of(value.value.number, scale_of(fact.type)).has_value();
}

std::uint8_t code_of(const FactValue& value) {
  if (value.presence == Presence::Given) return static_cast<std::uint8_t>(value.value.number.numerator());
  return value.presence == Presence::Absent ? kAbsentCode : kNullCode;
}

// Texts and sets, each once.
class Names {
 public:
  explicit Names(CaseTable& table) : table_(table) {}

  std::uint32_t of(const Constant& value, FactType type) {
    if (type == FactType::Text) {
      const auto [place, is_new] = texts_.emplace(value.text, static_cast<std::uint32_t>(table_.texts.size()));
      if (is_new) table_.texts.push_back(value.text);
      return place->second;
    }
    const auto [place, is_new] = sets_.emplace(value.codes, static_cast<std::uint32_t>(table_.sets.size()));
    if (is_new) table_.sets.push_back(value.codes);
    return place->second;
  }

 private:
  CaseTable& table_;
  std::unordered_map<std::string, std::uint32_t> texts_;
  std::map<std::vector<Index>, std::uint32_t> sets_;
};

// Makes the columns of some slots, those of one name and storage once.
FactColumns make_columns(const Program& program, FactOwner owner) {
  FactColumns result;
  result.of_slot.assign(program.facts.size(), kNone);
  std::map<std::pair<std::string, Storage>, Index> places;
  for (Index slot = 0; slot < program.facts.size(); ++slot) {
    const Fact& fact = program.facts[slot];
    if (fact.owner != owner) continue;
    const Storage storage = storage_of(program, fact);
    const auto [place, is_new] =
        places.emplace(std::pair(fact.name, storage), static_cast<Index>(result.columns.size()));
    if (is_new) {
      result.columns.emplace_back();
      result.columns.back().storage = storage;
    }
    result.of_slot[slot] = place->second;
  }
  return result;
}

void set_last(Column& column, const Fact& fact, const FactValue& value, Names& names) {
  const bool is_given = value.presence == Presence::Given;
  const bool is_absent = value.presence == Presence::Absent;
  switch (column.storage) {
    case Storage::Codes: column.codes.back() = code_of(value); return;
    case Storage::Days:
      column.days.back() =
          is_given ? static_cast<std::int32_t>(value.value.number.numerator()) : (is_absent ? kAbsentDay : kNullDay);
      return;
    case Storage::Numbers:
      column.numbers.back() = is_given ? steps_of(value.value.number, scale_of(fact.type)).value_or(kNullNumber)
                                       : (is_absent ? kAbsentNumber : kNullNumber);
      return;
    case Storage::Names:
      column.names.back() = is_given ? names.of(value.value, fact.type) : (is_absent ? kAbsentName : kNullName);
      return;
  }
}

class TableMaker {
 public:
  explicit TableMaker(const Program& program) : program_(program), names_(table_) {
    table_.applicant_facts = make_columns(program, FactOwner::Applicant);
    table_.claim_facts = make_columns(program, FactOwner::Claim);
    table_.history.facts = make_columns(program, FactOwner::Claim);
  }

  CaseTable make(std::span<const Case> cases) {
    for (const Case& one : cases) has_own_ids_ = has_own_ids_ || has_own_ids(one);
    for (const Case& one : cases) add(one);
    table_.has_one_claim_each = table_.aside.empty() && std::all_of(cases.begin(), cases.end(), [](const Case& one) {
                                  return one.claims.size() == 1;
                                });
    table_.first_claim.push_back(static_cast<std::uint32_t>(table_.num_claims()));
    table_.history.first_of_case.push_back(static_cast<std::uint32_t>(table_.history.award.size()));
    table_.others.first_of_case.push_back(static_cast<std::uint32_t>(table_.others.level.size()));
    return std::move(table_);
  }

 private:
  static bool has_own_ids(const Case& one) {
    for (std::size_t i = 0; i < one.claims.size(); ++i) {
      if (one.claims[i].id != fmt::format_int(i + 1).str()) return true;
    }
    return false;
  }

  bool fits_facts(const std::vector<Index>& slots, const std::vector<FactValue>& values) const {
    for (std::size_t i = 0; i < slots.size() && i < values.size(); ++i) {
      if (!fits(program_.facts[slots[i]], values[i])) return false;
    }
    return true;
  }

  const std::vector<Index>& slots_of(const HistoryEntry& entry) const {
    return program_.claim_kinds[program_.awards[entry.award].claim_kind].facts;
  }

  bool fits_row(const Case& one) const {
    if (one.claims_unknown || one.history_unknown || one.others_unknown) return false;
    if (one.applicant_kind == kNone && !program_.applicant_kinds.empty()) return false;
    for (std::size_t slot = 0; slot < one.applicant_facts.size(); ++slot) {
      if (!fits(program_.facts[slot], one.applicant_facts[slot])) return false;
    }
    for (const Claim& claim : one.claims) {
      if (!fits_facts(program_.claim_kinds[claim.kind].facts, claim.facts)) return false;
    }
    for (const HistoryEntry& entry : one.history) {
      if (entry.award == kNone || !fits(entry.paid) || !fits_facts(slots_of(entry), entry.facts)) return false;
    }
    for (const OtherGrant& other : one.others) {
      if (!fits(other.entitled) || !fits(other.paid)) return false;
    }
    return true;
  }

  void add(const Case& one) {
    const auto row = static_cast<std::uint32_t>(table_.num_cases());
    table_.case_ids.append(one.id);
    table_.applicant_kind.push_back(program_.applicant_kinds.empty() ? kNone : one.applicant_kind);
    table_.applicant_ids.append(one.applicant_id);
    table_.applied.push_back(day_of(one.applied));
    for (Column& column : table_.applicant_facts.columns) column.append_absent();
    table_.first_claim.push_back(static_cast<std::uint32_t>(table_.num_claims()));
    table_.history.first_of_case.push_back(static_cast<std::uint32_t>(table_.history.award.size()));
    table_.others.first_of_case.push_back(static_cast<std::uint32_t>(table_.others.level.size()));
    if (!fits_row(one)) {
      table_.aside.push_back({row, one});
      return;
    }
    add_applicant(one);
    for (const Claim& claim : one.claims) add(claim);
    for (const HistoryEntry& entry : one.history) add(entry);
    for (const OtherGrant& other : one.others) add(other);
  }

  void add_applicant(const Case& one) {
    const Index kind = one.applicant_kind == kNone ? 0 : one.applicant_kind;
    for (Index slot = 0; slot < one.applicant_facts.size(); ++slot) {
      const Fact& fact = program_.facts[slot];
      if (fact.owner != FactOwner::Applicant || fact.kind != kind) continue;
      set_last(table_.applicant_facts.columns[table_.applicant_facts.of_slot[slot]], fact, one.applicant_facts[slot],
               names_);
    }
  }

  void add_facts(FactColumns& facts, const std::vector<Index>& slots, const std::vector<FactValue>& values) {
    for (Column& column : facts.columns) column.append_absent();
    for (std::size_t i = 0; i < slots.size() && i < values.size(); ++i) {
      set_last(facts.columns[facts.of_slot[slots[i]]], program_.facts[slots[i]], values[i], names_);
    }
  }

  void add(const Claim& claim) {
    table_.claim_kind.push_back(claim.kind);
    if (has_own_ids_) table_.claim_ids.append(claim.id);
    table_.on.push_back(day_of(claim.on));
    add_facts(table_.claim_facts, program_.claim_kinds[claim.kind].facts, claim.facts);
  }

  void add(const HistoryEntry& entry) {
    HistoryColumns& history = table_.history;
    history.award.push_back(entry.award);
    history.on.push_back(day_of(entry.on));
    history.paid.push_back(units_of(entry.paid));
    history.claim.append(entry.claim);
    history.matter.append(entry.matter);
    history.recipient.append(entry.recipient);
    history.policy.append(entry.policy);
    add_facts(history.facts, slots_of(entry), entry.facts);
  }

  void add(const OtherGrant& other) {
    OtherGrantColumns& others = table_.others;
    others.policy.append(other.policy);
    others.claim.append(other.claim);
    others.matter.append(other.matter);
    others.level.push_back(code_of(other.level));
    others.entitled.push_back(units_of(other.entitled));
    others.paid.push_back(units_of(other.paid));
    others.on.push_back(day_of(other.on));
  }

  const Program& program_;
  CaseTable table_;
  Names names_;
  bool has_own_ids_ = false;
};

}  // namespace

CaseTable table_of_cases(const Program& program, std::span<const Case> cases) {
  return TableMaker(program).make(cases);
}

}  // namespace polc::runtime
