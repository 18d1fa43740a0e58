// Evaluates a table of cases: the answer of the explaining evaluator for every row, without its reasons.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/grant_table.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Which cases get an entry in GrantTable::details. Cases set aside and cases in error always do.
enum class Details : std::uint8_t {
  Errors,  // no others
  Open,    // also those that are undetermined or referred, or have such a grant: what is missing, who decides
};

struct TableOptions {
  Details details = Details::Errors;
};

/// Returns the grants and totals of every case of `table`, which must be of `program`. `readings`: a code for each
/// reading of `program`. Equal to `evaluate` of each case bit for bit.
GrantTable evaluate_table(const Program& program, const CaseTable& table, const std::vector<Index>& readings,
                          const TableOptions& options);

}  // namespace polc::runtime
