#include "compiler/analyse/regions/largest_amount.h"

namespace polc::analyse {
namespace {

constexpr std::size_t kMostCombinations = 100'000;

/// A place where one award pays at most an amount.
struct Part {
  Region where;
  Fraction most;
};

/// The largest value of a linear form in a region, or nothing when it has no bound there.
std::optional<Fraction> largest(PolicyView& view, const Linear& value, const Region& where) {
  Fraction result = value.constant;
  for (const auto& [axis, coefficient] : value.terms) {
    const ValueSet& values = view.axes().values(where, axis);
    const bool is_rising = coefficient.sign() > 0;
    const std::int64_t end = is_rising ? values.last() : values.first();
    const std::int64_t domain_end = is_rising ? view.axes()[axis].domain.last() : view.axes()[axis].domain.first();
    const Axis& one = view.axes()[axis];
    const bool is_declared =
        one.kind == AxisKind::Fact &&
        (is_rising ? view.program().facts[one.slot].high : view.program().facts[one.slot].low).has_value();
    if (end == domain_end && !is_declared) return std::nullopt;
    const auto product = runtime::multiply(coefficient, Fraction(end));
    const auto sum = product ? runtime::add(result, *product) : std::nullopt;
    if (!sum) return std::nullopt;
    result = *sum;
  }
  return result;
}

std::optional<std::vector<Part>> parts_of(Inspection& inspection, const Entry& entry) {
  std::vector<Part> parts;
  if (!entry.is_otherwise_known) return std::nullopt;
  for (const Payment& payment : entry.payments) {
    if (payment.is_nothing) continue;
    if (payment.amount == kNone) return std::nullopt;
    const auto pieces = inspection.view.conditions().pieces(payment.amount, End::High);
    if (!pieces) return std::nullopt;
    for (const Piece& piece : *pieces) {
      for (Region& region : intersect(piece.where, payment.where)) {
        const auto most = largest(inspection.view, piece.value, region);
        if (!most) return std::nullopt;
        if (most->sign() > 0) parts.push_back({std::move(region), *most});
      }
    }
  }
  return parts;
}

class LargestSum {
 public:
  LargestSum(Inspection& inspection, const Situation& situation, std::vector<std::vector<Part>> parts)
      : inspection_(inspection), situation_(situation), parts_(std::move(parts)) {}

  std::optional<Fraction> run() {
    extend(0, Region{}, Fraction(0));
    return is_whole_ ? std::optional(best_) : std::nullopt;
  }

 private:
  void extend(std::size_t award, const Region& where, const Fraction& sum) {
    if (++num_tried_ > kMostCombinations) is_whole_ = false;
    if (!is_whole_) return;
    if (award == parts_.size()) {
      if (sum > best_ && inspection_.satisfier.ask(situation_, where).answer != Answer::No) best_ = sum;
      return;
    }
    for (const Part& part : parts_[award]) {
      const auto both = intersect(where, part.where);
      const auto more = both ? runtime::add(sum, part.most) : std::nullopt;
      if (more) extend(award + 1, *both, *more);
    }
    extend(award + 1, where, sum);
  }

  Inspection& inspection_;
  const Situation& situation_;
  std::vector<std::vector<Part>> parts_;
  Fraction best_;
  std::size_t num_tried_ = 0;
  bool is_whole_ = true;
};

}  // namespace

std::optional<LeastAmount> least_amount(Inspection& inspection, const Entry& entry) {
  std::optional<LeastAmount> least;
  for (const Payment& payment : entry.payments) {
    if (payment.is_nothing) continue;
    if (payment.amount == kNone) return std::nullopt;
    const auto pieces = inspection.view.conditions().pieces(payment.amount, End::Low);
    if (!pieces) return std::nullopt;
    for (const Piece& piece : *pieces) {
      const Regions where = intersect(piece.where, payment.where);
      if (where.empty()) continue;
      if (!piece.value.is_constant()) return std::nullopt;
      if (piece.value.constant.sign() <= 0 || (least && least->amount <= piece.value.constant)) continue;
      const Verdict verdict = inspection.satisfier.ask_any(inspection.situation_of(entry), where);
      if (verdict.answer == Answer::Unknown) return std::nullopt;
      if (verdict.answer == Answer::Yes) least = LeastAmount{piece.value.constant, verdict.region};
    }
  }
  return least;
}

std::optional<Fraction> largest_sum(Inspection& inspection, const std::vector<const Entry*>& entries) {
  std::vector<std::vector<Part>> parts;
  for (const Entry* entry : entries) {
    auto own = parts_of(inspection, *entry);
    if (!own) return std::nullopt;
    parts.push_back(std::move(*own));
  }
  return LargestSum(inspection, inspection.situation_of(*entries.front()), std::move(parts)).run();
}

}  // namespace polc::analyse
