#include "runtime/tables/case_order.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/tables/byte_buffer.h"
#include "runtime/tables/ordered_work.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMostBeforeId = std::size_t{4} << 10U;  // of a row, up to the end of its case

/// What a piece of the table says of the order.
struct PieceOrder {
  bool is_ascending = false;
  std::string first;  // the ids of its first and its last row; "" without a row
  std::string last;
};

/// Of two ids the longer one is greater: numbers are ordered as numbers.
bool may_follow(std::string_view before, std::string_view id) {
  if (before.size() != id.size()) return before.size() < id.size();
  return std::memcmp(before.data(), id.data(), id.size()) <= 0;
}

/// Looks at the rows that begin in a piece.
class OrderOfPiece {
 public:
  OrderOfPiece(const InputFile& file, std::uint64_t first_offset, const BlockOptions& options)
      : file_(file), first_offset_(first_offset), options_(options) {}

  void operator()(std::uint64_t offset, PieceOrder& result) {
    result.first.clear();
    result.last.clear();
    result.is_ascending = read(offset) && look(result);
  }

 private:
  /// Reads the piece with the byte before it, which tells whether a row begins, and what its last row may need.
  bool read(std::uint64_t offset) {
    const std::size_t num_before = offset == first_offset_ ? 0 : 1;
    size_ = num_before + options_.block_bytes;
    bytes_.resize(size_ + kMostBeforeId);
    const std::int64_t count = file_.read_at(offset - num_before, bytes_.data(), bytes_.size());
    if (count < 0) return false;
    bytes_.resize(static_cast<std::size_t>(count));
    size_ = std::min(size_, bytes_.size());
    begin_ = num_before == 0 ? 0 : end_of_line(0);
    return std::memchr(bytes_.data(), '"', bytes_.size()) == nullptr;
  }

  std::size_t end_of_line(std::size_t at) const {
    const void* feed = std::memchr(bytes_.data() + at, '\n', size_ - at);
    return feed == nullptr ? size_ : static_cast<std::size_t>(static_cast<const char*>(feed) - bytes_.data()) + 1;
  }

  bool look(PieceOrder& result) const {
    std::string_view held;
    for (std::size_t begin = begin_; begin < size_; begin = end_of_line(begin)) {
      const std::string_view rest = bytes_.view().substr(begin);
      if (rest.front() == '\n' || rest.starts_with("\r\n")) continue;
      const std::optional<std::string_view> id = case_of(rest);
      if (!id || id->empty() || *id == "\\N" || !may_follow(held, *id)) return false;
      if (held.empty()) result.first = *id;
      held = *id;
    }
    result.last = held;
    return true;
  }

  /// Returns the case of the row at the beginning of `rest`, or nothing where not all of it is there.
  std::optional<std::string_view> case_of(std::string_view rest) const {
    std::size_t begin = 0;
    std::uint32_t column = 0;
    for (std::size_t at = 0; at < rest.size(); ++at) {
      const bool is_end = rest[at] == '\n';
      if (!is_end && rest[at] != options_.delimiter) continue;
      if (column == options_.case_column) {
        std::string_view cell = rest.substr(begin, at - begin);
        if (is_end && cell.ends_with('\r')) cell.remove_suffix(1);
        return cell;
      }
      if (is_end) return std::nullopt;
      ++column;
      begin = at + 1;
    }
    return std::nullopt;
  }

  const InputFile& file_;
  std::uint64_t first_offset_;
  const BlockOptions& options_;
  ByteBuffer bytes_;
  std::size_t begin_ = 0;  // in `bytes_`: the first row that begins in the piece
  std::size_t size_ = 0;   // of `bytes_`: rows that begin later are of the next piece
};

}  // namespace

bool are_cases_ascending(const InputFile& file, std::uint64_t offset, const BlockOptions& options,
                         std::size_t num_threads) {
  std::uint64_t next_offset = offset;
  const auto next = [&](std::uint64_t& piece) {
    piece = next_offset;
    next_offset += options.block_bytes;
    return piece < file.size();
  };
  bool is_ascending = true;
  std::string last;
  const auto take = [&](const PieceOrder& order) {
    is_ascending = order.is_ascending && (order.first.empty() || may_follow(last, order.first));
    if (!order.last.empty()) last = order.last;
    return is_ascending;
  };
  work_in_order<std::uint64_t, PieceOrder>(
      num_threads, next, [&] { return OrderOfPiece(file, offset, options); }, take);
  return is_ascending;
}

}  // namespace polc::runtime
