#include "runtime/explain/reasons.h"

#include <algorithm>
#include <set>

namespace polc::runtime {
namespace {

bool is_quantifier(Op op) { return op == Op::Any || op == Op::All || op == Op::Count || op == Op::Sum; }

// Gathers the facts that a reason shows, each path once; a condition that fails says more than one that holds.
class FactList {
 public:
  FactList(ExpressionEvaluator& evaluator, const Place& place) : evaluator_(evaluator), place_(place) {}

  // Adds the facts of every leaf condition below `node`, with what that condition comes to.
  void add_conditions(Index node) {
    if (!conditions_.insert(node).second) return;
    const Node& found = evaluator_.program().nodes[node];
    if (found.op == Op::And || found.op == Op::Or) {
      for (std::size_t i = 0; i < found.num_args; ++i) add_conditions(evaluator_.program().args[found.first_arg + i]);
      return;
    }
    add_leaves(node, evaluator_.evaluate(node, place_).value.truth);
  }

  // Adds the facts read anywhere below `node`.
  void add_leaves(Index node, Tri holds) {
    std::set<Index> seen;
    visit(node, holds, seen, false);
  }

  std::vector<ReadFact> take() { return std::move(facts_); }

 private:
  void visit(Index node, Tri holds, std::set<Index>& seen, bool is_inside_list) {
    if (!seen.insert(node).second) return;
    const Node& found = evaluator_.program().nodes[node];
    add_leaf(found, holds, is_inside_list);
    const bool is_list = is_inside_list || is_quantifier(found.op);
    for (std::size_t i = 0; i < found.num_args; ++i)
      visit(evaluator_.program().args[found.first_arg + i], holds, seen, is_list);
  }

  void add_leaf(const Node& node, Tri holds, bool is_inside_list) {
    const Case& one = evaluator_.input();
    const bool is_claim_leaf = node.op == Op::JudgedClaimFact || (node.op == Op::ClaimFact && !is_inside_list);
    const bool is_date_leaf = node.op == Op::JudgedClaimDate || (node.op == Op::ClaimDate && !is_inside_list);
    if (node.op == Op::ApplicantFact) add_fact(node.a, {}, holds);
    if (is_claim_leaf && place_.claim) add_fact(node.a, {FactHolder::Kind::Claim, *place_.claim}, holds);
    if (node.op == Op::Discretion && node.a != kNone &&
        evaluator_.program().facts[node.a].owner == FactOwner::Applicant)
      add_fact(node.a, {}, holds);
    if (node.op == Op::ApplicationDate) add_date("applied", one.applied, holds);
    if (is_date_leaf && place_.claim)
      add_date(built_in_path(one, {FactHolder::Kind::Claim, *place_.claim}, "on"), one.claims[*place_.claim].on, holds);
  }

  void add_fact(Index slot, FactHolder holder, Tri holds) {
    const Fact& fact = evaluator_.program().facts[slot];
    const Constant* value = evaluator_.facts().peek(slot, holder);
    add({evaluator_.facts().path(slot, holder),
         value == nullptr ? std::string() : value_text(evaluator_.program(), fact, *value), holds, fact.judge});
  }

  void add_date(std::string path, const CaseDate& date, Tri holds) {
    add({std::move(path), date.presence == Presence::Given ? to_text(date.date) : std::string(), holds, {}});
  }

  void add(ReadFact fact) {
    for (ReadFact& known : facts_) {
      if (known.path != fact.path) continue;
      known.holds = known.holds & fact.holds;
      return;
    }
    facts_.push_back(std::move(fact));
  }

