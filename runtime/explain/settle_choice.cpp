// `once`, `highest` and `limit`: which grants of a group are paid at all.
#include <algorithm>

#include "runtime/explain/settle_step.h"

namespace polc::runtime {
namespace {

MinorUnits positive(MinorUnits value) { return std::max<MinorUnits>(value, 0); }

// Whether a first member is chosen before a second whatever their amounts: more, or the same and earlier.
bool surely_beats(const StepRun& run, std::size_t first, std::size_t second) {
  const MinorUnits least = run.now(first).low;
  const MinorUnits most = run.now(second).high;
  return least > most || (least == most && run.is_before(first, second) == Tri::Yes);
}

// The highest of a group is kept, ties going to the first in order. The high end stays unless another member's
// low beats it, the low end only if it beats every other high.
Bounds keep_highest(const StepRun& run, std::size_t member) {
  Bounds result = run.now(member);
  for (std::size_t other = 0; other < run.frame.members.size(); ++other) {
    const Tri same = run.frame.pair(member, other).same;
    if (other == member || same == Tri::No || run.now(other).is_nothing()) continue;
    if (same == Tri::Yes && surely_beats(run, other, member)) return {};
    if (!surely_beats(run, member, other)) result.low = 0;
  }
  return result;
}

bool blocks_by_payment(Mode mode) { return mode == Mode::NothingMoreOncePaid; }

Payments payments_of(const StepRun& run, std::size_t member, Mode mode) {
  const Member& found = run.frame.members[member];
  Payments result = mode == Mode::ToppingUp ? found.deducted_here : found.past;
  result.sum = seen_payment(result.sum, run.ends);
  result.count = seen_payment(result.count, run.ends);
  return result;
}

// In a rolling window grants are kept in order of amount; one is out when a kept one lies within the years on
// either side. One that a past payment shuts out is not kept and shuts out nobody.
class RollingChoice {
 public:
  RollingChoice(const StepRun& run, Mode mode) : run_(run), mode_(mode) {}

  // Returns for each member whether it is kept.
  std::vector<Tri> choose_all() const {
    std::vector<Tri> result(run_.frame.members.size(), Tri::No);
    std::vector<bool> is_done(result.size(), false);
    for (std::size_t member = 0; member < result.size(); ++member) {
      if (is_done[member] || run_.now(member).is_nothing()) continue;
      const std::vector<std::size_t> group = group_of(member);
      for (const std::size_t other : group) is_done[other] = true;
      if (group.size() > 1 && !is_certain(group)) {
        for (const std::size_t other : group) result[other] = Tri::Unknown;
      } else if (group.size() == 1) {
        result[member] = Tri::Yes;
      } else {
        for (const std::size_t other : choose(group)) result[other] = Tri::Yes;
      }
    }
    return result;
  }

 private:
  Tri meet(std::size_t first, std::size_t second) const {
    return run_.frame.pair(first, second).same & run_.frame.is_near(first, second);
  }

  // The members that can reach `member` through others, each within the years of the next.
  std::vector<std::size_t> group_of(std::size_t member) const {
    std::vector<std::size_t> group{member};
    std::vector<bool> is_in(run_.frame.members.size(), false);
    is_in[member] = true;
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t other = 0; other < is_in.size(); ++other) {
        if (is_in[other] || run_.now(other).is_nothing() || meet(group[i], other) == Tri::No) continue;
        is_in[other] = true;
        group.push_back(other);
      }
    }
    return group;
  }

  bool is_certain(const std::vector<std::size_t>& group) const {
    for (const std::size_t first : group) {
      const Bounds count = payments_of(run_, first, mode_).count;
      const bool may_be_shut_out = blocks_by_payment(mode_) && count.low == 0 && count.high > 0;
      const bool is_open =
          !run_.now(first).is_exact() || run_.frame.members[first].is_active.holds != Tri::Yes || may_be_shut_out;
      if (is_open) return false;
      for (const std::size_t second : group) {
        if (first != second && (meet(first, second) == Tri::Unknown || run_.is_before(first, second) == Tri::Unknown))
          return false;
      }
    }
    return true;
  }

