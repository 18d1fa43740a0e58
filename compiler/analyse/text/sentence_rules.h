// Which sentences of a text have a rule under them. A sentence has one when a rule shares a number with it or a name
// that is long enough to be no accident.
#pragma once

#include <vector>

#include "compiler/analyse/text/number_audit.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

/// Returns the clauses of `text` that give, forbid or oblige (给予 资助 奖励 不得 应当) and that no statement encodes.
/// Exact in what it compares, a judgement in what it takes for a rule.
std::vector<Extent> clauses_without_rule(const PolicyText& policy, const ArticleText& article, const Block& block,
                                         const QuotedText& text, const NumberAudit& audit);

/// True where a word of giving, forbidding or obliging stands in `clause`.
bool is_operative(const Passage& passage, Extent clause);

}  // namespace polc::analyse::text
