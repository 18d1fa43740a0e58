// The explaining evaluator: one case, every rule of every candidate award visited in the order of the
// document, reasons recorded as data. It is written to be read and is the reference for every other
// evaluator. The algorithm is docs/language/semantics; see there for the order of settlement.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Returns the adopted value of every reading of `program`, as codes; the default for `evaluate`.
std::vector<Index> adopted_readings(const Program& program);

/// Returns the decision on `one`. `readings`: a code for each reading of `program`.
/// A conflict of the policy on this case (P4101), an overflow (E1009) or a decided amount outside its range
/// (E1010) gives outcome Error. Cost: linear in rules read, quadratic in the grants of one settlement group.
Decision evaluate(const Program& program, const Case& one, const std::vector<Index>& readings);

/// As `evaluate` with the adopted readings, and `by_reading` and `deciding_readings` filled with every
/// combination (adopted first, then counting up, the last reading fastest).
Decision evaluate_all_readings(const Program& program, const Case& one);

}  // namespace polc::runtime
