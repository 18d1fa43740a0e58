// What the amount of an award comes to: at one value of one fact, and between which ends and in which steps over all
// cases. Reads the expression DAG; what it does not follow it says it does not know.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "runtime/program/program.h"

namespace polc::analyse::text {

/// Returns the value of `node` where the node `fact` has `value` and no other fact is read; else nothing.
std::optional<runtime::Fraction> value_at(const runtime::Program& program, runtime::Index node, runtime::Index fact,
                                          const runtime::Fraction& value);

/// What a numeric node can be. An end without value is unbounded. `grain`: every value is a whole multiple of it; 0
/// when that is not known.
struct NodeRange {
  std::optional<runtime::Fraction> low;
  std::optional<runtime::Fraction> high;
  runtime::Fraction grain;
  std::string open_low;  // the fact that leaves the low end open, "" without
  std::string open_high;
};

/// Bounds that guards and cells put on nodes, over what the facts declare.
using KnownBounds = std::map<runtime::Index, runtime::Interval>;

/// Returns the range of a numeric node by interval arithmetic. `if A > B then A - B` and `X - min(X, …)` are seen to be
/// no less than zero; beyond that no two parts of an expression are taken to be connected.
NodeRange range_of(const runtime::Program& program, runtime::Index node, const KnownBounds& known);

/// Adds to `known` what a condition that must hold says of single numeric nodes.
void learn_bounds(const runtime::Program& program, runtime::Index condition, KnownBounds& known);

}  // namespace polc::analyse::text
