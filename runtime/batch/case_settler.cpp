#include "runtime/batch/case_settler.h"

#include <algorithm>

#include "runtime/batch/grant_table.h"
#include "runtime/explain/relations.h"

namespace polc::runtime {
namespace {

bool is_given_day(std::int32_t day) { return day > kAbsentDay; }
bool is_given(std::int64_t number) { return number > kAbsentNumber; }
std::int64_t positive(std::int64_t value) { return std::max<std::int64_t>(value, 0); }

// The amounts of one case stay far below this, or the case is left open.
constexpr std::int64_t kMostAmount = std::int64_t{1} << 61;

std::size_t first_row(const std::vector<std::uint32_t>& first_of_case, std::uint32_t row) {
  return first_of_case.empty() ? 0 : first_of_case[row];
}
std::size_t end_row(const std::vector<std::uint32_t>& first_of_case, std::uint32_t row) {
  return first_of_case.empty() ? 0 : first_of_case[row + 1];
}

}  // namespace

bool CaseSettler::settle(std::uint32_t row, std::size_t kind, std::span<SettledGrant> grants) {
  row_ = row;
  kind_ = &plan_.kinds[kind];
  grants_ = grants;
  for (std::size_t place = 0; place < kind_->steps.size(); ++place) {
    if (!apply(place)) return false;
  }
  return true;
}

bool CaseSettler::apply(std::size_t place) {
  const SettlementStep& step = kind_->steps[place];
  const bool is_against_others = step.step->kind == StepKind::HighestWithOthers;
  const bool has_others = first_row(table_.others.first_of_case, row_) != end_row(table_.others.first_of_case, row_);
  if (is_against_others && !has_others) return true;
  if (!find_members(step)) return true;
  if (step.is_left_open || !relate(step)) return false;
  for (Member& member : members_) {
    if (step.reads_history() && !read_payments(place, member)) return false;
    if (has_others && step.reads_others() && !read_others(step, member)) return false;
  }
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (!change(place, i)) return false;
  }
  for (const Member& member : members_) {
    member.grant->min = member.after_min;
    member.grant->max = member.after_max;
  }
  return true;
}

// Zero is no payment: it is not cut and takes no place. Members stand in the order of grants.
bool CaseSettler::find_members(const SettlementStep& step) {
  members_.clear();
  for (SettledGrant& grant : grants_) {
    if (grant.max == 0 || !step.has_award[grant.award]) continue;
    Member member;
    member.grant = &grant;
    members_.push_back(member);
  }
  if (members_.size() > 1) {
    std::sort(members_.begin(), members_.end(),
              [&](const Member& lhs, const Member& rhs) { return is_earlier(*lhs.grant, *rhs.grant); });
  }
  return !members_.empty();
}

// Finds who is in one group. Returns false where that is not known.
bool CaseSettler::relate(const SettlementStep& step) {
  pairs_.assign(members_.size() * members_.size(), Tri::Yes);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    for (std::size_t j = i + 1; j < members_.size(); ++j) {
      const Tri same = same_group(step, members_[i].grant->claim, members_[j].grant->claim);
      if (same == Tri::Unknown) return false;
      pairs_[i * members_.size() + j] = pairs_[j * members_.size() + i] = same;
      if (same == Tri::Yes) members_[i].is_alone = members_[j].is_alone = false;
    }
  }
  return true;
}

bool CaseSettler::read_payments(std::size_t place, Member& member) {
  const SettlementStep& step = kind_->steps[place];
  const HistoryColumns& history = table_.history;
  for (std::size_t h = first_row(history.first_of_case, row_); h < end_row(history.first_of_case, row_); ++h) {
    if (!step.has_award[history.award[h]] || (is_given(history.paid[h]) && history.paid[h] <= 0)) continue;
    const Tri holds = counts(step, member.grant->claim, h);
    if (holds == Tri::No) continue;
    const Tri is_elsewhere = is_deducted_wider(place, member, h);
    if (holds == Tri::Unknown || is_elsewhere == Tri::Unknown || !is_given(history.paid[h])) return false;
    if (history.paid[h] > kMostAmount || member.paid.sum > kMostAmount) return false;
    member.paid.sum += history.paid[h];
    ++member.paid.count;
    if (is_elsewhere == Tri::No) member.paid.deducted += history.paid[h];
    member.is_alone = false;
  }
  return true;
}

