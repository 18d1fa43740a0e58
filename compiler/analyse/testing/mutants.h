// Mutants of a policy: its syntax tree with one change of the kind a drafter's slip makes. A good set of tests notices
// each (DeMillo, Lipton and Sayward 1978). Says what could be changed; runs nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/language.h"
#include "base/source.h"
#include "compiler/ast/ast.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

enum class MutantKind : std::uint8_t { Amount, Boundary, Label, Condition, Statement };

struct Mutant {
  MutantKind kind = MutantKind::Amount;
  base::Span span;                       // of what is changed
  base::Bilingual change;                // "10 times as much", "over instead of at least", "left out"
  std::size_t file = 0;                  // of Compiled::trees
  std::function<void(ast::Ast&)> apply;  // makes the change in a copy of that tree
};

/// Returns the mutants of every rule of a policy, in the order of its text: each amount ten times as much, each bound
/// one step higher, each boundary word the other, each end of a window a day later, labels left out or exchanged,
/// conditions and statements left out. Samples, tests and declarations are not changed, nor obligations and schedules,
/// of which no test can say anything. Linear in the trees.
std::vector<Mutant> mutants_of(const compiler::Compiled& compiled);

}  // namespace polc::analyse
