// Builds a `CaseTable` case by case. Takes cases as the explaining evaluator does and puts them into columns where
// they fit, sets them aside where they do not, and keeps the errors of bad ones; cases that are plain are put in by the
// reader of rows itself, a column at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/tables/case_from_rows.h"
#include "runtime/tables/fact_layout.h"

namespace polc::runtime {

/// The layouts of one program, made once for all tables.
struct TableLayout {
  FactLayout applicant;
  FactLayout claim;

  explicit TableLayout(const Program& program)
      : applicant(lay_out(program, FactOwner::Applicant)), claim(lay_out(program, FactOwner::Claim)) {}
};

/// Which texts a table keeps: without a column for them, ids are places and need no memory.
struct KeptIds {
  bool of_claims = false;
  bool of_applicants = false;
};

class TableBuilder {
 public:
  /// `program` and `layout` must outlive this.
  TableBuilder(const Program& program, const TableLayout& layout, KeptIds kept);

  /// Adds the next case.
  void add(TableCase read);

  /// Returns the table.
  CaseTable finish();

  /// The parts, for the reader of plain cases: it adds a case by adding to each of them.
  CaseTable table;
  FactColumnsBuilder applicant_facts;
  FactColumnsBuilder claim_facts;

  /// Closes cases that have no payments and whose ends among the claims are noted.
  void end_cases(std::size_t num_cases);

 private:
  void end_case();
  bool fits(const Case& one) const;
  bool fit_payments(const Case& one) const;
  bool do_facts_fit(Index kind, const std::vector<FactValue>& facts) const;
  void add_head(const Case& one);
  void add_claims(const Case& one);
  void add_history(const Case& one);
  void add_others(const Case& one);

  const Program& program_;
  KeptIds kept_;
  FactColumnsBuilder history_facts_;
};

}  // namespace polc::runtime
