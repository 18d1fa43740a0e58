#include <algorithm>
#include <utility>

#include "compiler/analyse/regions/conditions.h"
#include "runtime/explain/expression.h"

namespace polc::analyse {

using runtime::Node;
using runtime::Op;
using runtime::Range;

namespace {

Linear constant_of(const Fraction& value) { return {{}, value}; }

bool all_constant(const Pieces& pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [](const Piece& one) { return one.value.is_constant(); });
}

/// Applies `combine` to each pair of pieces that meet; nothing when it fails or too many arise.
template <typename Combine>
std::optional<Pieces> combine_pieces(const Pieces& lhs, const Pieces& rhs, Combine combine) {
  Pieces result;
  for (const Piece& left : lhs) {
    for (const Piece& right : rhs) {
      const auto both = intersect(left.where, right.where);
      if (!both) continue;
      const std::optional<Linear> value = combine(left.value, right.value);
      if (!value || result.size() >= Conditions::kMostRegions) return std::nullopt;
      result.push_back({*both, *value});
    }
  }
  return result;
}

}  // namespace

std::optional<Pieces> Conditions::pieces(Index node, End end) {
  const std::uint64_t key = (std::uint64_t{node} << 1U) | (end == End::High ? 1U : 0U);
  if (const auto known = known_pieces_.find(key); known != known_pieces_.end()) return known->second;
  auto result = fresh_pieces(node, end);
  known_pieces_.emplace(key, result);
  return result;
}

std::optional<Pieces> Conditions::fresh_pieces(Index node, End end) {
  const auto args = arguments(program_, node);
  switch (program_.nodes[node].op) {
    case Op::Constant:
    case Op::ApplicantFact:
    case Op::ClaimFact:
    case Op::JudgedClaimFact:
    case Op::ClaimDate:
    case Op::JudgedClaimDate:
    case Op::ApplicationDate: return leaf_pieces(node);
    case Op::Parameter: return parameter_pieces(node);
    case Op::If: return choice_pieces(node, end);
    case Op::Cells: return table_pieces(node, end);
    case Op::Discretion: return pieces(args[end == End::Low ? 0 : 1], end);
    case Op::Negate:
    case Op::Add:
    case Op::Subtract:
    case Op::AddDays:
    case Op::DaysBetween: return sum_pieces(node, end);
    case Op::Multiply:
    case Op::Divide: return product_pieces(node, end);
    case Op::Minimum:
    case Op::Maximum: return extremum_pieces(node, end);
    default: return computed_pieces(node, end);
  }
}

std::optional<Pieces> Conditions::leaf_pieces(Index node) {
  const Node& one = program_.nodes[node];
  if (one.op == Op::Constant) return Pieces{{Region{}, constant_of(program_.constants[one.a].number)}};
  const auto axis = axis_of(node);
  if (!axis || !axes_[*axis].is_numeric) return std::nullopt;
  const auto unit = Fraction::ratio(1, axes_[*axis].scale);
  return Pieces{{Region{}, Linear{{{*axis, *unit}}, Fraction(0)}}};
}

std::optional<Pieces> Conditions::parameter_pieces(Index node) {
  const auto axis = axis_of(arguments(program_, node)[0]);
  const auto& steps = program_.parameters[program_.nodes[node].a].steps;
  const auto date = pieces(arguments(program_, node)[0], End::Low);
  if (!axis) {  // read at a fixed day
    if (!date || date->size() != 1 || !date->front().value.is_constant()) return std::nullopt;
    const auto day = date->front().value.constant;
    const runtime::Parameter::Step* found = nullptr;
    for (const auto& step : steps) found = Fraction(step.from.days) <= day ? &step : found;
    if (found == nullptr) return std::nullopt;
    return Pieces{{Region{}, constant_of(found->value)}};
  }
  Pieces result;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const std::int64_t last = at + 1 < steps.size() ? steps[at + 1].from.days - 1 : axes_[*axis].domain.last();
    for (Region& region : axes_.one_axis(*axis, ValueSet::between(steps[at].from.days, last))) {
      result.push_back({std::move(region), constant_of(steps[at].value)});
    }
  }
  if (result.size() > kMostRegions) return std::nullopt;
  return result;
}

