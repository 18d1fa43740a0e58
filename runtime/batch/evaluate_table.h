// Evaluates tables of cases: the answer of the explaining evaluator for every row, without its reasons, at the speed
// of columns. What the plan of a policy cannot express is answered by the explaining evaluator itself, case by case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/grant_table.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Which cases get an entry in GrantTable::details. Cases set aside and cases in error always do.
enum class Details : std::uint8_t {
  Errors,        // no others
  Undetermined,  // also those that have an undetermined grant: what it lacks
  Open,          // also those that are undetermined or referred, or have such a grant: what is missing, who decides
};

/// What is answered of every case.
enum class Answers : std::uint8_t {
  Grants,  // each grant, and the case
  Totals,  // the case alone: the vectors by grant stay empty
};

struct TableOptions {
  Details details = Details::Errors;
  Answers answers = Answers::Grants;
  std::size_t num_threads = 1;  // 0: one for each core. The answer does not depend on it
};

/// Takes the answers of consecutive cases (GrantTable::first_case and on). What it is given lives until it returns.
using BlockSink = std::function<void(const GrantTable&)>;

/// Evaluates any number of tables of one program under one choice of readings. Keeps what it has worked out about the
/// policy between tables. One table at a time.
class TableEvaluator {
 public:
  /// `readings`: a code for each reading of `program`, which must outlive this.
  TableEvaluator(const Program& program, std::vector<Index> readings);
  ~TableEvaluator();

  /// Returns the grants and totals of every case of `table`, which must be of the program. Equal to `evaluate` of each
  /// case bit for bit.
  GrantTable evaluate(const CaseTable& table, const TableOptions& options);

  /// Hands the same to `sink` block by block, in the order of the cases, on this thread. A block holds some thousand
  /// cases and its memory is used again, so the answers of a large table need not fit in memory.
  void evaluate(const CaseTable& table, const TableOptions& options, const BlockSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Returns what a TableEvaluator made for this table alone does.
GrantTable evaluate_table(const Program& program, const CaseTable& table, const std::vector<Index>& readings,
                          const TableOptions& options);

}  // namespace polc::runtime