// A past payment is deducted once, at the widest `topping up` group it matches.
Tri CaseSettler::is_deducted_wider(std::size_t place, const Member& member, std::size_t payment) {
  Tri result = Tri::No;
  for (std::size_t i = place + 1; i < kind_->steps.size(); ++i) {
    const SettlementStep& wider = kind_->steps[i];
    if (wider.step->kind != StepKind::Highest || !wider.has_award[member.grant->award] ||
        !wider.has_award[table_.history.award[payment]])
      continue;
    if (wider.is_left_open) return Tri::Unknown;
    if (wider.mode == Mode::ToppingUp) result = result | counts(wider, member.grant->claim, payment);
  }
  return result;
}

bool CaseSettler::read_others(const SettlementStep& step, Member& member) {
  const OtherGrantColumns& others = table_.others;
  for (std::size_t o = first_row(others.first_of_case, row_); o < end_row(others.first_of_case, row_); ++o) {
    const Tri holds = matches(step, member.grant->claim, o);
    if (holds == Tri::No) continue;
    if (holds == Tri::Unknown || !is_given(others.paid[o]) || !is_given(others.entitled[o])) return false;
    if (others.paid[o] > kMostAmount || others.entitled[o] > kMostAmount || member.others.paid > kMostAmount)
      return false;
    member.others.paid += positive(others.paid[o]);
    member.others.count += others.paid[o] > 0 ? 1 : 0;
    member.others.highest = std::max(member.others.highest, others.entitled[o]);
    member.others.has_any = true;
    member.is_alone = false;
  }
  return true;
}

bool CaseSettler::change(std::size_t step_place, std::size_t place) {
  const SettlementStep& step = kind_->steps[step_place];
  Member& member = members_[place];
  member.after_min = member.grant->min;
  member.after_max = member.grant->max;
  const bool is_against_others = step.step->kind == StepKind::HighestWithOthers;
  if (is_against_others && !member.others.has_any) return true;
  if (member.is_alone) {
    change_alone(step, member);
    return true;
  }
  const bool is_open = step.step->window == WindowKind::Rolling || member.grant->min != member.grant->max ||
                       member.grant->max > kMostAmount;
  if (is_open) return false;
  switch (step.step->kind) {
    case StepKind::Once: return choose(step, place);
    case StepKind::Highest: return step.mode == Mode::FirstOnly ? limit(place, 1) : choose(step, place);
    case StepKind::Limit: return limit(place, step.number);
    case StepKind::Cap: return cap(step, place);
    case StepKind::HighestWithOthers: return compare_with_others(step_place, place);
  }
  return false;
}

// A grant that meets no other and no payment.
void CaseSettler::change_alone(const SettlementStep& step, Member& member) const {
  const std::int64_t number = step.number;
  if (step.step->kind == StepKind::Limit && number < 1) member.after_min = member.after_max = 0;
  if (step.step->kind != StepKind::Cap) return;
  if (!step.step->refuses_whole) {
    member.after_min = std::min(member.after_min, number);
    member.after_max = std::min(member.after_max, number);
  } else if (member.after_max > number) {
    if (member.after_min > number || number == 0) member.after_max = 0;
    member.after_min = 0;
  }
}

// The highest of a group is kept, ties going to the first in order; then the payments by mode.
bool CaseSettler::choose(const SettlementStep& step, std::size_t place) {
  Member& member = members_[place];
  const std::int64_t now = member.grant->min;
  std::int64_t kept = now;
  for (std::size_t other = 0; other < members_.size(); ++other) {
    if (other == place || pair(place, other) == Tri::No) continue;
    const SettledGrant& rival = *members_[other].grant;
    if (rival.min != rival.max || (rival.min == now && !is_order_known(place, other))) return false;
    if (rival.min > now || (rival.min == now && other < place)) kept = 0;
  }
  const Mode mode = step.step->kind == StepKind::Once ? Mode::NothingMoreOncePaid : step.mode;
  switch (mode) {
    case Mode::IgnoringPaid: break;
    case Mode::ToppingUp: kept = positive(kept - member.paid.deducted); break;
    case Mode::NothingMoreOncePaid:
    case Mode::FirstOnly: kept = member.paid.count > 0 ? 0 : kept; break;
    case Mode::ReplacingPaid: kept = kept > member.paid.sum ? kept : 0; break;
  }
  member.after_min = member.after_max = kept;
  return true;
}

