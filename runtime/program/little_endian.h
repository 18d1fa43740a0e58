// Numbers as a saved program has them: least byte first, whatever the machine does. Compilers make one load of each.
#pragma once

#include <cstdint>

namespace polc::runtime {

/// Returns the number in the four bytes at `at`.
inline std::uint32_t read_u32(const char* at) {
  const auto byte = [at](int i) { return std::uint32_t{static_cast<unsigned char>(at[i])}; };
  return byte(0) | byte(1) << 8U | byte(2) << 16U | byte(3) << 24U;
}

/// Returns the number in the eight bytes at `at`.
inline std::uint64_t read_u64(const char* at) {
  const auto byte = [at](int i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
  return byte(0) | byte(1) << 8U | byte(2) << 16U | byte(3) << 24U | byte(4) << 32U | byte(5) << 40U | byte(6) << 48U |
         byte(7) << 56U;
}

}  // namespace polc::runtime
