// Short texts as words: up to sixteen bytes of a text in two loads, so that texts are compared and digits are worked on
// all at once. The first byte is the lowest on every machine. Used by what reads cells.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace polc::runtime {

/// Returns the eight bytes at `bytes`.
inline std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// Two words that stand for a text: of up to sixteen bytes all of it, with zeros behind; of a longer one its first and
/// its last eight bytes.
struct TextEnds {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  friend bool operator==(const TextEnds& lhs, const TextEnds& rhs) {
    return ((lhs.head ^ rhs.head) | (lhs.tail ^ rhs.tail)) == 0;
  }
};

/// By the size of a text up to sixteen bytes: which bits of the sixteen bytes at its beginning are its own.
inline constexpr std::array<TextEnds, 17> kBitsOfSize = [] {
  std::array<TextEnds, 17> masks{};
  for (std::size_t size = 1; size < masks.size(); ++size) {
    masks[size].head = size < 8 ? ~std::uint64_t{0} >> (64 - 8 * size) : ~std::uint64_t{0};
    masks[size].tail = size > 8 ? ~std::uint64_t{0} >> (128 - 8 * size) : 0;
  }
  return masks;
}();

/// Returns the ends of a text. Behind it sixteen bytes must be readable, as in a ByteBuffer.
inline TextEnds ends_of(std::string_view text) {
  const std::size_t size = text.size();
  const TextEnds& own = kBitsOfSize[size < 16 ? size : 16];
  return {word_at(text.data()) & own.head, word_at(text.data() + (size > 16 ? size - 8 : 8)) & own.tail};
}

}  // namespace polc::runtime
