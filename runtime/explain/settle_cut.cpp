// `cap` and `highest with other grants`: how much of a group's sum is paid.
#include <algorithm>

#include "runtime/explain/settle_step.h"

namespace polc::runtime {
namespace {

MinorUnits positive(MinorUnits value) { return std::max<MinorUnits>(value, 0); }

// What the grants before a member use of the cap. In one group with one cap the amounts before the cut do
// (what goes beyond the cap leaves nothing anyway) and keep ranges narrow; rolling windows, different caps and
// refusals need what was really paid.
Bounds used_earlier(const StepRun& run, std::size_t member) {
  Bounds result;
  const Step& step = *run.frame.step;
  const bool needs_paid = run.frame.is_rolling() || !run.frame.has_one_number || step.refuses_whole;
  for (std::size_t other = 0; other < run.frame.members.size(); ++other) {
    const Pair pair = run.frame.pair(member, other);
    if (other == member || pair.same == Tri::No) continue;
    const Tri counts = pair.same & run.is_before(other, member) & pair.looks_back;
    if (counts == Tri::No) continue;
    const MinorUnits least = needs_paid ? run.then(other).low : run.now(other).low;
    const MinorUnits most = needs_paid && other < member ? run.then(other).high : run.now(other).high;
    result = sum(result, {counts == Tri::Yes ? least : 0, most});
  }
  return result;
}

// What later members of the group come to: they are cut first.
Bounds later_sum(const StepRun& run, std::size_t member) {
  Bounds result;
  for (std::size_t other = 0; other < run.frame.members.size(); ++other) {
    const Pair pair = run.frame.pair(member, other);
    if (other == member || pair.same == Tri::No) continue;
    const Tri counts = pair.same & run.is_before(member, other);
    if (counts == Tri::No) continue;
    result = sum(result, {counts == Tri::Yes ? run.now(other).low : 0, run.now(other).high});
  }
  return result;
}

Bounds group_sum(const StepRun& run, std::size_t member) {
  Bounds result = run.now(member);
  for (std::size_t other = 0; other < run.frame.members.size(); ++other) {
    const Tri same = run.frame.pair(member, other).same;
    if (other == member || same == Tri::No) continue;
    result = sum(result, {same == Tri::Yes ? run.now(other).low : 0, run.now(other).high});
  }
  return result;
}

Bounds after_others(const StepRun& run, std::size_t member, Mode mode) {
  const Bounds& now = run.now(member);
  const Payments& others = run.frame.members[member].others;
  const Bounds paid = seen_payment(others.sum, run.ends);
  const Bounds count = seen_payment(others.count, run.ends);
  switch (mode) {
    case Mode::IgnoringPaid:
    case Mode::ReplacingPaid: return now;
    case Mode::NothingMoreOncePaid:
    case Mode::FirstOnly:
      if (count.low > 0) return {};
      return {count.high > 0 ? 0 : now.low, now.high};
    case Mode::ToppingUp: {
      const Bounds later = later_sum(run, member);
      return {positive(now.low - positive(paid.high - later.low)),
              positive(now.high - positive(paid.low - later.high))};
    }
  }
  return {};
}

}  // namespace

Bounds cap_member(const StepRun& run, std::size_t member) {
  const Member& found = run.frame.members[member];
  const Bounds& now = run.now(member);
  const Bounds capacity = seen_capacity(found.number, run.ends);
  const Bounds paid = seen_payment(sum(found.past.sum, found.others.sum), run.ends);
  const Bounds earlier = used_earlier(run, member);
  const MinorUnits least_left = capacity.low - paid.high - earlier.high;
  const MinorUnits most_left = capacity.high - paid.low - earlier.low;
  if (!run.frame.step->refuses_whole)
    return {positive(std::min(now.low, least_left)), positive(std::min(now.high, most_left))};
  if (now.high <= least_left) return now;
  if (now.low > most_left || most_left <= 0) return {};
  return {0, now.high};
}

// Another policy that grants more than this one pays the matter alone. What narrower statements have already
// deducted still belongs to this policy's side of the comparison.
Bounds compare_with_others(const StepRun& run, std::size_t member, Mode mode) {
  const Member& found = run.frame.members[member];
  const Bounds gross = sum(group_sum(run, member), seen_capacity(found.deducted_before, run.ends));
  const Bounds highest_other = seen_payment(found.highest_other, run.ends);
  if (gross.high < highest_other.low) return {};
  Bounds result = after_others(run, member, mode);
  if (gross.low < highest_other.high) result.low = 0;
  return result;
}

}  // namespace polc::runtime
