// One settlement statement applied to amounts: a function from the range of every grant to its range after
// the statement. The same function serves the ranges of the items and the two ends of the total.
#pragma once

#include <map>
#include <vector>

#include "runtime/explain/settle_frame.h"

namespace polc::runtime {

/// Both: ranges of the items, every payment anywhere in its range. Low: all that pays at its low end, all that is
/// deducted at its high end; High: the other way round. With Low and High amounts are exact.
enum class Ends : std::uint8_t { Both, Low, High };

/// Returns the amounts of all grants (by place in the list of grants) after the statement.
std::vector<Bounds> apply_step(const Frame& frame, const std::vector<Bounds>& amounts, Ends ends);

/// What is paid from a common sum, as the run looks at it.
Bounds seen_payment(const Bounds& bounds, Ends ends);
/// What is available, as the run looks at it.
Bounds seen_capacity(const Bounds& bounds, Ends ends);

/// A statement in the middle of a run. `before` and `after` are by grant; members are dealt with in order.
struct StepRun {
  const Frame& frame;
  Ends ends;
  const std::vector<Bounds>& before;
  std::vector<Bounds> after;
  std::map<Mode, std::vector<Tri>> kept_in_window;  // rolling choices: by member, filled when first asked for

  const Bounds& now(std::size_t member) const { return before[frame.members[member].grant]; }
  const Bounds& then(std::size_t member) const { return after[frame.members[member].grant]; }
  /// Whether one member comes before another. The ends of the total do not depend on unknown dates.
  Tri is_before(std::size_t first, std::size_t second) const;
};

/// Returns the amount of a member after `once` or `highest`, of `limit`, of `cap`, against other grants.
Bounds choose_member(StepRun& run, std::size_t member, Mode mode);
Bounds limit_member(const StepRun& run, std::size_t member, const Bounds& number);
Bounds cap_member(const StepRun& run, std::size_t member);
Bounds compare_with_others(const StepRun& run, std::size_t member, Mode mode);

}  // namespace polc::runtime
