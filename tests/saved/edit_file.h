// Edits of saved programs for tests that attack the loader: numbers at places, the section table, and a checksum that
// is right again afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "runtime/program/checksum.h"
#include "runtime/program/little_endian.h"
#include "runtime/program/saved_format.h"

namespace polc::testing {

inline void put_u32(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes.at(at + i) = static_cast<char>(value >> (8 * i));
}

inline std::uint32_t get_u32(const std::string& bytes, std::size_t at) { return runtime::read_u32(bytes.data() + at); }

/// Where the row of a section holds the number of its items.
inline std::size_t count_place(std::size_t section) {
  return runtime::kHeaderBytes + section * runtime::kTableRowBytes + 4;
}

inline std::uint32_t num_items(const std::string& bytes, std::size_t section) {
  return get_u32(bytes, count_place(section));
}

/// The bytes of a section, by the table of a whole file.
inline std::size_t section_size(const std::string& bytes, std::size_t section) {
  return static_cast<std::size_t>(runtime::read_u64(bytes.data() + count_place(section) + 4));
}

inline std::size_t section_begin(const std::string& bytes, std::size_t section) {
  std::size_t at = runtime::kHeaderBytes + runtime::kNumSections * runtime::kTableRowBytes;
  for (std::size_t before = 0; before < section; ++before) at += section_size(bytes, before);
  return at;
}

/// Makes the checksum right.
inline void seal(std::string& bytes) {
  const std::size_t at = bytes.size() - runtime::kChecksumBytes;
  const std::uint64_t sum = runtime::checksum({bytes.data(), at});
  put_u32(bytes, at, static_cast<std::uint32_t>(sum));
  put_u32(bytes, at + 4, static_cast<std::uint32_t>(sum >> 32U));
}

}  // namespace polc::testing
