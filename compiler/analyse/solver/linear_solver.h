// Z3 as a yes/no oracle over whole numbers (QF_LIA): can these conditions hold together? The only place of the
// project that knows Z3. Answers never hang on time: each question has a resource limit with a wide margin,
// and what exceeds it is undecided.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "compiler/analyse/regions/axes.h"

namespace polc::analyse {

enum class Answer : std::uint8_t { No, Yes, Unknown };

/// A condition over axes in the form the solver takes.
struct Formula {
  enum class Kind : std::uint8_t { All, Any, Not, Values, Linear, Open };
  Kind kind = Kind::All;
  std::vector<Formula> parts;  // All, Any: any number; Not: one
  AxisId axis = 0;             // Values
  ValueSet values;             // Values
  LinearAtom linear;           // Linear
  // Open: nothing is known of it; it may be either.
};

/// A whole number for each axis a question is about.
using Point = std::map<AxisId, std::int64_t>;

/// Returns whether `formula` can hold with every axis in its domain. Yes is only said of a formula without Open
/// parts; then `least` (when not null) becomes the point that is least in the order of `order`, unless halving
/// meets the limit, which makes the answer Unknown.
Answer solve(const Axes& axes, const Formula& formula, const std::vector<AxisId>& order, Point* least);

}  // namespace polc::analyse
