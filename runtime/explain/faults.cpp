#include "runtime/explain/faults.h"

#include <fmt/format.h>

#include "runtime/cases/case_error.h"
#include "runtime/explain/case_facts.h"

namespace polc::runtime {
namespace {

std::string rule_place(const Program& program, Index rule) {
  if (rule == kNone) return program.policy_name;  // a cell without a rule of its own
  const Rule& found = program.rules[rule];
  return fmt::format("{}:{}:{}", found.path, found.line, found.column);
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('.') + 1); }

// A fact of the claim lies in the place of the claim; one of the applicant has a place of its own.
std::string fact_pointer(const Fault& fault, const FaultPlace& place) {
  const CasePlace root;
  const CasePlace applicant = root.at("applicant");
  const std::string name = last_part(fault.path);
  if (fault.path.starts_with("applicant.")) return applicant.at(name).pointer();
  return place.pointer + root.at(name).pointer();
}

base::Bilingual amount_of(const Program& program, Index rule) {
  if (rule == kNone) return {"the total of the case", "全案合计"};
  const std::string at = rule_place(program, rule);
  return {"the amount of the rule at " + at, "规则（" + at + "）算出的数额"};
}

CaseError describe_overflow(const Program& program, Index rule, const FaultPlace& place) {
  CaseError result = make_case_error(CaseErrorCode::E1009, {}, {amount_of(program, rule)}, "");
  result.path = place.pointer;
  return result;
}

CaseError describe_decision(const Program& program, const Fault& fault, const FaultPlace& place) {
  const std::string name = last_part(fault.path);
  const std::string decided = money_text(program, fault.first);
  const std::string allowed = money_text(program, fault.second);
  CaseError result =
      make_case_error(CaseErrorCode::E1010, {}, {shown(name), {decided, decided}, {allowed, allowed}}, "");
  result.path = fact_pointer(fault, place);
  return result;
}

CaseError describe_conflict(const Program& program, const Fault& fault, const FaultPlace& place) {
  CaseError result{"P4101", place.pointer, {}, {}, {}, 0, 0};
  const std::string first = money_text(program, fault.first);
  const std::string second = money_text(program, fault.second);
  const std::string first_at = rule_place(program, fault.rule);
  const std::string second_at = rule_place(program, fault.other_rule);
  result.english =
      fmt::format("two cells of award \"{}\" set different amounts for the same claim: {} (at {}) and {} (at {})",
                  place.award, first, first_at, second, second_at);
  result.chinese = fmt::format("资助“{}”有两项金额对同一事项规定不同：{}（{}）与 {}（{}）", place.award, first,
                               first_at, second, second_at);
  return result;
}

}  // namespace

CaseError describe_fault(const Program& program, const Fault& fault, const FaultPlace& place) {
  switch (fault.kind) {
    case Fault::Kind::Overflow: return describe_overflow(program, fault.rule == kNone ? place.rule : fault.rule, place);
    case Fault::Kind::DecidedOutside: return describe_decision(program, fault, place);
    case Fault::Kind::CellConflict: return describe_conflict(program, fault, place);
  }
  return {};
}

std::string claim_pointer(std::size_t index) { return fmt::format("/claims/{}", index); }

}  // namespace polc::runtime
