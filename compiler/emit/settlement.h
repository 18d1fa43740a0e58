// Settlement as SQL: each statement is one pass over pairs of grants of a case. Every rule of settlement asks, of a
// grant, for sums and extremes over the grants beside it, so a pass joins each grant with those of its case, works out
// how the two are related (three-valued), and groups again. Amounts are whole minor units; `Limits::unlimited` stands
// for a missing upper end, as in the explaining evaluator, whose formulas are followed to the letter.
//
// Refused: what needs the result of the grant before (rolling windows, `refusing whole`, a cap that differs between
// grants), and conditions of statements over parameters.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/grants.h"

namespace polc::emit {

/// What settlement works with. All must outlive it.
struct SettlementParts {
  const runtime::Program& program;
  Query& query;
  Inputs& inputs;
  Lowering& lowering;
  Grants& grants;
  Arithmetic& arithmetic;
  const Limits& limits;
  const std::vector<Index>& readings;
};

/// A statement that applies under the readings, with what is known of it while the text is written.
struct ActiveStep {
  const runtime::Step* step = nullptr;
  std::size_t place = 0;  // among the active ones; part of column names
  runtime::Mode mode = runtime::Mode::ToppingUp;
  bool reads_history = false;
  bool reads_others = false;
  bool tops_up = false;  // `highest` that deducts what was paid
};

class Settlement {
 public:
  explicit Settlement(SettlementParts parts);

  GrantColumns columns_wanted() const { return wanted_; }

  /// Returns the grants with their settled amounts; with `total_low` and `total_high` where `wants_totals`.
  RelationId apply(RelationId grants, bool wants_totals);

 private:
  /// The columns of one end of an amount in the run of the items, and of the runs at its two ends.
  struct Run {
    const char* low;
    const char* high;
    bool is_at_ends;  // amounts are exact, order is total
  };

  // settlement.cpp
  bool is_active(const runtime::Step& step);
  runtime::Mode mode_of(const runtime::Step& step);
  void check(const runtime::Step& step);
  void read_numbers();
  RelationId check_sizes(RelationId grants);
  RelationId finish(RelationId grants, bool wants_totals);

  // settle_relations.cpp
  Term col(const std::string& name, const std::string& prefix = "");
  Term is_member(const ActiveStep& active, const std::string& prefix);
  Term has_award(const ActiveStep& active, Term award_name);
  Term same_matter(Term name, Term value, Term other_name, Term other_value);
  Term same_group(const ActiveStep& active);
  Term is_same_grant();
  Term comes_before(bool is_first_second);
  Term place_before(bool is_first_second);
  Term counts(const ActiveStep& active, const std::string& prefix);
  Term is_matter_of_payment(const std::string& prefix);
  Term matches(const ActiveStep& active);
  Term in_window(const ActiveStep& active, const std::string& prefix, Term year);
  Term is_deducted(const ActiveStep& active, const std::string& prefix);

  // settle_payments.cpp
  RelationId payments();
  RelationId other_grants();
  RelationId with_paid_claim(RelationId list, const std::string& claim);
  RelationId read_history(RelationId grants);
  RelationId read_others(RelationId grants);
  RelationId read_deductions(RelationId grants, const ActiveStep& active);
  Term by_award(Term award, const std::vector<std::pair<Index, Term>>& values, Type type);
  Term matter_name_of_award(Term award);
  Term key_of_award(Term award);
  Term sum_of(Term value);

  // settle_steps.cpp
  RelationId apply_step(RelationId grants, const ActiveStep& active, bool wants_totals);
  std::vector<Field> pair_values(const ActiveStep& active, const Run& run, const std::string& mark);
  std::pair<Term, Term> after(const ActiveStep& active, const Run& run, const std::string& mark);
  std::pair<Term, Term> after_choice(const ActiveStep& active, const Run& run, const std::string& mark);
  std::pair<Term, Term> after_limit(const ActiveStep& active, const Run& run, const std::string& mark);
  std::pair<Term, Term> after_cap(const ActiveStep& active, const Run& run, const std::string& mark);
  std::pair<Term, Term> after_others(const ActiveStep& active, const Run& run, const std::string& mark);
  std::pair<Term, Term> seen(const ActiveStep& active, const char* what, const Run& run, bool is_payment);
  std::vector<std::string> second_columns(bool wants_totals) const;
  Term positive(Term value);
  Term saturated(Term value);

  // settle_certainty.cpp
  Term pair_doubt(const ActiveStep& active);
  Term member_doubt(const ActiveStep& active);
  Term is_split_later(const ActiveStep& active);
  Term is_chosen_later(const ActiveStep& active);
  Term is_linked();
  RelationId spread_doubt(RelationId grants);
  RelationId without(RelationId grants, const std::string& dropped);

  /// The columns that tell grants apart.
  static std::vector<std::string> identity() {
    return {column::kCase, column::kWorld, column::kClaim, column::kAwardPlace};
  }
  static std::string name(const ActiveStep& active, const char* what);
  Term flag(Term truth);
  Term whole(Wide value) { return terms_.whole(value); }

  SettlementParts parts_;
  Terms& terms_;
  Query& query_;
  const runtime::Program& program_;
  std::vector<ActiveStep> steps_;
  GrantColumns wanted_;
};

}  // namespace polc::emit
