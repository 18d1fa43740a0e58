// Awards, settlement and the other statements: their lists have the lengths that program.h says, their conditions are
// conditions that can be evaluated where they stand, and shares are such that amounts times them fit 128 bits.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "runtime/program/verify_parts.h"

namespace polc::runtime {
namespace {

using Found = std::optional<Flaw>;

constexpr FlawWords kStep{"settlement step", "结算步骤"};
constexpr FlawWords kWrongAwards{"its awards do not exist or are not sorted by name", "所列资助不存在或未按名称排序"};
constexpr FlawWords kWrongKinds{"it does not speak of each applicant kind once", "未逐一对应申请人类别"};
constexpr FlawWords kWrongCondition{"its condition is none, or asks for what is not there",
                                    "其条件不成立或所问内容不存在"};
constexpr FlawWords kWrongRule{"its rule does not exist", "其规则不存在"};

/// Amounts have 64 bits and lists of a file fewer than 2^24 items, so sums of such shares of amounts fit 128 bits.
constexpr std::int64_t kMostOfShare = std::int64_t{1} << 36U;

bool is_share(const Fraction& share) {
  const Fraction most(kMostOfShare);
  return share.sign() >= 0 && share.numerator() <= kMostOfShare && share.denominator() <= kMostOfShare && share <= most;
}

/// Returns whether all parts can be added with one denominator of a size that leaves room for amounts.
bool are_shares(const std::vector<Schedule::Part>& parts) {
  std::int64_t common = 1;
  for (const Schedule::Part& part : parts) {
    if (!is_share(part.share)) return false;
    const auto denominator = static_cast<std::int64_t>(part.share.denominator());
    const __int128 together = static_cast<__int128>(common / std::gcd(common, denominator)) * denominator;
    if (together > kMostOfShare) return false;
    common = static_cast<std::int64_t>(together);
  }
  return true;
}

/// Conditions of statements: nodes that are there and can be evaluated in a place.
class Conditions {
 public:
  Conditions(const ProgramView& view, const std::vector<Places>& places) : view_(view), places_(places) {}

  bool can_be(Index node, NodeType type, Places place) const {
    return view_.has_node(node, type) && (places_[node] & place) != 0;
  }
  bool can_be_or_none(Index node, Places place) const { return node == kNone || can_be(node, NodeType::Bool, place); }
  bool can_all_be(const std::vector<Index>& when) const {
    return view_.has_conditions(when) &&
           std::all_of(when.begin(), when.end(), [&](Index node) { return can_be_or_none(node, kNoElement); });
  }

