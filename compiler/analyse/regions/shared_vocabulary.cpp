#include "compiler/analyse/regions/shared_vocabulary.h"

#include <algorithm>

namespace polc::analyse {

using runtime::Fact;
using runtime::FactOwner;
using runtime::FactType;

namespace {

const std::string& kind_name(const Program& program, const Fact& fact) {
  return fact.owner == FactOwner::Applicant ? program.applicant_kinds[fact.kind].name
                                            : program.claim_kinds[fact.kind].name;
}

}  // namespace

SharedVocabulary::SharedVocabulary(Inspection& first, Inspection& second) : first_(first), second_(second) {
  std::map<std::tuple<bool, std::string, std::string>, Index> slots;
  for (Index slot = 0; slot < first.program().facts.size(); ++slot) {
    const Fact& fact = first.program().facts[slot];
    slots.emplace(std::tuple(fact.owner == FactOwner::Claim, kind_name(first.program(), fact), fact.name), slot);
  }
  for (Index slot = 0; slot < second.program().facts.size(); ++slot) {
    const Fact& fact = second.program().facts[slot];
    const auto found =
        slots.find(std::tuple(fact.owner == FactOwner::Claim, kind_name(second.program(), fact), fact.name));
    if (found != slots.end()) match_facts(found->second, slot);
  }
}

void SharedVocabulary::match_facts(Index first_slot, Index second_slot) {
  const Fact& lhs = first_.program().facts[first_slot];
  const Fact& rhs = second_.program().facts[second_slot];
  const auto is_label = [](const Fact& fact) { return fact.type == FactType::OneOf || fact.type == FactType::Ranked; };
  const bool is_comparable = is_label(lhs) ? is_label(rhs)
                                           : lhs.type == rhs.type && lhs.unit == rhs.unit &&
                                                 lhs.type != FactType::Text && lhs.type != FactType::AnyOf;
  if (is_comparable) first_slots_.emplace(second_slot, first_slot);
}

std::optional<Index> SharedVocabulary::applicant_kind(Index kind) const {
  const auto& own = first_.program().applicant_kinds;
  const auto& others = second_.program().applicant_kinds;
  if (own.empty() || others.empty()) return own.empty() && others.empty() ? std::optional<Index>(0) : std::nullopt;
  for (Index at = 0; at < others.size(); ++at) {
    if (others[at].name == own[kind].name) return at;
  }
  return std::nullopt;
}

std::optional<Index> SharedVocabulary::claim_kind(Index kind) const {
  const auto& others = second_.program().claim_kinds;
  for (Index at = 0; at < others.size(); ++at) {
    if (others[at].name == first_.program().claim_kinds[kind].name) return at;
  }
  return std::nullopt;
}

std::optional<std::int64_t> SharedVocabulary::value_in_first(Index second_slot, std::int64_t value) const {
  const Fact& rhs = second_.program().facts[second_slot];
  if (rhs.enumeration == kNone) return value;
  const Fact& lhs = first_.program().facts[first_slots_.at(second_slot)];
  const auto& names = first_.program().enumerations[lhs.enumeration].values;
  const std::string& name = second_.program().enumerations[rhs.enumeration].values[static_cast<std::size_t>(value)];
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? std::nullopt : std::optional<std::int64_t>(at - names.begin());
}

std::optional<Region> SharedVocabulary::to_first(const Region& region, bool shares_claim) const {
  std::optional<Region> result = Region{};
  const Axes& axes = second_.view.axes();
  for (const Constraint& one : region.constraints()) {
    const Axis& axis = axes[one.axis];
    AxisId target = Axes::kNoAxis;
    ValueSet values = one.values;
    if (axis.kind == AxisKind::ApplicationDate) target = first_.view.axes().application_date();
    if (axis.kind == AxisKind::ClaimDate && shares_claim) target = first_.view.axes().claim_date();
    if (axis.kind == AxisKind::Fact) {
      const auto slot = first_slots_.find(axis.slot);
      const bool is_of_claim = second_.program().facts[axis.slot].owner == FactOwner::Claim;
      if (slot == first_slots_.end() || (is_of_claim && !shares_claim)) continue;
      target = first_.view.axes().of_fact(slot->second);
      if (second_.program().facts[axis.slot].enumeration != kNone) {
        values = {};
        for (const Stretch& stretch : one.values.stretches()) {
          for (std::int64_t code = stretch.low; code <= stretch.high; ++code) {
            if (const auto other = value_in_first(axis.slot, code)) values = unite(values, ValueSet::only(*other));
          }
        }
      }
    }
    if (target == Axes::kNoAxis) continue;
    result = first_.view.axes().limited(*result, target, values);
    if (!result) return std::nullopt;
  }
  return result;
}

const runtime::FactValue* SharedVocabulary::value_in_case(Index slot, const runtime::Case& made) const {
  const Fact& fact = first_.program().facts[slot];
  if (fact.owner == FactOwner::Applicant)
    return slot < made.applicant_facts.size() ? &made.applicant_facts[slot] : nullptr;
  for (const runtime::Claim& claim : made.claims) {
    const auto& slots = first_.program().claim_kinds[claim.kind].facts;
    const auto at = std::find(slots.begin(), slots.end(), slot);
    if (at != slots.end()) return &claim.facts[static_cast<std::size_t>(at - slots.begin())];
  }
  return nullptr;
}

std::optional<Region> SharedVocabulary::limited_to(const Region& region, const runtime::Case& made,
                                                   bool shares_claim) const {
  std::optional<Region> result = region;
  Axes& axes = second_.view.axes();
  for (const auto& [second_slot, first_slot] : first_slots_) {
    if (second_.program().facts[second_slot].owner == FactOwner::Claim && !shares_claim) continue;
    const runtime::FactValue* value = value_in_case(first_slot, made);
    if (value == nullptr || value->presence != runtime::Presence::Given) continue;
    const AxisId axis = axes.of_fact(second_slot);
    ValueSet only;
    if (second_.program().facts[second_slot].enumeration == kNone) {
      only = ValueSet::only(axes[axis].is_numeric ? axes.floor_of(axis, value->value.number)
                                                  : static_cast<std::int64_t>(value->value.number.numerator()));
    } else {
      for (std::int64_t code = 0; code <= axes[axis].domain.last(); ++code) {
        if (value_in_first(second_slot, code) == static_cast<std::int64_t>(value->value.number.numerator()))
          only = ValueSet::only(code);
      }
    }
    if (only.is_empty()) continue;  // a label that the second policy does not know
    result = axes.limited(*result, axis, only);
    if (!result) return std::nullopt;
  }
  if (shares_claim && !made.claims.empty())
    result = axes.limited(*result, axes.claim_date(), ValueSet::only(made.claims.front().on.date.days));
  return result;
}

}  // namespace polc::analyse
