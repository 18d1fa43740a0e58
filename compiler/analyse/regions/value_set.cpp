#include "compiler/analyse/regions/value_set.h"

#include <algorithm>
#include <limits>

namespace polc::analyse {

ValueSet ValueSet::between(std::int64_t low, std::int64_t high) {
  ValueSet result;
  if (low <= high) result.stretches_.push_back({low, high});
  return result;
}

bool ValueSet::contains(std::int64_t value) const {
  const auto after = std::upper_bound(stretches_.begin(), stretches_.end(), value,
                                      [](std::int64_t number, const Stretch& one) { return number < one.low; });
  return after != stretches_.begin() && value <= std::prev(after)->high;
}

bool ValueSet::includes(const ValueSet& other) const {
  std::size_t at = 0;
  for (const Stretch& inner : other.stretches_) {
    while (at < stretches_.size() && stretches_[at].high < inner.low) ++at;
    if (at == stretches_.size() || stretches_[at].low > inner.low || stretches_[at].high < inner.high) return false;
  }
  return true;
}

bool ValueSet::meets(const ValueSet& other) const {
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < stretches_.size() && right < other.stretches_.size()) {
    const Stretch& a = stretches_[left];
    const Stretch& b = other.stretches_[right];
    if (a.low <= b.high && b.low <= a.high) return true;
    if (a.high < b.high) {
      ++left;
    } else {
      ++right;
    }
  }
  return false;
}

ValueSet intersect(const ValueSet& lhs, const ValueSet& rhs) {
  ValueSet result;
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < lhs.stretches_.size() && right < rhs.stretches_.size()) {
    const Stretch& a = lhs.stretches_[left];
    const Stretch& b = rhs.stretches_[right];
    const Stretch both{std::max(a.low, b.low), std::min(a.high, b.high)};
    if (both.low <= both.high) result.stretches_.push_back(both);
    if (a.high < b.high) {
      ++left;
    } else {
      ++right;
    }
  }
  return result;
}

ValueSet unite(const ValueSet& lhs, const ValueSet& rhs) {
  std::vector<Stretch> all = lhs.stretches_;
  all.insert(all.end(), rhs.stretches_.begin(), rhs.stretches_.end());
  std::sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) { return a.low < b.low; });
  ValueSet result;
  for (const Stretch& one : all) {
    if (!result.stretches_.empty()) {
      Stretch& last = result.stretches_.back();
      const bool touches = last.high == std::numeric_limits<std::int64_t>::max() || one.low <= last.high + 1;
      if (touches) {
        last.high = std::max(last.high, one.high);
        continue;
      }
    }
    result.stretches_.push_back(one);
  }
  return result;
}

ValueSet subtract(const ValueSet& lhs, const ValueSet& rhs) {
  ValueSet result;
  for (Stretch rest : lhs.stretches_) {
    bool is_used_up = false;
    for (const Stretch& hole : rhs.stretches_) {
      if (hole.high < rest.low) continue;
      if (hole.low > rest.high) break;
      if (hole.low > rest.low) result.stretches_.push_back({rest.low, hole.low - 1});
      if (hole.high >= rest.high) {
        is_used_up = true;
        break;
      }
      rest.low = hole.high + 1;
    }
    if (!is_used_up) result.stretches_.push_back(rest);
  }
  return result;
}

}  // namespace polc::analyse
