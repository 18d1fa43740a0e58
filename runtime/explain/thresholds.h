// The values at which a policy's answer about a fact can change: the other truth, the other labels, the numbers and
// days its rules compare with. Read off the program; nothing is evaluated. Used by `nearest_change` and `questions`.
#pragma once

#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/case_path.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Returns the values worth trying in place of the one `one` has at `path`, the nearest first; at most 40. Empty
/// for texts, for facts the case does not give and for paths that are no single fact. Linear in the program's nodes.
std::vector<Constant> other_values(const Program& program, const Case& one, const CasePath& path);

/// Returns values that stand for all a fact can have, where the case does not say: both truths, every label, single
/// members of a set and none, numbers and days around those the rules compare with; at most 12. For the kind of the
/// applicant: the number of each kind. Empty where nothing is compared, for texts and for paths that are no single
/// fact. Linear in the program's nodes.
std::vector<Constant> possible_values(const Program& program, const CasePath& path);

}  // namespace polc::runtime
