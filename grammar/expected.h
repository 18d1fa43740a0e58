// What could stand at one place of a text: the kinds of things a message names, and the keywords. Noted by the parser;
// read by its messages and by the completion of the language server.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>

#include "grammar/keywords.h"

namespace polc::grammar {

/// What a message can say was expected, one enumerator a row of `expected.def`.
enum class Expected : std::uint8_t {
#define POLC_EXPECTED(name, english, chinese, strength) name,
#include "grammar/expected.def"
#undef POLC_EXPECTED
};
inline constexpr std::size_t kNumExpected = static_cast<std::size_t>(Expected::Nowhere) + 1;

/// What could have stood at one place.
struct ExpectedSet {
  std::bitset<kNumExpected> kinds;
  std::bitset<kNumKeywords> keywords;
  std::bitset<kNumKeywords> summed_up;  // within a kind above; only for suggestions

  bool has(Expected kind) const { return kinds.test(static_cast<std::size_t>(kind)); }
  bool has(Keyword keyword) const { return keywords.test(static_cast<std::size_t>(keyword)); }
  void clear();
};

}  // namespace polc::grammar
