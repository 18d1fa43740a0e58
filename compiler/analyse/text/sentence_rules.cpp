#include "compiler/analyse/text/sentence_rules.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <variant>

#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

/// A name of so many characters stands in a sentence on purpose; shorter ones (企业, 国际) may by accident.
constexpr std::size_t kTellingName = 3;
/// So many characters in a row that a name and a sentence share.
constexpr std::size_t kTellingRun = 4;

/// A label this short shows, beside a number both have, what the number is for.
constexpr std::size_t kShortLabel = 2;

/// “名优”产品 and 名优产品 are the same words.
std::u32string without_quotes(std::u32string_view text) {
  std::u32string bare;
  for (const char32_t value : text) {
    if (value != U'"') bare.push_back(value);
  }
  return bare;
}

bool shares_name(std::u32string_view clause, const std::u32string& name, bool is_strict) {
  if (name.size() >= kTellingName && clause.find(name) != std::u32string_view::npos) return true;
  return !is_strict && name.size() >= kTellingRun && common_run(clause, name) >= kTellingRun;
}

bool is_applicant_kind(const PolicyText& policy, const std::string& name) {
  const auto& kinds = policy.program().applicant_kinds;
  return std::any_of(kinds.begin(), kinds.end(), [&](const runtime::ApplicantKind& kind) { return kind.name == name; });
}

bool is_encoded_by(const PolicyText& policy, const ast::Ast& ast, const ast::Statement& statement,
                   std::u32string_view clause, bool is_strict) {
  const std::vector<std::string> names = names_of(ast, statement);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return !is_applicant_kind(policy, name) && shares_name(clause, without_quotes(fold(name)), is_strict);
  });
}

/// True where the clause has a label of the block, or most of a longer name. Kinds of applicants say nothing: every
/// sentence has them.
bool shares_any_label(const PolicyText& policy, const ast::Ast& ast, const Block& block, std::u32string_view clause) {
  for (const ast::Statement* statement : block.statements) {
    for (const std::string& name : names_of(ast, *statement)) {
      if (is_applicant_kind(policy, name)) continue;
      const std::u32string label = without_quotes(fold(name));
      if (label.size() >= kShortLabel && clause.find(label) != std::u32string_view::npos) return true;
      if (label.size() >= kTellingRun && common_run(clause, label) * 3 >= label.size() * 2) return true;
    }
  }
  return false;
}

/// How often a value stands in the texts of a block, and in its rules.
bool has_rule_for_each(const TextNumber& number, const NumberAudit& audit) {
  const auto texts = audit.texts_of(*number.block);
  const auto rules = audit.rules_of(*number.block);
  const auto in_texts = std::count_if(texts.begin(), texts.end(), [&](const TextNumber& other) {
    return other.mention->kind == number.mention->kind && other.mention->value == number.mention->value;
  });
  const auto in_rules = std::count_if(rules.begin(), rules.end(),
                                      [&](const RuleNumber& rule) { return says_same(*number.mention, rule.literal); });
  return in_texts <= in_rules;
}

/// True where the clause gives a number that a rule has. A number that the text gives more often than the rules may be
/// another sentence's: then a shared name must show that it is this one's.
bool has_matched_number(const Block& block, const QuotedText& text, Extent clause, const NumberAudit& audit,
                        bool shares_a_name) {
  const auto numbers = audit.texts_of(block);
  return std::any_of(numbers.begin(), numbers.end(), [&](const TextNumber& number) {
    return number.text == &text && number.is_matched && clause.contains(number.mention->extent.begin) &&
           (shares_a_name || number.block->statements.empty() || has_rule_for_each(number, audit));
  });
}

bool has_amount(const QuotedText& text, Extent clause) {
  const Extent range = mentions_in(text.reading, clause);
  return std::any_of(text.reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.begin),
                     text.reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.end),
                     [](const Mention& mention) {
                       return mention.kind == MentionKind::Amount || mention.kind == MentionKind::Percent;
                     });
}

