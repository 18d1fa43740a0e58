#include "runtime/batch/block_evaluator.h"

#include <algorithm>
#include <numeric>

#include "runtime/batch/byte_kernels.h"

namespace polc::runtime {
namespace {

// Returns false on overflow. `kUnbounded` and anything is unbounded.
bool add_to(std::int64_t& sum, std::int64_t value) {
  if (sum == kUnbounded || value == kUnbounded) {
    sum = kUnbounded;
    return true;
  }
  return !__builtin_add_overflow(sum, value, &sum) && sum != kUnbounded;
}

constexpr std::uint32_t kFewClaims = 4;

template <typename Item>
void grow(std::vector<Item>& items, std::size_t count) {
  if (items.size() < count) items.resize(count);
}

}  // namespace

BlockEvaluator::BlockEvaluator(const TableRun& run)
    : run_(run),
      registers_(run.plan, run.table),
      settler_(run.program, run.settlement, run.table),
      rows_(run.plan, run.table),
      values_(run.plan.values),
      num_grants_of_(run.plan.look_ups.size(), 0) {}

bool is_flat(const Plan& plan, const CaseTable& table) {
  const bool has_payments = !table.history.award.empty() || !table.others.level.empty();
  if (!plan.has_one_award_each || has_payments || table.num_cases() != table.num_claims()) return false;
  if (table.has_one_claim_each) return true;
  std::uint32_t num_away = 0;
  for (std::uint32_t row = 0; row < table.num_cases(); ++row) num_away += table.first_claim[row] != row ? 1 : 0;
  return num_away == 0;
}

void BlockEvaluator::evaluate(const Block& block, GrantTable& answers) {
  result_ = &answers;
  make_room(block);
  lay_out(block);
  if (is_few(block)) {
    look_up_few(block);
  } else {
    look_up_all(block);
  }
  if (!run_.plan.formulas.empty()) run_formulas(block);
  if (run_.is_flat) {
    write_flat_grants(block);
    finish_flat_cases(block);
  } else {
    if (has_grants()) write_grants(block);
    finish_cases(block);
  }
  explain_cases(block);
  if (run_.options.details != Details::Errors) add_open_details(block);
  if (!in_error_.empty()) drop_grants();
}

// A single case, or nearly so: filling all registers would cost more than it saves.
bool BlockEvaluator::is_few(const Block& block) { return block.num_cases == 1 && block.num_claims <= kFewClaims; }

void BlockEvaluator::look_up_all(const Block& block) {
  registers_.fill(block, run_.is_flat ? nullptr : case_of_claim_.data());
  if (run_.planar.is_usable()) {
    run_.planar.look_up(registers_, class_of_claim_.data(), block.num_claims, planar_rows_, value_of_grant_.data());
  } else {
    look_up();
  }
}

// For one case the registers of its own look-ups alone.
void BlockEvaluator::look_up_few(const Block& block) {
  for (std::size_t grant = 0; grant < num_grants_; ++grant) {
    const std::uint32_t claim = claim_of_grant_[grant];
    rows_.begin({block.first_case + case_of_claim_[claim], block.first_claim + claim});
    const GrantClass& found = run_.plan.classes[class_of_claim_[claim]];
    const bool has_one = run_.plan.has_one_award_each;
    value_of_grant_[grant] =
        rows_.look_up(run_.plan.look_ups[has_one ? found.first_look_up : look_up_of_grant_[grant]]);
  }
}

std::size_t BlockEvaluator::kind_of(std::uint32_t row) const {
  const Index kind = run_.table.applicant_kind[row];
  return kind == kNone ? 0 : kind;
}

void BlockEvaluator::make_room(const Block& block) {
  result_->first_case = block.first_case;
  result_->case_outcome.resize(block.num_cases);
  result_->total_min.resize(block.num_cases);
  result_->total_max.resize(block.num_cases);
  result_->details.clear();
  result_->num_explained = 0;
  left_open_.clear();
  open_.clear();
  in_error_.clear();
  if (run_.is_flat && first_grant_.size() <= block.num_cases) {
    for (std::vector<std::uint32_t>* places : {&case_of_claim_, &claim_of_grant_, &first_grant_}) {
      places->resize(block.num_cases + 1);
      std::iota(places->begin(), places->end(), 0U);
    }
  }
  grow(none_, block.num_cases);
  grow(case_of_claim_, block.num_claims);
  grow(first_grant_, block.num_cases + 1);
}

// Finds which case each claim belongs to and which grants there are.
void BlockEvaluator::lay_out(const Block& block) {
  const std::uint32_t* first_claim = run_.table.first_claim.data() + block.first_case;
  for (std::uint32_t at = 0; !run_.is_flat && at < block.num_cases; ++at) {
    for (std::uint32_t claim = first_claim[at]; claim < first_claim[at + 1]; ++claim)
      case_of_claim_[claim - block.first_claim] = at;
  }
  lay_out_grants(block);
  const bool is_laid_out = run_.is_flat && has_grants() && result_->first_grant.size() == block.num_cases + 1 &&
                           result_->first_grant.back() == block.num_cases;
  result_->first_grant.resize(block.num_cases + 1);
  if (is_laid_out) {
    // Case and grant have the same place in every block.
  } else if (has_grants()) {
    std::copy_n(first_grant_.data(), block.num_cases + 1, result_->first_grant.data());
  } else {
    std::fill(result_->first_grant.begin(), result_->first_grant.end(), 0U);
  }
  const std::size_t num_written = has_grants() ? num_grants_ : 0;
  result_->claim.resize(num_written);
  result_->award.resize(num_written);
  result_->outcome.resize(num_written);
  for (std::vector<std::int64_t>* amounts :
       {&result_->entitled_min, &result_->entitled_max, &result_->amount_min, &result_->amount_max})
    amounts->resize(num_written);
}

void BlockEvaluator::find_classes(const Block& block) {
  const auto num_claim_kinds = static_cast<std::uint32_t>(run_.program.claim_kinds.size());
  const Index* claim_kind = run_.table.claim_kind.data() + block.first_claim;
  const Index* applicant_kind = run_.table.applicant_kind.data() + block.first_case;
  grow(class_of_claim_, block.num_claims);
  if (run_.program.applicant_kinds.empty()) {
    std::copy_n(claim_kind, block.num_claims, class_of_claim_.data());
  } else if (run_.is_flat) {
    add_products(applicant_kind, num_claim_kinds, claim_kind, block.num_claims, class_of_claim_.data());
  } else {
    for (std::uint32_t claim = 0; claim < block.num_claims; ++claim)
      class_of_claim_[claim] = applicant_kind[case_of_claim_[claim]] * num_claim_kinds + claim_kind[claim];
  }
}

void BlockEvaluator::lay_out_grants(const Block& block) {
  find_classes(block);
  const std::uint32_t* first_claim = run_.table.first_claim.data() + block.first_case;
  if (run_.plan.has_one_award_each) {
    num_grants_ = block.num_claims;
    grow(claim_of_grant_, num_grants_);
    grow(look_up_of_grant_, num_grants_);
    for (std::uint32_t claim = 0; !run_.planar.is_usable() && claim < block.num_claims; ++claim)
      look_up_of_grant_[claim] = run_.plan.classes[class_of_claim_[claim]].first_look_up;
    if (!run_.is_flat) {
      std::iota(claim_of_grant_.begin(), claim_of_grant_.end(), 0U);
      for (std::uint32_t at = 0; at <= block.num_cases; ++at) first_grant_[at] = first_claim[at] - block.first_claim;
    }
  } else {
    num_grants_ = 0;
    for (std::uint32_t at = 0; at < block.num_cases; ++at) {
      first_grant_[at] = static_cast<std::uint32_t>(num_grants_);
      for (std::uint32_t claim = first_claim[at] - block.first_claim; claim < first_claim[at + 1] - block.first_claim;
           ++claim) {
        const GrantClass& found = run_.plan.classes[class_of_claim_[claim]];
        grow(claim_of_grant_, num_grants_ + found.num_look_ups);
        grow(look_up_of_grant_, num_grants_ + found.num_look_ups);
        for (std::uint32_t i = 0; i < found.num_look_ups; ++i) {
          claim_of_grant_[num_grants_] = claim;
          look_up_of_grant_[num_grants_++] = found.first_look_up + i;
        }
      }
    }
    first_grant_[block.num_cases] = static_cast<std::uint32_t>(num_grants_);
  }
  grow(value_of_grant_, num_grants_);
  grow(grants_by_look_up_, num_grants_);
}

// Grants of one look-up are done together: where their bytes lie is then the same for all.
void BlockEvaluator::look_up() {
  met_.clear();
  for (std::size_t grant = 0; grant < num_grants_; ++grant) {
    if (num_grants_of_[look_up_of_grant_[grant]]++ == 0) met_.push_back(look_up_of_grant_[grant]);
  }
  std::uint32_t end = 0;
  for (const std::uint32_t look_up : met_) {
    end += num_grants_of_[look_up];
    num_grants_of_[look_up] = end;
  }
  // From the last, so that each look-up's count becomes its first place.
  for (std::size_t grant = num_grants_; grant > 0; --grant)
    grants_by_look_up_[--num_grants_of_[look_up_of_grant_[grant - 1]]] = static_cast<std::uint32_t>(grant - 1);
  for (std::size_t i = 0; i < met_.size(); ++i) {
    const std::uint32_t first = num_grants_of_[met_[i]];
    const std::size_t next = i + 1 < met_.size() ? num_grants_of_[met_[i + 1]] : num_grants_;
    const GrantLookUp& found = run_.plan.look_ups[met_[i]];
    const std::uint32_t* grants = grants_by_look_up_.data() + first;
    switch (found.num_terms) {
      case 0: look_up_rows<0>(found, grants, next - first); break;
      case 1: look_up_rows<1>(found, grants, next - first); break;
      case 2: look_up_rows<2>(found, grants, next - first); break;
      case 3: look_up_rows<3>(found, grants, next - first); break;
      case 4: look_up_rows<4>(found, grants, next - first); break;
      case 5: look_up_rows<5>(found, grants, next - first); break;
      case 6: look_up_rows<6>(found, grants, next - first); break;
      default: look_up_rows<kMostTerms>(found, grants, next - first); break;
    }
  }
  for (const std::uint32_t look_up : met_) num_grants_of_[look_up] = 0;
}

// Terms beyond those of the look-up have stride 0.
template <std::size_t num_terms>
void BlockEvaluator::look_up_rows(const GrantLookUp& found, const std::uint32_t* grants, std::size_t count) {
  std::array<const std::uint8_t*, num_terms + 1> bytes{};
  std::array<std::uint32_t, num_terms + 1> strides{};
  for (std::size_t i = 0; i < num_terms; ++i) {
    bytes[i] = registers_.sources()[found.terms[i].source];
    strides[i] = found.terms[i].stride;
  }
  const std::uint32_t* claim_of_grant = claim_of_grant_.data();
  const std::uint32_t* entries = run_.plan.entries.data();
  std::uint32_t* values = value_of_grant_.data();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t claim = claim_of_grant[grants[i]];
    std::uint32_t place = found.base;
    for (std::size_t term = 0; term < num_terms; ++term)
      place += static_cast<std::uint8_t>(bytes[term][claim] + 2) * strides[term];
    values[grants[i]] = entries[place];
  }
}

