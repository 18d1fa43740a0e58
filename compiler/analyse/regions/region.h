// A region: for some axes the values they may take, for all others any. Conditions of a policy become lists of
// regions, and overlap, emptiness, subsumption and difference are exact on them. What an axis is, `Axes` says;
// a region knows axes by number only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/analyse/regions/value_set.h"

namespace polc::analyse {

using AxisId = std::uint32_t;

/// `values` is neither empty nor the whole domain of the axis.
struct Constraint {
  AxisId axis = 0;
  ValueSet values;
  friend bool operator==(const Constraint&, const Constraint&) = default;
};

/// A product of value sets. Never empty as long as its atoms (see `Axes`) can hold together.
class Region {
 public:
  /// The whole space.
  Region() = default;
  Region(AxisId axis, ValueSet values) { constraints_.push_back({axis, std::move(values)}); }

  /// Ascending by axis.
  const std::vector<Constraint>& constraints() const { return constraints_; }
  bool is_everything() const { return constraints_.empty(); }
  /// Returns the values an axis may take, or null when it may take any.
  const ValueSet* find(AxisId axis) const;

  /// Replaces what is said of one axis.
  void set(AxisId axis, ValueSet values);
  /// Forgets what is said of one axis.
  void release(AxisId axis);

  friend std::optional<Region> intersect(const Region& lhs, const Region& rhs);
  friend bool operator==(const Region&, const Region&) = default;

 private:
  std::vector<Constraint> constraints_;
};

/// The union of its members; empty means never.
using Regions = std::vector<Region>;

/// Returns what both hold, or nothing. Linear in the constraints.
std::optional<Region> intersect(const Region& lhs, const Region& rhs);
bool meets(const Region& lhs, const Region& rhs);
/// Returns whether every point of `inner` is one of `outer`.
bool is_inside(const Region& inner, const Region& outer);

/// Returns the pairwise intersections, without members that lie inside others.
Regions intersect(const Regions& lhs, const Regions& rhs);
Regions intersect(const Region& lhs, const Regions& rhs);

/// Drops members inside others and joins members that differ in one axis only. Quadratic in members.
void simplify(Regions& regions);

}  // namespace polc::analyse
