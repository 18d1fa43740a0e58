#include "tests/unit/runtime/explain_builder.h"

#include <algorithm>
#include <ostream>
#include <utility>

namespace polc::testing {

using namespace polc::runtime;

namespace {

FactValue given(Constant value) { return {Presence::Given, std::move(value)}; }

Constant number_constant(FactType type, std::int64_t value) {
  Constant result;
  result.type = type;
  result.number = Fraction(value);
  return result;
}

}  // namespace

ProgramBuilder::ProgramBuilder() {
  program_.policy_name = "small";
  program_.minor_digits = 0;
  program_.level_enumeration = enumeration({"国家", "省", "市", "区", "镇"});
}

Index ProgramBuilder::applicant_kind(std::string name) {
  program_.applicant_kinds.push_back({std::move(name), {}});
  return static_cast<Index>(program_.applicant_kinds.size() - 1);
}

Index ProgramBuilder::claim_kind(std::string name) {
  ClaimKind kind;
  kind.name = std::move(name);
  program_.claim_kinds.push_back(std::move(kind));
  return static_cast<Index>(program_.claim_kinds.size() - 1);
}

Index ProgramBuilder::enumeration(std::vector<std::string> values) {
  Enumeration result;
  result.aliases.assign(values.size(), "");
  result.values = std::move(values);
  program_.enumerations.push_back(std::move(result));
  return static_cast<Index>(program_.enumerations.size() - 1);
}

Index ProgramBuilder::add_fact(Fact fact) {
  program_.facts.push_back(std::move(fact));
  return static_cast<Index>(program_.facts.size() - 1);
}

Index ProgramBuilder::applicant_fact(Index kind, std::string name, FactType type, Index enumeration) {
  Fact fact;
  fact.name = std::move(name);
  fact.kind = kind;
  fact.type = type;
  fact.enumeration = enumeration;
  const Index slot = add_fact(std::move(fact));
  if (kind < program_.applicant_kinds.size()) program_.applicant_kinds[kind].facts.push_back(slot);
  return slot;
}

Index ProgramBuilder::claim_fact(Index kind, std::string name, FactType type, Index enumeration) {
  Fact fact;
  fact.name = std::move(name);
  fact.owner = FactOwner::Claim;
  fact.kind = kind;
  fact.type = type;
  fact.enumeration = enumeration;
  const Index slot = add_fact(std::move(fact));
  program_.claim_kinds[kind].facts.push_back(slot);
  return slot;
}

Index ProgramBuilder::constant(Constant value) {
  program_.constants.push_back(std::move(value));
  return static_cast<Index>(program_.constants.size() - 1);
}

Index ProgramBuilder::node(Op op, NodeType type, std::vector<Index> args, Index a, Index b) {
  Node result;
  result.op = op;
  result.type = type;
  result.a = a;
  result.b = b;
  result.first_arg = static_cast<Index>(program_.args.size());
  result.num_args = static_cast<Index>(args.size());
  program_.args.insert(program_.args.end(), args.begin(), args.end());
  program_.nodes.push_back(result);
  return static_cast<Index>(program_.nodes.size() - 1);
}

Index ProgramBuilder::number(std::int64_t value) { return fraction(value, 1); }

Index ProgramBuilder::fraction(std::int64_t numerator, std::int64_t denominator) {
  Constant value;
  value.type = FactType::Money;
  value.number = Fraction::ratio(numerator, denominator).value();
  return node(Op::Constant, NodeType::Numeric, {}, constant(std::move(value)));
}

Index ProgramBuilder::truth(bool value) {
  return node(Op::Constant, NodeType::Bool, {}, constant(number_constant(FactType::YesNo, value ? 1 : 0)));
}

Index ProgramBuilder::label(Index enumeration, Index code) {
  const Index result = node(Op::Constant, NodeType::Enum, {}, constant(number_constant(FactType::OneOf, code)));
  program_.nodes[result].enumeration = enumeration;
  return result;
}

Index ProgramBuilder::words(std::string text) {
  Constant value;
  value.type = FactType::Text;
  value.text = std::move(text);
  return node(Op::Constant, NodeType::Text, {}, constant(std::move(value)));
}

Index ProgramBuilder::read(Index slot) {
  const Fact& fact = program_.facts[slot];
  const Op op = fact.owner == FactOwner::Applicant ? Op::ApplicantFact : Op::ClaimFact;
  // Equal nodes are one node, as in a compiled program.
  for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
    if (program_.nodes[i].op == op && program_.nodes[i].a == slot) return static_cast<Index>(i);
  }
  const Index result = node(op, node_type_of(fact.type), {}, slot);
  program_.nodes[result].fact_type = fact.type;
  program_.nodes[result].enumeration = fact.enumeration;
  return result;
}

