#include "runtime/tables/rows_by_kind.h"

namespace polc::runtime {

void RowsByKind::sort(const std::vector<std::uint32_t>& kinds, const std::vector<std::uint8_t>& is_marked,
                      std::size_t num_kinds) {
  const auto no_kind = static_cast<std::uint32_t>(num_kinds - 1);
  ends_.assign(num_kinds, 0);
  for (std::size_t row = 0; row < kinds.size(); ++row) {
    if (is_marked[row] == 0) ++ends_[std::min(kinds[row], no_kind)];
  }
  std::uint32_t begin = 0;
  for (std::uint32_t& end : ends_) {
    const std::uint32_t count = end;
    end = begin;  // each becomes the end while its rows are put in
    begin += count;
  }
  rows_.resize(begin);
  for (std::size_t row = 0; row < kinds.size(); ++row) {
    if (is_marked[row] == 0) rows_[ends_[std::min(kinds[row], no_kind)]++] = static_cast<std::uint32_t>(row);
  }
}

}  // namespace polc::runtime
