// The proof that a formatted text is still the policy it was: the same tokens byte for byte, the same comments, the
// same tree. Used by `format.cpp` on every run, so a mistake of the layout can never reach a file.
#pragma once

#include <cstdint>
#include <optional>

#include "grammar/tree.h"

namespace polc::grammar::format {

/// Returns the byte of `before` at which `after` says something else first, or nothing if they are equal in every
/// token, comment and node. White space at the end of a comment does not count. Linear.
std::optional<std::uint32_t> find_difference(const Tree& before, const Tree& after);

}  // namespace polc::grammar::format
