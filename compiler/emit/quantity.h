// Ranges of numbers as pairs of whole-number terms: an end is whole ÷ scale, the scale known while the text is
// written, NULL standing for an end without bound. Arithmetic is that of runtime/value/range, end by end. Every
// operation also bounds its result, so that nothing is emitted that could leave the dialect's whole numbers.
#pragma once

#include <optional>

#include "compiler/emit/terms.h"
#include "runtime/value/range.h"

namespace polc::emit {

struct Quantity {
  Term low = kNoTerm;  // where both are one term: exact, or without bounds at both ends
  Term high = kNoTerm;
  Wide scale = 1;  // > 0
  Wide least = 0;  // no end that is not NULL lies outside least … most (scaled)
  Wide most = 0;
  Term low_divisor = kNoTerm;  // kNoTerm: 1. Otherwise a positive term: the end is low ÷ (scale × low_divisor)
  Term high_divisor = kNoTerm;
  Wide most_divisor = 1;

  bool is_one_term() const { return low == high && low_divisor == high_divisor; }
  bool has_divisor() const { return low_divisor != kNoTerm || high_divisor != kNoTerm; }
};

/// Arithmetic over quantities. Refuses what would need numbers wider than `limit`, and what has no exact form.
class Arithmetic {
 public:
  /// `limit`: the largest magnitude a whole number may have.
  Arithmetic(Terms& terms, Wide limit) : terms_(terms), limit_(limit) {}

  Quantity constant(const runtime::Fraction& value);
  /// Returns the range as literals.
  Quantity constant(const runtime::Range& range);
  Quantity zero() { return constant(runtime::Fraction(0)); }
  Quantity unbounded();

  Quantity add(const Quantity& lhs, const Quantity& rhs);
  Quantity negate(const Quantity& value);
  Quantity subtract(const Quantity& lhs, const Quantity& rhs);
  Quantity multiply(const Quantity& lhs, const Quantity& rhs);
  Quantity divide(const Quantity& lhs, const Quantity& rhs);
  Quantity minimum(const Quantity& lhs, const Quantity& rhs);
  Quantity maximum(const Quantity& lhs, const Quantity& rhs);
  Quantity absolute(const Quantity& value);
  Quantity floor(const Quantity& value);
  Quantity ceil(const Quantity& value);
  /// `step` > 0.
  Quantity round(const Quantity& value, const runtime::Fraction& step, runtime::Rounding rounding);
  Quantity or_nothing(const Quantity& value, const Quantity& least);

  /// Returns `on_yes` or `on_no`, the range over both while `condition` is NULL.
  Quantity choose(Term condition, const Quantity& on_yes, const Quantity& on_no);
  /// Returns the range over the values whose conditions (never NULL) hold; one at least does.
  Quantity hull(const std::vector<std::pair<Term, Quantity>>& values);

  Term less(const Quantity& lhs, const Quantity& rhs);
  Term less_equal(const Quantity& lhs, const Quantity& rhs) { return terms_.negation(less(rhs, lhs)); }
  Term equal(const Quantity& lhs, const Quantity& rhs);

  /// Returns the ends as whole numbers of a common scale.
  std::pair<Quantity, Quantity> aligned(const Quantity& lhs, const Quantity& rhs);
  /// Returns the value if it is a literal.
  std::optional<runtime::Fraction> literal(const Quantity& value) const;

  Terms& terms() { return terms_; }
  /// Returns the product, or refuses.
  Wide product(Wide lhs, Wide rhs) const;
  Wide sum(Wide lhs, Wide rhs) const;

 private:
  Quantity checked(Quantity value) const;
  Quantity rescaled(const Quantity& value, Wide scale);
  Quantity scaled_by(const Quantity& value, const runtime::Fraction& factor);
  Term product_end(Term lhs, Term rhs);
  Quantity multiply_mixed(const Quantity& lhs, const Quantity& rhs);
  Term least_end(const std::vector<std::pair<Term, Term>>& ends, Wide beyond);
  Term greatest_end(const std::vector<std::pair<Term, Term>>& ends, Wide beyond);
  Term round_end(Term value, Term divisor, runtime::Rounding rounding, bool can_be_negative);
  Quantity lesser_quotient(const Quantity& lhs, const Quantity& rhs, bool is_lesser);
  void refuse_divisor(const Quantity& value) const;

  Terms& terms_;
  Wide limit_;
};

}  // namespace polc::emit
