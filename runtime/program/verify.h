// Checks that a program is what its readers and evaluators take for granted (they check nothing of it themselves):
// every index leads somewhere, arguments come before their users and have the types their operator needs, tables and
// lists have the shapes that program.h says, and evaluation is bounded in depth, time and memory. A program that the
// compiler made without errors passes, but for policies beyond the limits below.
#pragma once

#include <cstddef>
#include <optional>

#include "base/language.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// The most nodes, counting three for a table, on a path from an expression to its facts: evaluators recurse. One
/// expression as it is written has at most 500 levels; definitions that use each other add up.
inline constexpr std::size_t kMostLevels = 600;

/// The most quantifiers inside each other: each one multiplies the work by the length of a list.
inline constexpr std::size_t kMostQuantifiers = 8;

/// What expressions may come to when shared nodes are written out at every use, as they are inside quantifiers: a fixed
/// number of nodes and some for each node of the program.
inline constexpr std::size_t kMostWrittenOut = std::size_t{1} << 22U;
inline constexpr std::size_t kMostWrittenOutPerNode = 64;

/// What a program has that it must not have: "node 17: an argument does not come before it".
struct Flaw {
  base::Bilingual what;
};

/// Returns the first flaw, or nothing. Linear.
std::optional<Flaw> verify(const Program& program);

}  // namespace polc::runtime
