// What the tests of a policy make of its rules: in which a rule helps to pay, and in which it alone stands in the way.
// Gathered from decisions of the explaining evaluator, one after the other.
#pragma once

#include <vector>

#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::analyse {

struct RuleUse {
  bool pays = false;    // a grant that was not denied rests on it
  bool denies = false;  // a condition: a grant was denied for its sake alone. An amount: what it would pay was denied
};

class RuleUses {
 public:
  explicit RuleUses(const runtime::Program& program) : uses_(program.rules.size()) {}

  void add(const runtime::Decision& decision);
  const RuleUse& of(runtime::Index rule) const { return uses_[rule]; }

 private:
  std::vector<RuleUse> uses_;  // by rule
};

/// Returns whether a rule sets an amount (a cell, an award) rather than a condition.
bool sets_amount(runtime::RuleKind kind);

}  // namespace polc::analyse
