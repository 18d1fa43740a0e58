// Compiled for AVX2 where the compiler can (runtime/CMakeLists.txt); called only on processors that have it.
#include "runtime/tables/scan_width.h"

#ifdef __AVX2__

#include <immintrin.h>

#include "runtime/tables/scan_kernel.h"

namespace polc::runtime {
namespace {

struct Avx2Masks {
  static std::uint64_t equal(const char* step, char wanted) {
    const __m256i pattern = _mm256_set1_epi8(wanted);
    const auto half = [&](const char* at) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
      return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, pattern)));
    };
    return half(step) | (static_cast<std::uint64_t>(half(step + 32)) << 32U);
  }
  static std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    return runtime::write_offsets(bits, base, out);
  }
};

}  // namespace

ScanFunctions avx2_scan() { return {survey_with<Avx2Masks>, index_with<Avx2Masks>, count_with<Avx2Masks>}; }

}  // namespace polc::runtime

#else

namespace polc::runtime {

ScanFunctions avx2_scan() { return {nullptr, nullptr, nullptr}; }

}  // namespace polc::runtime

#endif
