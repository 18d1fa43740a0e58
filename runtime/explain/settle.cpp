#include "runtime/explain/settle.h"

#include <algorithm>
#include <limits>
#include <map>

#include "runtime/explain/faults.h"
#include "runtime/explain/settle_certainty.h"
#include "runtime/explain/settle_dependence.h"
#include "runtime/explain/settle_step.h"

namespace polc::runtime {
namespace {

std::string step_name(StepKind kind) {
  switch (kind) {
    case StepKind::Once: return "once";
    case StepKind::Limit: return "limit";
    case StepKind::Highest: return "highest";
    case StepKind::HighestWithOthers: return "other";
    case StepKind::Cap: return "cap";
  }
  return {};
}

bool has_mode(StepKind kind) { return kind == StepKind::Highest || kind == StepKind::HighestWithOthers; }

// The payments the statement looked at for this grant.
Bounds payments_seen(const Frame& frame, const Member& member) {
  switch (frame.step->kind) {
    case StepKind::Once:
    case StepKind::Limit: return member.past.sum;
    case StepKind::Highest: return member.modes.front() == Mode::ToppingUp ? member.deducted_here.sum : member.past.sum;
    case StepKind::HighestWithOthers: return member.modes.front() == Mode::IgnoringPaid ? Bounds{} : member.others.sum;
    case StepKind::Cap: return sum(member.past.sum, member.others.sum);
  }
  return {};
}

class Settler {
 public:
  Settler(ExpressionEvaluator& evaluator, std::size_t kind, std::vector<GrantState>& grants,
          std::vector<CaseError>& errors)
      : evaluator_(evaluator),
        relations_(evaluator),
        grants_(grants),
        errors_(errors),
        frames_(make_frames(evaluator, kind, grants, errors)),
        certainty_(grants.size()),
        dependence_(relations_, grants, frames_) {}

  Settlement settle() {
    std::vector<Bounds> amounts;
    for (const GrantState& grant : grants_) amounts.push_back(to_bounds(grant.amount));
    const std::vector<Bounds> low = run_to_end(amounts, Ends::Low);
    const std::vector<Bounds> high = run_to_end(amounts, Ends::High);
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      certainty_.look_at(frames_, i, amounts);
      const std::vector<Bounds> after = apply_step(frames_[i], amounts, Ends::Both);
      dependence_.look_at(frames_[i], amounts, after);
      record(frames_[i], amounts, after);
      amounts = after;
    }
    Bounds total;
    for (std::size_t i = 0; i < grants_.size(); ++i) {
      grants_[i].amount = to_range(amounts[i]);
      grants_[i].depends_on = dependence_.of(i);
      total = sum(total, certainty_.is_certain(i) ? Bounds{low[i].low, high[i].high} : amounts[i]);
    }
    check_size(total);
    return {to_range(total), recoveries(), recover_causes_};
  }

 private:
  std::vector<Bounds> run_to_end(std::vector<Bounds> amounts, Ends ends) const {
    for (Bounds& amount : amounts)
      amount = ends == Ends::Low ? Bounds{amount.low, amount.low} : Bounds{amount.high, amount.high};
    for (const Frame& frame : frames_) amounts = apply_step(frame, amounts, ends);
    return amounts;
  }

  void record(const Frame& frame, const std::vector<Bounds>& before, const std::vector<Bounds>& after) {
    for (std::size_t i = 0; i < frame.members.size(); ++i) {
      const Member& member = frame.members[i];
      recover_replaced(frame, i, after);
      const Bounds& from = before[member.grant];
      const Bounds& to = after[member.grant];
      if (from == to) continue;
      GrantState& grant = grants_[member.grant];
      Adjustment adjustment{frame.step->rule, step_name(frame.step->kind), std::nullopt, to_range(from), to_range(to),
                            std::nullopt};
      if (has_mode(frame.step->kind)) adjustment.mode = member.modes.front();
      const Bounds paid = payments_seen(frame, member);
      if (!paid.is_nothing()) adjustment.paid = to_range(paid);
      grant.adjusted.push_back(std::move(adjustment));
      if (!to.is_exact()) grant.missing = merge(grant.missing, causes_of(frame, i, before));
    }
  }

