// Every place where an award pays something, as single regions: what the checks across awards compare.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/analyse/regions/inspection.h"

namespace polc::analyse {

struct PayableRow {
  Index award = kNone;
  const Entry* entry = nullptr;
  const Payment* payment = nullptr;
  Region where;  // inside the gate, with an amount above zero
};

/// Returns the rows of the awards for one claim kind and one applicant kind, by award in document order, then by
/// amount. Awards that nobody can get are left out.
std::vector<PayableRow> payable_rows(Inspection& inspection, Index claim_kind, Index applicant_kind);

}  // namespace polc::analyse
