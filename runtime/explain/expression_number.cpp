#include <algorithm>

#include "base/assert.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {
namespace {

using Operands = std::vector<Range>;
using Result = std::optional<Range>;

Range zero() { return Range::exactly(Fraction(0)); }

// Applies a function that never decreases to both ends.
template <typename Function>
Result map_ends(const Range& range, Function function) {
  Range result;
  if (range.low) {
    result.low = function(*range.low);
    if (!result.low) return std::nullopt;
  }
  if (range.high) {
    result.high = function(*range.high);
    if (!result.high) return std::nullopt;
  }
  return result;
}

Result fold(const Operands& operands, Result (*combine)(const Range&, const Range&)) {
  Result result = operands.front();
  for (std::size_t i = 1; result && i < operands.size(); ++i) result = combine(*result, operands[i]);
  return result;
}

Result least(const Range& lhs, const Range& rhs) { return minimum(lhs, rhs); }
Result greatest(const Range& lhs, const Range& rhs) { return maximum(lhs, rhs); }

Result negated(const Range& value) { return subtract(zero(), value); }

Result absolute(const Range& value) {
  const Result opposite = negated(value);
  if (!opposite) return std::nullopt;
  if (value.low && value.low->sign() >= 0) return value;
  if (value.high && value.high->sign() <= 0) return opposite;
  Range result = maximum(value, *opposite);
  result.low = Fraction(0);
  return result;
}

Result rounded(const Range& value, const Range& step, Rounding rounding) {
  if (!step.is_exact() || step.low->sign() <= 0) return Range::unbounded();
  return map_ends(value, [&](const Fraction& end) { return round_to(end, *step.low, rounding); });
}

Result floored(const Range& value) {
  return map_ends(value, [](const Fraction& end) { return std::optional<Fraction>(floor(end)); });
}

Result ceiled(const Range& value) {
  return map_ends(value, [](const Fraction& end) { return std::optional<Fraction>(ceil(end)); });
}

// Each band's share of the base times its rate, added: args are base, then (bound, rate)…, then the rate above.
Result tiers(const Operands& operands) {
  const Range& base = operands.front();
  Result total = zero();
  Range bottom = zero();
  for (std::size_t i = 1; total && i < operands.size(); i += 2) {
    const bool is_last = i + 1 == operands.size();
    const Range part = is_last ? base : minimum(base, operands[i]);
    const Range& rate = is_last ? operands[i] : operands[i + 1];
    const Result above = subtract(part, bottom);
    const Result share = above ? multiply(maximum(*above, zero()), rate) : std::nullopt;
    total = share ? add(*total, *share) : std::nullopt;
    if (!is_last) bottom = operands[i];
  }
  return total;
}

Result per_full(const Operands& operands) {
  const Result steps = divide(operands[2], operands[1]);
  const Result whole = steps ? floored(*steps) : std::nullopt;
  return whole ? multiply(operands[0], *whole) : std::nullopt;
}

Result or_nothing(const Range& value, const Range& least_value) {
  switch (less_equal(least_value, value)) {
    case Tri::Yes: return value;
    case Tri::No: return zero();
    case Tri::Unknown: return hull(zero(), value);
  }
  return std::nullopt;
}

// Ranks as numbers that grow with the rank: a smaller code ranks higher.
Range rank_range(const Value& value) {
  if (value.codes.empty()) return Range::unbounded();
  return {Fraction(-std::int64_t{value.codes.back()}), Fraction(-std::int64_t{value.codes.front()})};
}

Tri equal_codes(const Value& lhs, const Value& rhs) {
  const bool is_shared = std::any_of(lhs.codes.begin(), lhs.codes.end(), [&](Index code) {
    return std::binary_search(rhs.codes.begin(), rhs.codes.end(), code);
  });
  if (!is_shared) return Tri::No;
  return lhs.codes.size() == 1 && rhs.codes.size() == 1 ? Tri::Yes : Tri::Unknown;
}

Tri equal_values(const Value& lhs, const Value& rhs) {
  switch (lhs.type) {
    case NodeType::Bool:
      if (lhs.truth == Tri::Unknown || rhs.truth == Tri::Unknown) return Tri::Unknown;
      return to_tri(lhs.truth == rhs.truth);
    case NodeType::Numeric: return equal(lhs.range, rhs.range);
    case NodeType::Enum: return equal_codes(lhs, rhs);
    case NodeType::Set: return lhs.is_known_set && rhs.is_known_set ? to_tri(lhs.codes == rhs.codes) : Tri::Unknown;
    case NodeType::Text: return lhs.text && rhs.text ? to_tri(*lhs.text == *rhs.text) : Tri::Unknown;
  }
  return Tri::Unknown;
}

}  // namespace

std::optional<Range> compute(const Node& node, const std::vector<Range>& operands) {
  switch (node.op) {
    case Op::Negate: return negated(operands[0]);
    case Op::Add: return fold(operands, add);
    case Op::Subtract: return subtract(operands[0], operands[1]);
    case Op::Multiply: return fold(operands, multiply);
    case Op::Divide: return divide(operands[0], operands[1]);
    case Op::Minimum: return fold(operands, least);
    case Op::Maximum: return fold(operands, greatest);
    case Op::Floor: return floored(operands[0]);
    case Op::Ceil: return ceiled(operands[0]);
    case Op::Absolute: return absolute(operands[0]);
    case Op::Round: return rounded(operands[0], operands[1], static_cast<Rounding>(node.a));
    case Op::Tiers: return tiers(operands);
    case Op::PerFull: return per_full(operands);
    case Op::OrNothing: return or_nothing(operands[0], operands[1]);
    default: break;
  }
  POLC_ASSERT(false, "the operator computes a number");
  return std::nullopt;
}

Tri compare(Op op, const Value& lhs, const Value& rhs) {
  const bool is_enum = lhs.type == NodeType::Enum;
  const Range left = is_enum ? rank_range(lhs) : lhs.range;
  const Range right = is_enum ? rank_range(rhs) : rhs.range;
  switch (op) {
    case Op::Equal: return equal_values(lhs, rhs);
    case Op::NotEqual: return !equal_values(lhs, rhs);
    case Op::Less: return less(left, right);
    case Op::LessEqual: return less_equal(left, right);
    case Op::Greater: return less(right, left);
    case Op::GreaterEqual: return less_equal(right, left);
    default: break;
  }
  POLC_ASSERT(false, "the operator compares");
  return Tri::Unknown;
}

}  // namespace polc::runtime
