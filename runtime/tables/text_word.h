// Short texts as words: the first and the last eight bytes of a text in one load each, so that texts are compared and
// digits are worked on all at once. The first byte is the lowest on every machine. Used by what reads cells.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace polc::runtime {

/// Returns the eight bytes at `bytes`.
inline std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// By the size of a text: which bits of the word at its beginning are its own. A text of eight bytes or more has all.
inline constexpr std::array<std::uint64_t, 9> kBitsOfSize = [] {
  std::array<std::uint64_t, 9> masks{};
  for (std::size_t size = 1; size < masks.size(); ++size) masks[size] = ~std::uint64_t{0} >> (64 - 8 * size);
  return masks;
}();

/// Returns the first bytes of a text of `size` bytes, eight at most, with zeros behind a shorter one. Eight bytes must
/// be readable at `bytes` whatever the size.
inline std::uint64_t first_word(const char* bytes, std::size_t size) {
  return word_at(bytes) & kBitsOfSize[size < 8 ? size : 8];
}

}  // namespace polc::runtime
