#include "compiler/analyse/regions/linear.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace polc::analyse {
namespace {

using Wide = Fraction::Wide;

constexpr Wide kLargest = std::numeric_limits<std::int64_t>::max();

Wide greatest_divisor(Wide lhs, Wide rhs) {
  lhs = lhs < 0 ? -lhs : lhs;
  rhs = rhs < 0 ? -rhs : rhs;
  while (rhs != 0) {
    lhs %= rhs;
    std::swap(lhs, rhs);
  }
  return lhs;
}

Wide floor_divide(Wide value, Wide by) {
  const Wide quotient = value / by;
  return value % by != 0 && value < 0 ? quotient - 1 : quotient;
}

bool fits(Wide value) { return value <= kLargest && value >= -kLargest; }

/// Returns a linear form with whole coefficients that has the same sign everywhere.
std::optional<Linear> whole(const Linear& value) {
  Wide multiple = value.constant.denominator();
  for (const auto& [axis, coefficient] : value.terms) {
    const Wide denominator = coefficient.denominator();
    multiple = multiple / greatest_divisor(multiple, denominator);
    if (multiple > kLargest / denominator) return std::nullopt;
    multiple *= denominator;
  }
  const auto factor = Fraction::ratio(multiple, 1);
  return factor ? scale(value, *factor) : std::nullopt;
}

/// One axis: a × x + c >= 0.
Regions half_line(const Axes& axes, AxisId axis, Wide coefficient, Wide constant) {
  const ValueSet& domain = axes[axis].domain;
  const auto clamp = [&](Wide bound) {
    return static_cast<std::int64_t>(std::clamp<Wide>(bound, Wide{domain.first()} - 1, Wide{domain.last()} + 1));
  };
  if (coefficient > 0)
    return axes.one_axis(axis, ValueSet::between(clamp(-floor_divide(constant, coefficient)), domain.last()));
  return axes.one_axis(axis, ValueSet::between(domain.first(), clamp(floor_divide(constant, -coefficient))));
}

}  // namespace

std::optional<Linear> add(const Linear& lhs, const Linear& rhs) {
  Linear result;
  const auto constant = runtime::add(lhs.constant, rhs.constant);
  if (!constant) return std::nullopt;
  result.constant = *constant;
  auto left = lhs.terms.begin();
  auto right = rhs.terms.begin();
  while (left != lhs.terms.end() || right != rhs.terms.end()) {
    if (right == rhs.terms.end() || (left != lhs.terms.end() && left->first < right->first)) {
      result.terms.push_back(*left++);
    } else if (left == lhs.terms.end() || right->first < left->first) {
      result.terms.push_back(*right++);
    } else {
      const auto sum = runtime::add(left->second, right->second);
      if (!sum) return std::nullopt;
      if (!sum->is_zero()) result.terms.emplace_back(left->first, *sum);
      ++left;
      ++right;
    }
  }
  return result;
}

std::optional<Linear> scale(const Linear& value, const Fraction& factor) {
  Linear result;
  if (factor.is_zero()) return result;
  const auto constant = runtime::multiply(value.constant, factor);
  if (!constant) return std::nullopt;
  result.constant = *constant;
  for (const auto& [axis, coefficient] : value.terms) {
    const auto product = runtime::multiply(coefficient, factor);
    if (!product) return std::nullopt;
    result.terms.emplace_back(axis, *product);
  }
  return result;
}

std::optional<Linear> subtract(const Linear& lhs, const Linear& rhs) {
  const auto opposite = scale(rhs, Fraction(-1));
  return opposite ? add(lhs, *opposite) : std::nullopt;
}

std::optional<Regions> where_not_negative(Axes& axes, const Linear& value, bool is_strict) {
  const auto numbers = whole(value);
  if (!numbers) return std::nullopt;
  Wide constant = numbers->constant.numerator() - (is_strict ? 1 : 0);
  if (numbers->is_constant()) return constant >= 0 ? Regions{Region{}} : Regions{};
  if (numbers->terms.size() == 1) {
    return half_line(axes, numbers->terms.front().first, numbers->terms.front().second.numerator(), constant);
  }
  Wide divisor = 0;
  for (const auto& term : numbers->terms) divisor = greatest_divisor(divisor, term.second.numerator());
  constant = floor_divide(constant, divisor);
  // What the bounds of the facts decide already ties nothing together.
  Wide least = constant;
  Wide most = constant;
  for (const auto& [axis, coefficient] : numbers->terms) {
    const Wide reduced = coefficient.numerator() / divisor;
    if (!fits(reduced)) return std::nullopt;
    const ValueSet& domain = axes[axis].domain;
    least += std::min(reduced * domain.first(), reduced * domain.last());
    most += std::max(reduced * domain.first(), reduced * domain.last());
  }
  if (least >= 0) return Regions{Region{}};
  if (most < 0) return Regions{};
  // The opposite of s >= 0 over whole numbers is −s − 1 >= 0.
  const bool is_turned = numbers->terms.front().second.numerator() < 0;
  LinearAtom atom;
  for (const auto& [axis, coefficient] : numbers->terms) {
    const Wide whole_coefficient = coefficient.numerator() / divisor * (is_turned ? -1 : 1);
    if (!fits(whole_coefficient)) return std::nullopt;
    atom.terms.push_back({axis, static_cast<std::int64_t>(whole_coefficient)});
  }
  if (!fits(constant)) return std::nullopt;
  atom.constant = static_cast<std::int64_t>(is_turned ? -constant - 1 : constant);
  return Regions{Region(axes.atom(atom), ValueSet::only(is_turned ? 0 : 1))};
}

}  // namespace polc::analyse
