// Runs a plan over blocks of cases: registers, one look-up a grant, settlement where grants or payments meet, totals.
// One for each thread; the plan and the table are shared and not changed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/batch/block_registers.h"
#include "runtime/batch/case_settler.h"
#include "runtime/batch/evaluate_table.h"
#include "runtime/batch/grant_table.h"
#include "runtime/batch/plan.h"
#include "runtime/batch/planar_look_up.h"
#include "runtime/batch/row_registers.h"
#include "runtime/batch/settlement_plan.h"

namespace polc::runtime {

/// What all blocks of a table share. Everything outlives the evaluators.
struct TableRun {
  const Program& program;
  const std::vector<Index>& readings;
  const Plan& plan;
  const PlanarLookUp& planar;
  const SettlementPlan& settlement;
  const CaseTable& table;
  TableOptions options;
  bool is_flat = false;  // each case has one claim, each claim one award, and nobody was paid before or elsewhere
};

/// Returns whether a table is flat under a plan. Linear in the cases.
bool is_flat(const Plan& plan, const CaseTable& table);

class BlockEvaluator {
 public:
  explicit BlockEvaluator(const TableRun& run);

  /// Puts the answers for a block into `answers`, whose memory is used again. No allocation for a block no larger than
  /// one before, except for cases left to the explaining evaluator.
  void evaluate(const Block& block, GrantTable& answers);

 private:
  /// What the grants of one case come to.
  struct CaseSum {
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::uint8_t marks = 0;
  };

  static bool is_few(const Block& block);
  void make_room(const Block& block);
  void lay_out(const Block& block);
  void find_classes(const Block& block);
  void lay_out_grants(const Block& block);
  void look_up_all(const Block& block);
  void look_up_few(const Block& block);
  void run_formulas(const Block& block);
  std::uint32_t run_formula(const Block& block, const GrantLookUp& found, std::uint32_t claim);
  std::uint8_t discretion_of(const Block& block, std::uint32_t at);
  std::uint8_t byte_of(const Block& block, Index reg, std::uint32_t at, std::uint32_t claim);
  void look_up();
  template <std::size_t num_terms>
  void look_up_rows(const GrantLookUp& found, const std::uint32_t* grants, std::size_t count);
  void finish_flat_cases(const Block& block);
  const std::uint8_t* discretions_of(const Block& block);
  void write_grants(const Block& block);
  void write_flat_grants(const Block& block);
  void finish_cases(const Block& block);
  void finish_case(const Block& block, std::uint32_t at);
  CaseSum sum_of(std::uint32_t at) const;
  bool needs_settlement(std::uint32_t row, std::uint32_t at, std::uint8_t marks) const;
  bool settle(const Block& block, std::uint32_t at, CaseSum& sum);
  void explain_cases(const Block& block);
  void write_decision(std::uint32_t at, std::uint32_t row, const Decision& decision, bool is_apart);
  void add_open_details(const Block& block);
  void drop_grants();

  bool has_grants() const { return run_.options.answers == Answers::Grants; }
  std::size_t kind_of(std::uint32_t row) const;

  const TableRun run_;
  BlockRegisters registers_;
  PlanarRows planar_rows_;
  CaseSettler settler_;
  RowRegisters rows_;
  FormulaRunner formulas_;
  std::vector<GrantValue> values_;            // those of the plan, then those computed for the block
  GrantTable* result_ = nullptr;              // of the block being evaluated
  std::vector<std::uint32_t> case_of_claim_;  // places in the block
  std::vector<std::uint32_t> claim_of_grant_;
  std::vector<std::uint32_t> class_of_claim_;  // places in Plan::classes
  std::vector<std::uint32_t> look_up_of_grant_;
  std::vector<std::uint32_t> num_grants_of_;  // by look-up, 0 between blocks
  std::vector<std::uint32_t> met_;            // look-ups of the block
  std::vector<std::uint32_t> grants_by_look_up_;
  std::vector<std::uint32_t> value_of_grant_;  // places in values_
  std::vector<std::uint32_t> first_grant_;     // by case, and one past the last
  std::vector<std::uint8_t> discretions_;      // by case
  std::vector<std::uint8_t> none_;             // 0 for each case
  std::vector<std::uint8_t> marks_;            // by case
  std::vector<SettledGrant> settled_;
  std::vector<std::uint32_t> left_open_;  // cases for the explaining evaluator
  std::vector<std::uint32_t> open_;       // cases not determined, or with a grant that is not
  std::vector<std::uint32_t> in_error_;   // cases whose grants are dropped
  std::size_t num_grants_ = 0;
};

}  // namespace polc::runtime
