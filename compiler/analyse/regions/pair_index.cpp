#include "compiler/analyse/regions/pair_index.h"

#include <algorithm>
#include <limits>
#include <map>

namespace polc::analyse {
namespace {

// Below this many regions all pairs are tried one by one.
constexpr std::size_t kFewRegions = 48;

}  // namespace

Bits& Bits::operator|=(const Bits& other) {
  for (std::size_t at = 0; at < words_.size(); ++at) words_[at] |= other.words_[at];
  return *this;
}

Bits& Bits::operator&=(const Bits& other) {
  for (std::size_t at = 0; at < words_.size(); ++at) words_[at] &= other.words_[at];
  return *this;
}

Bits& Bits::operator-=(const Bits& other) {
  for (std::size_t at = 0; at < words_.size(); ++at) words_[at] &= ~other.words_[at];
  return *this;
}

bool Bits::is_empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

PairIndex::PairIndex(const std::vector<const Region*>& regions) : regions_(regions) {
  std::map<AxisId, std::vector<std::size_t>> users;
  for (std::size_t at = 0; at < regions.size(); ++at) {
    for (const Constraint& one : regions[at]->constraints()) users[one.axis].push_back(at);
  }
  for (const auto& [axis, members] : users) {
    AxisIndex index;
    index.axis = axis;
    index.starts.push_back(std::numeric_limits<std::int64_t>::min());
    for (const std::size_t at : members) {
      for (const Stretch& stretch : regions[at]->find(axis)->stretches()) {
        index.starts.push_back(stretch.low);
        index.starts.push_back(stretch.high + 1);
      }
    }
    std::sort(index.starts.begin(), index.starts.end());
    index.starts.erase(std::unique(index.starts.begin(), index.starts.end()), index.starts.end());
    Bits unconstrained(regions.size(), true);
    for (const std::size_t at : members) unconstrained.clear(at);
    index.admitted.assign(index.starts.size(), unconstrained);
    for (const std::size_t at : members) {
      for (const Stretch& stretch : regions[at]->find(axis)->stretches()) {
        auto piece = static_cast<std::size_t>(std::lower_bound(index.starts.begin(), index.starts.end(), stretch.low) - index.starts.begin());
        for (; piece < index.starts.size() && index.starts[piece] <= stretch.high; ++piece) index.admitted[piece].set(at);
      }
    }
    axes_.push_back(std::move(index));
  }
}

Bits PairIndex::partners(std::size_t at) const { return partners(*regions_[at]); }

Bits PairIndex::partners(const Region& region) const {
  Bits result(regions_.size(), true);
  for (const Constraint& one : region.constraints()) {
    const auto found = std::lower_bound(axes_.begin(), axes_.end(), one.axis, [](const AxisIndex& index, AxisId axis) { return index.axis < axis; });
    if (found == axes_.end() || found->axis != one.axis) continue;
    Bits admitted(regions_.size());
    for (const Stretch& stretch : one.values.stretches()) {
      auto piece = static_cast<std::size_t>(std::upper_bound(found->starts.begin(), found->starts.end(), stretch.low) - found->starts.begin() - 1);
      for (; piece < found->starts.size() && found->starts[piece] <= stretch.high; ++piece) admitted |= found->admitted[piece];
    }
    result &= admitted;
  }
  return result;
}

std::vector<std::pair<std::size_t, std::size_t>> meeting_pairs(const std::vector<Regions>& unions) {
  std::vector<const Region*> members;
  std::vector<std::size_t> owners;
  for (std::size_t at = 0; at < unions.size(); ++at) {
    for (const Region& region : unions[at]) {
      members.push_back(&region);
      owners.push_back(at);
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  if (members.size() <= kFewRegions) {
    for (std::size_t first = 0; first < members.size(); ++first) {
      for (std::size_t second = first + 1; second < members.size(); ++second) {
        if (owners[first] != owners[second] && meets(*members[first], *members[second])) pairs.emplace_back(owners[first], owners[second]);
      }
    }
  } else {
    const PairIndex index(members);
    for (std::size_t first = 0; first < members.size(); ++first) {
      index.partners(first).for_each_from(first + 1, [&](std::size_t second) {
        if (second < members.size() && owners[first] != owners[second]) pairs.emplace_back(owners[first], owners[second]);
      });
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace polc::analyse
