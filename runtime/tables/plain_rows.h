// The rows of a block read kind by kind and column by column, for the cases that are plain: all their cells are there,
// unambiguous, in bounds and of the row's kind. A row of which this is not certain is marked, and its case read by
// `CaseFromRows`, which gives the same answer for every plain case.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/batch/column.h"
#include "runtime/tables/case_groups.h"
#include "runtime/tables/column_plan.h"
#include "runtime/tables/plain_cells.h"
#include "runtime/tables/row_block.h"
#include "runtime/tables/rows_by_kind.h"
#include "runtime/tables/table_builder.h"

namespace polc::runtime {

class PlainRows {
 public:
  /// `plan` and `program` must outlive this.
  PlainRows(const Program& program, const ColumnPlan& plan);

  /// Reads all rows. `groups` says whose they are; texts and sets go to `table`, which is the one `append` adds to.
  void read(const TableRows& rows, const CaseGroups& groups, CaseTable& table);

  /// Returns whether the case can be added by `append`.
  bool is_plain(std::size_t number) const { return is_plain_[number] != 0; }

  /// Adds the cases `begin` to `end` − 1, all plain, to the table.
  void append(const CaseGroups& groups, std::size_t begin, std::size_t end, TableBuilder& builder);

 private:
  static constexpr std::uint32_t kNoKind = 0xFFFFFFFFU;
  static_assert(kNoKind == LabelIndex::kUnknown && kNoKind == kNone);

  void mark_rows();
  void read_kinds();
  void share_applicant_kinds(const CaseGroups& groups);
  void prepare();
  PlainCells plain_cells() { return {*rows_, plan_.num_columns, *table_, is_marked_}; }
  void read_facts(std::span<const std::uint32_t> rows, const KindCells& plan, const std::vector<FactTarget>& targets,
                  std::vector<Column>& values);
  void read_applicants();
  void read_claims();
  void judge_cases(const CaseGroups& groups);
  bool merge_case(std::span<const std::uint32_t> rows);
  bool has_own_ids(std::span<const std::uint32_t> rows) const;
  void append_claim_ids(std::span<const std::uint32_t> rows, TextColumn& ids) const;
  std::string_view applicant_id_of(std::span<const std::uint32_t> rows) const;
  std::string_view cell_text(std::size_t row, std::uint32_t cell) const;
  std::size_t num_rows() const { return rows_->size(); }

  const Program& program_;
  const ColumnPlan& plan_;
  const TableRows* rows_ = nullptr;
  CaseTable* table_ = nullptr;
  std::vector<std::uint8_t> is_marked_;         // by row: not plain
  std::vector<std::uint8_t> is_plain_;          // by case
  std::vector<std::uint32_t> kinds_;            // by row: of the claim, or kNoKind
  std::vector<std::uint32_t> applicant_kinds_;  // by row: of its case
  RowsByKind rows_by_kind_;
  std::vector<std::int32_t> applied_;  // by row
  std::vector<std::int32_t> on_;
  std::vector<Column> applicant_values_;  // by target, a value a row; the first row of a case has what holds for it
  std::vector<Column> claim_values_;
  std::vector<std::uint32_t> first_rows_;  // scratch of `append`
  std::vector<std::uint32_t> claim_rows_;
};

}  // namespace polc::runtime
