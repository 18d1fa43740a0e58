// What names and values there are: enumerations, facts, kinds, readings, parameters, and the head of the policy.
#include <algorithm>

#include "runtime/program/verify_parts.h"

namespace polc::runtime {
namespace {

using Found = std::optional<Flaw>;

constexpr std::uint32_t kMostMinorDigits = 6;  // currencies have at most 4

constexpr FlawWords kFact{"fact", "事实"};
constexpr FlawWords kApplicantKind{"applicant kind", "申请人类别"};
constexpr FlawWords kClaimKind{"claim kind", "事项类别"};
constexpr FlawWords kStrayFact{"it lists a fact that is not its own, or one twice", "所列事实不属于它，或有重复"};

Found verify_policy(const ProgramView& view) {
  const Program& program = view.program;
  if (program.minor_digits > kMostMinorDigits) return Flaw{{"the currency has too many decimals", "币种小数位过多"}};
  for (const std::optional<Date>& date : {program.effective_from, program.effective_to}) {
    if (date && !is_day(*date)) return Flaw{{"its window is outside the calendar", "有效期不在日历之内"}};
  }
  if (!view.has_enumeration(program.level_enumeration)) return Flaw{{"the levels are missing", "缺少层级"}};
  return std::nullopt;
}

Found verify_enumerations(const ProgramView& view) {
  constexpr FlawWords kEnumeration{"enumeration", "枚举"};
  for (std::size_t i = 0; i < view.program.enumerations.size(); ++i) {
    const Enumeration& one = view.program.enumerations[i];
    if (one.values.empty()) return flaw_of(kEnumeration, i, {"it has no value", "没有取值"});
    if (one.aliases.size() > one.values.size())
      return flaw_of(kEnumeration, i, {"it has more aliases than values", "别名多于取值"});
  }
  return std::nullopt;
}

Found verify_bounds(const Fact& fact, std::size_t slot) {
  if (!fact.low && !fact.high) return std::nullopt;
  const bool is_wrong_type = !is_numeric(fact.type);
  const bool is_reversed = fact.low && fact.high && *fact.low > *fact.high;
  if (is_wrong_type || is_reversed) return flaw_of(kFact, slot, {"its bounds are wrong", "上下限有误"});
  for (const std::optional<Fraction>& bound : {fact.low, fact.high}) {
    if (fact.type == FactType::Date && bound && !is_day(*bound))
      return flaw_of(kFact, slot, {"its bounds are outside the calendar", "上下限不在日历之内"});
  }
  return std::nullopt;
}

Found verify_facts(const ProgramView& view) {
  const Program& program = view.program;
  for (std::size_t slot = 0; slot < program.facts.size(); ++slot) {
    const Fact& fact = program.facts[slot];
    const std::size_t num_owners =
        fact.owner == FactOwner::Claim ? program.claim_kinds.size() : program.applicant_kinds.size();
    if (fact.kind >= num_owners) return flaw_of(kFact, slot, {"its kind does not exist", "所属类别不存在"});
    const bool has_right_values =
        has_values(fact.type) ? view.has_enumeration(fact.enumeration) : fact.enumeration == kNone;
    if (!has_right_values) return flaw_of(kFact, slot, {"its values do not fit its type", "取值与类型不符"});
    if (Found flaw = verify_bounds(fact, slot)) return flaw;
    if (fact.presumed && !view.is_value(*fact.presumed, fact.type, fact.enumeration))
      return flaw_of(kFact, slot, {"its presumed value is none of its values", "默认值不是其取值"});
  }
  return std::nullopt;
}

/// The facts of the kinds of one owner; none stands in two places.
class FactLists {
 public:
  FactLists(const Program& program, FactOwner owner) : program_(program), owner_(owner), seen_(program.facts.size()) {}

  bool takes(const std::vector<Index>& facts, std::size_t kind) {
    return std::all_of(facts.begin(), facts.end(), [&](Index slot) {
      if (slot >= seen_.size() || seen_[slot]) return false;
      seen_[slot] = true;
      return program_.facts[slot].owner == owner_ && program_.facts[slot].kind == kind;
    });
  }

 private:
  const Program& program_;
  FactOwner owner_;
  std::vector<bool> seen_;
};

bool holds(const std::vector<Index>& slots, Index slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

Found verify_claim_kind(const ProgramView& view, std::size_t index) {
  const Program& program = view.program;
  const ClaimKind& kind = program.claim_kinds[index];
  if (kind.key != kNone && !holds(kind.facts, kind.key))
    return flaw_of(kClaimKind, index, {"its key is none of its facts", "识别号不在其事实之中"});
  const bool has_stage =
      kind.stage == kNone || (holds(kind.facts, kind.stage) && has_values(program.facts[kind.stage].type));
  if (!has_stage) return flaw_of(kClaimKind, index, {"its stage is none of its facts", "环节不在其事实之中"});
  for (const Index award : kind.awards) {
    if (award >= program.awards.size() || program.awards[award].claim_kind != index)
      return flaw_of(kClaimKind, index, {"it lists an award that is for another kind", "所列资助属于其他类别"});
  }
  return std::nullopt;
}

Found verify_kinds(const ProgramView& view) {
  const Program& program = view.program;
  FactLists of_applicants(program, FactOwner::Applicant);
  for (std::size_t i = 0; i < program.applicant_kinds.size(); ++i) {
    if (!of_applicants.takes(program.applicant_kinds[i].facts, i)) return flaw_of(kApplicantKind, i, kStrayFact);
  }
  FactLists of_claims(program, FactOwner::Claim);
  for (std::size_t i = 0; i < program.claim_kinds.size(); ++i) {
    if (!of_claims.takes(program.claim_kinds[i].facts, i)) return flaw_of(kClaimKind, i, kStrayFact);
    if (Found flaw = verify_claim_kind(view, i)) return flaw;
  }
  return std::nullopt;
}

Found verify_readings(const ProgramView& view) {
  for (std::size_t i = 0; i < view.program.readings.size(); ++i) {
    const Reading& reading = view.program.readings[i];
    if (!view.has_enumeration(reading.enumeration) || reading.adopted >= view.num_values(reading.enumeration))
      return flaw_of({"reading", "解释口径"}, i, {"its adopted value does not exist", "采用的口径不存在"});
  }
  return std::nullopt;
}

Found verify_parameters(const ProgramView& view) {
  constexpr FlawWords kParameter{"parameter", "参数"};
  for (std::size_t i = 0; i < view.program.parameters.size(); ++i) {
    const Parameter& parameter = view.program.parameters[i];
    if (!is_numeric(parameter.type)) return flaw_of(kParameter, i, {"it is no number", "不是数值"});
    for (std::size_t at = 0; at < parameter.steps.size(); ++at) {
      const Parameter::Step& step = parameter.steps[at];
      const bool is_in_order = at == 0 || parameter.steps[at - 1].from < step.from;
      const bool is_sound = is_day(step.from) && (parameter.type != FactType::Date || is_day(step.value));
      if (!is_in_order || !is_sound)
        return flaw_of(kParameter, i, {"its dates are wrong or out of order", "日期有误或次序颠倒"});
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Flaw> verify_vocabulary(const ProgramView& view) {
  if (Found flaw = verify_enumerations(view)) return flaw;
  if (Found flaw = verify_policy(view)) return flaw;
  if (Found flaw = verify_facts(view)) return flaw;
  if (Found flaw = verify_kinds(view)) return flaw;
  if (Found flaw = verify_readings(view)) return flaw;
  return verify_parameters(view);
}

}  // namespace polc::runtime
