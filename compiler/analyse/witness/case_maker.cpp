#include "compiler/analyse/witness/case_maker.h"

#include <algorithm>

#include "compiler/analyse/witness/natural_value.h"

namespace polc::analyse {

using runtime::Case;
using runtime::Constant;
using runtime::Fact;
using runtime::FactType;
using runtime::FactValue;
using runtime::Node;
using runtime::Op;
using runtime::Presence;

namespace {

constexpr const char* kMatter = "A-1";

/// The day of an example when the policy has no window.
std::int64_t ordinary_day() { return runtime::make_date({2024, 1, 1})->days; }

NumberSense sense_of(const Axis& axis, const Program& program) {
  if (axis.kind == AxisKind::ClaimDate || axis.kind == AxisKind::ApplicationDate) return NumberSense::Day;
  if (!axis.is_numeric) return NumberSense::Code;
  return program.facts[axis.slot].type == FactType::Date ? NumberSense::Day : NumberSense::Count;
}

std::int64_t unit_of(const Axis& axis, const Program& program) {
  if (axis.kind != AxisKind::Fact || !axis.is_numeric) return 1;
  std::int64_t unit = axis.scale;
  if (program.facts[axis.slot].type == FactType::Money) {
    for (std::uint32_t digit = 0; digit < program.minor_digits; ++digit) unit *= 10;
  }
  return unit;
}

FactValue given(Constant value) { return {Presence::Given, std::move(value)}; }

}  // namespace

std::optional<std::int64_t> CaseMaker::first_day() const {
  const auto& from = view_.program().effective_from;
  return from ? std::optional<std::int64_t>(from->days) : std::nullopt;
}

std::int64_t CaseMaker::choose(const Situation& situation, const Region& region, AxisId axis) {
  const Axis& one = view_.axes()[axis];
  const ValueSet& values = view_.axes().values(region, axis);
  std::optional<std::int64_t> preferred = samples_.find(situation.applicant_kind, axis);
  const NumberSense sense = sense_of(one, view_.program());
  if (!preferred && one.kind == AxisKind::Fact && view_.program().facts[one.slot].presumed && !one.is_numeric) {
    preferred = static_cast<std::int64_t>(view_.program().facts[one.slot].presumed->number.numerator());
  }
  if (!preferred && one.is_numeric && region.find(axis) == nullptr && sense == NumberSense::Count &&
      view_.program().facts[one.slot].low) {
    preferred = one.domain.first();
  }
  if (!preferred && sense == NumberSense::Day) preferred = first_day().value_or(ordinary_day());
  return natural_value(values, one.domain, sense, unit_of(one, view_.program()), preferred);
}

// ---------------------------------------------------------------- what is needed

void CaseMaker::collect_needs(Index node, Needs& needs, std::vector<bool>& seen) const {
  if (node == kNone || seen[node]) return;
  seen[node] = true;
  const Program& program = view_.program();
  const Node& one = program.nodes[node];
  if (one.op == Op::ApplicantFact || one.op == Op::ClaimFact || one.op == Op::JudgedClaimFact)
    needs.slots.insert(one.a);
  needs.reads_applied = needs.reads_applied || one.op == Op::ApplicationDate;
  for (const Index arg : arguments(program, node)) collect_needs(arg, needs, seen);
  if (one.op != Op::Cells) return;
  const runtime::Table& table = program.tables[one.a];
  for (const runtime::Dimension& dimension : table.dimensions) collect_needs(dimension.value, needs, seen);
  for (const runtime::TableCell& cell : table.cells) {
    collect_needs(cell.when, needs, seen);
    collect_needs(cell.amount, needs, seen);
  }
  collect_needs(table.otherwise, needs, seen);
}

const CaseMaker::Needs& CaseMaker::needs(const Situation& situation) {
  const auto [known, is_new] = needs_.try_emplace(situation);
  if (!is_new) return known->second;
  const Program& program = view_.program();
  std::vector<bool> seen(program.nodes.size(), false);
  Needs& result = known->second;
  for (const Index claim_kind : situation.claim_kinds) {
    for (const Index award : program.claim_kinds[claim_kind].awards) {
      const runtime::Entitlement& entitlement = program.awards[award].entitlements[situation.applicant_kind];
      for (const runtime::Guard& guard : entitlement.guards) collect_needs(guard.node, result, seen);
      collect_needs(entitlement.amount, result, seen);
    }
    if (program.claim_kinds[claim_kind].key != kNone) result.slots.insert(program.claim_kinds[claim_kind].key);
  }
  const auto collect_of_kind = [&](const std::vector<Index>& nodes) {
    if (situation.applicant_kind < nodes.size()) collect_needs(nodes[situation.applicant_kind], result, seen);
  };
  for (const auto& one : program.revocations) collect_of_kind(one.when);
  for (const auto& one : program.discretions) collect_of_kind(one.when);
  for (const auto& one : program.obligations) collect_of_kind(one.when);
  return result;
}

// ---------------------------------------------------------------- the case

/// Takes the first member of `wanted` that meets the region without asking for an atom.
bool CaseMaker::narrow(Region& region, const Regions& wanted) const {
  for (const Region& one : wanted) {
    if (view_.axes().has_atoms(one)) continue;
    if (auto both = intersect(region, one)) {
      region = std::move(*both);
      return true;
    }
  }
  return false;
}

Region CaseMaker::calm(const Situation& situation, const Region& region) {
  Region result = region;
  const auto avoid = [&](const std::vector<Index>& nodes) {
    if (situation.applicant_kind >= nodes.size() || nodes[situation.applicant_kind] == kNone) return;
    narrow(result, view_.conditions().where(nodes[situation.applicant_kind], false));
  };
  for (const auto& one : view_.program().revocations) avoid(one.when);
  for (const auto& one : view_.program().discretions) avoid(one.when);
  return result;
}

FactValue CaseMaker::member_values(const Region& region, Index slot) {
  Constant value;
  value.type = FactType::AnyOf;
  const auto num_codes = view_.program().enumerations[view_.program().facts[slot].enumeration].values.size();
  for (Index code = 0; code < num_codes; ++code) {
    const ValueSet* values = region.find(view_.axes().of_member(slot, code));
    if (values != nullptr && values->first() == 1) value.codes.push_back(code);
  }
  return given(std::move(value));
}

FactValue CaseMaker::fact_value(const Situation& situation, const Region& region, Index slot, bool is_needed) {
  const Fact& fact = view_.program().facts[slot];
  const AxisId axis = view_.axes().of_fact(slot);
  const bool is_fixed = region.find(axis) != nullptr;
  if (!is_needed && !is_fixed) return {};
  if (fact.type == FactType::AnyOf) return fact.presumed ? FactValue{} : member_values(region, slot);
  const std::int64_t whole = choose(situation, region, axis);
  Constant value;
  value.type = fact.type;
  if (fact.type == FactType::Text) {
    const auto text = view_.axes().text_of(slot, whole);
    if (!text && !fact.is_key && !is_fixed) return {};
    value.text = text.value_or(kMatter);
  } else if (runtime::is_numeric(fact.type)) {
    value.number = view_.axes().value_of(axis, whole);
  } else {
    value.number = Fraction(whole);
    if (fact.enumeration != kNone) value.codes = {static_cast<Index>(whole)};
  }
  if (fact.presumed && fact.presumed->number == value.number && fact.presumed->text == value.text) return {};
  return given(std::move(value));
}

void CaseMaker::add_claim(const Situation& situation, const Region& region, std::size_t claim, Case& made) {
  const Index kind = situation.claim_kinds[claim];
  runtime::Claim added;
  added.id = std::to_string(claim + 1);
  added.kind = kind;
  const AxisId date = claim == 0 ? view_.axes().claim_date() : view_.axes().second_claim(view_.axes().claim_date());
  added.on = {Presence::Given, runtime::Date{static_cast<std::int32_t>(choose(situation, region, date))}};
  for (const Index slot : view_.program().claim_kinds[kind].facts) {
    added.facts.push_back(fact_value(situation, region, slot, needs(situation).slots.contains(slot)));
  }
  // Two claims make one matter: the second takes the first one's key.
  if (claim > 0) {
    const auto place = [&](Index of_kind) {
      const runtime::ClaimKind& known = view_.program().claim_kinds[of_kind];
      const auto at = std::find(known.facts.begin(), known.facts.end(), known.key);
      return at == known.facts.end() ? known.facts.size() : static_cast<std::size_t>(at - known.facts.begin());
    };
    const std::size_t own = place(kind);
    const std::size_t first = place(situation.claim_kinds.front());
    if (own < added.facts.size() && first < made.claims.front().facts.size())
      added.facts[own] = made.claims.front().facts[first];
  }
  made.claims.push_back(std::move(added));
}

Case CaseMaker::make(const Situation& situation, const Region& wanted) {
  const Region region = calm(situation, wanted);
  const Program& program = view_.program();
  Case made;
  made.id = "1";
  made.applicant_kind = program.applicant_kinds.empty() ? kNone : situation.applicant_kind;
  made.applicant_facts.resize(program.facts.size());
  if (!program.applicant_kinds.empty()) {
    for (const Index slot : program.applicant_kinds[situation.applicant_kind].facts) {
      const bool is_in_sample = samples_.find(situation.applicant_kind, view_.axes().of_fact(slot)).has_value();
      made.applicant_facts[slot] =
          fact_value(situation, region, slot, is_in_sample || needs(situation).slots.contains(slot));
    }
  }
  const AxisId applied = view_.axes().application_date();
  if (needs(situation).reads_applied || region.find(applied) != nullptr) {
    made.applied = {Presence::Given, runtime::Date{static_cast<std::int32_t>(choose(situation, region, applied))}};
  }
  for (std::size_t claim = 0; claim < situation.claim_kinds.size(); ++claim) add_claim(situation, region, claim, made);
  return made;
}

Case CaseMaker::outline(const Situation& situation, const Region& region) {
  Case made = make(situation, region);
  const auto blur = [&](Index slot, FactValue& value) {
    const ValueSet* values = region.find(view_.axes().of_fact(slot));
    const bool is_fixed =
        values != nullptr && values->is_single() && view_.program().facts[slot].type != FactType::AnyOf;
    if (!is_fixed) value = {Presence::Null, {}};
  };
  for (Index slot = 0; slot < made.applicant_facts.size(); ++slot) blur(slot, made.applicant_facts[slot]);
  for (std::size_t claim = 0; claim < made.claims.size(); ++claim) {
    const auto& slots = view_.program().claim_kinds[made.claims[claim].kind].facts;
    for (std::size_t at = 0; at < slots.size(); ++at) blur(slots[at], made.claims[claim].facts[at]);
    made.claims[claim].on = {Presence::Null, {}};
  }
  made.applied = {Presence::Null, {}};
  made.history_unknown = true;
  made.others_unknown = true;
  made.claims_unknown = true;
  return made;
}

}  // namespace polc::analyse
