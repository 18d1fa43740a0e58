// Finds which of many regions meet, without trying all pairs: for every axis and every piece between the bounds
// in use a bitset of the regions that admit it; the partners of a region are the AND over its axes of the OR
// over its pieces. Exact for unions of boxes taken member by member.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "compiler/analyse/regions/region.h"

namespace polc::analyse {

/// A plain set of numbers below a fixed count.
class Bits {
 public:
  explicit Bits(std::size_t count, bool value = false) : words_((count + 63) / 64, value ? ~std::uint64_t{0} : 0) {}

  void set(std::size_t at) { words_[at / 64] |= std::uint64_t{1} << (at % 64); }
  void clear(std::size_t at) { words_[at / 64] &= ~(std::uint64_t{1} << (at % 64)); }
  bool has(std::size_t at) const { return (words_[at / 64] >> (at % 64) & 1U) != 0; }
  Bits& operator|=(const Bits& other);
  Bits& operator&=(const Bits& other);
  /// Removes the members of `other`.
  Bits& operator-=(const Bits& other);
  bool is_empty() const;

  /// Calls `visit` with each member from `begin` on, ascending.
  template <typename Visit>
  void for_each_from(std::size_t begin, Visit visit) const {
    for (std::size_t word = begin / 64; word < words_.size(); ++word) {
      std::uint64_t rest = words_[word];
      if (word == begin / 64) rest &= ~std::uint64_t{0} << (begin % 64);
      for (; rest != 0; rest &= rest - 1) visit(word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
    }
  }

  const std::vector<std::uint64_t>& words() const { return words_; }

 private:
  std::vector<std::uint64_t> words_;
};

class PairIndex {
 public:
  /// `regions` must outlive this. Cost: regions × constraints, plus bounds × regions ÷ 64.
  explicit PairIndex(const std::vector<const Region*>& regions);

  /// Returns the regions that meet region `at`, itself included.
  Bits partners(std::size_t at) const;
  /// Returns the regions that meet any region, which need not be one of them.
  Bits partners(const Region& region) const;

 private:
  struct AxisIndex {
    AxisId axis = 0;
    std::vector<std::int64_t> starts;   // first numbers of the pieces, ascending; the first piece begins below all
    std::vector<Bits> admitted;         // by piece
  };
  const std::vector<const Region*>& regions_;
  std::vector<AxisIndex> axes_;         // ascending by axis
};

/// Returns the pairs (first < second) of unions that meet in some member, ascending.
std::vector<std::pair<std::size_t, std::size_t>> meeting_pairs(const std::vector<Regions>& unions);

}  // namespace polc::analyse
