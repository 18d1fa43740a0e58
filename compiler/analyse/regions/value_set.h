// A set of whole numbers as sorted, disjoint, non-touching stretches: the values that one axis of a region
// admits. Codes of enumerations, 分, days and scaled decimals are all whole numbers here, so the algebra is
// discrete and exact: "at most 9" and "at least 10" leave nothing between them.
#pragma once

#include <cstdint>
#include <vector>

namespace polc::analyse {

/// The numbers from `low` to `high`, both included; low <= high.
struct Stretch {
  std::int64_t low = 0;
  std::int64_t high = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

class ValueSet {
 public:
  ValueSet() = default;

  /// Returns the numbers from `low` to `high`; the empty set when low > high.
  static ValueSet between(std::int64_t low, std::int64_t high);
  static ValueSet only(std::int64_t value) { return between(value, value); }

  bool is_empty() const { return stretches_.empty(); }
  bool is_single() const { return stretches_.size() == 1 && stretches_.front().low == stretches_.front().high; }
  const std::vector<Stretch>& stretches() const { return stretches_; }
  /// The smallest and largest member; the set must not be empty.
  std::int64_t first() const { return stretches_.front().low; }
  std::int64_t last() const { return stretches_.back().high; }

  bool contains(std::int64_t value) const;
  bool includes(const ValueSet& other) const;
  bool meets(const ValueSet& other) const;

  /// Linear in the stretches of both.
  friend ValueSet intersect(const ValueSet& lhs, const ValueSet& rhs);
  friend ValueSet unite(const ValueSet& lhs, const ValueSet& rhs);
  friend ValueSet subtract(const ValueSet& lhs, const ValueSet& rhs);
  friend bool operator==(const ValueSet&, const ValueSet&) = default;

 private:
  std::vector<Stretch> stretches_;
};

ValueSet intersect(const ValueSet& lhs, const ValueSet& rhs);
ValueSet unite(const ValueSet& lhs, const ValueSet& rhs);
ValueSet subtract(const ValueSet& lhs, const ValueSet& rhs);

}  // namespace polc::analyse
