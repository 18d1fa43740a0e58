// The checksum of saved programs: tells a damaged file from a whole one. It guards against accidents, not against
// people; what a file says is verified besides (verify.h). SHA-256 would take longer than all the rest of loading.
#pragma once

#include <cstdint>
#include <string_view>

namespace polc::runtime {

/// Returns the checksum of `bytes`, the same on every machine. A change inside one aligned word of eight bytes, so any
/// single byte, is never missed; other changes are missed once in 2^64. Linear, several bytes a cycle.
std::uint64_t checksum(std::string_view bytes);

}  // namespace polc::runtime
