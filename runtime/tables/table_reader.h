// Reads a block of rows as a table of cases: the plain ones a column at a time, all others one by one through the
// reader of cases. One reader serves one thread and keeps its memory from block to block.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/tables/block_reader.h"
#include "runtime/tables/case_from_rows.h"
#include "runtime/tables/case_groups.h"
#include "runtime/tables/column_plan.h"
#include "runtime/tables/plain_rows.h"
#include "runtime/tables/scattered_cases.h"
#include "runtime/tables/table_builder.h"

namespace polc::runtime {

/// What all readers of one run share; everything outlives them.
struct TableReaderSetup {
  TableSource source;
  const TableLayout& layout;
  const ColumnPlan& plan;
  const InputFile& file;
  const ScatteredCases& scattered;
  BlockOptions options;
};

class TableReader {
 public:
  explicit TableReader(const TableReaderSetup& setup)
      : setup_(setup), one_by_one_(setup.source), plain_(setup.source.words.program(), setup.plan) {}

  /// Takes the next block, which must stay until another is taken; `read`, `read_case` and `place` then speak of it.
  /// Rows that stand elsewhere are brought into it.
  void take(RowBlock& block);

  std::size_t num_rows() const { return num_rows_; }
  std::size_t num_cases() const { return groups_.size(); }

  /// Returns the cases of the block, in the order of their first rows.
  CaseTable read();

  /// Returns one case as the explaining evaluator takes it. `number` < `num_cases`.
  TableCase read_case(std::size_t number);

  /// Sets line and column of errors that the evaluation of a case found.
  void place(std::size_t number, std::vector<CaseError>& errors);

  /// An errno of reading rows that stand elsewhere, or 0.
  int problem() const { return problem_; }

 private:
  CaseRows rows_of(std::size_t number) const;
  bool has_payments(std::size_t number) const;

  const TableReaderSetup& setup_;
  CaseFromRows one_by_one_;
  PlainRows plain_;
  RowBlock* block_ = nullptr;
  TableRows rows_;
  CaseGroups groups_;
  GatheredRows gathered_;
  std::size_t num_rows_ = 0;
  int problem_ = 0;
};

}  // namespace polc::runtime