void BlockEvaluator::write_grants(const Block& block) {
  for (std::size_t grant = 0; grant < num_grants_; ++grant) {
    const GrantValue& value = values_[value_of_grant_[grant]];
    result_->claim[grant] = block.first_claim + claim_of_grant_[grant];
    result_->award[grant] = value.award;
    result_->outcome[grant] = value.outcome;
    result_->entitled_min[grant] = value.entitled_min;
    result_->entitled_max[grant] = value.entitled_max;
    result_->amount_min[grant] = value.amount_min;
    result_->amount_max[grant] = value.amount_max;
  }
}

// One pass over the values writes all that is copied; one grant a case is also the total of the case.
void BlockEvaluator::write_flat_grants(const Block& block) {
  const std::size_t count = block.num_cases;
  grow(marks_, count);
  const GrantValue* values = values_.data();
  const std::uint32_t* places = value_of_grant_.data();
  std::uint8_t* marks = marks_.data();
  std::int64_t* total_min = result_->total_min.data();
  std::int64_t* total_max = result_->total_max.data();
  if (!has_grants()) {
    for (std::size_t at = 0; at < count; ++at) {
      const GrantValue& value = values[places[at]];
      total_min[at] = value.amount_min;
      total_max[at] = value.amount_max;
      marks[at] = value.marks;
    }
    return;
  }
  write_amounts(values, places, count,
                {result_->entitled_min.data(), result_->entitled_max.data(), result_->amount_min.data(),
                 result_->amount_max.data(), total_min, total_max});
  Index* awards = result_->award.data();
  GrantOutcome* outcomes = result_->outcome.data();
  for (std::size_t at = 0; at < count; ++at) {
    const GrantValue& value = values[places[at]];
    awards[at] = value.award;
    outcomes[at] = value.outcome;
    marks[at] = value.marks;
  }
  std::iota(result_->claim.begin(), result_->claim.end(), block.first_claim);
}