  // Unknown facts that this statement met: of payments and conditions, of what relates to the grant, and of the
  // grants beside it.
  Paths causes_of(const Frame& frame, std::size_t place, const std::vector<Bounds>& before) const {
    const Member& member = frame.members[place];
    // Where it matters what the others really get, their payments matter too.
    const bool is_chained = frame.is_rolling() || frame.step->refuses_whole || !frame.has_one_number;
    Paths result = member.causes;
    for (std::size_t i = 0; i < frame.members.size(); ++i) {
      const Pair pair = frame.pair(place, i);
      const Bounds& amount = before[frame.members[i].grant];
      if (i == place || pair.same == Tri::No || amount.is_nothing()) continue;
      const std::size_t claim = grants_[member.grant].claim;
      const GrantState& other = grants_[frame.members[i].grant];
      if (pair.same == Tri::Unknown)
        result = merge(result, merge(relations_.same_group(*frame.step, claim, other.claim).causes,
                                     frame.members[i].is_active.causes));
      if (frame.is_rolling()) result = merge(result, relations_.looks_back(*frame.step, claim, other.claim).causes);
      if (pair.before == Tri::Unknown) result = merge(result, relations_.comes_before(claim, other.claim).causes);
      if (!amount.is_exact()) result = merge(result, other.missing);
      if (is_chained) result = merge(result, frame.members[i].causes);
    }
    return result;
  }

  // A grant that is surely paid in place of what was paid before has that recovered.
  void recover_replaced(const Frame& frame, std::size_t place, const std::vector<Bounds>& after) {
    const Member& member = frame.members[place];
    const auto& modes = member.modes;
    const bool can_replace = std::find(modes.begin(), modes.end(), Mode::ReplacingPaid) != modes.end();
    if (!can_replace || !has_mode(frame.step->kind) || after[member.grant].is_nothing()) return;
    const bool is_sure = after[member.grant].low > 0 && member.is_active.holds == Tri::Yes && modes.size() == 1;
    recover_causes_ = merge(recover_causes_, merge(member.causes, dependence_.of(member.grant)));
    if (!is_sure) return;
    if (frame.step->kind == StepKind::Highest) recover_payments(frame, member);
    if (frame.step->kind == StepKind::HighestWithOthers) recover_others(frame, member);
  }

  void recover_payments(const Frame& frame, const Member& member) {
    const std::vector<HistoryEntry>& history = evaluator_.input().history;
    for (std::size_t i = 0; i < history.size(); ++i) {
      const HistoryEntry& entry = history[i];
      const std::vector<Index>& awards = frame.step->awards;
      if (std::find(awards.begin(), awards.end(), entry.award) == awards.end()) continue;
      if (relations_.counts(*frame.step, grants_[member.grant].claim, i).holds != Tri::Yes) continue;
      recovered_payments_.emplace(
          i, Recovery{
                 evaluator_.program().awards[entry.award].name, entry.on, money_of(entry.paid), {}, rule_text(frame)});
    }
  }

  void recover_others(const Frame& frame, const Member& member) {
    const std::vector<OtherGrant>& others = evaluator_.input().others;
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (relations_.matches(*frame.step, grants_[member.grant].claim, i).holds != Tri::Yes) continue;
      recovered_others_.emplace(
          i, Recovery{{}, others[i].on, money_of(others[i].paid), others[i].policy, rule_text(frame)});
    }
  }

  static Range money_of(const CaseMoney& money) {
    if (money.presence != Presence::Given) return {Fraction(0), std::nullopt};
    return Range::exactly(money.minor_units);
  }

  std::string rule_text(const Frame& frame) const {
    return frame.step->rule == kNone ? std::string() : evaluator_.program().rules[frame.step->rule].text;
  }

  // In the order of the case; what was never paid is not recovered.
  std::vector<Recovery> recoveries() const {
    std::vector<Recovery> result;
    for (const auto* list : {&recovered_payments_, &recovered_others_}) {
      for (const auto& [place, recovery] : *list) {
        const bool is_nothing = recovery.paid.is_exact() && recovery.paid.low->sign() <= 0;
        if (!is_nothing) result.push_back(recovery);
      }
    }
    return result;
  }

  void check_size(const Bounds& total) {
    constexpr MinorUnits kMost = std::numeric_limits<std::int64_t>::max();
    const bool is_too_large = total.low > kMost || (total.high > kMost && total.high < kUnlimited / 2);
    if (is_too_large) errors_.push_back(describe_fault(evaluator_.program(), Fault{}, {}));
  }

  ExpressionEvaluator& evaluator_;
  Relations relations_;
  std::vector<GrantState>& grants_;
  std::vector<CaseError>& errors_;
  std::vector<Frame> frames_;
  Certainty certainty_;
  Dependence dependence_;
  std::map<std::size_t, Recovery> recovered_payments_;  // by history entry; the first statement that says so
  std::map<std::size_t, Recovery> recovered_others_;    // by other grant
  Paths recover_causes_;
};

}  // namespace

Settlement settle(ExpressionEvaluator& evaluator, std::size_t kind, std::vector<GrantState>& grants,
                  std::vector<CaseError>& errors) {
  return Settler(evaluator, kind, grants, errors).settle();
}

}  // namespace polc::runtime
