// Writes a case with what it gives as a `test` statement, the way a drafter would: from the sample of that kind with
// what differs, labels bare where they can be, the sum that is expected.
#pragma once

#include <string>

#include "compiler/pipeline.h"
#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"

namespace polc::analyse {

/// Returns the statement, with English keywords and a line break at its end. A denial of one claim expects
/// its first failing reason where that is short.
std::string write_test(const compiler::Compiled& compiled, const std::string& name, const runtime::Case& one,
                       const std::vector<runtime::Index>& readings, const runtime::Decision& decision);

}  // namespace polc::analyse
