#include "runtime/explain/settle_certainty.h"

#include <numeric>

namespace polc::runtime {
namespace {

// The statements in which the place in line, not the amount, decides.
bool hangs_on_order(const Frame& frame) {
  if (frame.is_rolling() || frame.step->kind == StepKind::Limit || frame.step->refuses_whole) return true;
  return frame.step->kind == StepKind::Highest && frame.has_mode(Mode::FirstOnly);
}

bool is_doubtful_member(const Frame& frame, const Member& member, const Bounds& amount) {
  if (member.is_active.holds == Tri::Unknown || member.modes.size() > 1) return true;
  if (!hangs_on_order(frame)) return false;
  const bool has_open_payments = frame.is_rolling() && !(member.past.count.is_exact() && member.past.sum.is_exact());
  return !amount.is_exact() || !member.number.is_exact() || has_open_payments;
}

struct GrantPair {
  std::size_t first;
  std::size_t second;
};

// A parameter may give two grants of one statement different numbers or modes.
bool is_treated_alike(const Member& first, const Member& second) {
  return first.number == second.number && first.modes == second.modes;
}

// Whether a later statement holds one of two grants without the other: what goes to which then matters.
bool is_split_later(const std::vector<Frame>& frames, std::size_t index, GrantPair grants) {
  for (std::size_t i = index + 1; i < frames.size(); ++i) {
    const std::optional<std::size_t> first = frames[i].find(grants.first);
    const std::optional<std::size_t> second = frames[i].find(grants.second);
    if (!first && !second) continue;
    if (!first || !second || frames[i].is_rolling() || frames[i].pair(*first, *second).same != Tri::Yes) return true;
  }
  return false;
}

// Whether a later statement chooses between two grants: how a cap divided its sum between them then matters.
bool is_chosen_later(const std::vector<Frame>& frames, std::size_t index, GrantPair grants) {
  for (std::size_t i = index + 1; i < frames.size(); ++i) {
    const StepKind kind = frames[i].step->kind;
    const bool chooses = kind == StepKind::Once || kind == StepKind::Highest || kind == StepKind::Limit;
    if (chooses && frames[i].find(grants.first) && frames[i].find(grants.second)) return true;
  }
  return false;
}

}  // namespace

Certainty::Certainty(std::size_t num_grants) : parents_(num_grants), is_doubtful_(num_grants, false) {
  std::iota(parents_.begin(), parents_.end(), std::size_t{0});
}

std::size_t Certainty::root_of(std::size_t grant) const {
  while (parents_[grant] != grant) grant = parents_[grant];
  return grant;
}

void Certainty::unite(std::size_t first, std::size_t second) {
  const std::size_t left = root_of(first);
  const std::size_t right = root_of(second);
  if (left == right) return;
  parents_[right] = left;
  is_doubtful_[left] = is_doubtful_[left] || is_doubtful_[right];
}

void Certainty::look_at(const std::vector<Frame>& frames, std::size_t index, const std::vector<Bounds>& amounts) {
  const Frame& frame = frames[index];
  for (std::size_t i = 0; i < frame.members.size(); ++i) {
    const Bounds& amount = amounts[frame.members[i].grant];
    if (amount.is_nothing()) continue;
    if (is_doubtful_member(frame, frame.members[i], amount)) is_doubtful_[root_of(frame.members[i].grant)] = true;
    for (std::size_t j = i + 1; j < frame.members.size(); ++j) {
      if (!amounts[frame.members[j].grant].is_nothing()) look_at_pair({frames, index, amounts}, i, j);
    }
  }
}

void Certainty::look_at_pair(const Turn& turn, std::size_t first, std::size_t second) {
  const Frame& frame = turn.frames[turn.index];
  const std::vector<Bounds>& amounts = turn.amounts;
  const Tri same = frame.pair(first, second).same | frame.pair(second, first).same;
  if (same == Tri::No) return;
  const Tri is_near = frame.is_near(first, second);
  if (is_near == Tri::No) return;
  const std::size_t left = frame.members[first].grant;
  const std::size_t right = frame.members[second].grant;
  unite(left, right);
  const bool is_order_open = frame.pair(first, second).before == Tri::Unknown;
  const bool is_amount_open = !amounts[left].is_exact() || !amounts[right].is_exact();
  // Against other grants more of one never means less of another; everywhere else it can.
  const bool can_take_from_other = is_amount_open && frame.step->kind != StepKind::HighestWithOthers;
  bool is_doubtful = same == Tri::Unknown || is_near == Tri::Unknown;
  if (is_order_open && hangs_on_order(frame)) is_doubtful = true;
  if ((is_order_open || can_take_from_other) && is_split_later(turn.frames, turn.index, {left, right}))
    is_doubtful = true;
  const bool is_open = is_order_open || is_amount_open;
  if (is_open && !is_treated_alike(frame.members[first], frame.members[second])) is_doubtful = true;
  if (is_open && frame.step->kind == StepKind::Cap && is_chosen_later(turn.frames, turn.index, {left, right})) {
    is_doubtful = true;
  }
  if (is_doubtful) is_doubtful_[root_of(left)] = true;
}

bool Certainty::is_certain(std::size_t grant) const { return !is_doubtful_[root_of(grant)]; }

}  // namespace polc::runtime
