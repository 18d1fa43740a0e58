#include "runtime/explain/settle_step.h"

#include <optional>

namespace polc::runtime {
namespace {

Bounds apply_mode(StepRun& run, std::size_t member, Mode mode) {
  switch (run.frame.step->kind) {
    case StepKind::Once: return choose_member(run, member, Mode::NothingMoreOncePaid);
    case StepKind::Highest:
      if (mode == Mode::FirstOnly) return limit_member(run, member, {1, 1});
      return choose_member(run, member, mode);
    case StepKind::Limit: return limit_member(run, member, seen_capacity(run.frame.members[member].number, run.ends));
    case StepKind::Cap: return cap_member(run, member);
    case StepKind::HighestWithOthers: return compare_with_others(run, member, mode);
  }
  return {};
}

}  // namespace

Bounds seen_payment(const Bounds& bounds, Ends ends) {
  switch (ends) {
    case Ends::Both: return bounds;
    case Ends::Low: return {bounds.high, bounds.high};
    case Ends::High: return {bounds.low, bounds.low};
  }
  return bounds;
}

Bounds seen_capacity(const Bounds& bounds, Ends ends) {
  switch (ends) {
    case Ends::Both: return bounds;
    case Ends::Low: return {bounds.low, bounds.low};
    case Ends::High: return {bounds.high, bounds.high};
  }
  return bounds;
}

Tri StepRun::is_before(std::size_t first, std::size_t second) const {
  return ends == Ends::Both ? frame.pair(first, second).before : to_tri(first < second);
}

std::vector<Bounds> apply_step(const Frame& frame, const std::vector<Bounds>& amounts, Ends ends) {
  StepRun run{frame, ends, amounts, amounts, {}};
  for (std::size_t i = 0; i < frame.members.size(); ++i) {
    const Member& member = frame.members[i];
    // Zero is no payment: it is not cut and takes no place.
    if (amounts[member.grant].is_nothing()) continue;
    std::optional<Bounds> result;
    for (const Mode mode : member.modes) {
      const Bounds one = apply_mode(run, i, mode);
      result = result ? hull(*result, one) : one;
    }
    if (member.is_active.holds == Tri::Unknown && result) result = hull(*result, amounts[member.grant]);
    if (result) run.after[member.grant] = *result;
  }
  return run.after;
}

}  // namespace polc::runtime