void BlockEvaluator::finish_flat_cases(const Block& block) {
  const std::size_t count = block.num_cases;
  const std::uint8_t seen = marks_of_all(marks_.data(), count);
  const bool wants_all = run_.options.details == Details::Open;
  const bool wants_some = run_.options.details == Details::Undetermined && (seen & kUndetermined) != 0;
  bool is_plain = (seen & (kLeftOpen | kChangedAlone)) == 0 && !wants_all && !wants_some;
  const std::uint8_t* discretion = none_.data();
  for (const KindPlan& kind : run_.plan.kinds) {
    is_plain = is_plain && !kind.is_left_open && kind.discretion_of_claims.empty();
    if (kind.discretion != kNone) discretion = nullptr;
  }
  if (!is_plain || is_few(block)) return finish_cases(block);
  if (discretion == nullptr) discretion = discretions_of(block);
  decide_outcomes(marks_.data(), discretion, count, result_->case_outcome.data());
}

// The truth of what leaves a case to a person, by case.
const std::uint8_t* BlockEvaluator::discretions_of(const Block& block) {
  if (run_.plan.kinds.size() == 1) return registers_.of_register(run_.plan.kinds.front().discretion);
  discretions_.assign(block.num_cases, 0);
  const Index* applicant_kind = run_.table.applicant_kind.data() + block.first_case;
  for (Index kind = 0; kind < run_.plan.kinds.size(); ++kind) {
    if (run_.plan.kinds[kind].discretion == kNone) continue;
    take_where(applicant_kind, kind, registers_.of_register(run_.plan.kinds[kind].discretion), block.num_cases,
               discretions_.data());
  }
  return discretions_.data();
}