std::optional<Pieces> Conditions::choice_pieces(Index node, End end) {
  const auto args = arguments(program_, node);
  Pieces result;
  for (const bool branch : {true, false}) {
    const auto inner = pieces(branch ? args[1] : args[2], end);
    if (!inner) return std::nullopt;
    for (const Piece& piece : *inner) {
      for (Region& region : intersect(piece.where, where(args[0], branch)))
        result.push_back({std::move(region), piece.value});
    }
  }
  if (result.size() > kMostRegions) return std::nullopt;
  return result;
}

std::optional<Pieces> Conditions::table_pieces(Index node, End end) {
  const runtime::Table& table = program_.tables[program_.nodes[node].a];
  Pieces result;
  Regions covered;
  for (const runtime::TableCell& cell : table.cells) {
    const Regions regions = this->cell(table, cell);
    const auto inner = pieces(cell.amount, end);
    if (!inner) return std::nullopt;
    for (const Piece& piece : *inner) {
      for (Region& region : intersect(piece.where, regions)) result.push_back({std::move(region), piece.value});
    }
    covered.insert(covered.end(), regions.begin(), regions.end());
    if (result.size() > kMostRegions) return std::nullopt;
  }
  const auto rest = axes_.subtract({Region{}}, covered, kMostRegions);
  if (!rest) return std::nullopt;
  const auto otherwise =
      table.otherwise == kNone ? Pieces{{Region{}, constant_of(Fraction(0))}} : pieces(table.otherwise, end);
  if (!otherwise) return std::nullopt;
  for (const Piece& piece : *otherwise) {
    for (Region& region : intersect(piece.where, *rest)) result.push_back({std::move(region), piece.value});
  }
  if (result.size() > kMostRegions) return std::nullopt;
  return result;
}

std::optional<Pieces> Conditions::sum_pieces(Index node, End end) {
  const auto args = arguments(program_, node);
  const Op op = program_.nodes[node].op;
  const End other_end = end == End::Low ? End::High : End::Low;
  if (op == Op::Negate || op == Op::Subtract || op == Op::DaysBetween) {
    // Days between A and B are B − A.
    const Index positive = op == Op::Negate ? kNone : op == Op::Subtract ? args[0] : args[1];
    const Index negative = op == Op::Negate ? args[0] : op == Op::Subtract ? args[1] : args[0];
    const auto lhs = positive == kNone ? Pieces{{Region{}, Linear{}}} : pieces(positive, end);
    const auto rhs = pieces(negative, other_end);
    if (!lhs || !rhs) return std::nullopt;
    return combine_pieces(*lhs, *rhs, [](const Linear& a, const Linear& b) { return subtract(a, b); });
  }
  std::optional<Pieces> sum = pieces(args[0], end);
  for (std::size_t at = 1; sum && at < args.size(); ++at) {
    const auto next = pieces(args[at], end);
    if (!next) return std::nullopt;
    sum = combine_pieces(*sum, *next, [](const Linear& a, const Linear& b) { return add(a, b); });
  }
  return sum;
}

std::optional<Pieces> Conditions::product_pieces(Index node, End end) {
  const auto args = arguments(program_, node);
  std::optional<Pieces> product = pieces(args[0], end);
  for (std::size_t at = 1; product && at < args.size(); ++at) {
    const auto next = pieces(args[at], end);
    if (!next) return std::nullopt;
    const bool is_quotient = program_.nodes[node].op == Op::Divide;
    product = combine_pieces(*product, *next, [&](const Linear& a, const Linear& b) -> std::optional<Linear> {
      if (is_quotient) {
        const auto inverse = b.is_constant() ? runtime::divide(Fraction(1), b.constant) : std::nullopt;
        return inverse ? scale(a, *inverse) : std::nullopt;
      }
      if (b.is_constant()) return scale(a, b.constant);
      return a.is_constant() ? scale(b, a.constant) : std::nullopt;
    });
  }
  return product;
}

