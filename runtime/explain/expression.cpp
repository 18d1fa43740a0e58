#include "runtime/explain/expression.h"

#include <algorithm>

#include "base/assert.h"

namespace polc::runtime {
namespace {

bool is_leaf(Op op) {
  switch (op) {
    case Op::Constant:
    case Op::ApplicantFact:
    case Op::ClaimFact:
    case Op::JudgedClaimFact:
    case Op::ClaimDate:
    case Op::JudgedClaimDate:
    case Op::ApplicationDate:
    case Op::IsJudgedClaim:
    case Op::ElementAward:
    case Op::ElementRecipient:
    case Op::ElementPolicy:
    case Op::ElementPaid:
    case Op::ElementEntitled:
    case Op::ElementLevel:
    case Op::ElementIsKind:
    case Op::ReadingValue: return true;
    default: return false;
  }
}

bool is_comparison(Op op) { return op >= Op::Equal && op <= Op::GreaterEqual; }
bool is_date_operator(Op op) { return op >= Op::YearOf && op <= Op::AddDays; }

std::vector<Range> ranges_of(const std::vector<Value>& values) {
  std::vector<Range> result;
  result.reserve(values.size());
  for (const Value& value : values) result.push_back(value.range);
  return result;
}

Tri fold_truth(Op op, const std::vector<Value>& operands) {
  Tri result = op == Op::And ? Tri::Yes : Tri::No;
  for (const Value& operand : operands) result = op == Op::And ? result & operand.truth : result | operand.truth;
  return result;
}

Tri contains(const Value& set, Index code) {
  if (!set.is_known_set) return Tri::Unknown;
  return to_tri(std::binary_search(set.codes.begin(), set.codes.end(), code));
}

// Returns the value, or nothing on overflow.
std::optional<Value> apply_operator(const Node& node, const std::vector<Value>& operands) {
  if (node.op == Op::Not) return truth_value(!operands[0].truth);
  if (node.op == Op::And || node.op == Op::Or) return truth_value(fold_truth(node.op, operands));
  if (is_comparison(node.op)) return truth_value(compare(node.op, operands[0], operands[1]));
  if (node.op == Op::Contains) return truth_value(contains(operands[0], node.a));
  const std::vector<Range> ranges = ranges_of(operands);
  const std::optional<Range> range = is_date_operator(node.op) ? compute_date(node, ranges) : compute(node, ranges);
  if (!range) return std::nullopt;
  return range_value(*range);
}

}  // namespace

ExpressionEvaluator::ExpressionEvaluator(const Program& program, const Case& one, const std::vector<Index>& readings)
    : program_(program), case_(one), readings_(readings), facts_(program, one), known_(one.claims.size() + 1) {
  POLC_ASSERT(readings.size() == program.readings.size(), "every reading has a value");
}

Outcome ExpressionEvaluator::evaluate(Index node, const Place& place) {
  POLC_ASSERT(node < program_.nodes.size(), "a node is in the program");
  const Node& found = program_.nodes[node];
  if (!narrowed_.empty()) return evaluate_narrowed(node, place);
  if (place.element || is_leaf(found.op)) return evaluate_fresh(node, place);
  const std::size_t memory = place.claim.value_or(case_.claims.size());
  const auto known = known_[memory].find(node);
  if (known != known_[memory].end()) return known->second;
  Outcome result = evaluate_fresh(node, place);
  known_[memory].emplace(node, result);
  return result;
}

// A value found under an assumption is not remembered: it holds for one cell only. What is assumed of the claim judged
// is not assumed of the claims of a list, although they are read by the same node.
Outcome ExpressionEvaluator::evaluate_narrowed(Index node, const Place& place) {
  Outcome result = evaluate_fresh(node, place);
  const Op op = program_.nodes[node].op;
  if (place.element && (op == Op::ClaimFact || op == Op::ClaimDate)) return result;
  for (const Narrowed& narrowed : narrowed_) {
    if (narrowed.node == node) result.value = range_value(narrowed.range);
  }
  return result;
}

void ExpressionEvaluator::assume(Index node, Value value) {
  assumed_.insert_or_assign(node, std::move(value));
  for (std::unordered_map<Index, Outcome>& known : known_) known.clear();
}

Outcome ExpressionEvaluator::evaluate_fresh(Index index, const Place& place) {
  if (!assumed_.empty()) {
    const auto assumed = assumed_.find(index);
    if (assumed != assumed_.end()) return {assumed->second, {}};
  }
  const Node& node = program_.nodes[index];
  if (is_leaf(node.op)) return evaluate_leaf(node, place);
  Outcome result;
  switch (node.op) {
    case Op::If: result = choose(node, place); break;
    case Op::Discretion: result = decide(node, place); break;
    case Op::Parameter: result = look_up_parameter(node, place); break;
    case Op::Cells: result = look_up_cells(node, place); break;
    case Op::Any:
    case Op::All:
    case Op::Count:
    case Op::Sum: result = quantify(node, place); break;
    default: result = evaluate_with_arguments(node, place); break;
  }
  settle_notes(result);
  return result;
}

Outcome ExpressionEvaluator::evaluate_with_arguments(const Node& node, const Place& place) {
  Outcome result;
  std::vector<Value> operands;
  operands.reserve(node.num_args);
  for (std::size_t i = 0; i < node.num_args; ++i) {
    Outcome argument_outcome = evaluate(argument(node, i), place);
    absorb(result.notes, argument_outcome.notes);
    operands.push_back(std::move(argument_outcome.value));
  }
  std::optional<Value> value = apply_operator(node, operands);
  if (!value) {
    if (!result.notes.fault) result.notes.fault = Fault{};
    value = range_value(Range::unbounded());
  }
  result.value = std::move(*value);
  return result;
}

}  // namespace polc::runtime