  std::vector<std::size_t> choose(std::vector<std::size_t> group) const {
    // Places of members are in the order of grants.
    std::sort(group.begin(), group.end(), [&](std::size_t lhs, std::size_t rhs) {
      if (run_.now(lhs).low != run_.now(rhs).low) return run_.now(lhs).low > run_.now(rhs).low;
      return lhs < rhs;
    });
    std::vector<std::size_t> kept;
    for (const std::size_t member : group) {
      if (blocks_by_payment(mode_) && payments_of(run_, member, mode_).count.low > 0) continue;
      const bool is_free =
          std::none_of(kept.begin(), kept.end(), [&](std::size_t other) { return meet(member, other) == Tri::Yes; });
      if (is_free) kept.push_back(member);
    }
    return kept;
  }

  const StepRun& run_;
  Mode mode_;
};

Bounds keep_in_window(StepRun& run, std::size_t member, Mode mode) {
  const auto known = run.kept_in_window.find(mode);
  const std::vector<Tri>& kept =
      known != run.kept_in_window.end()
          ? known->second
          : run.kept_in_window.emplace(mode, RollingChoice(run, mode).choose_all()).first->second;
  const Bounds& now = run.now(member);
  switch (kept[member]) {
    case Tri::Yes: return now;
    case Tri::No: return {};
    case Tri::Unknown: return {0, now.high};
  }
  return {};
}

Bounds after_payments(const Bounds& kept, const Payments& paid, Mode mode) {
  switch (mode) {
    case Mode::IgnoringPaid: return kept;
    case Mode::ToppingUp: return {positive(kept.low - paid.sum.high), positive(kept.high - paid.sum.low)};
    case Mode::NothingMoreOncePaid:
    case Mode::FirstOnly:
      if (paid.count.low > 0) return {};
      return {paid.count.high > 0 ? 0 : kept.low, kept.high};
    case Mode::ReplacingPaid:
      if (kept.high <= paid.sum.low) return {};
      return {kept.low > paid.sum.high ? kept.low : 0, kept.high};
  }
  return {};
}

// The places taken before a member's turn.
Bounds count_earlier(const StepRun& run, std::size_t member) {
  Bounds result;
  const bool is_rolling = run.frame.is_rolling();
  for (std::size_t other = 0; other < run.frame.members.size(); ++other) {
    const Pair pair = run.frame.pair(member, other);
    if (other == member || pair.same == Tri::No) continue;
    const Tri counts = pair.same & run.is_before(other, member) & pair.looks_back;
    if (counts == Tri::No) continue;
    // Outside rolling windows the place in line decides; inside them only grants that were paid take a place.
    const Bounds& least = is_rolling ? run.then(other) : run.now(other);
    const Bounds& most = is_rolling && other < member ? run.then(other) : run.now(other);
    result = sum(result, {counts == Tri::Yes && least.low > 0 ? 1 : 0, most.high > 0 ? 1 : 0});
  }
  return result;
}

}  // namespace

Bounds choose_member(StepRun& run, std::size_t member, Mode mode) {
  const Bounds kept = run.frame.is_rolling() ? keep_in_window(run, member, mode) : keep_highest(run, member);
  return after_payments(kept, payments_of(run, member, mode), mode);
}

Bounds limit_member(const StepRun& run, std::size_t member, const Bounds& number) {
  const Bounds& now = run.now(member);
  const Bounds taken = sum(seen_payment(run.frame.members[member].past.count, run.ends), count_earlier(run, member));
  if (taken.high + 1 <= number.low) return now;
  if (taken.low >= number.high) return {};
  return {0, now.high};
}

}  // namespace polc::runtime
