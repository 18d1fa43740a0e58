// Kleene's three-valued logic. No < Unknown < Yes, so `and` is the minimum and `or` the maximum.
#pragma once

#include <algorithm>
#include <cstdint>

namespace polc::runtime {

enum class Tri : std::uint8_t { No, Unknown, Yes };

constexpr Tri to_tri(bool value) { return value ? Tri::Yes : Tri::No; }
constexpr Tri operator&(Tri lhs, Tri rhs) { return std::min(lhs, rhs); }
constexpr Tri operator|(Tri lhs, Tri rhs) { return std::max(lhs, rhs); }
constexpr Tri operator!(Tri value) { return static_cast<Tri>(2 - static_cast<int>(value)); }

}  // namespace polc::runtime