std::optional<Pieces> Conditions::extremum_pieces(Index node, End end) {
  const auto args = arguments(program_, node);
  const bool is_minimum = program_.nodes[node].op == Op::Minimum;
  std::optional<Pieces> best = pieces(args[0], end);
  for (std::size_t at = 1; best && at < args.size(); ++at) {
    const auto next = pieces(args[at], end);
    if (!next) return std::nullopt;
    Pieces result;
    for (const Piece& left : *best) {
      for (const Piece& right : *next) {
        const auto both = intersect(left.where, right.where);
        if (!both) continue;
        for (const bool takes_left : {true, false}) {
          const auto above =
              takes_left == is_minimum ? subtract(right.value, left.value) : subtract(left.value, right.value);
          const auto chosen = above ? where_not_negative(axes_, *above, !takes_left) : std::nullopt;
          if (!chosen) return std::nullopt;
          for (Region& region : intersect(*both, *chosen))
            result.push_back({std::move(region), takes_left ? left.value : right.value});
        }
      }
    }
    if (result.size() > kMostRegions) return std::nullopt;
    best = std::move(result);
  }
  return best;
}

/// Operators over constants only, each combination of pieces computed exactly.
std::optional<Pieces> Conditions::computed_pieces(Index node, End end) {
  const Node& one = program_.nodes[node];
  const bool is_number = one.op == Op::Floor || one.op == Op::Ceil || one.op == Op::Absolute || one.op == Op::Round ||
                         one.op == Op::Tiers || one.op == Op::PerFull || one.op == Op::OrNothing;
  const bool is_date =
      one.op == Op::YearOf || one.op == Op::YearsBetween || one.op == Op::MonthsBetween || one.op == Op::AddMonths;
  if (!is_number && !is_date) return std::nullopt;
  struct Combination {
    Region where;
    std::vector<Range> operands;
  };
  std::vector<Combination> combinations{{}};
  for (const Index arg : arguments(program_, node)) {
    const auto values = pieces(arg, end);
    if (!values || !all_constant(*values)) return std::nullopt;
    std::vector<Combination> next;
    for (const Combination& before : combinations) {
      for (const Piece& piece : *values) {
        const auto both = intersect(before.where, piece.where);
        if (!both) continue;
        next.push_back({*both, before.operands});
        next.back().operands.push_back(Range::exactly(piece.value.constant));
      }
    }
    if (next.size() > kMostRegions) return std::nullopt;
    combinations = std::move(next);
  }
  Pieces result;
  for (const Combination& combination : combinations) {
    const auto value =
        is_date ? runtime::compute_date(one, combination.operands) : runtime::compute(one, combination.operands);
    if (!value || !value->is_exact()) return std::nullopt;
    result.push_back({combination.where, constant_of(*value->low)});
  }
  return result;
}

// ---------------------------------------------------------------- functions of one axis

std::optional<Conditions::Monotone> Conditions::joined(std::span<const Index> nodes) {
  Monotone result;
  for (const Index node : nodes) {
    const auto part = monotone(node);
    if (!part) return std::nullopt;
    if (part->axis == Axes::kNoAxis) continue;
    const bool differs = result.axis != Axes::kNoAxis && (result.axis != part->axis || result.rises != part->rises);
    if (differs) return std::nullopt;
    result = *part;
  }
  return result;
}

std::optional<Conditions::Monotone> Conditions::monotone(Index node) {
  if (const auto known = known_shapes_.find(node); known != known_shapes_.end()) return known->second;
  const auto shape = fresh_shape(node);
  known_shapes_.emplace(node, shape);
  return shape;
}

std::optional<Conditions::Monotone> Conditions::scaled(Index node, const std::optional<Fraction>& factor) {
  if (!factor) return std::nullopt;
  auto shape = monotone(node);
  if (shape && factor->sign() < 0) shape->rises = !shape->rises;
  return shape;
}

