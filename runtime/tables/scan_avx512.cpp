// Compiled for AVX-512 where the compiler can (runtime/CMakeLists.txt); called only on processors that have it.
#include "runtime/tables/scan_width.h"

#if defined(__AVX512BW__) && defined(__AVX512VBMI2__)

#include <immintrin.h>

#include <array>
#include <numeric>

#include "runtime/tables/scan_kernel.h"

namespace polc::runtime {
namespace {

/// 0 to 63, a byte each.
constexpr std::array<char, kStep> kPlaces = [] {
  std::array<char, kStep> places{};
  std::iota(places.begin(), places.end(), '\0');
  return places;
}();

struct Avx512Masks {
  static std::uint64_t equal(const char* step, char wanted) {
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(step), _mm512_set1_epi8(wanted));
  }

  /// The places of the bits are pressed together at once and then widened, sixteen at a time.
  static std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    const __m512i places = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(kPlaces.data()));
    const __m512i first = _mm512_set1_epi32(static_cast<int>(base));
    const auto write = [&](std::uint32_t* to, __m128i sixteen) {
      _mm512_storeu_si512(to, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(sixteen)));
    };
    const auto count = static_cast<std::size_t>(std::popcount(bits));
    write(out, _mm512_castsi512_si128(places));
    if (count > 16) write(out + 16, _mm512_extracti32x4_epi32(places, 1));
    if (count > 32) write(out + 32, _mm512_extracti32x4_epi32(places, 2));
    if (count > 48) write(out + 48, _mm512_extracti32x4_epi32(places, 3));
    return out + count;
  }
};

}  // namespace

ScanFunctions avx512_scan() { return {survey_with<Avx512Masks>, index_with<Avx512Masks>, count_with<Avx512Masks>}; }

}  // namespace polc::runtime

#else

namespace polc::runtime {

ScanFunctions avx512_scan() { return {nullptr, nullptr, nullptr}; }

}  // namespace polc::runtime

#endif
