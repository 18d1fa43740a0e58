// Which rules exclude a case together, and how to quote them.
#pragma once

#include <vector>

#include "compiler/analyse/regions/inspection.h"

namespace polc::analyse {

/// A rule with the part of the space it leaves.
struct Limit {
  Index rule = kNone;
  Regions leaves;
};

/// Returns a smallest set of `limits`, in order, that leaves nothing: one, else two, else a set of which each is
/// needed. Empty when together they leave something, or when only the solver can tell. Cubic in limits at worst.
std::vector<Index> find_exclusion(const std::vector<Limit>& limits);

/// Returns the guards of an entry as limits.
std::vector<Limit> guard_limits(PolicyView& view, const Entry& entry);

/// Quotes the source of a rule, one line, shortened: "`require 信用良好`".
Bilingual quote_rule(const Inspection& inspection, Index rule);
/// Quotes several, joined by "; ".
Bilingual quote_rules(const Inspection& inspection, const std::vector<Index>& rules);

}  // namespace polc::analyse
