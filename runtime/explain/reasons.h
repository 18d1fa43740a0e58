// Writes down why: the rules read for one grant, each with the facts it looked at. The sentences that the
// evaluator says itself are in both languages. Decides nothing.
#pragma once

#include <vector>

#include "runtime/explain/decision.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {

/// Returns the reason that cites `rule`; its facts are one for each leaf condition of `node` (kNone: none).
Reason cite_condition(ExpressionEvaluator& evaluator, Index rule, Index node, const Place& place);

/// Returns the reason that cites a cell or an `otherwise`.
Reason cite_cell(ExpressionEvaluator& evaluator, const CitedCell& cell, const Place& place);

/// Returns the reason of an amount that is no table: `rule` holds, with the facts `amount` (a node or kNone) reads.
Reason cite_amount(ExpressionEvaluator& evaluator, Index rule, Index amount, const Place& place);

/// Returns the reason that denies a claim for which `table` sets no amount. `rule`: the award.
Reason cite_uncovered(ExpressionEvaluator& evaluator, Index rule, Index table, const Place& place);

/// Sorts reasons in the order of the document.
void sort_reasons(std::vector<Reason>& reasons);

}  // namespace polc::runtime
