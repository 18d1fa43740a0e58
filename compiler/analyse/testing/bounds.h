// The thresholds and dates at which a policy changes its answer: what a fact or a date is compared with in a condition,
// the ends of a tier, the days of a window. Used by the coverage of tests.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/program/program.h"
#include "runtime/value/fraction.h"

namespace polc::analyse {

/// What a bound is about: a numeric fact, the event date or the application date.
struct Quantity {
  enum class Kind : std::uint8_t { Fact, EventDate, ApplicationDate } kind = Kind::Fact;
  runtime::Index slot = runtime::kNone;  // Fact

  friend auto operator<=>(const Quantity&, const Quantity&) = default;
};

struct Bound {
  Quantity quantity;
  runtime::Fraction value;  // as Constant: money in minor units, dates in days
  runtime::Index rule = runtime::kNone;
  runtime::Index node = runtime::kNone;  // reads the quantity
};

/// Returns each bound once, with the first rule that has it, in the order of rules. Conditions inside lists (`any "…"
/// where`) are left out. Linear in the program.
std::vector<Bound> bounds_of(const runtime::Program& program);

/// Returns the step between neighbouring values of a quantity: a day, one, a minor unit; nothing for numbers and
/// percents, which have no neighbours.
std::optional<runtime::Fraction> step_of(const runtime::Program& program, const Quantity& quantity);

/// Returns the type of a quantity's values.
runtime::FactType type_of(const runtime::Program& program, const Quantity& quantity);

/// The values that cases give, by quantity.
class GivenValues {
 public:
  void add(const runtime::Program& program, const runtime::Case& one);

  bool has(const Quantity& quantity, const runtime::Fraction& value) const;
  /// Returns whether some value lies strictly between two ends; an absent end is unbounded.
  bool has_between(const Quantity& quantity, const std::optional<runtime::Fraction>& low,
                   const std::optional<runtime::Fraction>& high) const;

 private:
  std::map<Quantity, std::set<runtime::Fraction>> values_;
};

}  // namespace polc::analyse
