#include "tests/property/random_case.h"

#include <algorithm>
#include <string>

#include "tests/unit/runtime/explain_builder.h"

namespace polc::testing {

using namespace polc::runtime;

namespace {

CaseDate random_date(Chance& chance) {
  const std::int32_t year = static_cast<std::int32_t>(chance.between(2022, 2025));
  const std::int32_t month = chance.percent(50) ? 1 : 7;
  return {Presence::Given, *make_date({year, month, static_cast<std::int32_t>(chance.between(1, 2))})};
}

FactValue number_value(FactType type, const Fraction& number) {
  FactValue result = amount(0);
  result.value.type = type;
  result.value.number = number;
  return result;
}

Fraction quarters(std::int64_t count) { return Fraction::ratio(count, 4).value(); }

FactValue some_codes(Chance& chance) {
  FactValue result = amount(0);
  result.value.type = FactType::AnyOf;
  for (Index code = 0; code < 3; ++code) {
    if (chance.percent(40)) result.value.codes.push_back(code);
  }
  return result;
}

FactValue random_value(Chance& chance, const Fact& fact) {
  switch (fact.type) {
    case FactType::YesNo: return chance.percent(65) ? yes() : no();
    case FactType::Text: return text(chance.percent(60) ? "M1" : "M2");
    case FactType::Ranked:
    case FactType::OneOf: return code(static_cast<Index>(chance.below(3)));
    case FactType::Date: return number_value(FactType::Date, Fraction(random_date(chance).date.days));
    case FactType::Number: return number_value(FactType::Number, quarters(chance.between(0, 40)));
    case FactType::Percent: return number_value(FactType::Percent, quarters(chance.between(0, 4)));
    case FactType::AnyOf: return some_codes(chance);
    case FactType::Integer:
    case FactType::Money: break;
  }
  return amount(chance.between(0, 20));
}

bool is_decided(const Fact& fact) { return fact.name == "decided"; }

std::vector<FactValue> random_facts(Chance& chance, const Program& program, const std::vector<Index>& slots) {
  std::vector<FactValue> result;
  for (const Index slot : slots) {
    // Most decisions are left open: a decided amount outside its range is an error of the case.
    const bool is_open = is_decided(program.facts[slot]) && chance.percent(80);
    result.push_back(is_open ? FactValue{} : random_value(chance, program.facts[slot]));
  }
  return result;
}

const std::vector<Index>& slots_of(const Program& program, const HistoryEntry& entry) {
  return program.claim_kinds[program.awards[entry.award].claim_kind].facts;
}

std::vector<HistoryEntry> random_history(Chance& chance, const Program& program, std::size_t num_claims) {
  std::vector<HistoryEntry> result;
  const std::size_t count = chance.percent(50) ? 0 : chance.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    HistoryEntry entry;
    entry.award = static_cast<Index>(chance.below(program.awards.size()));
    entry.on = random_date(chance);
    entry.paid = money(chance.between(0, 12));
    entry.facts = random_facts(chance, program, slots_of(program, entry));
    if (chance.percent(30) && num_claims > 0) entry.claim = std::to_string(1 + chance.below(num_claims));
    if (chance.percent(15)) entry.recipient = "affiliate";
    result.push_back(std::move(entry));
  }
  return result;
}

void place_other(Chance& chance, OtherGrant& other, std::size_t num_claims) {
  if (chance.percent(60) && num_claims > 0) {
    other.claim = std::to_string(1 + chance.below(num_claims));
  } else {
    other.matter = chance.percent(60) ? "M1" : "M2";
  }
}

std::vector<OtherGrant> random_others(Chance& chance, std::size_t num_claims) {
  std::vector<OtherGrant> result;
  const std::size_t count = chance.percent(60) ? 0 : 1 + chance.below(2);
  for (std::size_t i = 0; i < count; ++i) {
    OtherGrant other;
    other.policy = "other";
    other.level = code(chance.percent(70) ? 3 : 1);
    other.entitled = money(chance.between(0, 20));
    other.paid = money(chance.between(0, 12));
    other.on = random_date(chance);
    place_other(chance, other, num_claims);
    result.push_back(std::move(other));
  }
  return result;
}

void fill_facts(Chance& chance, const Program& program, const std::vector<Index>& slots,
                std::vector<FactValue>& values) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (values[i].presence == Presence::Null) values[i] = random_value(chance, program.facts[slots[i]]);
  }
}

void fill_date(Chance& chance, CaseDate& date) {
  if (date.presence == Presence::Null) date = random_date(chance);
}

void fill_money(Chance& chance, CaseMoney& amount, std::int64_t most) {
  if (amount.presence == Presence::Null) amount = money(chance.between(0, most));
}

}  // namespace

