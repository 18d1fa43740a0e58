#include "compiler/analyse/regions/payable_rows.h"

#include <utility>

namespace polc::analyse {

std::vector<PayableRow> payable_rows(Inspection& inspection, Index claim_kind, Index applicant_kind) {
  std::vector<PayableRow> rows;
  for (const Index award : inspection.program().claim_kinds[claim_kind].awards) {
    const Entry* entry = inspection.view.find(award, applicant_kind);
    if (entry == nullptr || inspection.dead_awards.contains(award)) continue;
    for (const Payment& payment : entry->payments) {
      if (payment.is_nothing) continue;
      Regions where = payment.where;
      if (payment.amount != kNone) where = intersect(where, inspection.view.conditions().above(payment.amount, kNone));
      where = inspection.without_conflicts(std::move(where), claim_kind, applicant_kind);
      for (Region& region : where) rows.push_back({award, entry, &payment, std::move(region)});
    }
  }
  return rows;
}

}  // namespace polc::analyse
