#include "runtime/explain/settle_frame.h"

#include <algorithm>
#include <map>

#include "runtime/explain/faults.h"

namespace polc::runtime {
namespace {

MinorUnits to_units(const Fraction& value) {
  if (value.sign() <= 0) return 0;
  const std::optional<Fraction> rounded = round_to(value, Fraction(1), Rounding::HalfUp);
  return rounded ? std::min(rounded->numerator(), kUnlimited) : kUnlimited;
}

Bounds possibly(const Bounds& bounds) { return {0, bounds.high}; }

bool holds_award(const Step& step, Index award) {
  return std::find(step.awards.begin(), step.awards.end(), award) != step.awards.end();
}

Bounds paid_bounds(const CaseMoney& money) {
  if (money.presence != Presence::Given) return {0, kUnlimited};
  const MinorUnits units = to_units(money.minor_units);
  return {units, units};
}

// Adds a payment that counts, or may count.
void add_payment(Payments& payments, const Bounds& paid, Tri counts) {
  if (counts == Tri::No || paid.is_nothing()) return;
  const bool is_sure = counts == Tri::Yes && paid.low > 0;
  payments.sum = sum(payments.sum, counts == Tri::Yes ? paid : possibly(paid));
  payments.count = sum(payments.count, {is_sure ? 1 : 0, 1});
}

void add_unknown_list(Payments& payments) {
  payments.sum.high = kUnlimited;
  payments.count.high = kUnlimited;
}

bool is_topping_up(const Frame& frame, const Member& member) {
  return frame.step->kind == StepKind::Highest &&
         std::find(member.modes.begin(), member.modes.end(), Mode::ToppingUp) != member.modes.end();
}

// Whether the member's statement surely deducts in this mode, or may.
Tri tops_up(const Frame& frame, const Member& member) {
  if (!is_topping_up(frame, member)) return Tri::No;
  return member.modes.size() == 1 ? member.is_active.holds : Tri::Unknown;
}

class FrameMaker {
 public:
  FrameMaker(ExpressionEvaluator& evaluator, std::size_t kind, const std::vector<GrantState>& grants,
             std::vector<CaseError>& errors)
      : evaluator_(evaluator),
        case_(evaluator.input()),
        relations_(evaluator),
        kind_(kind),
        grants_(grants),
        errors_(errors) {
    for (std::size_t i = 0; i < grants.size(); ++i) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [&](std::size_t lhs, std::size_t rhs) { return is_earlier(lhs, rhs); });
  }

  std::vector<Frame> make() {
    std::vector<Frame> frames;
    for (const Step& step : evaluator_.program().steps) {
      if (!step.for_kind[kind_]) continue;
      Frame frame = start(step);
      if (!frame.members.empty()) frames.push_back(std::move(frame));
    }
    for (std::size_t i = 0; i < frames.size(); ++i) read_payments(frames, i);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (frames[i].step->kind == StepKind::HighestWithOthers) find_deductions(frames, i);
    }
    return frames;
  }

 private:
  // The order of grants for sorting; unknown dates come last.
  bool is_earlier(std::size_t lhs, std::size_t rhs) const {
    const Claim& left = case_.claims[grants_[lhs].claim];
    const Claim& right = case_.claims[grants_[rhs].claim];
    const bool is_left_known = left.on.presence == Presence::Given;
    const bool is_right_known = right.on.presence == Presence::Given;
    if (is_left_known != is_right_known) return is_left_known;
    if (is_left_known && left.on.date != right.on.date) return left.on.date < right.on.date;
    if (left.id != right.id) return is_naturally_less(left.id, right.id);
    return award_name(lhs) < award_name(rhs);
  }

  const std::string& award_name(std::size_t grant) const {
    return evaluator_.program().awards[grants_[grant].award].name;
  }

  Place place_of(const Member& member) const { return {grants_[member.grant].claim, std::nullopt}; }

  Frame start(const Step& step) {
    Frame frame;
    frame.step = &step;
    for (const std::size_t grant : order_) {
      if (!holds_award(step, grants_[grant].award)) continue;
      Member member;
      member.grant = grant;
      member.is_active = condition(step.when, member);
      if (member.is_active.holds == Tri::No) continue;
      member.causes = member.is_active.causes;
      read_modes(step, member);
      if (!step.number.empty()) read_number(step, member);
      frame.members.push_back(std::move(member));
    }
    for (const Member& member : frame.members) {
      if (member.number != frame.members.front().number) frame.has_one_number = false;
    }
    frame.places.assign(grants_.size(), frame.members.size());
    for (std::size_t i = 0; i < frame.members.size(); ++i) frame.places[frame.members[i].grant] = i;
    relate(frame);
    return frame;
  }

  Related condition(Index node, const Member& member) {
    if (node == kNone) return {};
    const Outcome outcome = evaluator_.evaluate(node, place_of(member));
    return {outcome.value.truth, outcome.notes.missing};
  }

