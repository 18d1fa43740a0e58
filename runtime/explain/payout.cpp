#include "runtime/explain/payout.h"

#include <algorithm>

#include "base/assert.h"

namespace polc::runtime {
namespace {

Fraction value_of(const std::optional<Fraction>& result) {
  // Amounts have 64 bits and shares six decimals: 128 bits hold their products.
  POLC_ASSERT(result, "a share of an amount fits 128 bits");
  return *result;
}

Fraction rounded(const Fraction& value) { return value_of(round_to(value, Fraction(1), Rounding::HalfUp)); }

Range share_of(const Range& amount, const Fraction& share) {
  Range result;
  if (amount.low) result.low = rounded(value_of(multiply(*amount.low, share)));
  if (amount.high) result.high = rounded(value_of(multiply(*amount.high, share)));
  return result;
}

// Returns what the parts before the last leave of one amount.
Fraction rest_of(const Fraction& amount, const Schedule& schedule) {
  Fraction rest = amount;
  for (std::size_t i = 0; i + 1 < schedule.parts.size(); ++i) {
    rest = value_of(subtract(rest, rounded(value_of(multiply(amount, schedule.parts[i].share)))));
  }
  return rest;
}

// The rest of an amount that is not exact: its share, give or take half a unit for each part rounded before.
Range rest_of(const Range& amount, const Schedule& schedule) {
  if (amount.is_exact()) return Range::exactly(rest_of(*amount.low, schedule));
  Fraction share(1);
  for (std::size_t i = 0; i + 1 < schedule.parts.size(); ++i)
    share = value_of(subtract(share, schedule.parts[i].share));
  const Fraction slack = value_of(Fraction::ratio(static_cast<Fraction::Wide>(schedule.parts.size() - 1), 2));
  Range result{Fraction(0), std::nullopt};
  if (amount.low)
    result.low = std::max(Fraction(0), ceil(value_of(subtract(value_of(multiply(*amount.low, share)), slack))));
  if (amount.high)
    result.high = std::min(*amount.high, floor(value_of(add(value_of(multiply(*amount.high, share)), slack))));
  return result;
}

}  // namespace

std::vector<ObligationDue> obligations_due(const Program& program, const KindDecision& decision) {
  std::vector<ObligationDue> result;
  if (decision.total.high && decision.total.high->is_zero()) return result;
  for (std::size_t i = 0; i < program.obligations.size(); ++i) {
    if (decision.obligations[i].holds == Tri::No) continue;
    ObligationDue due{program.obligations[i].text, std::nullopt};
    if (program.obligations[i].share) due.amount = share_of(decision.total, *program.obligations[i].share);
    if (due.amount && decision.obligations[i].holds == Tri::Unknown) due.amount->low = Fraction(0);
    result.push_back(std::move(due));
  }
  return result;
}

std::vector<ScheduledPart> scheduled_parts(const Program& program, const Case& one, const KindDecision& decision) {
  std::vector<ScheduledPart> result;
  for (std::size_t i = 0; i < program.schedules.size(); ++i) {
    const Schedule& schedule = program.schedules[i];
    for (std::size_t j = 0; j < decision.grants.size(); ++j) {
      const GrantState& grant = decision.grants[j];
      const bool is_paid =
          decision.schedules[i][j].holds != Tri::No && !(grant.amount.high && grant.amount.high->is_zero());
      if (!is_paid || program.awards[grant.award].refers) continue;
      for (std::size_t part = 0; part < schedule.parts.size(); ++part) {
        const bool is_last = part + 1 == schedule.parts.size();
        Range amount = is_last ? rest_of(grant.amount, schedule) : share_of(grant.amount, schedule.parts[part].share);
        if (decision.schedules[i][j].holds == Tri::Unknown) amount.low = Fraction(0);
        result.push_back(
            {one.claims[grant.claim].id, program.awards[grant.award].name, schedule.parts[part].milestone, amount});
      }
    }
  }
  return result;
}

}  // namespace polc::runtime
