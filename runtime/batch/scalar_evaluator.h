// One case at a time, without its reasons, for services and embedding: the same plan, the same answers as a table, no
// memory asked for once a case of its size was met. A case the plan cannot express goes to the explaining evaluator,
// which does ask for memory.
#pragma once

#include <memory>
#include <vector>

#include "runtime/batch/case_table.h"
#include "runtime/batch/grant_table.h"
#include "runtime/program/program.h"

namespace polc::runtime {

class ScalarEvaluator {
 public:
  /// `readings`: a code for each reading of `program`, which must outlive this. Makes the whole plan.
  ScalarEvaluator(const Program& program, std::vector<Index> readings);
  ~ScalarEvaluator();

  /// Returns the table of one case that `evaluate` reads: silent, of the first kinds, with one claim. The host writes
  /// into its columns (FactColumns::of_slot says which) and keeps it a table of one case; rows may be added to claims,
  /// history and others.
  CaseTable& table();

  /// Makes the table silent again, with `num_claims` claims and no payments. Texts and sets stay.
  void clear(std::size_t num_claims);

  /// Returns the answer for the case in the table, as `TableEvaluator` gives it. It lives until the next call.
  const GrantTable& evaluate();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace polc::runtime