void BlockEvaluator::finish_cases(const Block& block) {
  for (std::uint32_t at = 0; at < block.num_cases; ++at) finish_case(block, at);
}

void BlockEvaluator::finish_case(const Block& block, std::uint32_t at) {
  const std::uint32_t row = block.first_case + at;
  CaseSum sum = sum_of(at);
  if ((sum.marks & kLeftOpen) == 0 && needs_settlement(row, at, sum.marks) && !settle(block, at, sum))
    sum.marks = kLeftOpen;
  const KindPlan& kind = run_.plan.kinds[kind_of(row)];
  if ((sum.marks & kLeftOpen) != 0 || kind.is_left_open) {
    left_open_.push_back(at);
    return;
  }
  const std::uint8_t discretion = discretion_of(block, at);
  result_->total_min[at] = sum.min;
  result_->total_max[at] = sum.max;
  decide_outcomes(&sum.marks, &discretion, 1, &result_->case_outcome[at]);
  const bool takes_all = run_.options.details == Details::Open;
  const bool is_open =
      (sum.marks & kUndetermined) != 0 ||
      (takes_all && (result_->case_outcome[at] != CaseOutcome::Determined || (sum.marks & kReferred) != 0));
  if (is_open) open_.push_back(at);
}

// Whether what is left to a person holds for a case; no for a kind without.
std::uint8_t BlockEvaluator::discretion_of(const Block& block, std::uint32_t at) {
  const std::uint32_t row = block.first_case + at;
  const KindPlan& kind = run_.plan.kinds[kind_of(row)];
  std::uint8_t result =
      kind.discretion == kNone ? std::uint8_t{0} : byte_of(block, kind.discretion, at, run_.table.first_claim[row]);
  for (const AnyClaim& any : kind.discretion_of_claims) {
    for (std::uint32_t claim = run_.table.first_claim[row]; claim < run_.table.first_claim[row + 1]; ++claim) {
      if (run_.table.claim_kind[claim] == any.claim_kind) result = std::max(result, byte_of(block, any.reg, at, claim));
    }
  }
  return result;
}

