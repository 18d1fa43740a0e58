// How findings speak of amounts, awards, articles and cases, in both languages. Numbers, names and dates are the
// same in both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "compiler/analyse/regions/policy_view.h"
#include "runtime/cases/case.h"
#include "runtime/value/range.h"

namespace polc::analyse {

using base::Bilingual;

/// "CNY 200,000" and "200,000元".
Bilingual money_words(const Program& program, const Fraction& minor_units);
/// An amount, or "CNY 0 to 200,000" for a range.
Bilingual money_words(const Program& program, const runtime::Range& range);

/// "`标准制定`" and "“标准制定”".
Bilingual quoted(std::string_view name);
/// "`A`, `B`" and "“A”、“B”".
Bilingual quoted_list(const std::vector<std::string>& names);

/// "art. 6" and "第6条"; labels that are no numbers stand as they are; empty without an article.
Bilingual article_words(std::string_view label);
/// "`标准制定` (art. 6)" and "“标准制定”（第6条）".
Bilingual award_words(const Program& program, Index award);

/// "级别 = 国家标准": the value of an axis of a case; `whole` as in the axis.
Bilingual value_words(PolicyView& view, AxisId axis, std::int64_t whole);
/// The values of several axes, joined by commas.
Bilingual values_words(PolicyView& view, const std::vector<std::pair<AxisId, std::int64_t>>& values);

/// "投入 at least CNY 5,000,000", "级别 = 国家级 or 市级": the values a region leaves to its axes, joined by "and".
Bilingual region_words(PolicyView& view, const Region& region);

/// Joins with ", " and "，".
void append_words(Bilingual& text, const Bilingual& more, std::string_view english_joint,
                  std::string_view chinese_joint);

/// " (and N like it)" and "（另有N处同类）"; empty for 0.
Bilingual more_like_it(std::size_t count);

/// Returns whether the statement at `span` is written with Chinese keywords.
bool is_chinese_statement(std::string_view text);

}  // namespace polc::analyse
