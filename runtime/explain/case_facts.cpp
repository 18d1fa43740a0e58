#include "runtime/explain/case_facts.h"

namespace polc::runtime {
namespace {

Fraction scaled_down(const Fraction& value, std::uint32_t num_digits) {
  std::int64_t scale = 1;
  for (std::uint32_t i = 0; i < num_digits; ++i) scale *= 10;
  return divide(value, Fraction(scale)).value_or(value);
}

std::string code_text(const Program& program, Index enumeration, std::size_t code) {
  if (enumeration == kNone) return std::to_string(code);
  const std::vector<std::string>& values = program.enumerations[enumeration].values;
  return code < values.size() ? values[code] : std::to_string(code);
}

}  // namespace

CaseFacts::CaseFacts(const Program& program, const Case& one)
    : program_(program), case_(one), places_(program.facts.size(), kNone) {
  for (const ClaimKind& kind : program.claim_kinds) {
    for (std::size_t i = 0; i < kind.facts.size(); ++i) places_[kind.facts[i]] = static_cast<Index>(i);
  }
}

bool CaseFacts::has(Index slot, FactHolder holder) const {
  const Fact& fact = program_.facts[slot];
  switch (holder.kind) {
    case FactHolder::Kind::Applicant: return fact.owner == FactOwner::Applicant;
    case FactHolder::Kind::Claim: return fact.owner == FactOwner::Claim && case_.claims[holder.index].kind == fact.kind;
    case FactHolder::Kind::History: {
      const Index award = case_.history[holder.index].award;
      return fact.owner == FactOwner::Claim && award != kNone && program_.awards[award].claim_kind == fact.kind;
    }
  }
  return false;
}

const FactValue* CaseFacts::find(Index slot, FactHolder holder) const {
  if (!has(slot, holder)) return nullptr;
  const std::vector<FactValue>* values = &case_.applicant_facts;
  std::size_t place = slot;
  if (holder.kind != FactHolder::Kind::Applicant) {
    values =
        holder.kind == FactHolder::Kind::Claim ? &case_.claims[holder.index].facts : &case_.history[holder.index].facts;
    place = places_[slot];
  }
  return place < values->size() ? &(*values)[place] : nullptr;
}

const Constant* CaseFacts::peek(Index slot, FactHolder holder) const {
  const FactValue* value = find(slot, holder);
  const std::optional<Constant>& presumed = program_.facts[slot].presumed;
  if (value != nullptr && value->presence == Presence::Given) return &value->value;
  if (const Constant* key = key_of_paid_claim(slot, holder)) return key;
  // A list shorter than the facts of the kind says nothing of the rest, as silence does.
  const bool is_silent = has(slot, holder) && (value == nullptr || value->presence == Presence::Absent);
  return is_silent && presumed ? &*presumed : nullptr;
}

// A payment for a claim of this case is of that claim's matter, so it has its key.
const Constant* CaseFacts::key_of_paid_claim(Index slot, FactHolder holder) const {
  if (holder.kind != FactHolder::Kind::History || !program_.facts[slot].is_key || !has(slot, holder)) return nullptr;
  const std::string& id = case_.history[holder.index].claim;
  for (std::size_t i = 0; !id.empty() && i < case_.claims.size(); ++i) {
    if (case_.claims[i].id != id) continue;
    const Index key = program_.claim_kinds[case_.claims[i].kind].key;
    if (key == kNone) return nullptr;
    const Fact& asked = program_.facts[slot];
    const Fact& found = program_.facts[key];
    const bool is_same_key =
        found.name == asked.name && found.type == asked.type && found.enumeration == asked.enumeration;
    return is_same_key ? peek(key, {FactHolder::Kind::Claim, i}) : nullptr;
  }
  return nullptr;
}

const Constant* CaseFacts::read(Index slot, FactHolder holder) {
  const Constant* result = peek(slot, holder);
  if (result == nullptr) return nullptr;
  const Fact& fact = program_.facts[slot];
  const bool is_presumed = fact.presumed && result == &*fact.presumed;
  if (is_presumed) presumed_.insert(path(slot, holder));
  if (!is_presumed && fact.is_judged) judged_.insert(path(slot, holder));
  return result;
}

std::string CaseFacts::path(Index slot, FactHolder holder) const {
  return built_in_path(case_, holder, program_.facts[slot].name);
}

std::string built_in_path(const Case& one, FactHolder holder, std::string_view name) {
  std::string result;
  switch (holder.kind) {
    case FactHolder::Kind::Applicant: result = "applicant."; break;
    case FactHolder::Kind::Claim:
      result = "claims.";
      result += one.claims[holder.index].id;
      result += '.';
      break;
    case FactHolder::Kind::History:
      result = "history.";
      result += std::to_string(holder.index + 1);
      result += '.';
      break;
  }
  result += name;
  return result;
}

std::string value_text(const Program& program, const Fact& fact, const Constant& value) {
  switch (fact.type) {
    case FactType::YesNo: return value.number.is_zero() ? "no" : "yes";
    case FactType::Integer:
    case FactType::Number: return to_text(value.number);
    case FactType::Percent: return to_text(multiply(value.number, Fraction(100)).value_or(value.number)) + "%";
    case FactType::Money: return money_text(program, value.number);
    case FactType::Date: return to_text(Date{static_cast<std::int32_t>(value.number.numerator())});
    case FactType::Text: return value.text;
    case FactType::OneOf:
    case FactType::Ranked:
      return code_text(program, fact.enumeration, static_cast<std::size_t>(value.number.numerator()));
    case FactType::AnyOf: {
      std::string result;
      for (const Index code : value.codes) {
        if (!result.empty()) result += "、";
        result += code_text(program, fact.enumeration, code);
      }
      return result;
    }
  }
  return {};
}

std::string money_text(const Program& program, const Fraction& minor_units) {
  return to_text(scaled_down(minor_units, program.minor_digits));
}

std::string money_text(const Program& program, const Range& minor_units) {
  if (minor_units.is_exact()) return money_text(program, *minor_units.low);
  std::string result = minor_units.low ? money_text(program, *minor_units.low) : "…";
  result += "–";
  result += minor_units.high ? money_text(program, *minor_units.high) : "…";
  return result;
}

}  // namespace polc::runtime
