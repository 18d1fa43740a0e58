// Rows that are no text, and the errors that rows which cannot be read become. Used by the readers of every table.
#pragma once

#include "runtime/cases/case_error.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {

/// Adds to the faults of `block` the rows that hold bytes which are no UTF-8, or NUL. Linear; several gigabytes a
/// second where there are none.
void add_text_faults(RowBlock& block);

/// Returns the fault as an error with line and column.
CaseError describe_fault(const RowBlock& block, const RowFault& fault);

/// Returns an error at a place of `block`.
CaseError error_at(const RowBlock& block, std::size_t offset, CaseErrorCode code,
                   const std::vector<base::Bilingual>& arguments);

}  // namespace polc::runtime
