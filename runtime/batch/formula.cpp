#include "runtime/batch/formula.h"

#include <algorithm>

#include "runtime/value/fraction.h"

namespace polc::runtime {
namespace {

using Wide = __int128;

constexpr Wide kMost = Wide{1} << 62;

Wide floor_quotient(Wide value, Wide divisor) {
  const Wide quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

// Away from zero by half, as all roundings are odd functions of the value.
Wide round_quotient(Wide value, Wide divisor, Rounding rounding) {
  const bool is_negative = value < 0;
  const Wide size = is_negative ? -value : value;
  Wide result = size / divisor;
  const Wide rest = size % divisor;
  switch (rounding) {
    case Rounding::Down: break;
    case Rounding::Up: result += rest != 0 ? 1 : 0; break;
    case Rounding::HalfUp: result += 2 * rest >= divisor ? 1 : 0; break;
    case Rounding::HalfEven: result += 2 * rest > divisor || (2 * rest == divisor && result % 2 != 0) ? 1 : 0; break;
  }
  return is_negative ? -result : result;
}

bool is_day(Wide value) { return value >= -719162 && value <= 2932896; }

Date to_date(std::int64_t value) { return Date{static_cast<std::int32_t>(value)}; }

}  // namespace

std::optional<FormulaResult> FormulaRunner::run(const Formula& formula, FormulaRow& row) {
  if (values_.size() < formula.steps.size()) {
    values_.resize(formula.steps.size());
    is_lost_.resize(formula.steps.size());
    is_uncovered_.resize(formula.steps.size());
  }
  for (std::size_t i = 0; i < formula.steps.size(); ++i) is_lost_[i] = run_step(formula.steps[i], row, i) ? 0 : 1;
  FormulaResult result;
  result.guard = Tri::Yes;
  for (const std::uint32_t guard : formula.guards) {
    if (is_lost_[guard] != 0) return std::nullopt;
    result.guard = result.guard & static_cast<Tri>(values_[guard]);
  }
  for (const std::uint32_t truth : formula.unrevoked) {
    if (is_lost_[truth] != 0) return std::nullopt;
    result.unrevoked = result.unrevoked & static_cast<Tri>(values_[truth]);
  }
  // What a denied grant would have come to is nobody's error.
  if (result.guard == Tri::No) return result;
  if (is_lost_[formula.amount] != 0) return std::nullopt;
  if (is_uncovered_[formula.amount] != 0) {
    result.guard = Tri::No;
    return result;
  }
  const Wide rounded =
      round_quotient(std::max<Wide>(values_[formula.amount], 0), formula.denominator, Rounding::HalfUp);
  if (rounded >= kMost) return std::nullopt;
  result.amount = static_cast<std::int64_t>(rounded);
  return result;
}

// Returns false where the value cannot be told.
bool FormulaRunner::run_step(const FormulaStep& step, FormulaRow& row, std::size_t place) {
  is_uncovered_[place] = 0;
  const auto keep = [&](Wide value) {
    values_[place] = static_cast<std::int64_t>(value);
    return value < kMost && value > -kMost;
  };
  switch (step.op) {
    case FormulaOp::Constant: return keep(step.value);
    case FormulaOp::Truth: return keep(row.byte(step.reg));
    case FormulaOp::Raw: {
      const std::optional<std::int64_t> number = row.number(step.input);
      return number && keep(*number);
    }
    case FormulaOp::Cell: {
      const std::uint8_t cell = row.byte(step.reg);
      if (cell == kOpenCell) return false;
      is_uncovered_[place] = cell == kNoCell ? 1 : is_uncovered_[step.args[cell]];
      if (cell == kNoCell) return keep(0);
      return is_lost_[step.args[cell]] == 0 && keep(values_[step.args[cell]]);
    }
    case FormulaOp::Choose: {
      if (is_lost_[step.a] != 0 || values_[step.a] == 1) return false;
      const std::uint32_t taken = values_[step.a] == 2 ? step.b : step.c;
      is_uncovered_[place] = is_uncovered_[taken];
      return is_lost_[taken] == 0 && keep(values_[taken]);
    }
    default: break;
  }
  const Wide a = values_[step.a];
  const Wide b = values_[step.b];
  if (is_lost_[step.a] != 0 || is_lost_[step.b] != 0) return false;
  is_uncovered_[place] = is_uncovered_[step.a] | is_uncovered_[step.b];
  switch (step.op) {
    case FormulaOp::Scale: return keep(a * step.value);
    case FormulaOp::Add: return keep(a + b);
    case FormulaOp::Subtract: return keep(a - b);
    case FormulaOp::Multiply: return keep(a * b);
    case FormulaOp::Minimum: return keep(std::min(a, b));
    case FormulaOp::Maximum: return keep(std::max(a, b));
    case FormulaOp::Floor: return keep(floor_quotient(a, step.value));
    case FormulaOp::Ceil: return keep(-floor_quotient(-a, step.value));
    case FormulaOp::Absolute: return keep(a < 0 ? -a : a);
    case FormulaOp::Round: return keep(round_quotient(a, step.value, static_cast<Rounding>(step.mode)));
    case FormulaOp::FloorQuotient: return b > 0 && keep(floor_quotient(a, b));
    case FormulaOp::Tier: return keep(std::max<Wide>(a - b, 0));
    case FormulaOp::IfAtLeast: return keep(a >= b ? a : 0);
    case FormulaOp::Less: return keep(a < b ? 2 : 0);
    case FormulaOp::LessEqual: return keep(a <= b ? 2 : 0);
    case FormulaOp::Equal: return keep(a == b ? 2 : 0);
    case FormulaOp::Not: return keep(2 - a);
    case FormulaOp::And: return keep(std::min(a, b));
    case FormulaOp::Or: return keep(std::max(a, b));
    case FormulaOp::YearOf: return is_day(a) && keep(parts_of(to_date(values_[step.a])).year);
    case FormulaOp::YearsBetween:
      return is_day(a) && is_day(b) && keep(years_between(to_date(values_[step.a]), to_date(values_[step.b])));
    case FormulaOp::MonthsBetween:
      return is_day(a) && is_day(b) && keep(months_between(to_date(values_[step.a]), to_date(values_[step.b])));
    default: return false;
  }
}

}  // namespace polc::runtime
