// The scans of one width, as pointers that `scan.cpp` chooses from. Private to the scan.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/tables/scan.h"

namespace polc::runtime {

struct ScanFunctions {
  Survey (*survey)(const char* text, std::size_t size, char delimiter);
  IndexCounts (*index)(const char* text, std::size_t size, char delimiter, std::uint32_t base, CellIndex out);
  std::size_t (*count)(const char* text, std::size_t size);
};

/// Returns the scan that needs AVX2, or null functions where the build has none.
ScanFunctions avx2_scan();

/// Returns the scan that needs AVX-512 with BW and VBMI2, or null functions where the build has none.
ScanFunctions avx512_scan();

}  // namespace polc::runtime
