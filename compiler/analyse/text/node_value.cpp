#include "compiler/analyse/text/node_value.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "compiler/analyse/text/paid_items.h"

namespace polc::analyse::text {
namespace {

using runtime::FactType;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Node;
using runtime::Op;
using runtime::Program;
using Value = std::optional<Fraction>;

Value lesser(const Value& lhs, const Value& rhs) {
  if (!lhs || !rhs) return std::nullopt;
  return std::min(*lhs, *rhs);
}

Value greater(const Value& lhs, const Value& rhs) {
  if (!lhs || !rhs) return std::nullopt;
  return std::max(*lhs, *rhs);
}

/// The greatest number that both are whole multiples of; 0 when one is unknown.
Fraction common_grain(const Fraction& lhs, const Fraction& rhs) {
  if (lhs.is_zero() || rhs.is_zero()) return Fraction();
  const auto gcd = [](Fraction::Wide a, Fraction::Wide b) {
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
      const Fraction::Wide rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  };
  // gcd(a/b, c/d) = gcd(a·d, c·b) / (b·d), all of them small here.
  const auto lhs_scaled = multiply(lhs, *Fraction::ratio(rhs.denominator(), 1));
  const auto rhs_scaled = multiply(rhs, *Fraction::ratio(lhs.denominator(), 1));
  if (!lhs_scaled || !rhs_scaled) return Fraction();
  const auto left = multiply(*lhs_scaled, *Fraction::ratio(lhs.denominator(), 1));
  const auto right = multiply(*rhs_scaled, *Fraction::ratio(rhs.denominator(), 1));
  const auto scale = multiply(*Fraction::ratio(lhs.denominator(), 1), *Fraction::ratio(rhs.denominator(), 1));
  if (!left || !right || !scale) return Fraction();
  const auto whole = Fraction::ratio(gcd(left->numerator(), right->numerator()), 1);
  return whole ? divide(*whole, *scale).value_or(Fraction()) : Fraction();
}

/// Walks a DAG and works out ranges.
class Ranger {
 public:
  Ranger(const Program& program, const KnownBounds& known) : program_(program), known_(known) {}

  /// Each node is worked out once, however many nodes share it.
  NodeRange range(Index index) {
    const auto done = done_.find(index);
    if (done != done_.end()) return done->second;
    return done_.emplace(index, bounded(index)).first->second;
  }

 private:
  NodeRange bounded(Index index) {
    NodeRange found = of_node(index);
    const auto bound = known_.find(index);
    if (bound == known_.end()) return found;
    if (bound->second.low && (!found.low || *bound->second.low > *found.low)) found.low = bound->second.low;
    if (bound->second.high && (!found.high || *bound->second.high < *found.high)) found.high = bound->second.high;
    if (found.low) found.open_low.clear();
    if (found.high) found.open_high.clear();
    return found;
  }

  NodeRange of_node(Index index) {
    const Node& node = program_.nodes[index];
    const std::vector<Index> args = args_of(program_, index);
    switch (node.op) {
      case Op::Constant: return constant(program_.constants[node.a].number);
      case Op::ApplicantFact:
      case Op::ClaimFact:
      case Op::JudgedClaimFact: return fact(program_.facts[node.a]);
      case Op::Parameter: return parameter(program_.parameters[node.a]);
      case Op::ElementPaid:
      case Op::ElementEntitled: return {Fraction(0), kLargest, Fraction(1), "", ""};
      case Op::Negate: return negated(range(args[0]));
      case Op::Add: return sum(range(args[0]), range(args[1]));
      case Op::Subtract: return difference(args[0], args[1]);
      case Op::Multiply: return product(range(args[0]), range(args[1]));
      case Op::Divide: return quotient(range(args[0]), args[1]);
      case Op::Minimum: return minimum(range(args[0]), range(args[1]));
      case Op::Maximum: return maximum(range(args[0]), range(args[1]));
      case Op::Floor:
      case Op::Ceil: return with_grain(range(args[0]), Fraction(1));
      case Op::Round: return rounded(range(args[0]), args[1]);
      case Op::If: return choice(args);
      case Op::OrNothing: return hull(range(args[0]), constant(Fraction(0)));
      case Op::PerFull: return per_full(args);
      case Op::Tiers: return tiers(args);
      case Op::Discretion: return discretion(args);
      case Op::Cells: return cells(program_.tables[node.a]);
      case Op::Count: return {Fraction(0), std::nullopt, Fraction(1), "", ""};
      case Op::Sum: return {Fraction(0), std::nullopt, range(args.back()).grain, "", ""};
      default: return unknown();
    }
  }

