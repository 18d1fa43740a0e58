#include "tests/saved/sound_case.h"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/cases/value_text.h"
#include "runtime/value/date.h"

namespace polc::testing {

using namespace polc::runtime;

namespace {

Date random_day(Chance& chance) { return Date{static_cast<std::int32_t>(chance.between(18'000, 21'000))}; }

/// A number between the bounds of the fact, at one of them, or any where it has none.
Fraction random_number(Chance& chance, const Fact& fact) {
  if (fact.low && (fact.high || chance.percent(50))) return chance.percent(50) && fact.high ? *fact.high : *fact.low;
  if (fact.high) return *fact.high;
  return Fraction(fact.type == FactType::Date ? random_day(chance).days : chance.between(-5, 2'000'000));
}

Constant random_constant(Chance& chance, const Program& program, const Fact& fact) {
  Constant result;
  result.type = fact.type;
  switch (fact.type) {
    case FactType::YesNo: result.number = Fraction(chance.percent(70) ? 1 : 0); break;
    case FactType::Text: result.text = chance.percent(60) ? "M1" : "M2"; break;
    case FactType::OneOf:
    case FactType::Ranked:
      result.number =
          Fraction(static_cast<std::int64_t>(chance.below(program.enumerations[fact.enumeration].values.size())));
      break;
    case FactType::AnyOf:
      for (Index code = 0; code < program.enumerations[fact.enumeration].values.size(); ++code) {
        if (chance.percent(50)) result.codes.push_back(code);
      }
      break;
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money:
    case FactType::Date: result.number = random_number(chance, fact); break;
  }
  return result;
}

FactValue random_value(Chance& chance, const Program& program, const Fact& fact) {
  if (chance.percent(10)) return {};
  if (chance.percent(10)) return {Presence::Null, {}};
  return {Presence::Given, random_constant(chance, program, fact)};
}

std::vector<FactValue> random_values(Chance& chance, const Program& program, const std::vector<Index>& slots) {
  std::vector<FactValue> result;
  for (const Index slot : slots) result.push_back(random_value(chance, program, program.facts[slot]));
  return result;
}

CaseDate random_date(Chance& chance) {
  if (chance.percent(10)) return {Presence::Null, {}};
  return {Presence::Given, random_day(chance)};
}

CaseMoney random_money(Chance& chance) {
  if (chance.percent(10)) return {Presence::Null, {}};
  return {Presence::Given, Fraction(chance.between(0, 30'000'000))};
}

HistoryEntry random_payment(Chance& chance, const Program& program) {
  HistoryEntry entry;
  entry.award = static_cast<Index>(chance.below(program.awards.size()));
  entry.on = random_date(chance);
  entry.paid = random_money(chance);
  entry.facts = random_values(chance, program, program.claim_kinds[program.awards[entry.award].claim_kind].facts);
  if (chance.percent(40)) entry.claim = "1";
  if (chance.percent(15)) entry.recipient = "affiliate";
  complete_matter(program, entry);
  return entry;
}

OtherGrant random_other(Chance& chance, const Program& program) {
  OtherGrant other;
  Fact level;
  level.type = FactType::Ranked;
  level.enumeration = program.level_enumeration;
  other.policy = "other";
  other.level = random_value(chance, program, level);
  other.entitled = random_money(chance);
  other.paid = random_money(chance);
  other.on = random_date(chance);
  (chance.percent(60) ? other.claim : other.matter) = "1";
  return other;
}

}  // namespace

Case sound_case(Chance& chance, const Program& program) {
  Case one;
  one.id = "random";
  one.applied = random_date(chance);
  if (!program.applicant_kinds.empty() && chance.percent(80))
    one.applicant_kind = static_cast<Index>(chance.below(program.applicant_kinds.size()));
  for (const Fact& fact : program.facts)
    one.applicant_facts.push_back(fact.owner == FactOwner::Applicant ? random_value(chance, program, fact)
                                                                     : FactValue{});
  const std::size_t num_claims = program.claim_kinds.empty() ? 0 : 1 + chance.below(3);
  for (std::size_t i = 0; i < num_claims; ++i) {
    Claim claim;
    claim.id = std::to_string(i + 1);
    claim.kind = static_cast<Index>(chance.below(program.claim_kinds.size()));
    claim.on = random_date(chance);
    claim.facts = random_values(chance, program, program.claim_kinds[claim.kind].facts);
    one.claims.push_back(std::move(claim));
  }
  if (!program.awards.empty() && chance.percent(50)) one.history.push_back(random_payment(chance, program));
  if (chance.percent(30)) one.others.push_back(random_other(chance, program));
  one.history_unknown = chance.percent(5);
  one.others_unknown = chance.percent(5);
  one.claims_unknown = chance.percent(5);
  return one;
}

}  // namespace polc::testing
