// The registers of a plan, filled for a block of cases and their claims. The inner loops of the batch evaluator: one
// operation over many rows at a time, in bytes, so that the compiler can do sixteen or more at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/plan.h"

namespace polc::runtime {

/// Consecutive cases of a table and their claims.
struct Block {
  std::uint32_t first_case = 0;
  std::uint32_t num_cases = 0;
  std::uint32_t first_claim = 0;
  std::uint32_t num_claims = 0;
};

/// Returns the column of a fact, or null where no row speaks of it. `input`: not a date.
const Column* column_of(const CaseTable& table, const Input& input);

/// Returns the number a row gives for a fact of numbers or a date, in the steps of its column; nothing while unknown.
/// `row`: of the case for what is of the case, else of the claim.
std::optional<std::int64_t> number_of(const Program& program, const CaseTable& table, const Input& input,
                                      std::size_t row);

class BlockRegisters {
 public:
  /// All must outlive this. Linear in the texts and sets of the table.
  BlockRegisters(const Plan& plan, const CaseTable& table);

  /// Fills every register and finds every source for a block. `case_of_claim`: by claim of the block, its case in it;
  /// null where each case has one claim.
  /// No allocation once blocks of this size were met.
  void fill(const Block& block, const std::uint32_t* case_of_claim);

  /// Returns the bytes of a source of the plan, by place in the block.
  const std::uint8_t* const* sources() const { return sources_.data(); }
  const std::uint8_t* of_register(Index reg) const { return rows_[reg]; }

 private:
  void fill_register(Index index, const Block& block, const std::uint32_t* case_of_claim);
  void fill_steps(const Register& made, const Block& block, std::uint8_t* result) const;
  void fill_expanded(Index index, const Block& block, const std::uint32_t* case_of_claim);
  void fill_look_up(const Register& made, std::size_t count, std::uint8_t* result) const;
  void find_columns(const Block& block);
  void need(Index reg);
  const std::uint8_t* codes_of(const Input& input, const Block& block) const;

  const Plan& plan_;
  const CaseTable& table_;
  std::vector<bool> is_needed_;                   // by register
  std::vector<std::vector<std::uint8_t>> bytes_;  // by register
  std::vector<const std::uint8_t*> rows_;         // by register: its bytes, or those it is another name of
  std::vector<const std::uint8_t*> sources_;
  std::vector<std::vector<std::uint32_t>> sources_of_;  // by register
  std::vector<std::uint8_t> silent_;                    // kAbsentCode
  std::vector<std::vector<std::uint8_t>> classes_;      // by register of Names: by place of the text or set
};

}  // namespace polc::runtime
