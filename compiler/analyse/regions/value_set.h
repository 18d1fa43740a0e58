// A set of whole numbers as sorted, disjoint, non-touching stretches: the values that one axis of a region
// admits. Codes of enumerations, 分, days and scaled decimals are all whole numbers here, so the algebra is
// discrete and exact: "at most 9" and "at least 10" leave nothing between them. Nearly every set of a policy is one or
// two stretches, which are kept without a heap allocation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
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
  ValueSet(const ValueSet& other);
  ValueSet(ValueSet&& other) noexcept = default;
  ValueSet& operator=(const ValueSet& other);
  ValueSet& operator=(ValueSet&& other) noexcept = default;
  ~ValueSet() = default;

  /// Returns the numbers from `low` to `high`; the empty set when low > high.
  static ValueSet between(std::int64_t low, std::int64_t high);
  static ValueSet only(std::int64_t value) { return between(value, value); }

  bool is_empty() const { return stretches().empty(); }
  bool is_single() const { return stretches().size() == 1 && stretches().front().low == stretches().front().high; }
  /// Ascending. The view lives as long as the set is not changed.
  std::span<const Stretch> stretches() const;
  /// The smallest and largest member; the set must not be empty.
  std::int64_t first() const { return stretches().front().low; }
  std::int64_t last() const { return stretches().back().high; }

  bool contains(std::int64_t value) const;
  bool includes(const ValueSet& other) const;
  bool meets(const ValueSet& other) const;

  /// Linear in the stretches of both.
  friend ValueSet intersect(const ValueSet& lhs, const ValueSet& rhs);
  friend ValueSet unite(const ValueSet& lhs, const ValueSet& rhs);
  friend ValueSet subtract(const ValueSet& lhs, const ValueSet& rhs);
  friend bool operator==(const ValueSet& lhs, const ValueSet& rhs);

 private:
  void append(const Stretch& stretch);

  static constexpr std::size_t kFew = 2;

  std::size_t num_few_ = 0;
  std::array<Stretch, kFew> few_;               // the stretches, up to two
  std::unique_ptr<std::vector<Stretch>> many_;  // three or more; else null
};

ValueSet intersect(const ValueSet& lhs, const ValueSet& rhs);
ValueSet unite(const ValueSet& lhs, const ValueSet& rhs);
ValueSet subtract(const ValueSet& lhs, const ValueSet& rhs);

}  // namespace polc::analyse
