#include "runtime/tables/scan.h"

#include "base/assert.h"
#include "runtime/tables/scan_kernel.h"
#include "runtime/tables/scan_width.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace polc::runtime {
namespace {

struct PlainMasks {
  static std::uint64_t equal(const char* step, char wanted) {
    std::uint64_t result = 0;
    for (std::size_t at = 0; at < kStep; ++at) result |= std::uint64_t{step[at] == wanted} << at;
    return result;
  }
  static std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    return runtime::write_offsets(bits, base, out);
  }
};

#ifdef __SSE2__
struct Sse2Masks {
  static std::uint64_t equal(const char* step, char wanted) {
    const __m128i pattern = _mm_set1_epi8(wanted);
    const auto quarter = [&](const char* at) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern))));
    };
    return quarter(step) | (quarter(step + 16) << 16U) | (quarter(step + 32) << 32U) | (quarter(step + 48) << 48U);
  }
  static std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
    return runtime::write_offsets(bits, base, out);
  }
};

ScanFunctions sse2_scan() { return {survey_with<Sse2Masks>, index_with<Sse2Masks>, count_with<Sse2Masks>}; }
#else
ScanFunctions sse2_scan() { return {nullptr, nullptr, nullptr}; }
#endif

bool has_avx2() {
#if defined(__x86_64__) || defined(__i386__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

bool has_avx512() {
#if defined(__x86_64__) || defined(__i386__)
  return __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vbmi2") != 0;
#else
  return false;
#endif
}

ScanFunctions functions_of(ScanWidth width) {
  switch (width) {
    case ScanWidth::Plain: return {survey_with<PlainMasks>, index_with<PlainMasks>, count_with<PlainMasks>};
    case ScanWidth::Sse2: return sse2_scan();
    case ScanWidth::Avx2: return has_avx2() ? avx2_scan() : ScanFunctions{nullptr, nullptr, nullptr};
    case ScanWidth::Avx512: return has_avx512() ? avx512_scan() : ScanFunctions{nullptr, nullptr, nullptr};
  }
  return {nullptr, nullptr, nullptr};
}

ScanWidth widest() {
  for (const ScanWidth width : {ScanWidth::Avx512, ScanWidth::Avx2, ScanWidth::Sse2}) {
    if (has_scan(width)) return width;
  }
  return ScanWidth::Plain;
}

ScanWidth chosen() {
  static const ScanWidth width = widest();
  return width;
}

}  // namespace

bool has_scan(ScanWidth width) { return functions_of(width).survey != nullptr; }

Survey survey_rows(std::string_view bytes, char delimiter) { return survey_rows(bytes, delimiter, chosen()); }

IndexCounts index_cells(std::string_view bytes, char delimiter, std::uint32_t base, CellIndex index) {
  return index_cells(bytes, delimiter, base, index, chosen());
}

std::size_t count_lines(std::string_view bytes) { return count_lines(bytes, chosen()); }

std::size_t count_lines(std::string_view bytes, ScanWidth width) {
  const ScanFunctions functions = functions_of(width);
  POLC_ASSERT(functions.count != nullptr, "the processor has the width that was chosen");
  return functions.count(bytes.data(), bytes.size());
}

Survey survey_rows(std::string_view bytes, char delimiter, ScanWidth width) {
  const ScanFunctions functions = functions_of(width);
  POLC_ASSERT(functions.survey != nullptr, "the processor has the width that was chosen");
  return functions.survey(bytes.data(), bytes.size(), delimiter);
}

IndexCounts index_cells(std::string_view bytes, char delimiter, std::uint32_t base, CellIndex index, ScanWidth width) {
  const ScanFunctions functions = functions_of(width);
  POLC_ASSERT(functions.index != nullptr, "the processor has the width that was chosen");
  return functions.index(bytes.data(), bytes.size(), delimiter, base, index);
}

}  // namespace polc::runtime
