#include "runtime/program/checksum.h"

#include <array>
#include <bit>
#include <cstddef>

#include "runtime/program/little_endian.h"

namespace polc::runtime {
namespace {

constexpr std::uint64_t kPrime = 0x9E3779B185EBCA87ULL;  // the first multiplier of XXH64
constexpr std::size_t kWord = 8;
constexpr std::size_t kNumLanes = 4;  // a multiplication takes three to four cycles, so four can be under way

// FNV-1a over words, with a rotation that carries high bits down again. For a given word it is a bijection of the
// state, and for a given state one of the word: a single changed word always changes the result.
std::uint64_t mix(std::uint64_t state, std::uint64_t word) { return std::rotl((state ^ word) * kPrime, 29); }

}  // namespace

std::uint64_t checksum(std::string_view bytes) {
  std::array<std::uint64_t, kNumLanes> lanes{1, 2, 3, 4};
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= kWord * kNumLanes; left -= kWord * kNumLanes, at += kWord * kNumLanes) {
    for (std::size_t lane = 0; lane < kNumLanes; ++lane) lanes[lane] = mix(lanes[lane], read_u64(at + kWord * lane));
  }
  std::uint64_t result = bytes.size();
  for (const std::uint64_t lane : lanes) result = mix(result, lane);
  for (; left >= kWord; left -= kWord, at += kWord) result = mix(result, read_u64(at));
  for (; left > 0; --left, ++at) result = mix(result, static_cast<unsigned char>(*at));
  return mix(result, 0);
}

}  // namespace polc::runtime
