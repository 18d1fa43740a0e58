#include "compiler/analyse/regions/region.h"

#include <algorithm>
#include <utility>

namespace polc::analyse {
namespace {

constexpr std::size_t kMostSimplified = 512;

auto position(const std::vector<Constraint>& constraints, AxisId axis) {
  return std::lower_bound(constraints.begin(), constraints.end(), axis,
                          [](const Constraint& one, AxisId id) { return one.axis < id; });
}

/// Returns the one axis on which two regions over the same axes differ, or nothing.
std::optional<AxisId> only_difference(const Region& lhs, const Region& rhs) {
  const auto& left = lhs.constraints();
  const auto& right = rhs.constraints();
  if (left.size() != right.size()) return std::nullopt;
  std::optional<AxisId> found;
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (left[at].axis != right[at].axis) return std::nullopt;
    if (left[at].values == right[at].values) continue;
    if (found) return std::nullopt;
    found = left[at].axis;
  }
  return found;
}

/// Joins or drops one pair; returns whether it did.
bool simplify_once(Regions& regions) {
  for (std::size_t first = 0; first < regions.size(); ++first) {
    for (std::size_t second = first + 1; second < regions.size(); ++second) {
      const auto drop = [&](std::size_t at) { regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(at)); };
      if (is_inside(regions[second], regions[first])) {
        drop(second);
        return true;
      }
      if (is_inside(regions[first], regions[second])) {
        drop(first);
        return true;
      }
      if (const auto axis = only_difference(regions[first], regions[second])) {
        regions[first].set(*axis, unite(*regions[first].find(*axis), *regions[second].find(*axis)));
        drop(second);
        return true;
      }
    }
  }
  return false;
}

}  // namespace

const ValueSet* Region::find(AxisId axis) const {
  const auto at = position(constraints_, axis);
  return at != constraints_.end() && at->axis == axis ? &at->values : nullptr;
}

void Region::set(AxisId axis, ValueSet values) {
  const auto at = constraints_.begin() + (position(constraints_, axis) - constraints_.cbegin());
  if (at != constraints_.end() && at->axis == axis) {
    at->values = std::move(values);
  } else {
    constraints_.insert(at, {axis, std::move(values)});
  }
}

void Region::release(AxisId axis) {
  std::erase_if(constraints_, [&](const Constraint& one) { return one.axis == axis; });
}

std::optional<Region> intersect(const Region& lhs, const Region& rhs) {
  Region result;
  auto left = lhs.constraints_.begin();
  auto right = rhs.constraints_.begin();
  result.constraints_.reserve(lhs.constraints_.size() + rhs.constraints_.size());
  while (left != lhs.constraints_.end() || right != rhs.constraints_.end()) {
    const bool take_left =
        right == rhs.constraints_.end() || (left != lhs.constraints_.end() && left->axis < right->axis);
    const bool take_right =
        left == lhs.constraints_.end() || (right != rhs.constraints_.end() && right->axis < left->axis);
    if (take_left) {
      result.constraints_.push_back(*left++);
    } else if (take_right) {
      result.constraints_.push_back(*right++);
    } else {
      ValueSet both = intersect(left->values, right->values);
      if (both.is_empty()) return std::nullopt;
      result.constraints_.push_back({left->axis, std::move(both)});
      ++left;
      ++right;
    }
  }
  return result;
}

bool meets(const Region& lhs, const Region& rhs) {
  auto right = rhs.constraints().begin();
  for (const Constraint& left : lhs.constraints()) {
    while (right != rhs.constraints().end() && right->axis < left.axis) ++right;
    if (right == rhs.constraints().end()) return true;
    if (right->axis == left.axis && !left.values.meets(right->values)) return false;
  }
  return true;
}

bool is_inside(const Region& inner, const Region& outer) {
  return std::all_of(outer.constraints().begin(), outer.constraints().end(), [&](const Constraint& one) {
    const ValueSet* own = inner.find(one.axis);
    return own != nullptr && one.values.includes(*own);
  });
}

Regions intersect(const Region& lhs, const Regions& rhs) {
  Regions result;
  for (const Region& one : rhs) {
    if (auto both = intersect(lhs, one)) result.push_back(std::move(*both));
  }
  return result;
}

Regions intersect(const Regions& lhs, const Regions& rhs) {
  if (rhs.size() == 1 && rhs.front().is_everything()) return lhs;
  if (lhs.size() == 1 && lhs.front().is_everything()) return rhs;
  Regions result;
  for (const Region& one : lhs) {
    Regions part = intersect(one, rhs);
    std::move(part.begin(), part.end(), std::back_inserter(result));
  }
  if (lhs.size() > 1 && rhs.size() > 1) simplify(result);
  return result;
}

void simplify(Regions& regions) {
  if (regions.size() > kMostSimplified) return;
  while (simplify_once(regions)) {
  }
}

}  // namespace polc::analyse
