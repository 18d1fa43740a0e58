#include "compiler/analyse/testing/bounds.h"

#include <algorithm>
#include <span>
#include <unordered_set>
#include <utility>

namespace polc::analyse {

using runtime::FactType;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Node;
using runtime::Op;
using runtime::Program;

namespace {

bool is_list(Op op) { return op == Op::Any || op == Op::All || op == Op::Count || op == Op::Sum; }
bool compares_order(Op op) {
  return op == Op::Less || op == Op::LessEqual || op == Op::Greater || op == Op::GreaterEqual;
}

std::optional<Quantity> quantity_of(const Program& program, Index node) {
  const Node& one = program.nodes[node];
  switch (one.op) {
    case Op::ApplicantFact:
    case Op::ClaimFact:
    case Op::JudgedClaimFact:
      if (!runtime::is_numeric(program.facts[one.a].type)) return std::nullopt;
      return Quantity{Quantity::Kind::Fact, one.a};
    case Op::ClaimDate:
    case Op::JudgedClaimDate: return Quantity{Quantity::Kind::EventDate, kNone};
    case Op::ApplicationDate: return Quantity{Quantity::Kind::ApplicationDate, kNone};
    default: return std::nullopt;
  }
}

class BoundCollector {
 public:
  explicit BoundCollector(const Program& program) : program_(program) {}

  std::vector<Bound> run() {
    for (const runtime::Award& award : program_.awards) {
      for (const runtime::Entitlement& entitlement : award.entitlements) {
        for (const runtime::Guard& guard : entitlement.guards) visit(guard.node, guard.rule);
        visit(entitlement.amount, entitlement.amount_rule == kNone ? award.rule : entitlement.amount_rule);
      }
    }
    for (const auto& one : program_.revocations) visit_all(one.when, one.rule);
    for (const auto& one : program_.discretions) visit_all(one.when, one.rule);
    for (const auto& one : program_.obligations) visit_all(one.when, one.rule);
    std::stable_sort(bounds_.begin(), bounds_.end(),
                     [](const Bound& lhs, const Bound& rhs) { return lhs.rule < rhs.rule; });
    return std::move(bounds_);
  }

 private:
  void visit_all(const std::vector<Index>& nodes, Index rule) {
    for (const Index node : nodes) visit(node, rule);
  }

  void visit(Index node, Index rule) {
    if (node == kNone || !seen_.insert(node).second) return;
    const Node& one = program_.nodes[node];
    if (is_list(one.op)) return;
    const auto args = std::span(program_.args).subspan(one.first_arg, one.num_args);
    if (compares_order(one.op)) {
      add(args[0], args[1], rule);
      add(args[1], args[0], rule);
    }
    if (one.op == Op::Parameter) add_steps(one, args[0], rule);
    if (one.op == Op::Cells) visit_table(program_.tables[one.a], rule);
    for (const Index arg : args) visit(arg, rule);
  }

  void visit_table(const runtime::Table& table, Index rule) {
    for (const runtime::TableCell& cell : table.cells) {
      const Index own = cell.rule == kNone ? rule : cell.rule;
      for (std::size_t at = 0; at < table.dimensions.size(); ++at) {
        for (const runtime::Interval& interval : cell.sets[at].intervals) {
          if (interval.low) add(table.dimensions[at].value, *interval.low, own);
          if (interval.high) add(table.dimensions[at].value, *interval.high, own);
        }
      }
      visit(cell.when, own);
      visit(cell.amount, own);
    }
    for (const runtime::Dimension& dimension : table.dimensions) visit(dimension.value, rule);
    visit(table.otherwise, table.otherwise_rule == kNone ? rule : table.otherwise_rule);
  }

  /// A parameter has another value from each of its days but the first.
  void add_steps(const Node& parameter, Index date, Index rule) {
    const auto& steps = program_.parameters[parameter.a].steps;
    for (std::size_t at = 1; at < steps.size(); ++at) add(date, Fraction(steps[at].from.days), rule);
  }

  void add(Index node, Index constant, Index rule) {
    const Node& one = program_.nodes[constant];
    if (one.op == Op::Constant) add(node, program_.constants[one.a].number, rule);
  }

  void add(Index node, const Fraction& value, Index rule) {
    const auto quantity = quantity_of(program_, node);
    if (quantity && known_.emplace(*quantity, value).second) bounds_.push_back({*quantity, value, rule, node});
  }

  const Program& program_;
  std::unordered_set<Index> seen_;
  std::set<std::pair<Quantity, Fraction>> known_;
  std::vector<Bound> bounds_;
};

}  // namespace

std::vector<Bound> bounds_of(const Program& program) { return BoundCollector(program).run(); }

FactType type_of(const Program& program, const Quantity& quantity) {
  return quantity.kind == Quantity::Kind::Fact ? program.facts[quantity.slot].type : FactType::Date;
}

std::optional<Fraction> step_of(const Program& program, const Quantity& quantity) {
  const FactType type = type_of(program, quantity);
  if (type == FactType::Number || type == FactType::Percent) return std::nullopt;
  return Fraction(1);
}

void GivenValues::add(const Program& program, const runtime::Case& one) {
  const auto add_fact = [&](Index slot, const runtime::FactValue& value) {
    if (value.presence != runtime::Presence::Given || !runtime::is_numeric(program.facts[slot].type)) return;
    values_[{Quantity::Kind::Fact, slot}].insert(value.value.number);
  };
  const auto add_date = [&](Quantity::Kind kind, const runtime::CaseDate& date) {
    if (date.presence == runtime::Presence::Given) values_[{kind, kNone}].insert(Fraction(date.date.days));
  };
  for (Index slot = 0; slot < one.applicant_facts.size(); ++slot) add_fact(slot, one.applicant_facts[slot]);
  add_date(Quantity::Kind::ApplicationDate, one.applied);
  for (const runtime::Claim& claim : one.claims) {
    add_date(Quantity::Kind::EventDate, claim.on);
    const auto& slots = program.claim_kinds[claim.kind].facts;
    for (std::size_t at = 0; at < slots.size(); ++at) add_fact(slots[at], claim.facts[at]);
  }
}

bool GivenValues::has(const Quantity& quantity, const Fraction& value) const {
  const auto found = values_.find(quantity);
  return found != values_.end() && found->second.contains(value);
}

bool GivenValues::has_between(const Quantity& quantity, const std::optional<Fraction>& low,
                              const std::optional<Fraction>& high) const {
  const auto found = values_.find(quantity);
  if (found == values_.end()) return false;
  const auto first = low ? found->second.upper_bound(*low) : found->second.begin();
  return first != found->second.end() && (!high || *first < *high);
}

}  // namespace polc::analyse
