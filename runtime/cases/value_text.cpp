#include "runtime/cases/value_text.h"

#include <algorithm>
#include <optional>

#include "runtime/value/date.h"

namespace polc::runtime {
namespace {

Fraction power_of_ten(std::uint32_t exponent) {
  std::int64_t power = 1;
  for (std::uint32_t count = 0; count < exponent; ++count) power *= 10;
  return Fraction(power);
}

Date to_date(const Fraction& days) { return Date{static_cast<std::int32_t>(days.numerator())}; }

std::string label_text(const Program& program, const Fact& fact, const Fraction& code) {
  return program.enumerations[fact.enumeration].values[static_cast<std::size_t>(code.numerator())];
}

std::string list_text(const Program& program, const Fact& fact, const Constant& value, std::string_view separator) {
  std::string result;
  for (const Index code : value.codes) {
    if (!result.empty()) result += separator;
    result += program.enumerations[fact.enumeration].values[code];
  }
  return result;
}

}  // namespace

std::optional<Fraction> to_major_units(const Program& program, const Fraction& minor_units) {
  return divide(minor_units, power_of_ten(program.minor_digits));
}

std::optional<Fraction> to_minor_units(const Program& program, const Fraction& major_units) {
  return multiply(major_units, power_of_ten(program.minor_digits));
}

std::string major_units_text(const Program& program, const Fraction& minor_units) {
  // A quotient by a power of ten fails only where the denominator leaves 128 bits; such a value is no amount.
  return to_text(to_major_units(program, minor_units).value_or(minor_units));
}

std::string number_text(const Program& program, const Fact& fact, const Fraction& number) {
  switch (fact.type) {
    case FactType::Date: return to_text(to_date(number));
    case FactType::Money: return major_units_text(program, number) + " " + program.currency;
    case FactType::Percent: return to_text(multiply(number, Fraction(100)).value_or(number)) + "%";
    case FactType::Integer:
    case FactType::Number: return fact.unit.empty() ? to_text(number) : to_text(number) + " " + fact.unit;
    case FactType::YesNo:
    case FactType::Text:
    case FactType::OneOf:
    case FactType::Ranked:
    case FactType::AnyOf: break;
  }
  return to_text(number);
}

std::string value_text(const Program& program, const Fact& fact, const Constant& value, base::Language language) {
  const bool is_chinese = language == base::Language::Chinese;
  switch (fact.type) {
    case FactType::YesNo:
      if (value.number.is_zero()) return is_chinese ? "否" : "no";
      return is_chinese ? "是" : "yes";
    case FactType::Text: return value.text;
    case FactType::OneOf:
    case FactType::Ranked: return label_text(program, fact, value.number);
    case FactType::AnyOf: return list_text(program, fact, value, is_chinese ? "、" : ", ");
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent:
    case FactType::Money:
    case FactType::Date: break;
  }
  return number_text(program, fact, value.number);
}

std::string matter_text(const Program& program, const Fact& fact, const Constant& value) {
  switch (fact.type) {
    case FactType::Text: return value.text;
    case FactType::OneOf:
    case FactType::Ranked: return label_text(program, fact, value.number);
    case FactType::Date: return to_text(to_date(value.number));
    case FactType::Money: return major_units_text(program, value.number);
    case FactType::AnyOf: return list_text(program, fact, value, ",");
    case FactType::YesNo:
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent: break;
  }
  return to_text(value.number);
}

void complete_matter(const Program& program, HistoryEntry& entry) {
  const ClaimKind& kind = program.claim_kinds[program.awards[entry.award].claim_kind];
  if (kind.key == kNone) return;
  const Fact& fact = program.facts[kind.key];
  const auto position =
      static_cast<std::size_t>(std::find(kind.facts.begin(), kind.facts.end(), kind.key) - kind.facts.begin());
  FactValue& key = entry.facts[position];
  if (entry.matter.empty() && key.presence == Presence::Given) {
    entry.matter = matter_text(program, fact, key.value);
  } else if (!entry.matter.empty() && key.presence == Presence::Absent && fact.type == FactType::Text) {
    key.presence = Presence::Given;
    key.value.type = FactType::Text;
    key.value.text = entry.matter;
  }
}

}  // namespace polc::runtime
