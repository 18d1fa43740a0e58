// Writes a case as the one-line JSON object that `polc eval --case` takes.
#pragma once

#include <string>

#include "runtime/cases/case.h"
#include "runtime/program/program.h"

namespace polc::analyse {

/// Returns the case in the form of docs/language (a case): facts that are absent are left out, unknown ones are null.
/// History and other grants are not written; witnesses have none.
std::string case_json(const runtime::Program& program, const runtime::Case& one);

}  // namespace polc::analyse
