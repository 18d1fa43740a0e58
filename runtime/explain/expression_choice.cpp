#include <algorithm>

#include "base/assert.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {
namespace {

// Every cell that only one of two branches reaches is a possible one.
std::vector<CitedCell> possible_cells(const Notes& lhs, const Notes& rhs) {
  std::vector<CitedCell> result = lhs.cells;
  result.insert(result.end(), rhs.cells.begin(), rhs.cells.end());
  for (CitedCell& cell : result) cell.holds = cell.holds & Tri::Unknown;
  return result;
}

// What is known when either branch may be the one that counts.
Outcome either(const Outcome& lhs, const Outcome& rhs) {
  Outcome result{hull(lhs.value, rhs.value), lhs.notes};
  absorb(result.notes, rhs.notes);
  result.notes.cells = possible_cells(lhs.notes, rhs.notes);
  result.notes.covered = lhs.notes.covered == rhs.notes.covered ? lhs.notes.covered : Tri::Unknown;
  return result;
}

std::string list_path(ListKind list) {
  switch (list) {
    case ListKind::ClaimKind:
    case ListKind::Claims: return "claims";
    case ListKind::History: return "history";
    case ListKind::OtherGrants: return "other";
  }
  return {};
}

bool is_list_unknown(const Case& one, ListKind list) {
  switch (list) {
    case ListKind::ClaimKind:
    case ListKind::Claims: return one.claims_unknown;
    case ListKind::History: return one.history_unknown;
    case ListKind::OtherGrants: return one.others_unknown;
  }
  return false;
}

std::vector<Element> elements_of(const Case& one, const Node& node) {
  std::vector<Element> result;
  switch (static_cast<ListKind>(node.a)) {
    case ListKind::ClaimKind:
      for (std::size_t i = 0; i < one.claims.size(); ++i) {
        if (one.claims[i].kind == node.b) result.push_back({ListKind::Claims, i});
      }
      break;
    case ListKind::Claims:
      for (std::size_t i = 0; i < one.claims.size(); ++i) result.push_back({ListKind::Claims, i});
      break;
    case ListKind::History:
      for (std::size_t i = 0; i < one.history.size(); ++i) {
        if (node.b == kNone || one.history[i].award == node.b) result.push_back({ListKind::History, i});
      }
      break;
    case ListKind::OtherGrants:
      for (std::size_t i = 0; i < one.others.size(); ++i) result.push_back({ListKind::OtherGrants, i});
      break;
  }
  return result;
}

Value empty_result(Op op) {
  if (op == Op::Any || op == Op::All) return truth_value(to_tri(op == Op::All));
  return range_value(Range::exactly(Fraction(0)));
}

// What one element adds: its truth, its one, or its value, or 0 where the condition may fail.
Value contribution(Op op, Tri where, const Value& value) {
  if (op == Op::Any || op == Op::All) return truth_value(where);
  const Range full = op == Op::Count ? Range::exactly(Fraction(1)) : value.range;
  const Range nothing = Range::exactly(Fraction(0));
  switch (where) {
    case Tri::Yes: return range_value(full);
    case Tri::No: return range_value(nothing);
    case Tri::Unknown: return range_value(hull(nothing, full));
  }
  return {};
}

// Returns nothing on overflow.
std::optional<Value> combine(Op op, const Value& lhs, const Value& rhs) {
  if (op == Op::Any) return truth_value(lhs.truth | rhs.truth);
  if (op == Op::All) return truth_value(lhs.truth & rhs.truth);
  const std::optional<Range> sum = add(lhs.range, rhs.range);
  if (!sum) return std::nullopt;
  return range_value(*sum);
}

// What is left of a result when the list may hold more members.
Value with_more_members(Op op, const Value& value) {
  switch (op) {
    case Op::Any: return truth_value(value.truth | Tri::Unknown);
    case Op::All: return truth_value(value.truth & Tri::Unknown);
    case Op::Count: return range_value({value.range.low, std::nullopt});
    default: return range_value(Range::unbounded());
  }
}

}  // namespace

