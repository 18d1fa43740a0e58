// Words that legal documents use for one another (作者 and 起草者, 企业 and 公司): two names of one policy that differ
// by them alone are likely one thing.
#pragma once

#include <string>
#include <string_view>

namespace polc::analyse::text {

/// Returns the folded name with each synonym replaced by the first of its group. Equal results of different names: near
/// synonyms.
std::u32string without_synonyms(std::string_view name);

/// Returns the folded name without quotation marks, book marks, brackets, dots and spaces.
std::u32string without_marks(std::string_view name);

}  // namespace polc::analyse::text