  void read_modes(const Step& step, Member& member) {
    for (const ModeChoice& choice : step.modes) {
      const Related holds = condition(choice.when, member);
      if (holds.holds == Tri::No) continue;
      member.modes.push_back(choice.mode);
      member.causes = merge(member.causes, holds.causes);
      if (holds.holds == Tri::Yes) return;
    }
    member.modes.push_back(Mode::ToppingUp);
  }

  void read_number(const Step& step, Member& member) {
    const Outcome outcome = evaluator_.evaluate(step.number[kind_], place_of(member));
    if (outcome.notes.fault)
      errors_.push_back(describe_fault(evaluator_.program(), *outcome.notes.fault, {step.rule, {}, {}}));
    Range range = outcome.value.range;
    // At most 3.5 payments are 3 payments.
    if (step.kind == StepKind::Limit && range.low) range.low = floor(*range.low);
    if (step.kind == StepKind::Limit && range.high) range.high = floor(*range.high);
    member.number = to_bounds(range);
    if (!member.number.is_exact()) member.causes = merge(member.causes, outcome.notes.missing);
  }

  // Relates the claims rather than the grants: awards are many to a claim.
  void relate(Frame& frame) {
    std::vector<std::size_t> claims;  // of the case, by place in the frame
    std::map<std::size_t, std::size_t> places;
    for (Member& member : frame.members) {
      const std::size_t claim = grants_[member.grant].claim;
      const auto [place, is_new] = places.emplace(claim, claims.size());
      if (is_new) claims.push_back(claim);
      member.claim = place->second;
    }
    frame.num_claims = claims.size();
    frame.claim_pairs.resize(claims.size() * claims.size());
    for (std::size_t i = 0; i < claims.size(); ++i) {
      for (std::size_t j = 0; j < claims.size(); ++j) {
        Pair& pair = frame.claim_pairs[i * claims.size() + j];
        pair.same = relations_.same_group(*frame.step, claims[i], claims[j]).holds;
        if (pair.same == Tri::No) continue;
        pair.before = relations_.comes_before(claims[i], claims[j]).holds;
        pair.looks_back = relations_.looks_back(*frame.step, claims[i], claims[j]).holds;
      }
    }
  }

  void read_payments(std::vector<Frame>& frames, std::size_t index) {
    Frame& frame = frames[index];
    const bool counts_others = frame.step->kind == StepKind::HighestWithOthers || frame.step->counts_others;
    for (Member& member : frame.members) {
      if (reads_history(frame, member)) read_history(frames, index, member);
      if (counts_others) read_others(*frame.step, member);
    }
  }

  static bool reads_history(const Frame& frame, const Member& member) {
    if (frame.step->scope == Scope::Claim || frame.step->kind == StepKind::HighestWithOthers) return false;
    const bool is_ignored = member.modes.size() == 1 && member.modes.front() == Mode::IgnoringPaid;
    return frame.step->kind != StepKind::Highest || !is_ignored;
  }

  void read_history(const std::vector<Frame>& frames, std::size_t index, Member& member) {
    const Step& step = *frames[index].step;
    member.is_deducted.assign(case_.history.size(), Tri::No);
    for (std::size_t i = 0; i < case_.history.size(); ++i) {
      const HistoryEntry& entry = case_.history[i];
      const Bounds paid = paid_bounds(entry.paid);
      if (entry.award == kNone || !holds_award(step, entry.award) || paid.is_nothing()) continue;
      const Related counts = relations_.counts(step, grants_[member.grant].claim, i);
      if (counts.holds == Tri::No) continue;
      const Related is_elsewhere = is_deducted_wider(frames, index, {member.grant, i});
      member.is_deducted[i] = counts.holds & !is_elsewhere.holds;
      add_payment(member.past, paid, counts.holds);
      add_payment(member.deducted_here, paid, member.is_deducted[i]);
      member.causes = merge(member.causes, merge(counts.causes, is_elsewhere.causes));
      if (!paid.is_exact()) insert(member.causes, built_in_path(case_, {FactHolder::Kind::History, i}, "paid"));
    }
    if (!case_.history_unknown) return;
    add_unknown_list(member.past);
    add_unknown_list(member.deducted_here);
    insert(member.causes, "history");
  }

  struct PaymentOfGrant {
    std::size_t grant;
    std::size_t entry;
  };

  // A past payment is deducted once, at the widest `topping up` group it matches.
  Related is_deducted_wider(const std::vector<Frame>& frames, std::size_t index, PaymentOfGrant payment) const {
    Related result{Tri::No, {}};
    for (std::size_t i = index + 1; i < frames.size(); ++i) {
      const Frame& wider = frames[i];
      const std::optional<std::size_t> place = wider.find(payment.grant);
      if (!place || !holds_award(*wider.step, case_.history[payment.entry].award)) continue;
      const Related tops{tops_up(wider, wider.members[*place]), wider.members[*place].is_active.causes};
      if (tops.holds == Tri::No) continue;
      result = either(result, both(tops, relations_.counts(*wider.step, grants_[payment.grant].claim, payment.entry)));
    }
    return result;
  }

