// Holds the answers for a table of cases against the decisions of the explaining evaluator, number by number.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "runtime/batch/evaluate_table.h"
#include "runtime/cases/case.h"

namespace polc::testing {

/// What a comparison saw beside equality.
struct Agreement {
  std::string difference;  // the first one, or ""
  std::size_t num_cases = 0;
  std::size_t num_explained = 0;  // cases the batch evaluator left to the explaining one
  std::size_t num_open = 0;       // cases that are not determined
};

/// Puts `cases` into a table and compares. `readings`: a code for each reading.
Agreement compare_with_decisions(const runtime::Program& program, std::span<const runtime::Case> cases,
                                 const std::vector<runtime::Index>& readings);

}  // namespace polc::testing
