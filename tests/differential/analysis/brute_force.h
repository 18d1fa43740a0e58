// What holds of a small policy by trying every case: the definitions of the findings read off word for word, with
// the explaining evaluator as the only judge.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/pipeline.h"

namespace polc::test {

struct Truth {
  std::set<std::string> conflicting;  // awards with two amounts for one case
  std::set<std::string> open;         // awards without an amount for a case they meet; cases that are errors aside
  std::set<std::string> dead_awards;
  std::set<runtime::Index> dead_cells;                       // rules
  std::set<std::pair<std::string, std::string>> undeclared;  // pairs both had in one case, named together nowhere
  std::set<runtime::Index> idle_exclusions;                  // rules
  std::set<runtime::Index> shadowed;                         // rules of amounts never the highest
};

/// Tries every combination of values of all facts. The policy has one applicant kind and one claim kind.
Truth try_every_case(const compiler::Compiled& compiled);

}  // namespace polc::test
