// The scan itself, written once over `Masks`, which says which of 64 bytes equal a character and writes out masks.
// Included by the `.cpp` of each width alone; nothing here may be shared between them, since each is compiled for other
// processors.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "runtime/tables/scan.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kStep = 64;

/// Returns a mask of the bits from which on an odd number of bits were set: between an opening quote and the one
/// that closes it.
inline std::uint64_t prefix_xor(std::uint64_t bits) {
  for (unsigned shift = 1; shift < kStep; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// Writes one offset for each set bit of `bits`; returns the place after the last. Writes CellIndex::kSpare at a time,
/// more than there are, since a jump that hangs on their number would be guessed wrong in many steps.
inline std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  const auto count = static_cast<std::size_t>(std::popcount(bits));
  std::size_t done = 0;
  do {
    for (const std::size_t end = done + CellIndex::kSpare; done < end; ++done) {
      out[done] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  } while (done < count);
  return out + count;
}

/// The last step of a text, filled up with zeros.
struct PaddedStep {
  PaddedStep(const char* text, std::size_t size) { std::memcpy(bytes, text, size); }
  char bytes[kStep] = {};
};

/// Goes over a text and remembers, from step to step, what the next one needs of the one before.
template <typename Masks>
class SurveyPass {
 public:
  explicit SurveyPass(char delimiter) : delimiter_(delimiter) {}

  /// Takes the step at `offset`; `present`: which of its bytes there are. Returns false at a fault.
  bool take(const char* step, std::size_t offset, std::uint64_t present) {
    const std::uint64_t quotes = Masks::equal(step, '"') & present;
    const std::uint64_t feeds = Masks::equal(step, '\n') & present;
    const std::uint64_t returns = Masks::equal(step, '\r') & present;
    const std::uint64_t blank = feeds & (shifted(feeds, 1, feeds_before_) |
                                         (shifted(returns, 1, returns_before_) & shifted(feeds, 2, feeds_before_)));
    if ((quotes | inside_ | after_quote_ | after_return_) == 0) {
      count_bare(feeds, blank, offset);
      const char last = step[kStep - 1];
      may_open_ = last == delimiter_ || last == '\n' ? 1 : 0;
    } else if (!take_quoted(step, offset, {quotes, feeds, returns, blank, present})) {
      return false;
    }
    feeds_before_ = feeds >> 62U;
    returns_before_ = returns >> 62U;
    return true;
  }

  Survey result() const { return result_; }

 private:
  struct Step {
    std::uint64_t quotes, feeds, returns, blank, present;
  };

  /// Moves a mask up, with the last two bits of the step before moved in.
  static std::uint64_t shifted(std::uint64_t bits, unsigned by, std::uint64_t before) {
    return (bits << by) | (by == 1 ? before >> 1U : before);
  }

  /// Without quotes every line feed ends a row. Whether a step has one nobody guesses, so there is no jump.
  void count_bare(std::uint64_t feeds, std::uint64_t blank, std::size_t offset) {
    const bool has_end = feeds != 0;
    const std::size_t num_lines = open_lines_ + static_cast<std::size_t>(std::popcount(feeds));
    result_.end = has_end ? offset + kStep - static_cast<std::size_t>(std::countl_zero(feeds)) : result_.end;
    result_.num_lines += has_end ? num_lines : 0;
    open_lines_ = has_end ? 0 : num_lines;
    result_.num_rows += static_cast<std::size_t>(std::popcount(feeds & ~blank));
  }

  void count(std::uint64_t feeds, std::uint64_t row_ends, std::uint64_t blank, std::size_t offset) {
    open_lines_ += static_cast<std::size_t>(__builtin_popcountll(feeds));
    if (row_ends == 0) return;
    const unsigned last = 63U - static_cast<unsigned>(__builtin_clzll(row_ends));
    const std::uint64_t after = last == 63 ? 0 : feeds >> (last + 1);
    const auto num_after = static_cast<std::size_t>(__builtin_popcountll(after));
    result_.end = offset + last + 1;
    result_.num_lines += open_lines_ - num_after;
    open_lines_ = num_after;
    result_.num_rows += static_cast<std::size_t>(__builtin_popcountll(row_ends & ~blank));
  }

  [[gnu::noinline]] bool take_quoted(const char* step, std::size_t offset, const Step& in) {
    result_.has_quotes = true;
    const std::uint64_t delimiters = Masks::equal(step, delimiter_) & in.present;
    const std::uint64_t inside = prefix_xor(in.quotes) ^ inside_;
    const std::uint64_t ends = (delimiters | in.feeds) & ~inside;
    const std::uint64_t opening = in.quotes & inside;
    const std::uint64_t closing = in.quotes & ~inside;
    const std::uint64_t may_open = ((ends | closing) << 1U) | may_open_;
    const std::uint64_t after = ((closing << 1U) | after_quote_) & in.present;
    const std::uint64_t after_return = (((in.returns & after) << 1U) | after_return_) & in.present;
    std::uint64_t wrong = opening & ~may_open;
    wrong |= after & ~(delimiters | in.feeds | in.returns | in.quotes);
    wrong |= after_return & ~in.feeds;
    const std::uint64_t good = wrong == 0 ? ~std::uint64_t{0} : (wrong & (~wrong + 1)) - 1;
    const std::uint64_t row_ends = in.feeds & ~inside & good;
    count(in.feeds & good, row_ends, in.blank & row_ends, offset);
    if (wrong != 0) {
      result_.fault = offset + static_cast<std::size_t>(__builtin_ctzll(wrong));
      return false;
    }
    inside_ = (inside >> 63U) != 0 ? ~std::uint64_t{0} : 0;
    may_open_ = (ends | closing) >> 63U;
    after_quote_ = closing >> 63U;
    after_return_ = (in.returns & after) >> 63U;
    return true;
  }

  char delimiter_;
  std::uint64_t inside_ = 0;
  std::uint64_t after_quote_ = 0;
  std::uint64_t after_return_ = 0;
  std::uint64_t may_open_ = 1;
  std::uint64_t feeds_before_ = 2;  // a row begins here, as after a line feed
  std::uint64_t returns_before_ = 0;
  std::size_t open_lines_ = 0;  // line feeds since `end`
  Survey result_;
};

template <typename Masks>
Survey survey_with(const char* text, std::size_t size, char delimiter) {
  SurveyPass<Masks> pass(delimiter);
  std::size_t at = 0;
  for (; at + kStep <= size; at += kStep) {
    if (!pass.take(text + at, at, ~std::uint64_t{0})) return pass.result();
  }
  if (at < size) pass.take(PaddedStep(text + at, size - at).bytes, at, (std::uint64_t{1} << (size - at)) - 1);
  return pass.result();
}

/// Writes the number of the cell that each row ends with; `num_cells`: before this step. Most steps have one row or
/// none, and are told apart without a jump.
inline std::uint32_t* write_row_ends(std::uint64_t feeds, std::uint64_t ends, std::size_t num_cells,
                                     std::uint32_t* out) {
  const auto write_one = [&] {
    const std::uint64_t below = (feeds & (~feeds + 1)) - 1;
    *out = static_cast<std::uint32_t>(num_cells) + static_cast<std::uint32_t>(std::popcount(ends & below));
    out += feeds != 0 ? 1 : 0;
    feeds &= feeds - 1;
  };
  write_one();
  while (feeds != 0) write_one();
  return out;
}

template <typename Masks>
IndexCounts index_with(const char* text, std::size_t size, char delimiter, std::uint32_t base, CellIndex out) {
  std::uint32_t* ends = out.ends;
  std::uint32_t* row_ends = out.row_ends;
  std::uint64_t inside = 0;
  const auto take = [&](const char* step, std::size_t at, std::uint64_t present) {
    const std::uint64_t quotes = Masks::equal(step, '"') & present;
    std::uint64_t feeds = Masks::equal(step, '\n') & present;
    std::uint64_t all = (Masks::equal(step, delimiter) & present) | feeds;
    if ((quotes | inside) != 0) {
      const std::uint64_t quoted = prefix_xor(quotes) ^ inside;
      inside = (quoted >> 63U) != 0 ? ~std::uint64_t{0} : 0;
      all &= ~quoted;
      feeds &= ~quoted;
    }
    row_ends = write_row_ends(feeds, all, static_cast<std::size_t>(ends - out.ends), row_ends);
    ends = Masks::write_offsets(all, base + static_cast<std::uint32_t>(at), ends);
  };
  std::size_t at = 0;
  for (; at + kStep <= size; at += kStep) take(text + at, at, ~std::uint64_t{0});
  if (at < size) take(PaddedStep(text + at, size - at).bytes, at, (std::uint64_t{1} << (size - at)) - 1);
  return {static_cast<std::size_t>(ends - out.ends), static_cast<std::size_t>(row_ends - out.row_ends)};
}

template <typename Masks>
std::size_t count_with(const char* text, std::size_t size) {
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at + kStep <= size; at += kStep)
    count += static_cast<std::size_t>(__builtin_popcountll(Masks::equal(text + at, '\n')));
  if (at < size)
    count += static_cast<std::size_t>(__builtin_popcountll(Masks::equal(PaddedStep(text + at, size - at).bytes, '\n')));
  return count;
}

}  // namespace
}  // namespace polc::runtime
