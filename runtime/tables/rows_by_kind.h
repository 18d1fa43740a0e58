// The rows of a block sorted by the kind they are of, so that what the kind decides is asked once for many rows. Keeps
// its memory from block to block.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace polc::runtime {

class RowsByKind {
 public:
  /// Sorts the rows that are not marked. `kinds`, `is_marked`: by row; `num_kinds`: one more than there are, the last
  /// for rows of no kind, whose number is larger. Linear in rows and kinds.
  void sort(const std::vector<std::uint32_t>& kinds, const std::vector<std::uint8_t>& is_marked, std::size_t num_kinds);

  /// Calls `take(kind, rows)` for the rows of each kind, at most `most` at a time, ascending.
  template <typename Take>
  void for_each(std::size_t most, Take take) const {
    std::size_t begin = 0;
    for (std::size_t kind = 0; kind < ends_.size(); ++kind) {
      while (begin < ends_[kind]) {
        const std::size_t count = std::min<std::size_t>(most, ends_[kind] - begin);
        take(kind, std::span(rows_).subspan(begin, count));
        begin += count;
      }
    }
  }

 private:
  std::vector<std::uint32_t> ends_;  // by kind, into `rows_`
  std::vector<std::uint32_t> rows_;
};

}  // namespace polc::runtime
