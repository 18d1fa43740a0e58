// The layout of a saved program (`polc build`), shared by save.cpp and load.cpp. All numbers are little-endian.
//
//   header    magic 8 bytes · format version u32 · number of sections u32 · version of polc 16 bytes · file length u64
//   table     for each section: its number u32 · items u32 · bytes u64
//   sections  one after the other, in the order of SectionId; what an item holds is in saved_fields.h
//   checksum  u64 of all bytes before it
//
// The header stays as it is in every version, so that any polc can say which version made a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace polc::runtime {

/// No text begins like this, and a transfer that changes line ends or cuts the eighth bit breaks it.
inline constexpr std::string_view kMagic{"\x89\x50OLB\r\n\x1A", 8};  // 0x50 is P

/// Raised with every change of the layout or of what a stored number means: a polc reads its own version only.
inline constexpr std::uint32_t kFormatVersion = 1;

inline constexpr std::size_t kVersionBytes = 16;  // of the version of polc, filled up with zeros
inline constexpr std::size_t kHeaderBytes = 8 + 4 + 4 + kVersionBytes + 8;
inline constexpr std::size_t kTableRowBytes = 4 + 4 + 8;
inline constexpr std::size_t kChecksumBytes = 8;

enum class SectionId : std::uint32_t {
  Texts,   // the string pool: the end of each text u32, then their bytes
  Policy,  // one item: what `Program` holds beside its lists
#define POLC_SECTION(half, name, member, english, chinese) name,
#include "runtime/program/saved_sections.def"
#undef POLC_SECTION
};

inline constexpr std::uint32_t kNumSections = 2
#define POLC_SECTION(half, name, member, english, chinese) +1
#include "runtime/program/saved_sections.def"
#undef POLC_SECTION
    ;

}  // namespace polc::runtime
