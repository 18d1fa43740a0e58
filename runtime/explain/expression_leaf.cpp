#include "base/assert.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {
namespace {

std::vector<Index> all_codes(const Program& program, Index enumeration) {
  std::vector<Index> result;
  if (enumeration == kNone) return result;
  for (std::size_t i = 0; i < program.enumerations[enumeration].values.size(); ++i)
    result.push_back(static_cast<Index>(i));
  return result;
}

Value value_of(const Constant& constant, NodeType type) {
  Value result;
  result.type = type;
  switch (type) {
    case NodeType::Bool: result.truth = to_tri(!constant.number.is_zero()); break;
    case NodeType::Numeric: result.range = Range::exactly(constant.number); break;
    case NodeType::Enum: result.codes = {static_cast<Index>(constant.number.numerator())}; break;
    case NodeType::Set:
      result.codes = constant.codes;
      result.is_known_set = true;
      break;
    case NodeType::Text: result.text = constant.text; break;
  }
  return result;
}

FactHolder holder_of(const Element& element) {
  return {element.list == ListKind::History ? FactHolder::Kind::History : FactHolder::Kind::Claim, element.index};
}

std::string element_path(const Case& one, const Element& element, std::string_view name) {
  if (element.list != ListKind::OtherGrants) return built_in_path(one, holder_of(element), name);
  std::string result = "other.";
  result += std::to_string(element.index + 1);
  result += '.';
  result += name;
  return result;
}

Outcome known(Value value) { return {std::move(value), {}}; }

}  // namespace

Outcome ExpressionEvaluator::evaluate_leaf(const Node& node, const Place& place) {
  switch (node.op) {
    case Op::Constant: return known(value_of(program_.constants[node.a], node.type));
    case Op::ApplicantFact: return read_fact(node.a, FactHolder{}, node);
    case Op::ClaimFact: return read_claim_fact(node, place);
    case Op::JudgedClaimFact: return read_claim_fact(node, Place{place.claim, std::nullopt});
    case Op::ClaimDate: return read_claim_date(place);
    case Op::JudgedClaimDate: return read_claim_date(Place{place.claim, std::nullopt});
    case Op::ApplicationDate: return read_date(case_.applied, "applied");
    case Op::IsJudgedClaim: {
      const bool is_claim = place.element && place.element->list == ListKind::Claims && place.claim;
      return known(truth_value(to_tri(is_claim && place.element->index == *place.claim)));
    }
    case Op::ElementAward:
    case Op::ElementRecipient:
    case Op::ElementPolicy: return read_element_text(node, place);
    case Op::ElementPaid:
    case Op::ElementEntitled: return read_element_money(node, place);
    case Op::ElementLevel: return read_level(node, place);
    case Op::ElementIsKind: {
      const bool is_claim = place.element && place.element->list == ListKind::Claims;
      return known(truth_value(to_tri(is_claim && case_.claims[place.element->index].kind == node.a)));
    }
    case Op::ReadingValue: {
      Constant code;
      code.number = Fraction(readings_[node.a]);
      return known(value_of(code, NodeType::Enum));
    }
    default: break;
  }
  POLC_ASSERT(false, "the node is a leaf");
  return {};
}

// An unknown number is its declared bounds, an unknown enumeration any of its values.
Outcome ExpressionEvaluator::read_fact(Index slot, const std::optional<FactHolder>& holder, const Node& node) {
  const Constant* constant = holder ? facts_.read(slot, *holder) : nullptr;
  if (constant != nullptr) return known(value_of(*constant, node.type));
  const Fact& fact = program_.facts[slot];
  Outcome result;
  result.value.type = node.type;
  result.value.range = {fact.low, fact.high};
  if (node.type == NodeType::Enum) result.value.codes = all_codes(program_, fact.enumeration);
  if (holder && facts_.has(slot, *holder)) result.notes.missing = {facts_.path(slot, *holder)};
  settle_notes(result);
  return result;
}

