#include "compiler/emit/quantity.h"

#include <algorithm>
#include <numeric>

#include "compiler/emit/refusal.h"

namespace polc::emit {

using runtime::Fraction;
using runtime::Range;
using runtime::Rounding;

namespace {

Wide magnitude(Wide value) { return value < 0 ? -value : value; }

Wide common_divisor(Wide lhs, Wide rhs) {
  while (rhs != 0) {
    const Wide rest = lhs % rhs;
    lhs = rhs;
    rhs = rest;
  }
  return lhs;
}

Wide most_magnitude(const Quantity& value) { return std::max(magnitude(value.least), magnitude(value.most)); }

}  // namespace

Wide Arithmetic::product(Wide lhs, Wide rhs) const {
  const Wide left = magnitude(lhs);
  const Wide right = magnitude(rhs);
  if (left != 0 && right > limit_ / left) {
    refuse(
        {"a number on the way may need more digits than whole numbers have here", "计算中的数值可能超出此处整数的位数"},
        {"give the facts in it bounds (`from A to B`) or `--largest`, or use a dialect with wider numbers (duckdb, "
         "postgres)",
         "请为所用信息规定范围（从 A 到 B），或用 --largest 缩小，或改用数值更宽的方言（duckdb、postgres）"});
  }
  return lhs * rhs;
}

Wide Arithmetic::sum(Wide lhs, Wide rhs) const {
  const Wide result = lhs + rhs;
  if (magnitude(result) > limit_) product(limit_, 2);
  return result;
}

Quantity Arithmetic::checked(Quantity value) const {
  if (most_magnitude(value) > limit_) product(limit_, 2);
  product(value.scale, 1);
  return value;
}

Quantity Arithmetic::constant(const Fraction& value) {
  Quantity result;
  result.low = result.high = terms_.whole(value.numerator());
  result.scale = value.denominator();
  result.least = result.most = value.numerator();
  return checked(result);
}

Quantity Arithmetic::unbounded() {
  Quantity result;
  result.low = result.high = terms_.null(Type::Whole);
  return result;
}

Quantity Arithmetic::constant(const Range& range) {
  if (!range.low && !range.high) return unbounded();
  const Quantity low = range.low ? constant(*range.low) : unbounded();
  const Quantity high = range.high ? constant(*range.high) : unbounded();
  auto [first, second] = aligned(low, high);
  Quantity result = first;
  result.high = second.high;
  result.least = range.low ? first.least : second.least;
  result.most = range.high ? second.most : first.most;
  return result;
}

Quantity Arithmetic::rescaled(const Quantity& value, Wide scale) {
  if (scale == value.scale) return value;
  const Wide factor = scale / value.scale;
  Quantity result = value;
  result.least = product(value.least, factor);
  result.most = product(value.most, factor);
  result.low = terms_.times(value.low, factor);
  result.high = terms_.times(value.high, factor);
  result.scale = scale;
  return result;
}

std::pair<Quantity, Quantity> Arithmetic::aligned(const Quantity& lhs, const Quantity& rhs) {
  const Wide shared = common_divisor(lhs.scale, rhs.scale);
  const Wide scale = product(lhs.scale, rhs.scale / shared);
  return {rescaled(lhs, scale), rescaled(rhs, scale)};
}

void Arithmetic::refuse_divisor(const Quantity& value) const {
  if (!value.has_divisor()) return;
  refuse({"a quotient of two facts is used further before it is rounded; SQL keeps no exact fractions",
          "两项信息之商在取整之前又参与计算；SQL 不能保留精确分数"},
         {"round the quotient first (`rounded half up to …`, `floor`), or divide last",
          "请先取整（四舍五入至……），或把除法放在最后"});
}

Quantity Arithmetic::add(const Quantity& lhs, const Quantity& rhs) {
  refuse_divisor(lhs);
  refuse_divisor(rhs);
  const auto [left, right] = aligned(lhs, rhs);
  Quantity result = left;
  result.low = terms_.add(left.low, right.low);
  result.high = terms_.add(left.high, right.high);
  result.least = sum(left.least, right.least);
  result.most = sum(left.most, right.most);
  return result;
}

Quantity Arithmetic::negate(const Quantity& value) {
  refuse_divisor(value);
  Quantity result = value;
  const Term zero = terms_.whole(0);
  result.low = terms_.subtract(zero, value.high);
  result.high = terms_.subtract(zero, value.low);
  result.least = -value.most;
  result.most = -value.least;
  return result;
}

Quantity Arithmetic::subtract(const Quantity& lhs, const Quantity& rhs) {
  refuse_divisor(lhs);
  refuse_divisor(rhs);
  const auto [left, right] = aligned(lhs, rhs);
  Quantity result = left;
  result.low = terms_.subtract(left.low, right.high);
  result.high = terms_.subtract(left.high, right.low);
  result.least = sum(left.least, -right.most);
  result.most = sum(left.most, -right.least);
  return result;
}

// Zero times an end without bound is zero.
Term Arithmetic::product_end(Term lhs, Term rhs) {
  const Term plain = terms_.multiply(lhs, rhs);
  if (!terms_[lhs].can_be_null && !terms_[rhs].can_be_null) return plain;
  const Term zero = terms_.whole(0);
  return terms_.choose({terms_.either(terms_.equal(lhs, zero), terms_.equal(rhs, zero)), zero, plain});
}

Quantity Arithmetic::scaled_by(const Quantity& value, const Fraction& factor) {
  if (factor.is_zero()) return zero();
  Quantity result = value;
  const Wide top = factor.numerator();
  result.least = std::min(product(value.least, top), product(value.most, top));
  result.most = std::max(product(value.least, top), product(value.most, top));
  const Term first = terms_.times(value.low, top);
  const Term second = terms_.times(value.high, top);
  result.low = top > 0 ? first : second;
  result.high = top > 0 ? second : first;
  if (top < 0) std::swap(result.low_divisor, result.high_divisor);
  result.scale = product(value.scale, factor.denominator());
  // A common factor of scale and value that is visible in the literals is left: 30% of 分 needs 10, not 100.
  return checked(result);
}

Quantity Arithmetic::multiply(const Quantity& lhs, const Quantity& rhs) {
  if (const std::optional<Fraction> factor = literal(rhs)) return scaled_by(lhs, *factor);
  if (const std::optional<Fraction> factor = literal(lhs)) return scaled_by(rhs, *factor);
  refuse_divisor(lhs);
  refuse_divisor(rhs);
  if (lhs.least < 0 || rhs.least < 0 || terms_[lhs.low].can_be_null || terms_[rhs.low].can_be_null) {
    return multiply_mixed(lhs, rhs);
  }
  Quantity result;
  result.low = product_end(lhs.low, rhs.low);
  result.high = product_end(lhs.high, rhs.high);
  result.scale = product(lhs.scale, rhs.scale);
  result.least = product(lhs.least, rhs.least);
  result.most = product(lhs.most, rhs.most);
  return result;
}

// Either sign: the four corners, an end without bound giving an infinite corner unless the other is 0.
Quantity Arithmetic::multiply_mixed(const Quantity& lhs, const Quantity& rhs) {
  Quantity result;
  const Wide bound = product(most_magnitude(lhs), most_magnitude(rhs));
  result.scale = product(lhs.scale, rhs.scale);
  result.least = -bound;
  result.most = bound;
  if (lhs.is_one_term() && rhs.is_one_term()) {
    result.low = result.high = product_end(lhs.low, rhs.low);
    return result;
  }
  const Term zero = terms_.whole(0);
  const auto sign = [&](Term end, bool is_low) {
    return terms_.choose({terms_.less(end, zero), terms_.whole(-1), terms_.equal(end, zero), zero,
                          terms_.less(zero, end), terms_.whole(1), terms_.whole(is_low ? -1 : 1)});
  };
  std::vector<Term> downward;
  std::vector<Term> upward;
  std::vector<Term> corners;
  for (const bool is_left_low : {true, false}) {
    for (const bool is_right_low : {true, false}) {
      const Term left = is_left_low ? lhs.low : lhs.high;
      const Term right = is_right_low ? rhs.low : rhs.high;
      const Term direction = terms_.multiply(sign(left, is_left_low), sign(right, is_right_low));
      const Term is_open = terms_.either(terms_.is_null(left), terms_.is_null(right));
      downward.push_back(terms_.both(is_open, terms_.less(direction, zero)));
      upward.push_back(terms_.both(is_open, terms_.less(zero, direction)));
      corners.push_back(product_end(left, right));
    }
  }
  Term least = terms_.coalesce(corners[0], terms_.whole(bound));
  Term most = terms_.coalesce(corners[0], terms_.whole(-bound));
  for (std::size_t i = 1; i < corners.size(); ++i) {
    least = terms_.least(least, terms_.coalesce(corners[i], terms_.whole(bound)));
    most = terms_.greatest(most, terms_.coalesce(corners[i], terms_.whole(-bound)));
  }
  const Term open = terms_.null(Type::Whole);
  result.low = terms_.choose({terms_.any(downward), open, least});
  result.high = terms_.choose({terms_.any(upward), open, most});
  return result;
}

// By a literal: a product. By a fact: the divisor is kept beside the end until something rounds it.
Quantity Arithmetic::divide(const Quantity& lhs, const Quantity& rhs) {
  if (const std::optional<Fraction> divisor = literal(rhs)) {
    if (divisor->is_zero()) return unbounded();
    const std::optional<Fraction> factor = Fraction::ratio(divisor->denominator(), divisor->numerator());
    if (factor) return scaled_by(lhs, *factor);
  }
  refuse_divisor(lhs);
  refuse_divisor(rhs);
  const bool is_plain =
      lhs.least >= 0 && rhs.least >= 0 && !terms_[lhs.low].can_be_null && !terms_[rhs.low].can_be_null;
  if (!is_plain) {
    refuse({"a division by a fact is exact here only when neither side can be negative or lack a lower bound",
            "以信息作除数，仅当两边均不可能为负且有下限时才能精确计算"},
           {"give both facts a lower bound (`from 0`)", "请为两项信息规定下限（从 0）"});
  }
  const auto [left, right] = aligned(lhs, rhs);
  const Term zero = terms_.whole(0);
  const Term one = terms_.whole(1);
  // A divisor that can be zero leaves nothing known; one without upper bound lets the quotient fall to 0.
  const Term can_be_zero = terms_.less_equal(right.low, zero);
  const Term open = terms_.null(Type::Whole);
  Quantity result;
  result.low = terms_.choose({can_be_zero, open, terms_.is_null(right.high), zero, left.low});
  result.low_divisor = terms_.choose({can_be_zero, one, terms_.coalesce(right.high, one)});
  result.high = terms_.choose({can_be_zero, open, left.high});
  result.high_divisor = terms_.choose({can_be_zero, one, right.low});
  result.least = 0;
  result.most = left.most;
  result.most_divisor = right.most;
  return result;
}

Term Arithmetic::least_end(const std::vector<std::pair<Term, Term>>& ends, Wide beyond) {
  std::vector<Term> open;
  Term result = kNoTerm;
  for (const auto& [condition, end] : ends) {
    open.push_back(terms_.both(condition, terms_.is_null(end)));
    const Term value = terms_.coalesce(terms_.choose({condition, end, terms_.whole(beyond)}), terms_.whole(beyond));
    result = result == kNoTerm ? value : terms_.least(result, value);
  }
  return terms_.choose({terms_.any(open), terms_.null(Type::Whole), result});
}

Term Arithmetic::greatest_end(const std::vector<std::pair<Term, Term>>& ends, Wide beyond) {
  std::vector<Term> open;
  Term result = kNoTerm;
  for (const auto& [condition, end] : ends) {
    open.push_back(terms_.both(condition, terms_.is_null(end)));
    const Term value = terms_.coalesce(terms_.choose({condition, end, terms_.whole(beyond)}), terms_.whole(beyond));
    result = result == kNoTerm ? value : terms_.greatest(result, value);
  }
  return terms_.choose({terms_.any(open), terms_.null(Type::Whole), result});
}

Quantity Arithmetic::minimum(const Quantity& lhs, const Quantity& rhs) {
  if (lhs.has_divisor() || rhs.has_divisor()) return lesser_quotient(lhs, rhs, true);
  const auto [left, right] = aligned(lhs, rhs);
  const auto is_below = [&](const Quantity& low, const Quantity& high) {
    return low.most <= high.least && !terms_[low.high].can_be_null && !terms_[high.low].can_be_null;
  };
  if (is_below(left, right)) return left;
  if (is_below(right, left)) return right;
  Quantity result = left;
  const Term open_low = terms_.either(terms_.is_null(left.low), terms_.is_null(right.low));
  result.low = terms_.choose({open_low, terms_.null(Type::Whole), terms_.least(left.low, right.low)});
  result.high = terms_.choose({terms_.is_null(left.high), right.high, terms_.is_null(right.high), left.high,
                               terms_.least(left.high, right.high)});
  result.least = std::min(left.least, right.least);
  result.most = std::max(left.most, right.most);
  if (!terms_[left.high].can_be_null) result.most = std::min(result.most, left.most);
  if (!terms_[right.high].can_be_null) result.most = std::min(result.most, right.most);
  result.most = std::max(result.most, result.least);
  return result;
}

Quantity Arithmetic::maximum(const Quantity& lhs, const Quantity& rhs) {
  if (lhs.has_divisor() || rhs.has_divisor()) return lesser_quotient(lhs, rhs, false);
  const auto [left, right] = aligned(lhs, rhs);
  const auto is_above = [&](const Quantity& high, const Quantity& low) {
    return low.most <= high.least && !terms_[low.high].can_be_null && !terms_[high.low].can_be_null;
  };
  if (is_above(left, right)) return left;
  if (is_above(right, left)) return right;
  Quantity result = left;
  const Term open_high = terms_.either(terms_.is_null(left.high), terms_.is_null(right.high));
  result.high = terms_.choose({open_high, terms_.null(Type::Whole), terms_.greatest(left.high, right.high)});
  result.low = terms_.choose(
      {terms_.is_null(left.low), right.low, terms_.is_null(right.low), left.low, terms_.greatest(left.low, right.low)});
  result.least = std::min(left.least, right.least);
  result.most = std::max(left.most, right.most);
  if (!terms_[left.low].can_be_null) result.least = std::max(result.least, left.least);
  if (!terms_[right.low].can_be_null) result.least = std::max(result.least, right.least);
  result.least = std::min(result.least, result.most);
  return result;
}

// The lesser (or greater) of two quotients, end by end: a ÷ b against c ÷ d by their cross products.
Quantity Arithmetic::lesser_quotient(const Quantity& lhs, const Quantity& rhs, bool is_lesser) {
  const auto [left, right] = aligned(lhs, rhs);
  const Term one = terms_.whole(1);
  const auto divisor = [&](Term by) { return by == kNoTerm ? one : by; };
  product(most_magnitude(left), right.most_divisor);
  product(most_magnitude(right), left.most_divisor);
  Quantity result = left;
  const auto pick = [&](Term first, Term first_by, Term second, Term second_by, bool open_wins, Term& end, Term& by) {
    const Term crossed = terms_.multiply(first, second_by);
    const Term other = terms_.multiply(second, first_by);
    const Term is_first = is_lesser ? terms_.less_equal(crossed, other) : terms_.less_equal(other, crossed);
    const Term takes_first = open_wins ? terms_.choose({terms_.is_null(first), terms_.yes(), terms_.is_null(second),
                                                        terms_.no(), terms_.is_yes(is_first)})
                                       : terms_.choose({terms_.is_null(first), terms_.no(), terms_.is_null(second),
                                                        terms_.yes(), terms_.is_yes(is_first)});
    end = terms_.choose({takes_first, first, second});
    by = terms_.choose({takes_first, first_by, second_by});
  };
  pick(left.low, divisor(left.low_divisor), right.low, divisor(right.low_divisor), is_lesser, result.low,
       result.low_divisor);
  pick(left.high, divisor(left.high_divisor), right.high, divisor(right.high_divisor), !is_lesser, result.high,
       result.high_divisor);
  result.least = std::min(left.least, right.least);
  result.most = std::max(left.most, right.most);
  result.most_divisor = std::max(left.most_divisor, right.most_divisor);
  return result;
}

Quantity Arithmetic::absolute(const Quantity& value) {
  if (value.least >= 0 && !terms_[value.low].can_be_null) return value;
  const Quantity opposite = negate(value);
  const Term zero = terms_.whole(0);
  Quantity result = maximum(value, opposite);
  const Term is_positive = terms_.less_equal(zero, value.low);
  const Term is_negative = terms_.less_equal(value.high, zero);
  result.low = terms_.choose({is_positive, value.low, is_negative, opposite.low, zero});
  result.high = terms_.choose({is_positive, value.high, is_negative, opposite.high, result.high});
  result.least = 0;
  result.most = most_magnitude(value);
  return result;
}

Term Arithmetic::round_end(Term value, Term divisor, Rounding rounding, bool can_be_negative) {
  const auto of_magnitude = [&](Term number) {
    const Term whole = terms_.quotient(number, divisor);
    switch (rounding) {
      case Rounding::Down: return whole;
      case Rounding::Up: return terms_.quotient(terms_.subtract(terms_.add(number, divisor), terms_.whole(1)), divisor);
      case Rounding::HalfUp:
        return terms_.quotient(terms_.add(terms_.times(number, 2), divisor), terms_.times(divisor, 2));
      case Rounding::HalfEven: break;
    }
    const Term twice = terms_.times(terms_.rest(number, divisor), 2);
    const Term is_odd = terms_.equal(terms_.rest(whole, terms_.whole(2)), terms_.whole(1));
    const Term is_up = terms_.either(terms_.less(divisor, twice), terms_.both(terms_.equal(divisor, twice), is_odd));
    return terms_.add(whole, terms_.choose({is_up, terms_.whole(1), terms_.whole(0)}));
  };
  const Term zero = terms_.whole(0);
  if (!can_be_negative) return of_magnitude(value);
  const Term opposite = terms_.subtract(zero, value);
  return terms_.choose({terms_.less(value, zero), terms_.subtract(zero, of_magnitude(opposite)), of_magnitude(value)});
}

Quantity Arithmetic::round(const Quantity& value, const Fraction& step, Rounding rounding) {
  // value ÷ step = whole × step's denominator ÷ (scale × divisor × step's numerator)
  const Wide top = step.denominator();
  const Wide bottom = product(value.scale, step.numerator());
  const Wide shared = common_divisor(top, bottom);
  const Wide factor = top / shared;
  const Wide divisor = bottom / shared;
  product(product(sum(magnitude(product(most_magnitude(value), factor)), product(divisor, value.most_divisor)), 2), 1);
  const bool can_be_negative = value.least < 0;
  const auto end = [&](Term whole, Term by) {
    const Term full = by == kNoTerm ? terms_.whole(divisor) : terms_.times(by, divisor);
    return terms_.times(round_end(terms_.times(whole, factor), full, rounding, can_be_negative), step.numerator());
  };
  Quantity result;
  result.low = end(value.low, value.low_divisor);
  result.high = end(value.high, value.high_divisor);
  result.scale = step.denominator();
  result.least = product(value.least * factor / divisor - 1, step.numerator());
  result.most = product(value.most * factor / divisor + 1, step.numerator());
  if (value.least >= 0) result.least = 0;
  return checked(result);
}

Quantity Arithmetic::floor(const Quantity& value) {
  if (value.least >= 0) return round(value, Fraction(1), Rounding::Down);
  refuse_divisor(value);
  // Toward −∞: below zero that is away from zero.
  const Quantity down = round(value, Fraction(1), Rounding::Down);
  const Quantity up = round(value, Fraction(1), Rounding::Up);
  const Term zero = terms_.whole(0);
  Quantity result = down;
  result.low = terms_.choose({terms_.less(value.low, zero), up.low, down.low});
  result.high = terms_.choose({terms_.less(value.high, zero), up.high, down.high});
  result.least = std::min(down.least, up.least);
  return result;
}

Quantity Arithmetic::ceil(const Quantity& value) {
  if (value.least >= 0) return round(value, Fraction(1), Rounding::Up);
  return negate(floor(negate(value)));
}

Quantity Arithmetic::or_nothing(const Quantity& value, const Quantity& least) {
  return choose(less_equal(least, value), value, zero());
}

Quantity Arithmetic::choose(Term condition, const Quantity& on_yes, const Quantity& on_no) {
  if (terms_.is_yes_literal(condition)) return on_yes;
  if (terms_.is_no_literal(condition)) return on_no;
  if (!terms_[condition].can_be_null && (on_yes.has_divisor() || on_no.has_divisor())) {
    const auto [left, right] = aligned(on_yes, on_no);
    const Term one = terms_.whole(1);
    const auto divisor = [&](Term by) { return by == kNoTerm ? one : by; };
    Quantity result = left;
    result.low = terms_.choose({condition, left.low, right.low});
    result.high = terms_.choose({condition, left.high, right.high});
    result.low_divisor = terms_.choose({condition, divisor(left.low_divisor), divisor(right.low_divisor)});
    result.high_divisor = terms_.choose({condition, divisor(left.high_divisor), divisor(right.high_divisor)});
    result.least = std::min(left.least, right.least);
    result.most = std::max(left.most, right.most);
    result.most_divisor = std::max(left.most_divisor, right.most_divisor);
    return result;
  }
  return hull({{terms_.is_possible(condition), on_yes}, {terms_.negation(terms_.is_yes(condition)), on_no}});
}

Quantity Arithmetic::hull(const std::vector<std::pair<Term, Quantity>>& values) {
  std::vector<std::pair<Term, Quantity>> possible;
  Wide scale = 1;
  for (const auto& [condition, value] : values) {
    if (terms_.is_no_literal(condition)) continue;
    refuse_divisor(value);
    scale = product(scale, value.scale / common_divisor(scale, value.scale));
    possible.emplace_back(condition, value);
  }
  std::vector<std::pair<Term, Term>> lows;
  std::vector<std::pair<Term, Term>> highs;
  Quantity result;
  bool is_first = true;
  for (auto& [condition, value] : possible) {
    value = rescaled(value, scale);
    lows.emplace_back(condition, value.low);
    highs.emplace_back(condition, value.high);
    result.least = is_first ? value.least : std::min(result.least, value.least);
    result.most = is_first ? value.most : std::max(result.most, value.most);
    is_first = false;
  }
  result.scale = scale;
  if (possible.size() == 1) {
    result.low = lows.front().second;
    result.high = highs.front().second;
    return result;
  }
  result.low = least_end(lows, result.most);
  result.high = greatest_end(highs, result.least);
  return result;
}

std::optional<Fraction> Arithmetic::literal(const Quantity& value) const {
  if (!value.is_one_term() || !terms_.is_whole_literal(value.low) || value.has_divisor()) return std::nullopt;
  return Fraction::ratio(terms_[value.low].whole, value.scale);
}

Term Arithmetic::less(const Quantity& lhs, const Quantity& rhs) {
  refuse_divisor(lhs);
  refuse_divisor(rhs);
  const auto [left, right] = aligned(lhs, rhs);
  if (left.is_one_term() && right.is_one_term()) return terms_.less(left.low, right.low);
  return terms_.choose({terms_.less(left.high, right.low), terms_.yes(), terms_.less_equal(right.high, left.low),
                        terms_.no(), terms_.null(Type::Truth)});
}

Term Arithmetic::equal(const Quantity& lhs, const Quantity& rhs) {
  refuse_divisor(lhs);
  refuse_divisor(rhs);
  const auto [left, right] = aligned(lhs, rhs);
  if (left.is_one_term() && right.is_one_term()) return terms_.equal(left.low, right.low);
  const Term both_exact = terms_.both(terms_.equal(left.low, left.high), terms_.equal(right.low, right.high));
  return terms_.choose({both_exact, terms_.equal(left.low, right.low), terms_.less(left.high, right.low), terms_.no(),
                        terms_.less(right.high, left.low), terms_.no(), terms_.null(Type::Truth)});
}

}  // namespace polc::emit