Index ProgramBuilder::event_date() {
  const Index result = node(Op::ClaimDate, NodeType::Numeric);
  program_.nodes[result].fact_type = FactType::Date;
  return result;
}

Index ProgramBuilder::all_of(std::vector<Index> conditions) {
  return node(Op::And, NodeType::Bool, std::move(conditions));
}

Index ProgramBuilder::compare(Op op, Index lhs, Index rhs) { return node(op, NodeType::Bool, {lhs, rhs}); }

Index ProgramBuilder::reading_is(Index reading, Index code) {
  const Index value = node(Op::ReadingValue, NodeType::Enum, {}, reading);
  program_.nodes[value].enumeration = program_.readings[reading].enumeration;
  return compare(Op::Equal, value, label(program_.readings[reading].enumeration, code));
}

Index ProgramBuilder::rule(RuleKind kind, std::string text) {
  Rule result;
  result.kind = kind;
  result.path = "small.pol";
  result.line = static_cast<std::uint32_t>(program_.rules.size() + 1);
  result.text = std::move(text);
  program_.rules.push_back(std::move(result));
  return static_cast<Index>(program_.rules.size() - 1);
}

Index ProgramBuilder::award(std::string name, Index claim_kind, Index amount) {
  Award result;
  result.name = name;
  result.claim_kind = claim_kind;
  result.rule = rule(RuleKind::Award, std::move(name));
  Entitlement entitlement;
  entitlement.amount = amount;
  entitlement.amount_rule = result.rule;
  result.entitlements.assign(program_.num_kinds(), entitlement);
  program_.awards.push_back(std::move(result));
  const Index index = static_cast<Index>(program_.awards.size() - 1);
  program_.claim_kinds[claim_kind].awards.push_back(index);
  return index;
}

void ProgramBuilder::guard(Index award, RuleKind kind, Index condition, std::string text) {
  const Guard added{rule(kind, std::move(text)), condition};
  for (Entitlement& entitlement : program_.awards[award].entitlements) entitlement.guards.push_back(added);
}

Index ProgramBuilder::table(std::vector<Index> dimensions) {
  Table result;
  for (const Index value : dimensions) {
    const Node& read = program_.nodes[value];
    Dimension dimension;
    dimension.value = value;
    dimension.name = program_.facts[read.a].name;
    if (read.type == NodeType::Bool) dimension.num_codes = 2;
    if (read.type == NodeType::Enum)
      dimension.num_codes = static_cast<Index>(program_.enumerations[read.enumeration].values.size());
    result.dimensions.push_back(std::move(dimension));
  }
  program_.tables.push_back(std::move(result));
  return node(Op::Cells, NodeType::Numeric, {}, static_cast<Index>(program_.tables.size() - 1));
}

Table& ProgramBuilder::table_of(Index cells_node) { return program_.tables[program_.nodes[cells_node].a]; }

void ProgramBuilder::cell(Index cells_node, std::vector<CellSet> sets, Index amount, Index when) {
  TableCell result;
  result.sets = std::move(sets);
  result.amount = amount;
  result.when = when;
  result.rule = rule(RuleKind::Cell, "cell");
  table_of(cells_node).cells.push_back(std::move(result));
}

Step& ProgramBuilder::step(StepKind kind, Scope scope, std::vector<Index> awards) {
  Step result;
  result.kind = kind;
  result.scope = scope;
  result.awards = std::move(awards);
  result.for_kind.assign(program_.num_kinds(), true);
  result.rule = rule(RuleKind::Group, "together");
  program_.steps.push_back(std::move(result));
  return program_.steps.back();
}

Step& ProgramBuilder::highest(Scope scope, std::vector<Index> awards, Mode mode) {
  Step& result = step(StepKind::Highest, scope, std::move(awards));
  result.modes = {{mode, kNone}};
  return result;
}

Step& ProgramBuilder::cap(Scope scope, std::vector<Index> awards, std::int64_t amount) {
  const Index node_index = number(amount);
  Step& result = step(StepKind::Cap, scope, std::move(awards));
  result.number.assign(program_.num_kinds(), node_index);
  return result;
}