  static NodeRange unknown() { return {std::nullopt, std::nullopt, Fraction(), "", ""}; }

  static NodeRange constant(const Fraction& value) {
    return {value, value, value.is_zero() ? Fraction(1) : value, "", ""};
  }

  static NodeRange with_grain(NodeRange range, const Fraction& grain) {
    range.grain = grain;
    return range;
  }

  static NodeRange fact(const runtime::Fact& fact) {
    NodeRange range{fact.low, fact.high, Fraction(1), fact.low ? "" : fact.name, fact.high ? "" : fact.name};
    const bool is_decimal = fact.type == FactType::Number || fact.type == FactType::Percent;
    if (is_decimal) range.grain = *Fraction::ratio(1, fact.type == FactType::Percent ? 100'000'000 : 1'000'000);
    if (fact.type == FactType::Money && !range.high) {
      // An amount of a case is bounded by what an amount can hold.
      range.high = kLargest;
      range.open_high.clear();
    }
    return range;
  }

  NodeRange parameter(const runtime::Parameter& parameter) {
    NodeRange all = unknown();
    for (const auto& step : parameter.steps)
      all = &step == &parameter.steps.front() ? constant(step.value) : hull(all, constant(step.value));
    return all;
  }

  static NodeRange negated(const NodeRange& range) {
    return {range.high ? negate(*range.high) : Value(), range.low ? negate(*range.low) : Value(), range.grain,
            range.open_high, range.open_low};
  }

  static NodeRange sum(const NodeRange& lhs, const NodeRange& rhs) {
    NodeRange made;
    if (lhs.low && rhs.low) made.low = add(*lhs.low, *rhs.low);
    if (lhs.high && rhs.high) made.high = add(*lhs.high, *rhs.high);
    made.grain = common_grain(lhs.grain, rhs.grain);
    made.open_low = !lhs.open_low.empty() ? lhs.open_low : rhs.open_low;
    made.open_high = !lhs.open_high.empty() ? lhs.open_high : rhs.open_high;
    return made;
  }

  NodeRange difference(Index lhs, Index rhs) {
    NodeRange made = sum(range(lhs), negated(range(rhs)));
    const Node& taken = program_.nodes[rhs];
    const std::vector<Index> args = args_of(program_, rhs);
    const bool takes_at_most_itself = taken.op == Op::Minimum && std::find(args.begin(), args.end(), lhs) != args.end();
    if (takes_at_most_itself) made.low = Fraction(0);
    return made;
  }

  static NodeRange product(const NodeRange& lhs, const NodeRange& rhs) {
    NodeRange made;
    const auto grain = multiply(lhs.grain, rhs.grain);
    if (grain) made.grain = *grain;
    made.open_low = !lhs.open_low.empty() ? lhs.open_low : rhs.open_low;
    made.open_high = !lhs.open_high.empty() ? lhs.open_high : rhs.open_high;
    const bool are_positive = lhs.low && rhs.low && lhs.low->sign() >= 0 && rhs.low->sign() >= 0;
    if (are_positive) {
      made.low = multiply(*lhs.low, *rhs.low);
      if (lhs.high && rhs.high) made.high = multiply(*lhs.high, *rhs.high);
      return made;
    }
    if (!lhs.low || !lhs.high || !rhs.low || !rhs.high) return made;
    std::vector<Fraction> corners;
    for (const Fraction& left : {*lhs.low, *lhs.high}) {
      for (const Fraction& right : {*rhs.low, *rhs.high}) {
        const auto corner = multiply(left, right);
        if (!corner) return made;
        corners.push_back(*corner);
      }
    }
    made.low = *std::min_element(corners.begin(), corners.end());
    made.high = *std::max_element(corners.begin(), corners.end());
    return made;
  }

