// Mutation testing: makes every mutant of a policy and runs its tests on it. A mutant that all tests pass is a change
// that nobody would notice. For `polc test --mutate`.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/source.h"
#include "compiler/analyse/testing/mutants.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

struct MutationResult {
  std::size_t num_noticed = 0;    // a test fails
  std::size_t num_invalid = 0;    // no policy any more: the compiler notices
  std::vector<Mutant> survivors;  // in the order of the text
};

/// Returns the mutant as a policy of its own, or nothing when it does not compile.
std::optional<compiler::Compiled> compile_mutant(const compiler::Compiled& compiled, const Mutant& mutant,
                                                 const base::SourceStore& sources);

/// Runs the tests of `compiled`, all of which pass, on every mutant.
/// Cost: a compilation and the tests up to the first that fails, for each mutant.
MutationResult run_mutants(const compiler::Compiled& compiled, const base::SourceStore& sources);

}  // namespace polc::analyse
