// The registers of a plan for a single row, each found when it is asked for. What a block fills for all rows at once
// costs too much where there is one case alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/plan.h"

namespace polc::runtime {

class RowRegisters {
 public:
  /// Both must outlive this; the table keeps its columns.
  RowRegisters(const Plan& plan, const CaseTable& table) : plan_(plan), table_(table) {}

  /// A claim and its case, rows of the table.
  struct Row {
    std::size_t case_row = 0;
    std::size_t claim = 0;
  };

  /// Forgets what was found for the rows before.
  void begin(const Row& row);
  /// Returns the place in Plan::values of the look-up's grant for the row.
  std::uint32_t look_up(const GrantLookUp& found);
  std::uint8_t of_register(Index reg);

 private:
  /// A register in short: all that most of them need lies together.
  struct Short {
    RegisterOp op = RegisterOp::Constant;
    bool is_of_case = false;
    std::uint32_t found_in = 0;  // the turn `byte` is of
    std::uint8_t byte = 0;
    std::uint32_t first_arg = 0;  // into args_; of a Minimum those that are no tests
    std::uint32_t end_arg = 0;
    std::uint32_t first_test = 0;  // into tests_
    std::uint32_t end_test = 0;
    const Column* column = nullptr;
    std::array<std::uint8_t, 256> of_code{};  // Steps of a column of codes
  };

  /// A part of a conjunction that is the byte of one code: all of them are met without a jump.
  struct Test {
    const Column* column = nullptr;
    bool is_of_case = false;
    Index reg = kNone;  // Steps
  };

  /// Where a source finds its code.
  struct Place {
    Index reg = kNone;
    const Column* column = nullptr;  // without a register; null: silent
    bool is_of_case = false;
  };

  void prepare();
  void prepare_args(const Register& made, Short& brief);
  bool is_test(Index reg) const;
  std::uint8_t of_source(std::uint32_t source);
  std::uint8_t find(Index index, const Short& made);
  std::uint8_t step(const Register& made, const Column* column) const;
  std::uint8_t class_of_name(const Register& made) const;
  std::uint8_t code_of(const Input& input) const;
  std::uint8_t code_in(const Column* column, bool is_of_case) const {
    return column == nullptr ? kAbsentCode : column->codes[is_of_case ? row_.case_row : row_.claim];
  }
  std::size_t row_of(const Input& input) const { return input.is_of_case() ? row_.case_row : row_.claim; }

  const Plan& plan_;
  const CaseTable& table_;
  Row row_;
  std::uint32_t turn_ = 0;
  std::vector<Short> shorts_;  // by register
  std::vector<Index> args_;
  std::vector<Test> tests_;
  std::vector<Place> places_;  // by source
};

}  // namespace polc::runtime
