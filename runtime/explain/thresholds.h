// The values at which a policy's answer about a fact can change: the other truth, the other labels, the numbers and
// days its rules compare with. Read off the program; nothing is evaluated. Used by `nearest_change`.
#pragma once

#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/case_path.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Returns the values worth trying in place of the one `one` has at `path`, the nearest first; at most 40. Empty
/// for texts, for facts the case does not give and for paths that are no single fact. Linear in the program's nodes.
std::vector<Constant> other_values(const Program& program, const Case& one, const CasePath& path);

}  // namespace polc::runtime