bool CaseSettler::limit(std::size_t place, std::int64_t number) {
  Member& member = members_[place];
  std::int64_t taken = member.paid.count;
  for (std::size_t other = 0; other < members_.size(); ++other) {
    if (other == place || pair(place, other) == Tri::No) continue;
    const SettledGrant& rival = *members_[other].grant;
    if (rival.min != rival.max || !is_order_known(place, other)) return false;
    if (other < place) ++taken;
  }
  if (taken >= number) member.after_min = member.after_max = 0;
  return true;
}

bool CaseSettler::cap(const SettlementStep& step, std::size_t place) {
  Member& member = members_[place];
  std::int64_t used = member.paid.sum + member.others.paid;
  for (std::size_t other = 0; other < members_.size(); ++other) {
    if (other == place || pair(place, other) == Tri::No) continue;
    const Member& rival = members_[other];
    if (rival.grant->min != rival.grant->max || rival.grant->max > kMostAmount || used > kMostAmount ||
        !is_order_known(place, other))
      return false;
    if (other < place) used += step.step->refuses_whole ? rival.after_min : rival.grant->min;
  }
  const std::int64_t left = step.number - used;
  const std::int64_t now = member.grant->min;
  member.after_min = member.after_max =
      step.step->refuses_whole ? (now <= left ? now : 0) : positive(std::min(now, left));
  return true;
}

// Whether a narrower statement may have deducted a payment, which then belongs to this policy's side.
bool CaseSettler::may_be_deducted_before(std::size_t place) const {
  const HistoryColumns& history = table_.history;
  for (std::size_t i = 0; i < place; ++i) {
    const SettlementStep& step = kind_->steps[i];
    if (step.step->kind != StepKind::Highest || (!step.is_left_open && step.mode != Mode::ToppingUp)) continue;
    const bool has_grant = std::any_of(grants_.begin(), grants_.end(),
                                       [&](const SettledGrant& grant) { return step.has_award[grant.award]; });
    for (std::size_t h = first_row(history.first_of_case, row_); has_grant && h < end_row(history.first_of_case, row_);
         ++h) {
      if (step.has_award[history.award[h]]) return true;
    }
  }
  return false;
}

bool CaseSettler::compare_with_others(std::size_t step_place, std::size_t place) {
  if (may_be_deducted_before(step_place)) return false;
  const SettlementStep& step = kind_->steps[step_place];
  Member& member = members_[place];
  const std::int64_t now = member.grant->min;
  std::int64_t gross = now;
  std::int64_t later = 0;
  for (std::size_t other = 0; other < members_.size(); ++other) {
    if (other == place || pair(place, other) == Tri::No) continue;
    const SettledGrant& rival = *members_[other].grant;
    if (rival.min != rival.max || gross > kMostAmount || !is_order_known(place, other)) return false;
    gross += rival.min;
    if (other > place) later += rival.min;
  }
  std::int64_t after = now;
  if (step.mode == Mode::ToppingUp) after = positive(now - positive(member.others.paid - later));
  const bool is_once = step.mode == Mode::NothingMoreOncePaid || step.mode == Mode::FirstOnly;
  if (is_once && member.others.count > 0) after = 0;
  if (gross < member.others.highest) after = 0;
  member.after_min = member.after_max = after;
  return true;
}

bool CaseSettler::is_order_known(std::size_t first, std::size_t second) const {
  const std::uint32_t left = members_[first].grant->claim;
  const std::uint32_t right = members_[second].grant->claim;
  return left == right || (is_given_day(table_.on[left]) && is_given_day(table_.on[right]));
}

// Unknown dates come last.
bool CaseSettler::is_earlier(const SettledGrant& lhs, const SettledGrant& rhs) const {
  if (lhs.claim == rhs.claim) return plan_.award_ranks[lhs.award] < plan_.award_ranks[rhs.award];
  const std::int32_t left = table_.on[lhs.claim];
  const std::int32_t right = table_.on[rhs.claim];
  if (is_given_day(left) != is_given_day(right)) return is_given_day(left);
  if (is_given_day(left) && left != right) return left < right;
  if (table_.claim_ids.size() == 0) return lhs.claim < rhs.claim;
  const std::string left_id = claim_id(lhs.claim);
  const std::string right_id = claim_id(rhs.claim);
  return left_id == right_id ? plan_.award_ranks[lhs.award] < plan_.award_ranks[rhs.award]
                             : is_naturally_less(left_id, right_id);
}

}  // namespace polc::runtime
