// Makes the plan of a policy, one pair of applicant kind and claim kind at a time, so that a policy of thousands of
// awards costs what a table asks of it. The meaning of every part is asked of the explaining evaluator.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "runtime/batch/plan.h"
#include "runtime/batch/settlement_plan.h"

namespace polc::runtime {

class PlanBuilder {
 public:
  /// `program` and `settlement`, which is of the same readings, must outlive this. `readings`: a code for each reading.
  PlanBuilder(const Program& program, std::vector<Index> readings, const SettlementPlan& settlement);
  ~PlanBuilder();

  const Plan& plan() const { return plan_; }

  /// Adds the class of a pair of kinds unless it is there. Cost: the entries of its look-ups, a few microseconds each.
  void add_class(std::size_t applicant_kind, Index claim_kind);

 private:
  struct Condition;
  class ClassBuilder;

  Index add_register(Register made);
  std::uint32_t add_source(const Source& source);
  std::uint32_t add_value(const GrantValue& value);
  Index expanded(Index reg);

  const Program& program_;
  std::vector<Index> readings_;
  const SettlementPlan& settlement_;
  NodeReader reader_;
  Plan plan_;
  std::map<Register, Index> register_places_;
  std::map<Source, std::uint32_t> source_places_;
  std::map<GrantValue, std::uint32_t> value_places_;
  std::map<Index, Index> conditions_;  // by node: its register, or kNone where it has none
};

}  // namespace polc::runtime
