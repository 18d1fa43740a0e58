// The words of a letter: what an article, a fact and its value, a settlement step are called in either language.
// One place for wording, so that a letter can be read aloud. Used by `write_letter`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "runtime/explain/case_path.h"
#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// What every sentence of a letter needs to know.
struct LetterContext {
  const Program& program;
  const Case& one;
  base::Language language;

  bool is_chinese() const { return language == base::Language::Chinese; }
  /// Returns `english` or `chinese`.
  std::string_view pick(std::string_view english, std::string_view chinese) const {
    return is_chinese() ? chinese : english;
  }
};

/// Returns 第八条 and "art. 8" for "8"; a label that is no number stays. "" without an article.
std::string article_words(const std::string& article, base::Language language);

/// Returns a text in the quotation marks of the language.
std::string quoted(const std::string& text, base::Language language);

/// Returns the value of a fact as the letter says it; `value`: as in `ReadFact`; "" says it was not given.
std::string fact_value_words(const LetterContext& context, const CasePath& path, const std::string& value);

/// Returns "税务登记在本区 = 否". `home`: index of the claim spoken of.
std::string fact_words(const LetterContext& context, const ReadFact& fact, std::size_t home);

/// Returns what to submit to settle an unknown: the fact, what it can be, and who judges it.
std::string request_words(const LetterContext& context, const std::string& path);

/// Returns the condition of a change: "税务登记在本区为“是”且信用良好为“是”".
std::string change_words(const LetterContext& context, const NearestChange& change, std::size_t home);

/// Returns what is gained by it: "则可得 80,000 元（8 万元）".
std::string gain_words(const LetterContext& context, const NearestChange& change);

/// Returns one sentence on a settlement step that changed a grant.
std::string adjustment_words(const LetterContext& context, const Adjustment& adjustment);

/// Returns 补差, "topping up".
std::string_view mode_words(Mode mode, base::Language language);

}  // namespace polc::runtime