Outcome ExpressionEvaluator::choose(const Node& node, const Place& place) {
  const Outcome condition = evaluate(argument(node, 0), place);
  const Outcome on_yes = evaluate(argument(node, 1), place);
  const Outcome on_no = evaluate(argument(node, 2), place);
  Outcome result;
  switch (condition.value.truth) {
    case Tri::Yes: result = on_yes; break;
    case Tri::No: result = on_no; break;
    case Tri::Unknown: result = either(on_yes, on_no); break;
  }
  result.notes.missing = merge(result.notes.missing, condition.notes.missing);
  if (!result.notes.fault) result.notes.fault = condition.notes.fault;
  return result;
}

Outcome ExpressionEvaluator::decide(const Node& node, const Place& place) {
  const Outcome low = evaluate(argument(node, 0), place);
  const Outcome high = evaluate(argument(node, 1), place);
  Outcome result{range_value({low.value.range.low, high.value.range.high}), low.notes};
  absorb(result.notes, high.notes);
  const Range allowed = result.value.range;
  if (node.a != kNone) {
    const bool is_claim_fact = program_.facts[node.a].owner == FactOwner::Claim;
    const FactHolder holder{is_claim_fact ? FactHolder::Kind::Claim : FactHolder::Kind::Applicant,
                            place.claim.value_or(0)};
    const Constant* decided = is_claim_fact && !place.claim ? nullptr : facts_.read(node.a, holder);
    if (decided != nullptr) {
      result.value.range = Range::exactly(decided->number);
      const bool is_outside =
          (allowed.low && decided->number < *allowed.low) || (allowed.high && decided->number > *allowed.high);
      if (is_outside && !result.notes.fault) {
        result.notes.fault =
            Fault{Fault::Kind::DecidedOutside, node.b, kNone, result.value.range, allowed, facts_.path(node.a, holder)};
      }
      return result;
    }
  }
  result.notes.discretion = {static_cast<Index>(&node - program_.nodes.data())};
  return result;
}

Outcome ExpressionEvaluator::look_up_parameter(const Node& node, const Place& place) {
  Outcome date = evaluate(argument(node, 0), place);
  Outcome result{range_value(Range::unbounded()), std::move(date.notes)};
  const std::vector<Parameter::Step>& steps = program_.parameters[node.a].steps;
  const Range asked = date.value.range;
  const bool is_before_first = steps.empty() || !asked.low || *asked.low < Fraction(steps.front().from.days);
  if (is_before_first) return result;
  std::optional<Range> values;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool has_begun = !asked.high || *asked.high >= Fraction(steps[i].from.days);
    const bool is_over = i + 1 < steps.size() && *asked.low >= Fraction(steps[i + 1].from.days);
    if (!has_begun || is_over) continue;
    const Range value = Range::exactly(steps[i].value);
    values = values ? hull(*values, value) : value;
  }
  POLC_ASSERT(values, "a date not before the first step has a value");
  result.value.range = *values;
  return result;
}

Outcome ExpressionEvaluator::quantify(const Node& node, const Place& place) {
  const ListKind list = static_cast<ListKind>(node.a);
  Outcome result{empty_result(node.op), {}};
  for (const Element& element : elements_of(case_, node)) {
    const Place inside{place.claim, element};
    const Outcome where = evaluate(argument(node, 0), inside);
    Outcome value;
    if (node.op == Op::Sum) value = evaluate(argument(node, 1), inside);
    absorb(result.notes, where.notes);
    // The value of a member that is not counted keeps nothing open.
    if (where.value.truth == Tri::No) value.notes = {};
    absorb(result.notes, value.notes);
    const std::optional<Value> combined =
        combine(node.op, result.value, contribution(node.op, where.value.truth, value.value));
    if (combined) {
      result.value = *combined;
    } else if (!result.notes.fault) {
      result.notes.fault = Fault{};
    }
  }
  if (is_list_unknown(case_, list)) {
    result.value = with_more_members(node.op, result.value);
    insert(result.notes.missing, list_path(list));
  }
  return result;
}

}  // namespace polc::runtime
