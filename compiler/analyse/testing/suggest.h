// Writes the tests a policy lacks, each with the answer as computed today, for the drafter to read against the document
// and sign: for every amount and condition no test pays by or is denied by, every threshold and reading no test looks
// at, and every mutant no test notices. For `polc test --suggest`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/source.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

struct SuggestOptions {
  base::Language language = base::Language::English;  // of the names of the tests
  std::size_t most = 200;                             // more are not written
};

/// Returns `test` statements that compile with the policy and pass today. Nothing is returned for what no case was
/// found to reach. `sources`: those of `compiled`; the texts of suggestions are added to it.
std::vector<std::string> suggest_tests(const compiler::Compiled& compiled, base::SourceStore& sources,
                                       SuggestOptions options);

}  // namespace polc::analyse