Case random_case(Chance& chance, const Program& program) {
  Case one;
  one.id = "random";
  one.applied = random_date(chance);
  one.applicant_kind = static_cast<Index>(chance.below(program.num_kinds()));
  for (const Fact& fact : program.facts) {
    one.applicant_facts.push_back(fact.owner == FactOwner::Applicant ? random_value(chance, fact) : FactValue{});
  }
  const std::size_t num_claims = 1 + chance.below(4);
  for (std::size_t i = 0; i < num_claims; ++i) {
    Claim claim;
    claim.id = std::to_string(i + 1);
    claim.kind = static_cast<Index>(chance.below(program.claim_kinds.size()));
    claim.on = random_date(chance);
    claim.facts = random_facts(chance, program, program.claim_kinds[claim.kind].facts);
    one.claims.push_back(std::move(claim));
  }
  one.history = random_history(chance, program, num_claims);
  one.others = random_others(chance, num_claims);
  return one;
}

Case with_gaps(Chance& chance, const Program& program, Case one) {
  const std::size_t share = chance.one_of(std::vector<std::size_t>{0, 5, 10, 20, 50});
  const auto hide_facts = [&](const std::vector<Index>& slots, std::vector<FactValue>& values) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (values[i].presence == Presence::Given && !is_decided(program.facts[slots[i]]) && chance.percent(share))
        values[i] = null();
    }
  };
  for (std::size_t i = 0; i < program.facts.size(); ++i) {
    if (program.facts[i].owner == FactOwner::Applicant && chance.percent(share)) one.applicant_facts[i] = null();
  }
  if (chance.percent(share / 4)) one.applicant_kind = kNone;
  if (chance.percent(share / 2)) one.applied = unknown_date();
  for (Claim& claim : one.claims) {
    hide_facts(program.claim_kinds[claim.kind].facts, claim.facts);
    if (chance.percent(share / 2)) claim.on = unknown_date();
  }
  for (HistoryEntry& entry : one.history) {
    hide_facts(slots_of(program, entry), entry.facts);
    if (chance.percent(share / 2)) entry.on = unknown_date();
    if (chance.percent(share / 2)) entry.paid.presence = Presence::Null;
  }
  for (OtherGrant& other : one.others) {
    if (chance.percent(share / 2)) other.level = null();
    if (chance.percent(share / 2)) other.entitled.presence = Presence::Null;
    if (chance.percent(share / 2)) other.paid.presence = Presence::Null;
    if (chance.percent(share / 2)) other.on = unknown_date();
    if (chance.percent(share / 4)) other.claim = other.matter = "";
  }
  if (chance.percent(share / 6)) {
    one.history.clear();
    one.history_unknown = true;
  }
  if (chance.percent(share / 6)) {
    one.others.clear();
    one.others_unknown = true;
  }
  return one;
}

Case fill_gaps(Chance& chance, const Program& program, Case one) {
  for (std::size_t i = 0; i < program.facts.size(); ++i) {
    if (one.applicant_facts[i].presence == Presence::Null)
      one.applicant_facts[i] = random_value(chance, program.facts[i]);
  }
  if (one.applicant_kind == kNone) one.applicant_kind = static_cast<Index>(chance.below(program.num_kinds()));
  fill_date(chance, one.applied);
  for (Claim& claim : one.claims) {
    fill_facts(chance, program, program.claim_kinds[claim.kind].facts, claim.facts);
    fill_date(chance, claim.on);
  }
  if (one.history_unknown) one.history = random_history(chance, program, one.claims.size());
  if (one.others_unknown) one.others = random_others(chance, one.claims.size());
  one.history_unknown = one.others_unknown = false;
  for (HistoryEntry& entry : one.history) {
    fill_facts(chance, program, slots_of(program, entry), entry.facts);
    fill_date(chance, entry.on);
    fill_money(chance, entry.paid, 12);
  }
  for (OtherGrant& other : one.others) {
    if (other.level.presence == Presence::Null) other.level = code(static_cast<Index>(chance.below(5)));
    fill_money(chance, other.entitled, 20);
    fill_money(chance, other.paid, 12);
    fill_date(chance, other.on);
    if (other.claim.empty() && other.matter.empty()) place_other(chance, other, one.claims.size());
  }
  return one;
}

void shuffle_case(Chance& chance, Case& one) {
  chance.shuffle(one.claims);
  chance.shuffle(one.history);
  chance.shuffle(one.others);
}

void shuffle_awards(Chance& chance, Program& program, Case& one) {
  std::vector<Index> order;
  for (std::size_t i = 0; i < program.awards.size(); ++i) order.push_back(static_cast<Index>(i));
  chance.shuffle(order);
  std::vector<Award> awards;
  std::vector<Index> new_place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    awards.push_back(program.awards[order[i]]);
    new_place[order[i]] = static_cast<Index>(i);
  }
  program.awards = std::move(awards);
  const auto rename = [&](std::vector<Index>& indices) {
    for (Index& index : indices) index = new_place[index];
    chance.shuffle(indices);
  };
  for (ClaimKind& kind : program.claim_kinds) rename(kind.awards);
  for (Step& step : program.steps) rename(step.awards);
  for (Revocation& revocation : program.revocations) rename(revocation.awards);
  for (HistoryEntry& entry : one.history) entry.award = new_place[entry.award];
}

}  // namespace polc::testing