 private:
  const ProgramView& view_;
  const std::vector<Places>& places_;
};

bool is_sound(const ProgramView& view, const Conditions& conditions, const Entitlement& entitlement) {
  const bool has_guards = std::all_of(entitlement.guards.begin(), entitlement.guards.end(), [&](const Guard& guard) {
    return view.has_rule_or_none(guard.rule) && conditions.can_be(guard.node, NodeType::Bool, kNoElement);
  });
  const bool has_amount =
      entitlement.amount == kNone || conditions.can_be(entitlement.amount, NodeType::Numeric, kNoElement);
  return has_guards && has_amount && view.has_rule_or_none(entitlement.amount_rule);
}

/// The order of scopes and of choices, other grants and caps, which settlement relies on.
std::tuple<Scope, int, std::size_t> turn_of(const Step& step) {
  const int turn = step.kind == StepKind::Cap ? 2 : step.kind == StepKind::HighestWithOthers ? 1 : 0;
  return {step.scope, turn, step.awards.size()};
}

bool has_numbers(const Step& step, const Conditions& conditions) {
  const bool needs_number = step.kind == StepKind::Limit || step.kind == StepKind::Cap;
  if (!needs_number) return step.number.empty();
  if (step.number.size() != step.for_kind.size()) return false;
  for (std::size_t kind = 0; kind < step.number.size(); ++kind) {
    if (step.for_kind[kind] && !conditions.can_be(step.number[kind], NodeType::Numeric, kNoElement)) return false;
  }
  return true;
}

bool has_conditions(const Step& step, const Conditions& conditions) {
  return conditions.can_be_or_none(step.when, kNoElement) &&
         conditions.can_be_or_none(step.where, kOtherGrantElement) &&
         std::all_of(step.modes.begin(), step.modes.end(),
                     [&](const ModeChoice& choice) { return conditions.can_be_or_none(choice.when, kNoElement); });
}

Found verify_stacks(const ProgramView& view, const Conditions& conditions) {
  constexpr FlawWords kStack{"stack", "可同享"};
  for (std::size_t i = 0; i < view.program.stacks.size(); ++i) {
    const Stack& stack = view.program.stacks[i];
    if (!view.has_awards(stack.awards)) return flaw_of(kStack, i, kWrongAwards);
    if (!conditions.can_be_or_none(stack.when, kNoElement)) return flaw_of(kStack, i, kWrongCondition);
    if (!view.has_rule_or_none(stack.rule)) return flaw_of(kStack, i, kWrongRule);
  }
  return std::nullopt;
}

Found verify_revocations(const ProgramView& view, const Conditions& conditions) {
  constexpr FlawWords kRevocation{"revocation", "取消条款"};
  for (std::size_t i = 0; i < view.program.revocations.size(); ++i) {
    const Revocation& revocation = view.program.revocations[i];
    if (!view.has_awards(revocation.awards)) return flaw_of(kRevocation, i, kWrongAwards);
    if (revocation.when.size() != view.program.num_kinds()) return flaw_of(kRevocation, i, kWrongKinds);
    if (!conditions.can_all_be(revocation.when)) return flaw_of(kRevocation, i, kWrongCondition);
    // Its text is the reason of every recovery.
    if (revocation.rule >= view.program.rules.size()) return flaw_of(kRevocation, i, kWrongRule);
  }
  return std::nullopt;
}

Found verify_obligations(const ProgramView& view, const Conditions& conditions) {
  constexpr FlawWords kObligation{"obligation", "义务"};
  for (std::size_t i = 0; i < view.program.obligations.size(); ++i) {
    const Obligation& obligation = view.program.obligations[i];
    if (!view.fits_kinds(obligation.for_kind)) return flaw_of(kObligation, i, kWrongKinds);
    if (!conditions.can_all_be(obligation.when)) return flaw_of(kObligation, i, kWrongCondition);
    if (obligation.share && !is_share(*obligation.share))
      return flaw_of(kObligation, i, {"its share cannot be computed with", "其比例无法计算"});
    if (!view.has_rule_or_none(obligation.rule)) return flaw_of(kObligation, i, kWrongRule);
  }
  return std::nullopt;
}

Found verify_schedules(const ProgramView& view, const Conditions& conditions) {
  constexpr FlawWords kSchedule{"schedule", "拨付安排"};
  for (std::size_t i = 0; i < view.program.schedules.size(); ++i) {
    const Schedule& schedule = view.program.schedules[i];
    if (!view.has_awards(schedule.awards)) return flaw_of(kSchedule, i, kWrongAwards);
    if (!conditions.can_all_be(schedule.when)) return flaw_of(kSchedule, i, kWrongCondition);
    if (!are_shares(schedule.parts))
      return flaw_of(kSchedule, i, {"its shares cannot be computed with", "其比例无法计算"});
    if (!view.has_rule_or_none(schedule.rule)) return flaw_of(kSchedule, i, kWrongRule);
  }
  return std::nullopt;
}

Found verify_discretions(const ProgramView& view, const Conditions& conditions) {
  constexpr FlawWords kDiscretion{"discretion", "裁量条款"};
  for (std::size_t i = 0; i < view.program.discretions.size(); ++i) {
    const Discretion& discretion = view.program.discretions[i];
    if (!view.fits_kinds(discretion.for_kind)) return flaw_of(kDiscretion, i, kWrongKinds);
    if (!conditions.can_all_be(discretion.when)) return flaw_of(kDiscretion, i, kWrongCondition);
    if (!view.has_rule_or_none(discretion.rule)) return flaw_of(kDiscretion, i, kWrongRule);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Flaw> verify_awards(const ProgramView& view, const std::vector<Places>& places) {
  constexpr FlawWords kAward{"award", "资助"};
  const Program& program = view.program;
  const Conditions conditions(view, places);
  for (std::size_t i = 0; i < program.awards.size(); ++i) {
    const Award& award = program.awards[i];
    if (award.claim_kind >= program.claim_kinds.size())
      return flaw_of(kAward, i, {"its claim kind does not exist", "事项类别不存在"});
    if (!view.has_rule_or_none(award.kind_rule) || !view.has_rule_or_none(award.rule))
      return flaw_of(kAward, i, kWrongRule);
    if (award.entitlements.size() != program.num_kinds()) return flaw_of(kAward, i, kWrongKinds);
    const bool are_sound = std::all_of(award.entitlements.begin(), award.entitlements.end(),
                                       [&](const Entitlement& one) { return is_sound(view, conditions, one); });
    if (!are_sound)
      return flaw_of(kAward, i, {"a condition, its amount or a rule does not exist", "条件、金额或规则不存在"});
  }
  return std::nullopt;
}

std::optional<Flaw> verify_steps(const ProgramView& view, const std::vector<Places>& places) {
  const std::vector<Step>& steps = view.program.steps;
  const Conditions conditions(view, places);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (!view.has_awards(step.awards)) return flaw_of(kStep, i, kWrongAwards);
    if (!view.fits_kinds(step.for_kind)) return flaw_of(kStep, i, kWrongKinds);
    if (!has_numbers(step, conditions)) return flaw_of(kStep, i, {"its number or amount is missing", "缺少数目或金额"});
    if (!has_conditions(step, conditions)) return flaw_of(kStep, i, kWrongCondition);
    if (!view.has_rule_or_none(step.rule)) return flaw_of(kStep, i, kWrongRule);
    if (i > 0 && turn_of(steps[i - 1]) > turn_of(step)) return flaw_of(kStep, i, {"it stands out of turn", "次序颠倒"});
  }
  return std::nullopt;
}

std::optional<Flaw> verify_statements(const ProgramView& view, const std::vector<Places>& places) {
  const Conditions conditions(view, places);
  if (Found flaw = verify_stacks(view, conditions)) return flaw;
  if (Found flaw = verify_revocations(view, conditions)) return flaw;
  if (Found flaw = verify_obligations(view, conditions)) return flaw;
  if (Found flaw = verify_schedules(view, conditions)) return flaw;
  return verify_discretions(view, conditions);
}

}  // namespace polc::runtime
