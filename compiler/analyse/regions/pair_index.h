// Finds which of many regions meet, without trying all pairs: the partners of a region are the AND over its axes of
// those that admit its values there. An axis with few bounds keeps a bitset for every piece between them; one
// with many keeps the regions ordered by their lowest and by their highest value, with a bitset at every 64th.
#pragma once

#include <cstddef>
#include <cstdint>
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
  /// `regions` must outlive this. Cost: regions × constraints, plus for an axis min(bounds, 16) × regions ÷ 64 words,
  /// or (regions ÷ 64)² words where it has more bounds.
  explicit PairIndex(const std::vector<const Region*>& regions);

  /// Returns the regions that may meet `region`, and all that do. `meets` has the last word: on axes with many bounds a
  /// set with holes counts as a whole, and what all regions say alike is not looked at.
  Bits partners(const Region& region) const;

 private:
  struct Entry {
    std::int64_t bound = 0;
    std::size_t member = 0;
  };
  /// The regions ordered by one end, with the set of the first 64 × n of them for every n.
  struct Ordered {
    std::vector<Entry> entries;
    std::vector<Bits> checkpoints;
  };
  struct AxisIndex {
    AxisId axis = 0;
    Bits unconstrained{0};
    std::vector<std::int64_t> starts;  // few bounds: first numbers of the pieces, ascending, the first below all
    std::vector<Bits> admitted;        // few bounds: by piece
    Ordered by_low;                    // many bounds: ascending
    Ordered by_high;                   // many bounds: descending
  };
  bool is_same_for_all(AxisId axis) const;
  void index_pieces(AxisIndex& index, const std::vector<std::size_t>& members) const;
  void index_ends(AxisIndex& index, const std::vector<std::size_t>& members) const;
  void order(Ordered& ordered) const;
  void take_first(const Ordered& ordered, std::size_t count, Bits& into) const;
  Bits admitting(const AxisIndex& index, const ValueSet& values) const;

  const std::vector<const Region*>& regions_;
  std::vector<AxisIndex> axes_;  // ascending by axis
};

/// Returns the pairs (first < second) of unions that meet in some member, ascending.
std::vector<std::pair<std::size_t, std::size_t>> meeting_pairs(const std::vector<Regions>& unions);

}  // namespace polc::analyse
