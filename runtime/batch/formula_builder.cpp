#include "runtime/batch/formula_builder.h"

#include <limits>
#include <numeric>
#include <utility>

namespace polc::runtime {
namespace {

constexpr std::int64_t kMostDenominator = 1'000'000'000'000'000;
constexpr std::size_t kMostSteps = 500;

std::optional<std::int64_t> small(Fraction::Wide value) {
  constexpr Fraction::Wide kMost = Fraction::Wide{1} << 62;
  if (value >= kMost || value <= -kMost) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

}  // namespace

FormulaBuilder::FormulaBuilder(const Program& program, NodeReader& reader, ExpressionEvaluator& constants,
                               RegisterOf truth_of, RegisterOf cell_of)
    : program_(program),
      reader_(reader),
      constants_(constants),
      truth_of_(std::move(truth_of)),
      cell_of_(std::move(cell_of)) {}

std::uint32_t FormulaBuilder::add(FormulaStep step) {
  formula_.steps.push_back(std::move(step));
  return static_cast<std::uint32_t>(formula_.steps.size() - 1);
}

std::uint32_t FormulaBuilder::add(FormulaOp op, std::uint32_t a, std::uint32_t b) {
  FormulaStep step;
  step.op = op;
  step.a = a;
  step.b = b;
  return add(std::move(step));
}

std::uint32_t FormulaBuilder::add_register(Index reg) {
  FormulaStep step;
  step.op = FormulaOp::Truth;
  step.reg = reg;
  return add(std::move(step));
}

std::optional<std::uint32_t> FormulaBuilder::add_truth(Index node, bool is_negated) {
  const std::optional<std::uint32_t> place = truth(node);
  if (!place || !is_negated) return place;
  return add(FormulaOp::Not, *place, *place);
}

bool FormulaBuilder::set_amount(Index node) {
  const Maybe amount = node == kNone ? constant(Fraction(0)) : number(node);
  if (!amount || formula_.steps.size() > kMostSteps) return false;
  formula_.amount = amount->place;
  formula_.denominator = amount->denominator;
  return true;
}

FormulaBuilder::Maybe FormulaBuilder::number(Index node) {
  const auto known = numbers_.find(node);
  if (known != numbers_.end()) return known->second;
  const Maybe result = formula_.steps.size() > kMostSteps ? std::nullopt : make_number(node);
  numbers_.emplace(node, result);
  return result;
}

FormulaBuilder::Maybe FormulaBuilder::make_number(Index index) {
  const Node& node = program_.nodes[index];
  if (reader_.traits(index).is_constant()) {
    const std::optional<Fraction> value = constant_of(index);
    return value ? constant(*value) : std::nullopt;
  }
  if (const std::optional<Input> input = input_of(node)) {
    FormulaStep step;
    step.op = FormulaOp::Raw;
    step.input = *input;
    return Number{add(std::move(step)), input->slot == kNone ? 1 : scale_of(program_.facts[input->slot].type)};
  }
  switch (node.op) {
    case Op::Add:
    case Op::AddDays: return fold(FormulaOp::Add, node);
    case Op::Minimum: return fold(FormulaOp::Minimum, node);
    case Op::Maximum: return fold(FormulaOp::Maximum, node);
    case Op::Multiply: return fold(FormulaOp::Multiply, node);
    case Op::Subtract: return combine(FormulaOp::Subtract, number(argument(node, 0)), number(argument(node, 1)));
    case Op::DaysBetween: return combine(FormulaOp::Subtract, number(argument(node, 1)), number(argument(node, 0)));
    case Op::Negate: return combine(FormulaOp::Subtract, constant(Fraction(0)), number(argument(node, 0)));
    case Op::OrNothing: return combine(FormulaOp::IfAtLeast, number(argument(node, 0)), number(argument(node, 1)));
    case Op::Absolute: {
      const Maybe value = number(argument(node, 0));
      if (!value) return std::nullopt;
      return Number{add(FormulaOp::Absolute, value->place, value->place), value->denominator};
    }
    case Op::Floor: return whole(FormulaOp::Floor, number(argument(node, 0)));
    case Op::Ceil: return whole(FormulaOp::Ceil, number(argument(node, 0)));
    case Op::Round: return round(node);
    case Op::Divide: return divide(node);
    case Op::PerFull: return per_full(node);
    case Op::If: return choose(node);
    case Op::Tiers: return tiers(node);
    case Op::Cells: return cells(index);
    case Op::YearOf: return of_dates(FormulaOp::YearOf, node);
    case Op::YearsBetween: return of_dates(FormulaOp::YearsBetween, node);
    case Op::MonthsBetween: return of_dates(FormulaOp::MonthsBetween, node);
    default: return std::nullopt;
  }
}

std::optional<Fraction> FormulaBuilder::constant_of(Index node) {
  if (!reader_.traits(node).is_constant()) return std::nullopt;
  const Outcome outcome = constants_.evaluate(node, Place{0, std::nullopt});
  const bool is_plain = outcome.value.range.is_exact() && !outcome.notes.fault && outcome.notes.covered == Tri::Yes;
  return is_plain ? outcome.value.range.low : std::nullopt;
}

FormulaBuilder::Maybe FormulaBuilder::constant(const Fraction& value) {
  const std::optional<std::int64_t> numerator = small(value.numerator());
  if (!numerator || value.denominator() > kMostDenominator) return std::nullopt;
  FormulaStep step;
  step.value = *numerator;
  return Number{add(std::move(step)), static_cast<std::int64_t>(value.denominator())};
}

FormulaBuilder::Maybe FormulaBuilder::scaled(const Number& value, std::int64_t denominator) {
  if (value.denominator == denominator) return value;
  FormulaStep step;
  step.op = FormulaOp::Scale;
  step.a = step.b = value.place;
  step.value = denominator / value.denominator;
  return Number{add(std::move(step)), denominator};
}

// Both over the least common denominator.
FormulaBuilder::Maybe FormulaBuilder::combine(FormulaOp op, const Maybe& lhs, const Maybe& rhs) {
  if (!lhs || !rhs) return std::nullopt;
  const Fraction::Wide common =
      Fraction::Wide{lhs->denominator} / std::gcd(lhs->denominator, rhs->denominator) * rhs->denominator;
  if (common > kMostDenominator) return std::nullopt;
  const auto denominator = static_cast<std::int64_t>(common);
  const Maybe left = scaled(*lhs, denominator);
  const Maybe right = scaled(*rhs, denominator);
  return Number{add(op, left->place, right->place), denominator};
}

FormulaBuilder::Maybe FormulaBuilder::multiply(const Maybe& lhs, const Maybe& rhs) {
  if (!lhs || !rhs) return std::nullopt;
  const Fraction::Wide denominator = Fraction::Wide{lhs->denominator} * rhs->denominator;
  if (denominator > kMostDenominator) return std::nullopt;
  return Number{add(FormulaOp::Multiply, lhs->place, rhs->place), static_cast<std::int64_t>(denominator)};
}

FormulaBuilder::Maybe FormulaBuilder::fold(FormulaOp op, const Node& node) {
  Maybe result = number(argument(node, 0));
  for (std::size_t i = 1; result && i < node.num_args; ++i) {
    const Maybe next = number(argument(node, i));
    result = op == FormulaOp::Multiply ? multiply(result, next) : combine(op, result, next);
  }
  return result;
}

FormulaBuilder::Maybe FormulaBuilder::whole(FormulaOp op, const Maybe& value) {
  if (!value) return std::nullopt;
  FormulaStep step;
  step.op = op;
  step.a = step.b = value->place;
  step.value = value->denominator;
  return Number{add(std::move(step)), 1};
}

// value ÷ (p/q) is value × q over denominator × p; that many steps of p/q are p × it over q.
FormulaBuilder::Maybe FormulaBuilder::round(const Node& node) {
  const Maybe value = number(argument(node, 0));
  const std::optional<Fraction> step = constant_of(argument(node, 1));
  if (!value || !step || step->sign() <= 0) return std::nullopt;
  const std::optional<std::int64_t> top = small(step->numerator());
  const std::optional<std::int64_t> bottom = small(step->denominator());
  if (!top || !bottom || *bottom > kMostDenominator || Fraction::Wide{*top} * value->denominator > kMostDenominator)
    return std::nullopt;
  FormulaStep scale;
  scale.op = FormulaOp::Scale;
  scale.a = scale.b = value->place;
  scale.value = *bottom;
  FormulaStep rounding;
  rounding.op = FormulaOp::Round;
  rounding.a = rounding.b = add(std::move(scale));
  rounding.value = *top * value->denominator;
  rounding.mode = static_cast<std::uint8_t>(node.a);
  FormulaStep back;
  back.op = FormulaOp::Scale;
  back.a = back.b = add(std::move(rounding));
  back.value = *top;
  return Number{add(std::move(back)), *bottom};
}

// By a constant above 0 alone: other quotients have no denominator of their own.
FormulaBuilder::Maybe FormulaBuilder::divide(const Node& node) {
  const std::optional<Fraction> divisor = constant_of(argument(node, 1));
  if (!divisor || divisor->sign() <= 0) return std::nullopt;
  const std::optional<Fraction> inverse = Fraction::ratio(divisor->denominator(), divisor->numerator());
  return inverse ? multiply(number(argument(node, 0)), constant(*inverse)) : std::nullopt;
}

FormulaBuilder::Maybe FormulaBuilder::per_full(const Node& node) {
  const Maybe amount = number(argument(node, 0));
  const Maybe steps = combine(FormulaOp::FloorQuotient, number(argument(node, 2)), number(argument(node, 1)));
  if (!steps) return std::nullopt;
  return multiply(amount, Number{steps->place, 1});
}

FormulaBuilder::Maybe FormulaBuilder::choose(const Node& node) {
  const std::optional<std::uint32_t> condition = truth(argument(node, 0));
  const Maybe on_yes = number(argument(node, 1));
  const Maybe on_no = number(argument(node, 2));
  if (!condition || !on_yes || !on_no) return std::nullopt;
  const Fraction::Wide common =
      Fraction::Wide{on_yes->denominator} / std::gcd(on_yes->denominator, on_no->denominator) * on_no->denominator;
  if (common > kMostDenominator) return std::nullopt;
  FormulaStep step;
  step.op = FormulaOp::Choose;
  step.a = *condition;
  step.b = scaled(*on_yes, static_cast<std::int64_t>(common))->place;
  step.c = scaled(*on_no, static_cast<std::int64_t>(common))->place;
  return Number{add(std::move(step)), static_cast<std::int64_t>(common)};
}

// Each band's share of the base times its rate, added: args are base, then (bound, rate)…, then the rate above.
FormulaBuilder::Maybe FormulaBuilder::tiers(const Node& node) {
  const Maybe base = number(argument(node, 0));
  Maybe bottom = constant(Fraction(0));
  Maybe total = constant(Fraction(0));
  for (std::size_t i = 1; total && i < node.num_args; i += 2) {
    const bool is_last = i + 1 == node.num_args;
    const Maybe bound = is_last ? base : number(argument(node, i));
    const Maybe part = is_last ? base : combine(FormulaOp::Minimum, base, bound);
    const Maybe rate = number(argument(node, is_last ? i : i + 1));
    total = combine(FormulaOp::Add, total, multiply(combine(FormulaOp::Tier, part, bottom), rate));
    bottom = bound;
  }
  return total;
}

FormulaBuilder::Maybe FormulaBuilder::cells(Index index) {
  const Table& table = program_.tables[program_.nodes[index].a];
  FormulaStep step;
  step.op = FormulaOp::Cell;
  step.reg = cell_of_(index);
  if (step.reg == kNone) return std::nullopt;
  std::vector<Number> amounts;
  Fraction::Wide common = 1;
  for (std::size_t i = 0; i < table.cells.size() + (table.otherwise == kNone ? 0 : 1); ++i) {
    const Maybe amount = number(i < table.cells.size() ? table.cells[i].amount : table.otherwise);
    if (!amount) return std::nullopt;
    common = common / std::gcd(static_cast<std::int64_t>(common), amount->denominator) * amount->denominator;
    if (common > kMostDenominator) return std::nullopt;
    amounts.push_back(*amount);
  }
  for (const Number& amount : amounts) step.args.push_back(scaled(amount, static_cast<std::int64_t>(common))->place);
  return Number{add(std::move(step)), static_cast<std::int64_t>(common)};
}

FormulaBuilder::Maybe FormulaBuilder::of_dates(FormulaOp op, const Node& node) {
  const Maybe first = number(argument(node, 0));
  const Maybe second = node.num_args > 1 ? number(argument(node, 1)) : first;
  if (!first || !second || first->denominator != 1 || second->denominator != 1) return std::nullopt;
  return Number{add(op, first->place, second->place), 1};
}

std::optional<std::uint32_t> FormulaBuilder::truth(Index index) {
  const Index reg = truth_of_(index);
  if (reg != kNone) return add_register(reg);
  const Node& node = program_.nodes[index];
  if (node.op == Op::Not) return add_truth(argument(node, 0), true);
  if (node.op == Op::And || node.op == Op::Or) {
    std::optional<std::uint32_t> result = truth(argument(node, 0));
    for (std::size_t i = 1; result && i < node.num_args; ++i) {
      const std::optional<std::uint32_t> next = truth(argument(node, i));
      result =
          next ? std::optional(add(node.op == Op::And ? FormulaOp::And : FormulaOp::Or, *result, *next)) : std::nullopt;
    }
    return result;
  }
  return compare(node);
}

std::optional<std::uint32_t> FormulaBuilder::compare(const Node& node) {
  if (node.op < Op::Equal || node.op > Op::GreaterEqual || program_.nodes[argument(node, 0)].type != NodeType::Numeric)
    return std::nullopt;
  const Maybe lhs = number(argument(node, 0));
  const Maybe rhs = number(argument(node, 1));
  const bool is_reversed = node.op == Op::Greater || node.op == Op::GreaterEqual;
  FormulaOp op = FormulaOp::Equal;
  if (node.op == Op::Less || node.op == Op::Greater) op = FormulaOp::Less;
  if (node.op == Op::LessEqual || node.op == Op::GreaterEqual) op = FormulaOp::LessEqual;
  const Maybe result = is_reversed ? combine(op, rhs, lhs) : combine(op, lhs, rhs);
  if (!result) return std::nullopt;
  return node.op == Op::NotEqual ? add(FormulaOp::Not, result->place, result->place) : result->place;
}

}  // namespace polc::runtime