/// A word of the text that one kind of statement encodes, without sharing a name with it.
template <typename Statement, typename Holds>
bool has_statement(const Block& block, Holds holds) {
  return std::any_of(block.statements.begin(), block.statements.end(), [&](const ast::Statement* statement) {
    const auto* one = std::get_if<Statement>(statement);
    return one != nullptr && holds(*one);
  });
}

bool is_encoded_by_structure(const Block& block, const Passage& passage, Extent clause) {
  const auto any = [](const auto&) { return true; };
  const auto is_group = [&](std::initializer_list<ast::GroupKind> kinds) {
    return has_statement<ast::Group>(block, [&](const ast::Group& group) {
      return std::find(kinds.begin(), kinds.end(), group.kind) != kinds.end();
    });
  };
  using Kind = ast::GroupKind;
  if (has_word(passage, clause, {U"一次性", U"一次", U"次数"}) && is_group({Kind::Once, Kind::Limit})) return true;
  if (has_word(passage, clause, {U"就高", U"从高", U"从优", U"重复", U"不再享受"}) &&
      is_group({Kind::Highest, Kind::HighestWithOthers, Kind::Once})) {
    return true;
  }
  if (has_word(passage, clause, {U"叠加", U"累加", U"同时享受"}) && is_group({Kind::Stack})) return true;
  if (has_word(passage, clause, {U"一事一议"}) && has_statement<ast::Discretion>(block, any)) return true;
  if (has_word(passage, clause, {U"优先"}) && has_statement<ast::Priority>(block, any)) return true;
  if (has_word(passage, clause, {U"取消", U"追缴", U"收回", U"追回"}) && has_statement<ast::Revoke>(block, any))
    return true;
  if (has_word(passage, clause, {U"分期", U"分次", U"拨付", U"兑付"}) && has_statement<ast::Schedule>(block, any))
    return true;
  return has_word(passage, clause, {U"为准", U"抵触"}) && has_statement<ast::Subordinate>(block, any);
}

/// Sentences without rules under them may be encoded by statements elsewhere that use their words.
bool is_encoded_elsewhere(const PolicyText& policy, std::u32string_view clause) {
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) {
        if (is_encoded_by(policy, *article.ast, *statement, clause, true)) return true;
      }
    }
  }
  return false;
}

}  // namespace

bool is_operative(const Passage& passage, Extent clause) {
  return has_word(passage, clause,
                  {U"给予", U"资助", U"奖励", U"补贴", U"补助", U"不得", U"应当", U"不予", U" shall ", U" grant of ",
                   U" subsidy of "});
}

std::vector<Extent> clauses_without_rule(const PolicyText& policy, const ArticleText& article, const Block& block,
                                         const QuotedText& text, const NumberAudit& audit) {
  std::vector<Extent> found;
  const Passage& passage = text.reading.passage;
  for (const Extent sentence : split_sentences(passage)) {
    for (const Extent clause : split_clauses(passage, sentence)) {
      const bool is_bare = block.statements.empty() && has_amount(text, clause);
      if (!(is_operative(passage, clause) || is_bare) || is_about_period(passage, clause.begin)) continue;
      const std::u32string words = without_quotes(passage.view(clause));
      if (has_matched_number(block, text, clause, audit, shares_any_label(policy, *article.ast, block, words)))
        continue;
      // A clause with an amount needs a rule that says what it is for, and a shared word is not enough.
      const bool is_strict = has_amount(text, clause);
      const bool is_encoded =
          std::any_of(block.statements.begin(), block.statements.end(), [&](const ast::Statement* statement) {
            return is_encoded_by(policy, *article.ast, *statement, words, is_strict);
          });
      if (!is_strict && is_encoded_by_structure(block, passage, clause)) continue;
      if (is_encoded || (block.statements.empty() && !is_strict && is_encoded_elsewhere(policy, words))) continue;
      found.push_back(clause);
    }
  }
  return found;
}

}  // namespace polc::analyse::text
