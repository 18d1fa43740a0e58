// Awards of a block whose amounts are computed from numbers, row by row.
#include "runtime/batch/block_evaluator.h"

namespace polc::runtime {
namespace {

// A row of a block as a formula reads it.
class TableRow final : public FormulaRow {
 public:
  struct Places {
    std::uint32_t case_place = 0;
    std::uint32_t claim = 0;
  };

  /// `registers`: of the block, null where `rows` are asked one by one.
  TableRow(const TableRun& run, const Block& block, const Places& places, const BlockRegisters* registers,
           RowRegisters& rows)
      : run_(run), block_(block), places_(places), registers_(registers), rows_(rows) {
    if (registers == nullptr) rows.begin({block.first_case + places.case_place, block.first_claim + places.claim});
  }

  std::uint8_t byte(Index reg) override {
    return registers_ == nullptr ? rows_.of_register(reg) : registers_->of_register(reg)[places_.claim];
  }

  std::optional<std::int64_t> number(const Input& input) override {
    const std::size_t row =
        input.is_of_case() ? block_.first_case + places_.case_place : block_.first_claim + places_.claim;
    return number_of(run_.program, run_.table, input, row);
  }

 private:
  const TableRun& run_;
  const Block& block_;
  Places places_;
  const BlockRegisters* registers_;
  RowRegisters& rows_;
};

GrantValue computed_value(Index award, const FormulaResult& result, bool is_changed_alone) {
  GrantValue value;
  value.award = award;
  const Tri holds = result.guard & result.unrevoked;
  value.entitled_min = result.guard == Tri::Yes ? result.amount : 0;
  value.entitled_max = result.guard == Tri::No ? 0 : result.amount;
  value.amount_min = holds == Tri::Yes ? result.amount : 0;
  value.amount_max = holds == Tri::No ? 0 : result.amount;
  const bool is_exact = value.amount_min == value.amount_max;
  unsigned marks = is_exact ? 0 : kInexact;
  switch (holds) {
    case Tri::No: value.outcome = GrantOutcome::Denied; break;
    case Tri::Unknown: value.outcome = GrantOutcome::Undetermined; break;
    case Tri::Yes: value.outcome = GrantOutcome::Granted; break;
  }
  if (holds != Tri::No) marks |= kNotDenied;
  if (holds == Tri::Unknown) marks |= kUndetermined;
  if (holds == Tri::Yes) marks |= kGuardHolds;
  if (value.amount_max != 0) marks |= kCanPay;
  if (value.amount_max != 0 && is_changed_alone) marks |= kChangedAlone;
  value.marks = static_cast<std::uint8_t>(marks);
  return value;
}

}  // namespace

// Awards whose amounts are computed are left open by their look-ups.
void BlockEvaluator::run_formulas(const Block& block) {
  values_.resize(run_.plan.values.size());
  for (std::size_t grant = 0; grant < num_grants_; ++grant) {
    const std::uint32_t claim = claim_of_grant_[grant];
    const bool has_one = run_.plan.has_one_award_each;
    const std::uint32_t place =
        has_one ? run_.plan.classes[class_of_claim_[claim]].first_look_up : look_up_of_grant_[grant];
    const GrantLookUp& found = run_.plan.look_ups[place];
    if (found.formula != kNone) value_of_grant_[grant] = run_formula(block, found, claim);
  }
}

std::uint32_t BlockEvaluator::run_formula(const Block& block, const GrantLookUp& found, std::uint32_t claim) {
  TableRow row(run_, block, {case_of_claim_[claim], claim}, is_few(block) ? nullptr : &registers_, rows_);
  const std::optional<FormulaResult> result = formulas_.run(run_.plan.formulas[found.formula], row);
  GrantValue value;
  value.award = found.award;
  value.marks = kLeftOpen;
  if (result) {
    const bool is_changed_alone = run_.settlement.kinds[found.kind].awards[found.award].alone != 0;
    value = computed_value(found.award, *result, is_changed_alone);
  }
  values_.push_back(value);
  return static_cast<std::uint32_t>(values_.size() - 1);
}

}  // namespace polc::runtime
