#include "compiler/analyse/witness/case_json.h"

#include "base/json_writer.h"
#include "runtime/cases/value_text.h"

namespace polc::analyse {
namespace {

using base::JsonWriter;
using runtime::Fact;
using runtime::FactType;
using runtime::FactValue;
using runtime::Fraction;
using runtime::Presence;
using runtime::Program;

void write_value(const Program& program, const Fact& fact, const FactValue& value, JsonWriter& json) {
  const auto& constant = value.value;
  switch (fact.type) {
    case FactType::YesNo: json.boolean(!constant.number.is_zero()); return;
    case FactType::Integer:
    case FactType::Number:
    case FactType::Percent: json.raw(runtime::to_text(constant.number)); return;
    case FactType::Money: json.raw(runtime::major_units_text(program, constant.number)); return;
    case FactType::Date:
      json.string(runtime::to_text(runtime::Date{static_cast<std::int32_t>(constant.number.numerator())}));
      return;
    case FactType::Text: json.string(constant.text); return;
    case FactType::OneOf:
    case FactType::Ranked:
      json.string(program.enumerations[fact.enumeration].values[static_cast<std::size_t>(constant.number.numerator())]);
      return;
    case FactType::AnyOf:
      json.begin_array();
      for (const runtime::Index code : constant.codes) json.string(program.enumerations[fact.enumeration].values[code]);
      json.end_array();
      return;
  }
}

void write_fact(const Program& program, runtime::Index slot, const FactValue& value, JsonWriter& json) {
  if (value.presence == Presence::Absent) return;
  const Fact& fact = program.facts[slot];
  json.key(fact.name);
  if (value.presence == Presence::Null) {
    json.null();
  } else {
    write_value(program, fact, value, json);
  }
}

}  // namespace

std::string case_json(const Program& program, const runtime::Case& one) {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::Compact);
  json.begin_object();
  if (one.applied.presence == Presence::Given) json.member("applied", runtime::to_text(one.applied.date));
  if (one.applicant_kind != runtime::kNone) {
    json.key("applicant").begin_object().member("kind", program.applicant_kinds[one.applicant_kind].name);
    for (const runtime::Index slot : program.applicant_kinds[one.applicant_kind].facts)
      write_fact(program, slot, one.applicant_facts[slot], json);
    json.end_object();
  }
  json.key("claims").begin_array();
  for (const runtime::Claim& claim : one.claims) {
    json.begin_object().member("kind", program.claim_kinds[claim.kind].name);
    if (claim.on.presence == Presence::Given) json.member("on", runtime::to_text(claim.on.date));
    const auto& slots = program.claim_kinds[claim.kind].facts;
    for (std::size_t at = 0; at < slots.size(); ++at) write_fact(program, slots[at], claim.facts[at], json);
    json.end_object();
  }
  json.end_array().end_object();
  return text;
}

}  // namespace polc::analyse