// `at`: of the case in the block; `claim`: row in the table.
std::uint8_t BlockEvaluator::byte_of(const Block& block, Index reg, std::uint32_t at, std::uint32_t claim) {
  if (!is_few(block))
    return registers_.of_register(reg)[run_.plan.registers[reg].is_of_case ? at : claim - block.first_claim];
  rows_.begin({block.first_case + at, claim});
  return rows_.of_register(reg);
}

BlockEvaluator::CaseSum BlockEvaluator::sum_of(std::uint32_t at) const {
  CaseSum sum;
  for (std::uint32_t grant = first_grant_[at]; grant < first_grant_[at + 1]; ++grant) {
    const GrantValue& value = values_[value_of_grant_[grant]];
    sum.marks = static_cast<std::uint8_t>(sum.marks | value.marks);
    if (!add_to(sum.min, value.amount_min) || !add_to(sum.max, value.amount_max)) sum.marks = kLeftOpen;
  }
  return sum;
}

bool BlockEvaluator::needs_settlement(std::uint32_t row, std::uint32_t at, std::uint8_t marks) const {
  if ((marks & kCanPay) == 0) return false;
  if ((marks & kChangedAlone) != 0) return true;
  const std::vector<std::uint32_t>& past = run_.table.history.first_of_case;
  const std::vector<std::uint32_t>& others = run_.table.others.first_of_case;
  const bool has_past = !past.empty() && past[row] != past[row + 1];
  const bool has_others = !others.empty() && others[row] != others[row + 1];
  if (first_grant_[at + 1] - first_grant_[at] == 1 && !has_past && !has_others) return false;
  const std::vector<AwardSteps>& awards = run_.settlement.kinds[kind_of(row)].awards;
  AwardSteps seen;
  StepBits shared = 0;
  for (std::uint32_t grant = first_grant_[at]; grant < first_grant_[at + 1]; ++grant) {
    const GrantValue& value = values_[value_of_grant_[grant]];
    if ((value.marks & kCanPay) == 0) continue;
    const AwardSteps& steps = awards[value.award];
    shared |= seen.together & steps.together;
    seen.together |= steps.together;
    seen.payments |= steps.payments;
    seen.others |= steps.others;
  }
  if (shared != 0 || (has_others && seen.others != 0)) return true;
  if (!has_past) return false;
  StepBits paid = 0;
  for (std::uint32_t h = past[row]; h < past[row + 1]; ++h) paid |= awards[run_.table.history.award[h]].payments;
  return (paid & seen.payments) != 0;
}

bool BlockEvaluator::settle(const Block& block, std::uint32_t at, CaseSum& sum) {
  const std::uint32_t row = block.first_case + at;
  const std::uint32_t first = first_grant_[at];
  const std::uint32_t count = first_grant_[at + 1] - first;
  settled_.clear();
  for (std::uint32_t grant = first; grant < first + count; ++grant) {
    const GrantValue& value = values_[value_of_grant_[grant]];
    settled_.push_back({value.award, block.first_claim + claim_of_grant_[grant], value.amount_min, value.amount_max});
  }
  if (!settler_.settle(row, kind_of(row), settled_)) return false;
  sum = {};
  for (std::uint32_t i = 0; i < count; ++i) {
    const GrantValue& value = values_[value_of_grant_[first + i]];
    const SettledGrant& grant = settled_[i];
    const bool is_exact = grant.min == grant.max && grant.max != kUnbounded;
    GrantOutcome outcome = value.outcome;
    // A guard that holds leaves the outcome to the amount.
    if (outcome == GrantOutcome::Granted || (outcome == GrantOutcome::Undetermined && (value.marks & kGuardHolds) != 0))
      outcome = is_exact ? GrantOutcome::Granted : GrantOutcome::Undetermined;
    unsigned marks = value.marks & (kNotDenied | kReferred);
    if (!is_exact) marks |= kInexact;
    if (outcome == GrantOutcome::Undetermined) marks |= kUndetermined;
    sum.marks = static_cast<std::uint8_t>(sum.marks | marks);
    if (!add_to(sum.min, grant.min) || !add_to(sum.max, grant.max)) return false;
    if (!has_grants()) continue;
    result_->outcome[first + i] = outcome;
    result_->amount_min[first + i] = grant.min;
    result_->amount_max[first + i] = grant.max;
  }
  return true;
}

}  // namespace polc::runtime
