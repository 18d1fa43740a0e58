#include "compiler/analyse/regions/payable_rows.h"

#include <utility>

namespace polc::analyse {

namespace {

/// Returns whether an amount is fixed and above zero, or left to another document.
bool is_surely_paid(const Program& program, Index amount) {
  if (amount == kNone) return true;
  const runtime::Node& node = program.nodes[amount];
  return node.op == runtime::Op::Constant && program.constants[node.a].number.sign() > 0;
}

}  // namespace

std::vector<PayableRow> payable_rows(Inspection& inspection, Index claim_kind, Index applicant_kind) {
  std::vector<PayableRow> rows;
  for (const Index award : inspection.program().claim_kinds[claim_kind].awards) {
    const Entry* entry = inspection.view.find(award, applicant_kind);
    if (entry == nullptr || inspection.dead_awards.contains(award)) continue;
    for (const Payment& payment : entry->payments) {
      if (payment.is_nothing) continue;
      if (is_surely_paid(inspection.program(), payment.amount)) {
        for (const Region& region : payment.where) rows.push_back({award, entry, &payment, region});
        continue;
      }
      for (Region& region : intersect(payment.where, inspection.view.conditions().above(payment.amount, kNone)))
        rows.push_back({award, entry, &payment, std::move(region)});
    }
  }
  return rows;
}

}  // namespace polc::analyse
