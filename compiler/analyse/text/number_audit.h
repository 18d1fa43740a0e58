// Which number of the text stands in which number of the rules. The matching alone; what follows from it is reported by
// `check_numbers`.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

/// A number of a text.
struct TextNumber {
  const ArticleText* article = nullptr;
  const Block* block = nullptr;
  const QuotedText* text = nullptr;
  const Mention* mention = nullptr;
  bool is_matched = false;
  bool must_match = false;  // amounts, percents, dates and bounded quantities; not 五年 or 30日内
};

/// A number of a rule.
struct RuleNumber {
  const ArticleText* article = nullptr;
  const Block* block = nullptr;  // of the statement
  Literal literal;
  bool is_matched = false;
  bool must_match = false;  // money, percents, numbers with a unit
};

struct NumberAudit {
  std::vector<TextNumber> texts;  // in document order
  std::vector<RuleNumber> rules;  // in document order
  struct Ranges {
    Extent texts;
    Extent rules;
  };
  std::map<const Block*, Ranges> blocks;  // where the numbers of each block stand in `texts` and `rules`

  std::span<const TextNumber> texts_of(const Block& block) const;
  std::span<const RuleNumber> rules_of(const Block& block) const;
  std::span<TextNumber> texts_of(const Block& block);
  std::span<RuleNumber> rules_of(const Block& block);
};

/// Matches numbers by exact value: under the same text, then within the article, then with rules that stand under no
/// text or in surplus elsewhere. Cost: the numbers of each block squared, and what is unmatched times its article.
NumberAudit audit_numbers(const PolicyText& policy);

/// True where a number of the text and one of a rule say the same.
bool says_same(const Mention& mention, const Literal& literal);

/// True where both count the same kind of thing, whatever their values.
bool counts_same(const Mention& mention, const Literal& literal);

/// True where the text around `at` gives the policy's own period: dates there are the `effective` window's.
bool is_about_period(const Passage& passage, std::size_t at);

/// True for a sentence about a policy's own period: 施行, 有效期, 暂定, in force …
bool states_period(const Passage& passage, Extent sentence);

}  // namespace polc::analyse::text
