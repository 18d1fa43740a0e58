#include "compiler/analyse/regions/value_set.h"

#include <algorithm>
#include <limits>

namespace polc::analyse {

ValueSet::ValueSet(const ValueSet& other) : num_few_(other.num_few_), few_(other.few_) {
  if (other.many_) many_ = std::make_unique<std::vector<Stretch>>(*other.many_);
}

ValueSet& ValueSet::operator=(const ValueSet& other) {
  if (this == &other) return *this;
  num_few_ = other.num_few_;
  few_ = other.few_;
  many_ = other.many_ ? std::make_unique<std::vector<Stretch>>(*other.many_) : nullptr;
  return *this;
}

ValueSet ValueSet::between(std::int64_t low, std::int64_t high) {
  ValueSet result;
  if (low <= high) result.append({low, high});
  return result;
}

std::span<const Stretch> ValueSet::stretches() const {
  if (many_) return *many_;
  return std::span(few_).first(num_few_);
}

void ValueSet::append(const Stretch& stretch) {
  if (many_) {
    many_->push_back(stretch);
  } else if (num_few_ < kFew) {
    few_[num_few_++] = stretch;
  } else {
    many_ = std::make_unique<std::vector<Stretch>>(few_.begin(), few_.end());
    many_->push_back(stretch);
    num_few_ = 0;
  }
}

bool operator==(const ValueSet& lhs, const ValueSet& rhs) {
  return std::ranges::equal(lhs.stretches(), rhs.stretches());
}

bool ValueSet::contains(std::int64_t value) const {
  const auto all = stretches();
  const auto after = std::upper_bound(all.begin(), all.end(), value,
                                      [](std::int64_t number, const Stretch& one) { return number < one.low; });
  return after != all.begin() && value <= std::prev(after)->high;
}

bool ValueSet::includes(const ValueSet& other) const {
  const auto all = stretches();
  std::size_t at = 0;
  for (const Stretch& inner : other.stretches()) {
    while (at < all.size() && all[at].high < inner.low) ++at;
    if (at == all.size() || all[at].low > inner.low || all[at].high < inner.high) return false;
  }
  return true;
}

bool ValueSet::meets(const ValueSet& other) const {
  const auto lhs = stretches();
  const auto rhs = other.stretches();
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < lhs.size() && right < rhs.size()) {
    const Stretch& a = lhs[left];
    const Stretch& b = rhs[right];
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
  const auto all = lhs.stretches();
  const auto others = rhs.stretches();
  ValueSet result;
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < all.size() && right < others.size()) {
    const Stretch& a = all[left];
    const Stretch& b = others[right];
    const Stretch both{std::max(a.low, b.low), std::min(a.high, b.high)};
    if (both.low <= both.high) result.append(both);
    if (a.high < b.high) {
      ++left;
    } else {
      ++right;
    }
  }
  return result;
}

ValueSet unite(const ValueSet& lhs, const ValueSet& rhs) {
  std::vector<Stretch> all(lhs.stretches().begin(), lhs.stretches().end());
  all.insert(all.end(), rhs.stretches().begin(), rhs.stretches().end());
  std::sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) { return a.low < b.low; });
  ValueSet result;
  if (all.empty()) return result;
  Stretch open = all.front();
  for (const Stretch& one : all) {
    const bool touches = open.high == std::numeric_limits<std::int64_t>::max() || one.low <= open.high + 1;
    if (touches) {
      open.high = std::max(open.high, one.high);
    } else {
      result.append(open);
      open = one;
    }
  }
  result.append(open);
  return result;
}

ValueSet subtract(const ValueSet& lhs, const ValueSet& rhs) {
  ValueSet result;
  for (Stretch rest : lhs.stretches()) {
    bool is_used_up = false;
    for (const Stretch& hole : rhs.stretches()) {
      if (hole.high < rest.low) continue;
      if (hole.low > rest.high) break;
      if (hole.low > rest.low) result.append({rest.low, hole.low - 1});
      if (hole.high >= rest.high) {
        is_used_up = true;
        break;
      }
      rest.low = hole.high + 1;
    }
    if (!is_used_up) result.append(rest);
  }
  return result;
}

}  // namespace polc::analyse
