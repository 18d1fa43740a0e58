#include "compiler/analyse/testing/mutation.h"

#include <algorithm>
#include <utility>

#include "runtime/explain/evaluate.h"
#include "runtime/explain/judge.h"

namespace polc::analyse {
namespace {

bool all_pass(const compiler::Compiled& compiled) {
  return std::all_of(compiled.tests.begin(), compiled.tests.end(), [&](const runtime::PolicyTest& test) {
    return runtime::judge(compiled.program, test, runtime::evaluate(compiled.program, test.input, test.readings))
        .empty();
  });
}

}  // namespace

std::optional<compiler::Compiled> compile_mutant(const compiler::Compiled& compiled, const Mutant& mutant,
                                                 const base::SourceStore& sources) {
  std::deque<compiler::UsedFile> trees = compiled.trees;
  mutant.apply(trees[mutant.file].ast);
  base::Diagnostics findings;
  compiler::Compiled made = compiler::compile_trees(std::move(trees), sources, findings);
  if (!made.can_evaluate) return std::nullopt;
  return made;
}

MutationResult run_mutants(const compiler::Compiled& compiled, const base::SourceStore& sources) {
  MutationResult result;
  for (Mutant& mutant : mutants_of(compiled)) {
    const auto made = compile_mutant(compiled, mutant, sources);
    if (!made) {
      ++result.num_invalid;
    } else if (all_pass(*made)) {
      result.survivors.push_back(std::move(mutant));
    } else {
      ++result.num_noticed;
    }
  }
  return result;
}

}  // namespace polc::analyse
