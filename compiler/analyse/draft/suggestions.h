// What a paragraph of a document may become: the amounts, shares, bounds and telling words (首次, 分别, 就高 …) found
// in it, as comments that look like the statements they could be. Never a rule: whether it is one is the drafter's to
// say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace polc::analyse::draft {

/// Returns the comments for `paragraph`, without `#`, one a line: `award "质量奖" 30万元`, `when 500万元以上`,
/// `分别: …`. `title`: of the article, the name of an award that the paragraph does not name. `keywords`: the language
/// of the words of the policy language, and of the advice. Linear.
std::vector<std::string> suggest_rules(std::string_view paragraph, std::string_view title, base::Language keywords);

}  // namespace polc::analyse::draft