Outcome ExpressionEvaluator::read_claim_fact(const Node& node, const Place& place) {
  std::optional<FactHolder> holder;
  if (place.element && place.element->list != ListKind::OtherGrants) {
    holder = holder_of(*place.element);
  } else if (place.claim) {
    holder = FactHolder{FactHolder::Kind::Claim, *place.claim};
  }
  return read_fact(node.a, holder, node);
}

Outcome ExpressionEvaluator::read_date(const CaseDate& date, std::string path) const {
  if (date.presence == Presence::Given) return known(range_value(Range::exactly(Fraction(date.date.days))));
  Outcome result = known(range_value(Range::unbounded()));
  result.notes.missing = {std::move(path)};
  return result;
}

Outcome ExpressionEvaluator::read_claim_date(const Place& place) const {
  if (!place.element) {
    if (!place.claim) return known(range_value(Range::unbounded()));
    return read_date(case_.claims[*place.claim].on,
                     built_in_path(case_, {FactHolder::Kind::Claim, *place.claim}, "on"));
  }
  const Element& element = *place.element;
  const std::string path = element_path(case_, element, "on");
  switch (element.list) {
    case ListKind::ClaimKind:
    case ListKind::Claims: return read_date(case_.claims[element.index].on, path);
    case ListKind::History: return read_date(case_.history[element.index].on, path);
    case ListKind::OtherGrants: return read_date(case_.others[element.index].on, path);
  }
  return {};
}

Outcome ExpressionEvaluator::read_money(const CaseMoney& money, std::string path) const {
  if (money.presence == Presence::Given) return known(range_value(Range::exactly(money.minor_units)));
  // What was paid or is due is never negative.
  Outcome result = known(range_value({Fraction(0), std::nullopt}));
  result.notes.missing = {std::move(path)};
  return result;
}

Outcome ExpressionEvaluator::read_element_money(const Node& node, const Place& place) const {
  POLC_ASSERT(place.element, "an amount of an element is read inside a quantifier");
  const Element& element = *place.element;
  const bool is_paid = node.op == Op::ElementPaid;
  const std::string path = element_path(case_, element, is_paid ? "paid" : "entitled");
  if (element.list == ListKind::History) return read_money(case_.history[element.index].paid, path);
  POLC_ASSERT(element.list == ListKind::OtherGrants, "claims have no amounts");
  const OtherGrant& other = case_.others[element.index];
  return read_money(is_paid ? other.paid : other.entitled, path);
}

Outcome ExpressionEvaluator::read_element_text(const Node& node, const Place& place) const {
  POLC_ASSERT(place.element, "a text of an element is read inside a quantifier");
  const Element& element = *place.element;
  if (element.list == ListKind::OtherGrants) {
    return node.op == Op::ElementPolicy ? known(text_value(case_.others[element.index].policy)) : known(text_value({}));
  }
  POLC_ASSERT(element.list == ListKind::History, "claims have no award");
  const HistoryEntry& entry = case_.history[element.index];
  switch (node.op) {
    case Op::ElementAward:
      return known(text_value(entry.award == kNone ? std::string() : program_.awards[entry.award].name));
    case Op::ElementRecipient: return known(text_value(entry.recipient.empty() ? case_.applicant_id : entry.recipient));
    default: return known(text_value(entry.policy.empty() ? program_.policy_name : entry.policy));
  }
}

Outcome ExpressionEvaluator::read_level(const Node& node, const Place& place) const {
  POLC_ASSERT(place.element, "a level is read inside a quantifier");
  const bool is_other = place.element->list == ListKind::OtherGrants;
  if (is_other) {
    const FactValue& level = case_.others[place.element->index].level;
    if (level.presence == Presence::Given) return known(value_of(level.value, NodeType::Enum));
  }
  Outcome result;
  result.value.type = node.type;
  result.value.codes = all_codes(program_, program_.level_enumeration);
  if (is_other) result.notes.missing = {element_path(case_, *place.element, "level")};
  return result;
}

}  // namespace polc::runtime
