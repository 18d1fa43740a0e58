#include "compiler/lower/hash_index.h"

#include <cstdint>

#include <doctest/doctest.h>

namespace polc::lower {

TEST_CASE("hash index: every key keeps its own value, also where keys share a place") {
  HashIndex index;
  // A stride of a power of two sends all keys to the same place of a small table.
  constexpr std::uint64_t kStride = 1ULL << 20U;
  for (std::uint32_t at = 0; at < 2000; ++at) {
    CHECK(index.find(at * kStride) == runtime::kNone);
    index.set(at * kStride, at);
  }

  for (std::uint32_t at = 0; at < 2000; ++at) CHECK(index.find(at * kStride) == at);
  CHECK(index.find(1) == runtime::kNone);
}

TEST_CASE("hash index: setting a key again replaces its value") {
  HashIndex index;
  index.reserve(4);
  index.set(5, 1);
  index.set(5, 2);

  CHECK(index.find(5) == 2);
}

}  // namespace polc::lower
