// The policies of the repository, compiled, as material for tests of saved programs; and what the program says of a
// case in every form.
#pragma once

#include <string>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/cases/policy_test.h"
#include "runtime/program/program.h"

namespace polc::testing {

struct CompiledPolicy {
  std::string path;  // from the root of the repository
  runtime::Program program;
  std::vector<runtime::PolicyTest> tests;
};

/// Returns the policies below policies/, examples/ and tests/meaning/ that can be evaluated, sorted by path.
std::vector<CompiledPolicy> repository_policies();

/// Returns the program of a policy that has no errors.
runtime::Program compile_text(const std::string& text);

/// Returns the JSON result and the letters in both languages, with what would change a denial.
std::string everything_said(const runtime::Program& program, const runtime::Case& one,
                            const std::vector<runtime::Index>& readings);

}  // namespace polc::testing
