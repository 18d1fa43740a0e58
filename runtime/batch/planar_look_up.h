// All look-ups of a plan in one sweep over the rows of a block, in their order. A row is silent on the facts of other
// kinds of claim, and silence is digit 0; so a column can have one stride for all kinds, and the sum over columns is
// taken for sixteen or more rows at a time. For plans with one award a claim kind and not too many columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "runtime/batch/block_registers.h"
#include "runtime/batch/plan.h"

namespace polc::runtime {

/// What a thread needs to look up; its memory is used again.
struct PlanarRows {
  std::vector<std::uint16_t> sums;          // by claim of the block
  std::vector<const std::uint8_t*> guards;  // by class
};

class PlanarLookUp {
 public:
  /// Lays the entries of `plan` out again. Both must outlive this. Linear in the entries.
  PlanarLookUp(const Program& program, const Plan& plan);

  /// Returns whether the plan goes into this form.
  bool is_usable() const { return is_usable_; }

  /// Writes the place in Plan::values for each claim of a block. `classes`: by claim, its place in Plan::classes.
  void look_up(const BlockRegisters& registers, const std::uint32_t* classes, std::size_t num_claims, PlanarRows& rows,
               std::uint32_t* values) const;

 private:
  /// A pair of kinds: where its entries begin, and the byte that guards its award.
  struct Class {
    std::uint32_t base = 0;
    std::uint32_t guard_stride = 0;
    std::uint32_t guard_source = 0;
  };

  /// A column that the rows of a look-up are not silent on. `entry_stride`: in the look-up; 0 where it does not ask.
  struct Digit {
    std::uint32_t column = 0;
    std::uint32_t radix = 1;
    std::uint32_t entry_stride = 0;
  };

  bool find_columns();
  bool find_digits(const GrantLookUp& found, std::vector<Digit>& digits) const;
  bool find_strides();
  void lay_out(std::size_t look_up, Class& result);

  const Program& program_;
  const Plan& plan_;
  std::map<std::string, std::uint32_t> code_columns_;  // by fact name: a source that reads the column
  struct Classed {
    Index slot = kNone;
    std::uint32_t radix = 1;
  };
  std::map<std::uint32_t, Classed> classed_columns_;  // by source: a register of the classes of a claim's fact
  std::vector<std::vector<Digit>> digits_;            // by look-up
  bool is_usable_ = false;
  std::vector<Term> columns_;                       // a multiple of four; those added have stride 0
  std::map<std::uint32_t, std::uint32_t> strides_;  // by source
  std::vector<Class> classes_;
  std::vector<std::uint32_t> entries_;
};

}  // namespace polc::runtime