  void read_others(const Step& step, Member& member) {
    for (std::size_t i = 0; i < case_.others.size(); ++i) {
      const OtherGrant& other = case_.others[i];
      const Related matches = relations_.matches(step, grants_[member.grant].claim, i);
      if (matches.holds == Tri::No) continue;
      const Bounds paid = paid_bounds(other.paid);
      const Bounds entitled = paid_bounds(other.entitled);
      add_payment(member.others, paid, matches.holds);
      member.highest_other.high = std::max(member.highest_other.high, entitled.high);
      if (matches.holds == Tri::Yes) member.highest_other.low = std::max(member.highest_other.low, entitled.low);
      member.causes = merge(member.causes, matches.causes);
      for (const char* name : {"paid", "entitled"}) {
        const bool is_known = (name[0] == 'p' ? paid : entitled).is_exact();
        if (!is_known) insert(member.causes, "other." + std::to_string(i + 1) + "." + name);
      }
    }
    if (!case_.others_unknown) return;
    add_unknown_list(member.others);
    member.highest_other.high = kUnlimited;
    insert(member.causes, "other");
  }

  // What narrower statements deducted from the grants of a member's group, each payment once.
  void find_deductions(std::vector<Frame>& frames, std::size_t index) {
    Frame& frame = frames[index];
    for (std::size_t m = 0; m < frame.members.size(); ++m) {
      std::vector<Tri> is_deducted(case_.history.size(), Tri::No);
      bool may_be_more = false;
      for (std::size_t other = 0; other < frame.members.size(); ++other) {
        const Tri same = frame.pair(m, other).same;
        if (same == Tri::No) continue;
        for (std::size_t i = 0; i < index; ++i) {
          const std::optional<std::size_t> place = frames[i].find(frame.members[other].grant);
          if (!place) continue;
          const Member& narrower = frames[i].members[*place];
          const Tri holds = same & tops_up(frames[i], narrower);
          if (holds == Tri::No || narrower.is_deducted.empty()) continue;
          may_be_more = may_be_more || case_.history_unknown;
          for (std::size_t h = 0; h < is_deducted.size(); ++h)
            is_deducted[h] = is_deducted[h] | (holds & narrower.is_deducted[h]);
        }
      }
      Payments deducted;
      for (std::size_t h = 0; h < is_deducted.size(); ++h)
        add_payment(deducted, paid_bounds(case_.history[h].paid), is_deducted[h]);
      if (may_be_more) add_unknown_list(deducted);
      frame.members[m].deducted_before = deducted.sum;
    }
  }

  ExpressionEvaluator& evaluator_;
  const Case& case_;
  Relations relations_;
  std::size_t kind_;
  const std::vector<GrantState>& grants_;
  std::vector<CaseError>& errors_;
  std::vector<std::size_t> order_;  // places of grants, in the order of grants
};

}  // namespace

Bounds sum(const Bounds& lhs, const Bounds& rhs) {
  return {std::min(lhs.low + rhs.low, kUnlimited), std::min(lhs.high + rhs.high, kUnlimited)};
}

Bounds hull(const Bounds& lhs, const Bounds& rhs) { return {std::min(lhs.low, rhs.low), std::max(lhs.high, rhs.high)}; }

Range to_range(const Bounds& bounds) {
  Range result{Fraction::ratio(bounds.low, 1), std::nullopt};
  if (bounds.high < kUnlimited / 2) result.high = Fraction::ratio(bounds.high, 1);
  return result;
}

Bounds to_bounds(const Range& range) {
  return {range.low ? to_units(*range.low) : 0, range.high ? to_units(*range.high) : kUnlimited};
}

Pair Frame::pair(std::size_t first, std::size_t second) const {
  const Member& left = members[first];
  const Member& right = members[second];
  Pair result = claim_pairs[left.claim * num_claims + right.claim];
  result.same = result.same & right.is_active.holds;
  // The grants of one claim stand by the names of their awards, and so do the members.
  if (left.claim == right.claim) result.before = to_tri(first < second);
  return result;
}

Tri Frame::is_near(std::size_t first, std::size_t second) const {
  return pair(first, second).looks_back | pair(second, first).looks_back;
}

bool Frame::has_mode(Mode mode) const {
  return std::any_of(members.begin(), members.end(), [&](const Member& member) {
    return std::find(member.modes.begin(), member.modes.end(), mode) != member.modes.end();
  });
}

std::optional<std::size_t> Frame::find(std::size_t grant) const {
  if (places[grant] == members.size()) return std::nullopt;
  return places[grant];
}

std::vector<Frame> make_frames(ExpressionEvaluator& evaluator, std::size_t kind, const std::vector<GrantState>& grants,
                               std::vector<CaseError>& errors) {
  return FrameMaker(evaluator, kind, grants, errors).make();
}

}  // namespace polc::runtime
