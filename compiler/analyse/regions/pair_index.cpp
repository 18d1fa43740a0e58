#include "compiler/analyse/regions/pair_index.h"

#include <algorithm>
#include <limits>
#include <map>

namespace polc::analyse {
namespace {

// Below this many regions all pairs are tried one by one.
constexpr std::size_t kFewRegions = 48;
// Up to this many pieces an axis keeps one set for each.
constexpr std::size_t kFewPieces = 16;
constexpr std::size_t kStride = 64;

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
    if (members.size() == regions.size() && is_same_for_all(axis)) continue;
    AxisIndex index;
    index.axis = axis;
    index.unconstrained = Bits(regions.size(), true);
    for (const std::size_t at : members) index.unconstrained.clear(at);
    index.starts.push_back(std::numeric_limits<std::int64_t>::min());
    for (const std::size_t at : members) {
      for (const Stretch& stretch : regions[at]->find(axis)->stretches()) {
        index.starts.push_back(stretch.low);
        index.starts.push_back(stretch.high + 1);
      }
    }
    std::sort(index.starts.begin(), index.starts.end());
    index.starts.erase(std::unique(index.starts.begin(), index.starts.end()), index.starts.end());
    if (index.starts.size() <= kFewPieces) {
      index_pieces(index, members);
    } else {
      index.starts.clear();
      index_ends(index, members);
    }
    axes_.push_back(std::move(index));
  }
}

/// What every region says alike, such as a shared gate, tells none apart.
bool PairIndex::is_same_for_all(AxisId axis) const {
  const ValueSet& first = *regions_.front()->find(axis);
  return std::all_of(regions_.begin(), regions_.end(), [&](const Region* one) { return *one->find(axis) == first; });
}

void PairIndex::index_pieces(AxisIndex& index, const std::vector<std::size_t>& members) const {
  index.admitted.assign(index.starts.size(), index.unconstrained);
  for (const std::size_t at : members) {
    for (const Stretch& stretch : regions_[at]->find(index.axis)->stretches()) {
      auto piece = static_cast<std::size_t>(std::lower_bound(index.starts.begin(), index.starts.end(), stretch.low) -
                                            index.starts.begin());
      for (; piece < index.starts.size() && index.starts[piece] <= stretch.high; ++piece) index.admitted[piece].set(at);
    }
  }
}

void PairIndex::index_ends(AxisIndex& index, const std::vector<std::size_t>& members) const {
  for (const std::size_t at : members) {
    const ValueSet& values = *regions_[at]->find(index.axis);
    index.by_low.entries.push_back({values.first(), at});
    index.by_high.entries.push_back({values.last(), at});
  }
  const auto rising = [](const Entry& lhs, const Entry& rhs) { return lhs.bound < rhs.bound; };
  const auto falling = [](const Entry& lhs, const Entry& rhs) { return lhs.bound > rhs.bound; };
  std::stable_sort(index.by_low.entries.begin(), index.by_low.entries.end(), rising);
  std::stable_sort(index.by_high.entries.begin(), index.by_high.entries.end(), falling);
  order(index.by_low);
  order(index.by_high);
}

void PairIndex::order(Ordered& ordered) const {
  Bits so_far(regions_.size());
  for (std::size_t at = 0; at < ordered.entries.size(); ++at) {
    if (at % kStride == 0) ordered.checkpoints.push_back(so_far);
    so_far.set(ordered.entries[at].member);
  }
  ordered.checkpoints.push_back(so_far);
}

void PairIndex::take_first(const Ordered& ordered, std::size_t count, Bits& into) const {
  const bool is_all = count == ordered.entries.size();
  into = is_all ? ordered.checkpoints.back() : ordered.checkpoints[count / kStride];
  for (std::size_t at = count - count % kStride; !is_all && at < count; ++at) into.set(ordered.entries[at].member);
}

Bits PairIndex::admitting(const AxisIndex& index, const ValueSet& values) const {
  if (!index.starts.empty()) {
    Bits result(regions_.size());
    for (const Stretch& stretch : values.stretches()) {
      auto piece = static_cast<std::size_t>(std::upper_bound(index.starts.begin(), index.starts.end(), stretch.low) -
                                            index.starts.begin() - 1);
      for (; piece < index.starts.size() && index.starts[piece] <= stretch.high; ++piece)
        result |= index.admitted[piece];
    }
    return result;
  }
  // A member meets the values when it begins before they end and ends after they begin.
  const auto& lows = index.by_low.entries;
  const auto& highs = index.by_high.entries;
  const auto num_low = std::upper_bound(lows.begin(), lows.end(), values.last(),
                                        [](std::int64_t bound, const Entry& one) { return bound < one.bound; }) -
                       lows.begin();
  const auto num_high = std::upper_bound(highs.begin(), highs.end(), values.first(),
                                         [](std::int64_t bound, const Entry& one) { return bound > one.bound; }) -
                        highs.begin();
  Bits begun(regions_.size());
  Bits lasting(regions_.size());
  take_first(index.by_low, static_cast<std::size_t>(num_low), begun);
  take_first(index.by_high, static_cast<std::size_t>(num_high), lasting);
  begun &= lasting;
  begun |= index.unconstrained;
  return begun;
}

Bits PairIndex::partners(const Region& region) const {
  Bits result(regions_.size(), true);
  for (const Constraint& one : region.constraints()) {
    const auto found = std::lower_bound(axes_.begin(), axes_.end(), one.axis,
                                        [](const AxisIndex& index, AxisId axis) { return index.axis < axis; });
    if (found != axes_.end() && found->axis == one.axis) result &= admitting(*found, one.values);
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
        if (owners[first] != owners[second] && meets(*members[first], *members[second]))
          pairs.emplace_back(owners[first], owners[second]);
      }
    }
  } else {
    const PairIndex index(members);
    for (std::size_t first = 0; first < members.size(); ++first) {
      index.partners(*members[first]).for_each_from(first + 1, [&](std::size_t second) {
        const bool is_pair =
            second < members.size() && owners[first] != owners[second] && meets(*members[first], *members[second]);
        if (is_pair) pairs.emplace_back(owners[first], owners[second]);
      });
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace polc::analyse