std::optional<Conditions::Monotone> Conditions::fresh_shape(Index node) {
  const Node& one = program_.nodes[node];
  const auto args = arguments(program_, node);
  if (one.op == Op::Constant) return Monotone{};
  if (const auto axis = axis_of(node))
    return axes_[*axis].is_numeric ? std::optional(Monotone{*axis, true}) : std::nullopt;
  const auto constant = [&](Index arg) -> std::optional<Fraction> {
    const Node& found = program_.nodes[arg];
    return found.op == Op::Constant ? std::optional(program_.constants[found.a].number) : std::nullopt;
  };
  const auto turned = [](std::optional<Monotone> shape) {
    if (shape) shape->rises = !shape->rises;
    return shape;
  };
  switch (one.op) {
    case Op::Negate: return turned(monotone(args[0]));
    case Op::Add:
    case Op::Minimum:
    case Op::Maximum:
    case Op::AddDays:
    case Op::AddMonths: return joined(args);
    case Op::Subtract:
      return constant(args[1]) ? monotone(args[0]) : constant(args[0]) ? turned(monotone(args[1])) : std::nullopt;
    case Op::Multiply:
      return args.size() == 2 ? scaled(args[constant(args[0]) ? 1 : 0], constant(args[constant(args[0]) ? 0 : 1]))
                              : std::nullopt;
    case Op::Divide: {
      const auto divisor = constant(args[1]);
      return divisor && !divisor->is_zero() ? scaled(args[0], divisor) : std::nullopt;
    }
    case Op::Floor:
    case Op::Ceil:
    case Op::YearOf: return monotone(args[0]);
    case Op::Round: return constant(args[1]) ? monotone(args[0]) : std::nullopt;
    case Op::PerFull: {
      const auto each = constant(args[0]);
      const auto step = constant(args[1]);
      return each && step && each->sign() >= 0 && step->sign() > 0 ? monotone(args[2]) : std::nullopt;
    }
    case Op::Tiers: {
      const bool are_rates = std::all_of(args.begin() + 1, args.end(), [&](Index arg) {
        const auto value = constant(arg);
        return value && value->sign() >= 0;
      });
      return are_rates ? monotone(args[0]) : std::nullopt;
    }
    case Op::OrNothing: {
      const auto least = constant(args[1]);
      return least && least->sign() >= 0 ? monotone(args[0]) : std::nullopt;
    }
    case Op::YearsBetween:
    case Op::MonthsBetween:
    case Op::DaysBetween:
      return constant(args[0]) ? monotone(args[1]) : constant(args[1]) ? turned(monotone(args[0])) : std::nullopt;
    default: return std::nullopt;
  }
}

std::optional<Fraction> Conditions::value_at(Index node, std::int64_t whole) const {
  ValuesAt known;
  return value_at(node, whole, known);
}

std::optional<Fraction> Conditions::value_at(Index node, std::int64_t whole, ValuesAt& known) const {
  if (const auto found = known.find(node); found != known.end()) return found->second;
  const auto value = fresh_value(node, whole, known);
  known.emplace(node, value);
  return value;
}

std::optional<Fraction> Conditions::fresh_value(Index node, std::int64_t whole, ValuesAt& known) const {
  const Node& one = program_.nodes[node];
  if (one.op == Op::Constant) return program_.constants[one.a].number;
  if (const auto axis = axis_of(node)) return axes_.value_of(*axis, whole);
  std::vector<Range> operands;
  for (const Index arg : arguments(program_, node)) {
    const auto value = value_at(arg, whole, known);
    if (!value) return std::nullopt;
    operands.push_back(Range::exactly(*value));
  }
  const bool is_date = one.op >= Op::YearOf && one.op <= Op::AddDays;
  const auto value = is_date ? runtime::compute_date(one, operands) : runtime::compute(one, operands);
  if (value && value->is_exact()) return value->low;
  if (!is_date || !value) return std::nullopt;
  // Outside the calendar: beyond every day that a document names.
  constexpr std::int64_t kBeyond = 1'000'000'000;
  return Fraction(whole < 0 ? -kBeyond : kBeyond);
}

}  // namespace polc::analyse
