// How findings about texts write amounts, articles and lists, the same in both languages where they are data. Used by
// the checks of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/mention.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

/// Returns an amount as people say it: 10万元, 1.5亿元, 3000元, EUR 300000. `major`: in major units; `currency`: "CNY"
/// or another code.
std::string amount_text(const runtime::Fraction& major, std::string_view currency);

/// Returns a share as a percent: 10%, 0.5%.
std::string percent_text(const runtime::Fraction& share);

/// Returns the number of a literal in the words of a document: 10万元, 10%, 500亩, 2022-03-01.
std::string literal_text(const Literal& literal, std::string_view currency);

/// Returns the number of a mention likewise.
std::string mention_text(const Mention& mention);

/// Returns "article 5" and 第5条; names that are no numbers stay (附则一). "" for a label that is empty.
base::Bilingual article_words(const std::string& label);

/// Joins names: `A`, `B` in English, “A”“B” in Chinese.
base::Bilingual list_names(const std::vector<std::string>& names);

/// Returns " (and 3 like it)" and （同类另有 3 处）, or nothing when `count` is 0.
base::Bilingual and_more(std::size_t count);

/// Reports a finding that stands in an article.
base::Diagnostic& report_in(base::Diagnostics& out, const ArticleText& article, base::Code code, base::Span span,
                            std::vector<base::Bilingual> arguments);

/// Returns the longest run of characters that both have.
std::size_t common_run(std::u32string_view lhs, std::u32string_view rhs);

}  // namespace polc::analyse::text