Step& ProgramBuilder::limit(Scope scope, std::vector<Index> awards, std::int64_t count) {
  const Index node_index = number(count);
  Step& result = step(StepKind::Limit, scope, std::move(awards));
  result.number.assign(program_.num_kinds(), node_index);
  return result;
}

Index ProgramBuilder::reading(std::string name, std::vector<std::string> values) {
  Reading result;
  result.name = std::move(name);
  result.enumeration = enumeration(std::move(values));
  program_.readings.push_back(std::move(result));
  return static_cast<Index>(program_.readings.size() - 1);
}

Case ProgramBuilder::empty_case() const {
  Case result;
  result.id = "1";
  result.applicant_facts.resize(program_.facts.size());
  if (!program_.applicant_kinds.empty()) result.applicant_kind = 0;
  return result;
}

CellSet any_value() { return {}; }

CellSet labels(std::vector<Index> codes) {
  CellSet result;
  result.is_any = false;
  result.codes = std::move(codes);
  return result;
}

CellSet numbers(std::int64_t low, std::int64_t high) {
  CellSet result;
  result.is_any = false;
  result.intervals.push_back({Fraction(low), Fraction(high), false, true});
  return result;
}

FactValue yes() { return given(number_constant(FactType::YesNo, 1)); }
FactValue no() { return given(number_constant(FactType::YesNo, 0)); }
FactValue null() { return {Presence::Null, {}}; }
FactValue code(Index value) { return given(number_constant(FactType::OneOf, value)); }
FactValue amount(std::int64_t value) { return given(number_constant(FactType::Money, value)); }
FactValue text(std::string value) {
  Constant constant;
  constant.type = FactType::Text;
  constant.text = std::move(value);
  return given(std::move(constant));
}

CaseDate on(const char* date) { return {Presence::Given, parse_date(date).value()}; }
CaseDate unknown_date() { return {Presence::Null, {}}; }
CaseMoney money(std::int64_t minor_units) { return {Presence::Given, Fraction(minor_units)}; }

Claim& add_claim(Case& one, const Program& program, Index kind, const char* date) {
  Claim claim;
  claim.id = std::to_string(one.claims.size() + 1);
  claim.kind = kind;
  claim.on = on(date);
  claim.facts.resize(program.claim_kinds[kind].facts.size());
  one.claims.push_back(std::move(claim));
  return one.claims.back();
}

void set(Claim& claim, const Program& program, Index slot, FactValue value) {
  const std::vector<Index>& facts = program.claim_kinds[claim.kind].facts;
  claim.facts[static_cast<std::size_t>(std::find(facts.begin(), facts.end(), slot) - facts.begin())] = std::move(value);
}

HistoryEntry& add_payment(Case& one, const Program& program, Index award, const char* date, std::int64_t paid) {
  HistoryEntry entry;
  entry.award = award;
  entry.on = on(date);
  entry.paid = money(paid);
  entry.facts.resize(program.claim_kinds[program.awards[award].claim_kind].facts.size());
  one.history.push_back(std::move(entry));
  return one.history.back();
}

OtherGrant& add_other(Case& one, std::int64_t entitled, std::int64_t paid) {
  OtherGrant grant;
  grant.policy = "another policy";
  grant.claim = "1";
  grant.entitled = money(entitled);
  grant.paid = money(paid);
  one.others.push_back(std::move(grant));
  return one.others.back();
}

Range between(std::int64_t low, std::int64_t high) { return {Fraction(low), Fraction(high)}; }
Range exactly(std::int64_t value) { return between(value, value); }
Range at_least(std::int64_t low) { return {Fraction(low), std::nullopt}; }

Decision decide(const ProgramBuilder& builder, const Case& one) {
  return evaluate(builder.program(), one, adopted_readings(builder.program()));
}

const Grant& grant_of(const Decision& decision, std::size_t claim) { return decision.claims.at(claim).grants.at(0); }

std::vector<Range> amounts_of(const Decision& decision) {
  std::vector<Range> result;
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) result.push_back(grant.amount);
  }
  return result;
}

}  // namespace polc::testing

namespace polc::runtime {

std::ostream& operator<<(std::ostream& out, const Range& range) {
  return out << '[' << (range.low ? to_text(*range.low) : "-") << ", " << (range.high ? to_text(*range.high) : "-")
             << ']';
}

}  // namespace polc::runtime