  /// Division by a fact can give any fraction.
  NodeRange quotient(const NodeRange& value, Index divisor) {
    const runtime::Constant* by = constant_of(program_, divisor);
    const auto inverse = by != nullptr ? divide(Fraction(1), by->number) : std::nullopt;
    if (inverse) return product(value, constant(*inverse));
    const NodeRange below = range(divisor);
    const bool is_positive = value.low && value.low->sign() >= 0 && below.low && below.low->sign() >= 0;
    NodeRange made = with_grain(unknown(), *Fraction::ratio(1, 1'000'000'000));
    if (is_positive) made.low = Fraction(0);
    return made;
  }

  static NodeRange minimum(const NodeRange& lhs, const NodeRange& rhs) {
    NodeRange made = hull(lhs, rhs);
    made.high = lhs.high && rhs.high ? lesser(lhs.high, rhs.high) : (lhs.high ? lhs.high : rhs.high);
    if (made.high) made.open_high.clear();
    return made;
  }

  static NodeRange maximum(const NodeRange& lhs, const NodeRange& rhs) {
    NodeRange made = hull(lhs, rhs);
    made.low = lhs.low && rhs.low ? greater(lhs.low, rhs.low) : (lhs.low ? lhs.low : rhs.low);
    if (made.low) made.open_low.clear();
    return made;
  }

  static NodeRange hull(const NodeRange& lhs, const NodeRange& rhs) {
    NodeRange made;
    made.low = lesser(lhs.low, rhs.low);
    made.high = greater(lhs.high, rhs.high);
    made.grain = common_grain(lhs.grain, rhs.grain);
    made.open_low = !lhs.open_low.empty() ? lhs.open_low : rhs.open_low;
    made.open_high = !lhs.open_high.empty() ? lhs.open_high : rhs.open_high;
    return made;
  }

  NodeRange rounded(NodeRange value, Index step) {
    const runtime::Constant* size = constant_of(program_, step);
    value.grain = size == nullptr ? Fraction() : size->number;
    return value;
  }

  /// `if A > B then A - B else …`: the difference is not negative where it counts.
  NodeRange choice(const std::vector<Index>& args) {
    NodeRange yes = range(args[1]);
    NodeRange no = range(args[2]);
    const Node& condition = program_.nodes[args[0]];
    const std::vector<Index> sides = args_of(program_, args[0]);
    const bool is_more = condition.op == Op::Greater || condition.op == Op::GreaterEqual;
    const bool is_less = condition.op == Op::Less || condition.op == Op::LessEqual;
    if (is_more && is_difference(args[1], sides[0], sides[1]))
      yes.low = greater(yes.low, Fraction(0)).value_or(Fraction(0));
    if (is_less && is_difference(args[1], sides[1], sides[0]))
      yes.low = greater(yes.low, Fraction(0)).value_or(Fraction(0));
    if (is_less && is_difference(args[2], sides[0], sides[1]))
      no.low = greater(no.low, Fraction(0)).value_or(Fraction(0));
    if (is_more && is_difference(args[2], sides[1], sides[0]))
      no.low = greater(no.low, Fraction(0)).value_or(Fraction(0));
    return hull(yes, no);
  }

  bool is_difference(Index node, Index lhs, Index rhs) const {
    const std::vector<Index> args = args_of(program_, node);
    return program_.nodes[node].op == Op::Subtract && args[0] == lhs && args[1] == rhs;
  }

  NodeRange per_full(const std::vector<Index>& args) {
    const NodeRange each = range(args[0]);
    const NodeRange base = range(args[2]);
    const runtime::Constant* step = constant_of(program_, args[1]);
    NodeRange steps = with_grain(base, Fraction(1));
    if (step != nullptr && step->number.sign() > 0) {
      if (base.low) steps.low = divide(*base.low, step->number);
      if (base.high) steps.high = divide(*base.high, step->number);
      if (steps.low) steps.low = runtime::floor(*steps.low);
      if (steps.high) steps.high = runtime::floor(*steps.high);
    }
    return product(each, steps);
  }

  NodeRange tiers(const std::vector<Index>& args) {
    const NodeRange base = range(args[0]);
    NodeRange made{base.low && base.low->sign() >= 0 ? Value(Fraction(0)) : Value(), base.high, base.grain,
                   base.open_low, base.open_high};
    Fraction grain;
    bool is_first = true;
    for (std::size_t i = 1; i < args.size(); ++i) {
      const bool is_last_rate = i + 1 == args.size() && args.size() % 2 == 0;
      const bool is_bound = i % 2 == 1 && !is_last_rate;
      const NodeRange part = range(args[i]);
      if (is_bound) {
        made.grain = common_grain(made.grain, part.grain);
        continue;
      }
      grain = is_first ? part.grain : common_grain(grain, part.grain);
      is_first = false;
      if (!part.high || *part.high > Fraction(1)) made.high = std::nullopt;
    }
    made.grain = multiply(made.grain, grain).value_or(Fraction());
    return made;
  }

  NodeRange discretion(const std::vector<Index>& args) {
    NodeRange made = hull(range(args[0]), range(args[1]));
    // Whoever decides on an amount decides on a whole one.
    made.grain = Fraction(1);
    return made;
  }

  NodeRange cells(const runtime::Table& table) {
    NodeRange all;
    bool is_first = true;
    for (const runtime::TableCell& cell : table.cells) {
      const NodeRange one = range(cell.amount);
      all = is_first ? one : hull(all, one);
      is_first = false;
    }
    if (table.otherwise != kNone) all = is_first ? range(table.otherwise) : hull(all, range(table.otherwise));
    return is_first && table.otherwise == kNone ? unknown() : all;
  }

  /// Amounts are 64-bit minor units.
  inline static const Fraction kLargest{INT64_MAX};

  const Program& program_;
  const KnownBounds& known_;
  std::map<Index, NodeRange> done_;
};

/// Narrows one side of a node's interval.
void narrow(KnownBounds& known, Index node, const Fraction& value, bool is_low) {
  runtime::Interval& interval = known[node];
  Value& end = is_low ? interval.low : interval.high;
  if (!end || (is_low ? value > *end : value < *end)) end = value;
}

}  // namespace

std::optional<Fraction> value_at(const Program& program, Index index, Index fact, const Fraction& value) {
  if (index == fact) return value;
  const Node& node = program.nodes[index];
  const std::vector<Index> args = args_of(program, index);
  const auto at = [&](std::size_t i) { return value_at(program, args[i], fact, value); };
  switch (node.op) {
    case Op::Constant: return program.constants[node.a].number;
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Minimum:
    case Op::Maximum: {
      const Value lhs = at(0);
      const Value rhs = at(1);
      if (!lhs || !rhs) return std::nullopt;
      if (node.op == Op::Add) return add(*lhs, *rhs);
      if (node.op == Op::Subtract) return subtract(*lhs, *rhs);
      if (node.op == Op::Multiply) return multiply(*lhs, *rhs);
      return node.op == Op::Minimum ? std::min(*lhs, *rhs) : std::max(*lhs, *rhs);
    }
    case Op::Round: {
      const Value rounded = at(0);
      const Value step = at(1);
      if (!rounded || !step || step->sign() <= 0) return std::nullopt;
      return runtime::round_to(*rounded, *step, static_cast<runtime::Rounding>(node.a));
    }
    default: return std::nullopt;
  }
}

NodeRange range_of(const Program& program, Index node, const KnownBounds& known) {
  return Ranger(program, known).range(node);
}

void learn_bounds(const Program& program, Index condition, KnownBounds& known) {
  const Node& node = program.nodes[condition];
  const std::vector<Index> args = args_of(program, condition);
  if (node.op == Op::And) {
    for (const Index arg : args) learn_bounds(program, arg, known);
    return;
  }
  const bool is_low = node.op == Op::GreaterEqual || node.op == Op::Greater;
  const bool is_high = node.op == Op::LessEqual || node.op == Op::Less;
  if (!is_low && !is_high) return;
  if (const runtime::Constant* right = constant_of(program, args[1])) narrow(known, args[0], right->number, is_low);
  if (const runtime::Constant* left = constant_of(program, args[0])) narrow(known, args[1], left->number, is_high);
}

}  // namespace polc::analyse::text
