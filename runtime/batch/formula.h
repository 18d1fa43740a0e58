// An amount that is computed from numbers of the row: exact 64-bit integers over a denominator that the plan has fixed,
// for rows whose numbers are known. A row that needs more (an unknown number, more than 62 bits, a quotient that is no
// multiple of the denominator) is left to the explaining evaluator. Made by `FormulaBuilder`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/batch/plan_input.h"
#include "runtime/program/program.h"
#include "runtime/value/date.h"
#include "runtime/value/tri.h"

namespace polc::runtime {

enum class FormulaOp : std::uint8_t {
  Constant,  // value
  Raw,       // the number a row gives for `input`
  Truth,     // of register `reg`: No 0, Unknown 1, Yes 2
  Scale,     // a × value
  Add,
  Subtract,
  Multiply,
  Minimum,
  Maximum,
  Floor,
  Ceil,  // of a ÷ value
  Absolute,
  Round,          // a ÷ value to a whole number, `mode` as Rounding
  FloorQuotient,  // floor(a ÷ b), b above 0
  Choose,         // a: truth, then b, else c
  Tier,           // max(0, a − b)
  IfAtLeast,      // a if a >= b, else 0
  Less,
  LessEqual,
  Equal,  // truths
  Not,
  And,
  Or,  // of truths
  YearOf,
  YearsBetween,
  MonthsBetween,
  Cell,  // register `reg` says which of `args` a table takes, kNoCell for none
};

inline constexpr std::uint8_t kNoCell = 254;
inline constexpr std::uint8_t kOpenCell = 255;

/// One step; `a`, `b`, `c` are places of earlier steps.
struct FormulaStep {
  FormulaOp op = FormulaOp::Constant;
  std::uint32_t a = 0, b = 0, c = 0;
  std::int64_t value = 0;
  Index reg = kNone;
  Input input;
  std::uint8_t mode = 0;
  std::vector<std::uint32_t> args;  // Cell
};

/// The amount of an award for a kind of applicant, and what its guards leave of it.
struct Formula {
  std::vector<FormulaStep> steps;
  std::uint32_t amount = 0;  // place of a step
  std::int64_t denominator = 1;
  std::vector<std::uint32_t> guards;     // places of truths that must hold
  std::vector<std::uint32_t> unrevoked;  // truths too
  bool refers = false;
};

/// What a row has for a formula.
class FormulaRow {
 public:
  virtual ~FormulaRow() = default;
  virtual std::uint8_t byte(Index reg) = 0;
  /// Returns nothing while it is unknown.
  virtual std::optional<std::int64_t> number(const Input& input) = 0;
};

/// What a formula comes to in a row.
struct FormulaResult {
  std::int64_t amount = 0;  // minor units, never below 0
  Tri guard = Tri::No;      // a table that sets no amount included
  Tri unrevoked = Tri::Yes;
};

/// Runs formulas; its memory is used again.
class FormulaRunner {
 public:
  /// Returns nothing where the row needs more than a formula can.
  std::optional<FormulaResult> run(const Formula& formula, FormulaRow& row);

 private:
  bool run_step(const FormulaStep& step, FormulaRow& row, std::size_t place);

  std::vector<std::int64_t> values_;
  std::vector<std::uint8_t> is_lost_;       // what a step lacks counts only where the amount needs it
  std::vector<std::uint8_t> is_uncovered_;  // a table below sets no amount
};

}  // namespace polc::runtime
