// Settlement of one case straight from columns, in 64-bit minor units, where everything that relates its grants is
// known and what meets is exact. Says when that is not so; the explaining evaluator then settles the case. The
// formulas are those of docs/language/semantics-notes.md for exact amounts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/settlement_plan.h"

namespace polc::runtime {

/// A grant of the case being settled. Amounts in minor units; `max` may be kUnbounded.
struct SettledGrant {
  Index award = kNone;
  std::uint32_t claim = 0;  // row in the table
  std::int64_t min = 0;
  std::int64_t max = 0;
};

class CaseSettler {
 public:
  /// All must outlive this.
  CaseSettler(const Program& program, const SettlementPlan& plan, const CaseTable& table)
      : program_(program), plan_(plan), table_(table) {}

  /// Settles the grants of the case at `row`, whose applicant is of `kind`. Returns false when the case is left open;
  /// the amounts then mean nothing. Quadratic in the grants of one statement.
  bool settle(std::uint32_t row, std::size_t kind, std::span<SettledGrant> grants);

 private:
  /// Payments that count for a grant.
  struct Paid {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    std::int64_t deducted = 0;  // of the sum, what no wider statement deducts
  };
  /// Other policies' grants that count for a grant.
  struct OtherSum {
    std::int64_t paid = 0;
    std::int64_t count = 0;
    std::int64_t highest = 0;  // entitled
    bool has_any = false;
  };
  struct Member {
    SettledGrant* grant = nullptr;
    Paid paid;
    OtherSum others;
    bool is_alone = true;
    std::int64_t after_min = 0;
    std::int64_t after_max = 0;
  };
  /// Whose fact is read: of a claim, or of a payment.
  struct Holder {
    bool is_payment = false;
    std::size_t row = 0;
  };

  bool apply(std::size_t place);
  bool find_members(const SettlementStep& step);
  bool relate(const SettlementStep& step);
  bool read_payments(std::size_t place, Member& member);
  bool read_others(const SettlementStep& step, Member& member);
  bool change(std::size_t place, std::size_t member);
  void change_alone(const SettlementStep& step, Member& member) const;
  bool choose(const SettlementStep& step, std::size_t member);
  bool limit(std::size_t member, std::int64_t number);
  bool cap(const SettlementStep& step, std::size_t member);
  bool compare_with_others(std::size_t place, std::size_t member);
  bool may_be_deducted_before(std::size_t place) const;

  Tri pair(std::size_t first, std::size_t second) const { return pairs_[first * members_.size() + second]; }
  bool is_order_known(std::size_t first, std::size_t second) const;
  bool is_earlier(const SettledGrant& lhs, const SettledGrant& rhs) const;
  Tri same_group(const SettlementStep& step, std::size_t first, std::size_t second);
  Tri same_matter(std::size_t first, std::size_t second);
  Tri same_fact(const std::string& name, Holder first, Holder second);
  Tri counts(const SettlementStep& step, std::size_t claim, std::size_t payment);
  Tri is_matter_of_payment(std::size_t claim, std::size_t payment);
  Tri matches(const SettlementStep& step, std::size_t claim, std::size_t other);
  Tri is_matter_of_other(const SettlementStep& step, std::size_t claim, std::size_t other);
  Tri in_window(const SettlementStep& step, std::size_t claim, std::int32_t on) const;
  Tri is_deducted_wider(std::size_t place, const Member& member, std::size_t payment);

  bool is_own_payment(std::size_t payment) const;
  std::string claim_id(std::size_t claim) const;
  std::size_t find_claim(std::string_view id) const;
  Index slot_named(const std::string& name, Holder holder) const;
  FactValue fact_of(Index slot, Holder holder) const;
  /// Returns what the key fact of a claim or payment is compared by, or nothing while it is unknown. A text that the
  /// table does not hold is put into `made`.
  std::optional<std::string_view> matter_of(Holder holder, std::string& made) const;
  const Column* column_of(Index slot, Holder holder) const;
  Index key_slot(Holder holder) const;

  const Program& program_;
  const SettlementPlan& plan_;
  const CaseTable& table_;
  const SettlementKind* kind_ = nullptr;
  std::uint32_t row_ = 0;
  std::span<SettledGrant> grants_;
  std::vector<Member> members_;
  std::vector<Tri> pairs_;  // members × members
  std::string left_text_, right_text_;
};

}  // namespace polc::runtime