  ExpressionEvaluator& evaluator_;
  const Place& place_;
  std::set<Index> conditions_;  // those met: conditions that others share would multiply with every level
  std::vector<ReadFact> facts_;
};

Reason cite(const Program& program, Index rule, Tri holds) {
  Reason result;
  result.rule = rule;
  result.holds = holds;
  if (rule == kNone) return result;
  result.kind = program.rules[rule].kind;
  result.text = program.rules[rule].text;
  return result;
}

// The value of a dimension as a claim would name it: a label, or "NAME = VALUE" where the value alone says little.
base::Bilingual dimension_text(const Program& program, const Dimension& dimension, const Value& value) {
  const Node& node = program.nodes[dimension.value];
  if (node.type == NodeType::Enum)
    return {program.enumerations[node.enumeration].values[value.codes.front()],
            program.enumerations[node.enumeration].values[value.codes.front()]};
  if (node.type == NodeType::Bool) {
    const bool is_yes = value.truth == Tri::Yes;
    return {dimension.name + (is_yes ? " = yes" : " = no"), dimension.name + (is_yes ? "为是" : "为否")};
  }
  Fact fact;
  fact.type = node.fact_type;
  Constant constant;
  constant.number = *value.range.low;
  const std::string text = value_text(program, fact, constant);
  return {dimension.name + " = " + text, dimension.name + "为" + text};
}

base::Bilingual claim_text(ExpressionEvaluator& evaluator, const Table& table, const Place& place) {
  base::Bilingual result;
  for (const Dimension& dimension : table.dimensions) {
    const Value value = evaluator.evaluate(dimension.value, place).value;
    if (!is_determined(value)) continue;
    const base::Bilingual text = dimension_text(evaluator.program(), dimension, value);
    result.english += (result.english.empty() ? "" : ", ") + text.english;
    result.chinese += (result.chinese.empty() ? "" : "、") + text.chinese;
  }
  if (result.english.empty()) return {"this claim", "此项申报"};
  return result;
}

}  // namespace

Reason cite_condition(ExpressionEvaluator& evaluator, Index rule, Index node, const Place& place) {
  Tri holds = Tri::Yes;
  FactList facts(evaluator, place);
  if (node != kNone) {
    holds = evaluator.evaluate(node, place).value.truth;
    facts.add_conditions(node);
  }
  Reason result = cite(evaluator.program(), rule, holds);
  const bool is_exclusion =
      result.kind == RuleKind::Exclude || result.kind == RuleKind::Unless || result.kind == RuleKind::Revoke;
  if (is_exclusion) result.holds = !holds;
  result.facts = facts.take();
  return result;
}

Reason cite_cell(ExpressionEvaluator& evaluator, const CitedCell& cell, const Place& place) {
  const Table& table = evaluator.program().tables[cell.table];
  FactList facts(evaluator, place);
  if (cell.cell == kNone) {
    for (const Dimension& dimension : table.dimensions) facts.add_leaves(dimension.value, cell.holds);
    Reason result = cite(evaluator.program(), table.otherwise_rule, cell.holds);
    result.facts = facts.take();
    return result;
  }
  const TableCell& found = table.cells[cell.cell];
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    const CellSet& set = found.sets[i];
    if (set.is_any && set.codes.empty() && set.intervals.empty()) continue;
    const bool is_known = is_determined(evaluator.evaluate(table.dimensions[i].value, place).value);
    facts.add_leaves(table.dimensions[i].value, is_known ? Tri::Yes : Tri::Unknown);
  }
  if (found.when != kNone) facts.add_conditions(found.when);
  Reason result = cite(evaluator.program(), found.rule, cell.holds);
  result.facts = facts.take();
  return result;
}

Reason cite_amount(ExpressionEvaluator& evaluator, Index rule, Index amount, const Place& place) {
  Reason result = cite(evaluator.program(), rule, Tri::Yes);
  if (amount == kNone) return result;
  FactList facts(evaluator, place);
  const bool is_known = is_determined(evaluator.evaluate(amount, place).value);
  facts.add_leaves(amount, is_known ? Tri::Yes : Tri::Unknown);
  result.facts = facts.take();
  return result;
}

Reason cite_uncovered(ExpressionEvaluator& evaluator, Index rule, Index table, const Place& place) {
  Reason result = cite(evaluator.program(), rule, Tri::No);
  result.kind = RuleKind::Award;
  const Table& found = evaluator.program().tables[table];
  const base::Bilingual claim = claim_text(evaluator, found, place);
  result.sentence = {"the policy sets no amount for " + claim.english, "政策未规定" + claim.chinese + "的金额"};
  result.text = result.sentence.english;
  FactList facts(evaluator, place);
  for (const Dimension& dimension : found.dimensions) facts.add_leaves(dimension.value, Tri::No);
  result.facts = facts.take();
  return result;
}

void sort_reasons(std::vector<Reason>& reasons) {
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const Reason& lhs, const Reason& rhs) { return lhs.rule < rhs.rule; });
}

}  // namespace polc::runtime
