// Cases put into columns, for hosts that hold them one by one. The reverse of `case_of_row`. Checks nothing: the cases
// are of the program, as the readers of cases leave them.
#pragma once

#include <span>

#include "runtime/batch/case_table.h"

namespace polc::runtime {

/// Returns a table with a row for each of `cases`, in their order. A case that no row can hold (see CaseAside) is set
/// aside. Texts and sets are held once each. Cost: linear in the facts of `cases` and the facts of the program.
CaseTable table_of_cases(const Program& program, std::span<const Case> cases);

}  // namespace polc::runtime
