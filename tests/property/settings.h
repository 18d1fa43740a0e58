// What a run of random tests is told from outside: POLC_SEED repeats it, POLC_ROUNDS sets how long it is.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace polc::testing {

/// Returns the whole number in an environment variable, or `otherwise` where there is none.
inline std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace polc::testing
