#include "runtime/batch/case_table.h"

namespace polc::runtime {

std::string_view TextColumn::operator[](std::size_t row) const {
  const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
  return std::string_view(bytes_).substr(begin, ends_[row] - begin);
}

void TextColumn::append(std::string_view text) {
  bytes_ += text;
  ends_.push_back(bytes_.size());
}

}  // namespace polc::runtime
