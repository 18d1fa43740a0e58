#include "compiler/analyse/text/number_audit.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <variant>

namespace polc::analyse::text {
namespace {

using runtime::Fraction;

/// Of a year.
constexpr std::int64_t kMonths = 12;

bool is_whole_share(const Fraction& value) { return value == Fraction(1); }

/// 30日内 and 三年内 are terms of procedure or of a record, which rules seldom write as a number.
bool must_stand_in_rules(const Mention& mention, const Passage& passage) {
  switch (mention.kind) {
    case MentionKind::Amount: return true;
    case MentionKind::Percent: return !is_whole_share(mention.value);
    case MentionKind::Date: return !is_about_period(passage, mention.extent.begin);
    case MentionKind::Quantity: return mention.boundary.cut != Cut::None || mention.is_range_end;
    case MentionKind::Duration:
      return mention.boundary.cut != Cut::None && (mention.unit == "年" || mention.unit == "月") &&
             (mention.boundary.side == Side::AtLeast) && !is_about_period(passage, mention.extent.begin);
    case MentionKind::Bare: return false;
  }
  return false;
}

/// Facts whose type is money, by name: a bare number compared with one is an amount.
std::set<std::string> money_facts(const runtime::Program& program) {
  std::set<std::string> names;
  for (const runtime::Fact& fact : program.facts) {
    if (fact.type == runtime::FactType::Money) names.insert(fact.name);
  }
  return names;
}

bool must_stand_in_text(const Literal& literal, const std::set<std::string>& money) {
  if (literal.value.is_zero() || (literal.is_percent() && is_whole_share(literal.value))) return false;
  switch (literal.role) {
    case LiteralRole::Rounding:
    case LiteralRole::Declared: return false;
    case LiteralRole::Amount:
    case LiteralRole::Cap:
    case LiteralRole::Condition:
    case LiteralRole::Share:
    case LiteralRole::Count: break;
  }
  if (std::holds_alternative<ast::Parameter>(*literal.statement)) return false;
  if (literal.kind != ast::ExprKind::Number) return true;
  if (literal.role == LiteralRole::Count && (literal.unit.empty() || literal.unit == "年")) return false;
  return literal.is_money() || !literal.unit.empty() || money.count(literal.compared_with) != 0;
}

/// True for a statement that names the awards it is about, wherever it stands.
bool names_its_awards(const ast::Statement& statement) {
  return std::holds_alternative<ast::Group>(statement) || std::holds_alternative<ast::Gate>(statement) ||
         std::holds_alternative<ast::Schedule>(statement) || std::holds_alternative<ast::Obligation>(statement);
}

/// True where a name of a rule writes the number out: 两年内违法违规, 贡献三十万元奖励.
bool is_in_names(const TextNumber& number, const std::vector<std::string>& names) {
  const std::string written = number.text->reading.passage.quote(number.mention->extent);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return name.find(written) != std::string::npos; });
}

class Auditor {
 public:
  explicit Auditor(const PolicyText& policy) : policy_(policy), money_(money_facts(policy.program())) {}

  NumberAudit run() {
    for (const ArticleText& article : policy_.articles) {
      const std::size_t first_text = audit_.texts.size();
      const std::size_t first_rule = audit_.rules.size();
      for (const Block& block : article.blocks) {
        const std::size_t text = audit_.texts.size();
        const std::size_t rule = audit_.rules.size();
        collect(article, block);
        const NumberAudit::Ranges ranges{{text, audit_.texts.size()}, {rule, audit_.rules.size()}};
        audit_.blocks.emplace(&block, ranges);
        match(ranges.texts, ranges.rules);
      }
      match({first_text, audit_.texts.size()}, {first_rule, audit_.rules.size()});
      match_names({first_text, audit_.texts.size()}, article);
    }
    match_loose();
    match_windows();
    return std::move(audit_);
  }

 private:
  void collect(const ArticleText& article, const Block& block) {
    for (const QuotedText& text : block.texts) {
      for (const Mention& mention : text.reading.mentions) {
        audit_.texts.push_back(
            {&article, &block, &text, &mention, false, must_stand_in_rules(mention, text.reading.passage)});
      }
    }
    for (const ast::Statement* statement : block.statements) {
      for (Literal& literal : literals_of(*article.ast, *statement)) {
        const bool must_match = must_stand_in_text(literal, money_);
        audit_.rules.push_back({&article, &block, std::move(literal), false, must_match});
      }
    }
  }

  /// Matches the rules that have no partner yet with all texts: first of one block, then of the whole article.
  void match(Extent texts, Extent rules) {
    for (std::size_t r = rules.begin; r < rules.end; ++r) {
      RuleNumber& rule = audit_.rules[r];
      if (rule.is_matched) continue;
      for (std::size_t t = texts.begin; t < texts.end; ++t) {
        TextNumber& text = audit_.texts[t];
        if (!says_same(*text.mention, rule.literal)) continue;
        text.is_matched = true;
        rule.is_matched = true;
      }
    }
  }

  void match_names(Extent texts, const ArticleText& article) {
    for (std::size_t t = texts.begin; t < texts.end; ++t) {
      TextNumber& text = audit_.texts[t];
      if (text.is_matched || !text.must_match) continue;
      for (const ast::Statement* statement : text.block->statements) {
        if (is_in_names(text, names_of(*article.ast, *statement))) text.is_matched = true;
      }
    }
  }

  /// Rules under no text and rules that no text of their article explains may encode another article's sentence.
  void match_loose() {
    std::map<Fraction, std::vector<RuleNumber*>> loose;
    for (RuleNumber& rule : audit_.rules) {
      const bool is_elsewhere = names_its_awards(*rule.literal.statement) || rule.block->texts.empty();
      if (is_elsewhere || !rule.is_matched) loose[rule.literal.value].push_back(&rule);
    }
    for (TextNumber& text : audit_.texts) {
      if (text.is_matched && !text.must_match) continue;
      match_with(text, loose, text.mention->value);
      const auto months = multiply(text.mention->value, Fraction(kMonths));
      if (text.mention->kind == MentionKind::Duration && months) match_with(text, loose, *months);
    }
  }

  /// The days on which the policy begins and ends stand in its header: "executed until 31 December".
  void match_windows() {
    std::set<Fraction> days;
    for_each_statement<ast::PolicyHeader>(policy_, [&](const ArticleText&, const ast::PolicyHeader& header) {
      for (const std::optional<ast::Window>& window : {header.effective, header.apply}) {
        if (window && window->from) days.insert(Fraction(window->from->days));
        if (window && window->to) days.insert(Fraction(window->to->days));
      }
    });
    for (TextNumber& text : audit_.texts) {
      const bool is_in_header = text.mention->kind == MentionKind::Date && days.contains(text.mention->value);
      text.is_matched = text.is_matched || is_in_header;
    }
  }

  static void match_with(TextNumber& text, const std::map<Fraction, std::vector<RuleNumber*>>& loose,
                         const Fraction& value) {
    const auto found = loose.find(value);
    if (found == loose.end()) return;
    for (RuleNumber* rule : found->second) {
      const bool is_open = !text.is_matched || (!rule->is_matched && names_its_awards(*rule->literal.statement));
      if (!is_open || rule->article == text.article || !says_same(*text.mention, rule->literal)) continue;
      text.is_matched = true;
      rule->is_matched = true;
    }
  }

  const PolicyText& policy_;
  std::set<std::string> money_;
  NumberAudit audit_;
};

}  // namespace

bool counts_same(const Mention& mention, const Literal& literal) {
  switch (mention.kind) {
    case MentionKind::Amount:
      if (literal.role == LiteralRole::Declared && literal.unit.empty()) return false;  // bounds of anything
      return literal.kind == ast::ExprKind::Money ||
             (literal.kind == ast::ExprKind::Number && (literal.unit.empty() || literal.is_money()));
    case MentionKind::Percent: return literal.kind == ast::ExprKind::Percent || literal.kind == ast::ExprKind::Number;
    case MentionKind::Date: return literal.kind == ast::ExprKind::Date;
    case MentionKind::Quantity:
    case MentionKind::Duration:
    case MentionKind::Bare: return literal.kind == ast::ExprKind::Number && literal.unit.rfind("元", 0) != 0;
  }
  return false;
}

bool says_same(const Mention& mention, const Literal& literal) {
  if (!counts_same(mention, literal)) return false;
  if (mention.value == literal.value) return true;
  if (mention.kind != MentionKind::Duration) return false;
  const auto months = multiply(mention.value, Fraction(kMonths));  // 两年 may be written as 24 months
  return mention.unit == "年" && months && *months == literal.value;
}

bool is_about_period(const Passage& passage, std::size_t at) {
  for (const Extent sentence : split_sentences(passage)) {
    if (sentence.contains(at)) return states_period(passage, sentence);
  }
  return false;
}

bool states_period(const Passage& passage, Extent sentence) {
  return has_word(passage, sentence,
                  {U"施行", U"有效期", U"起执行", U"试行", U"起实施", U"暂定", U"effect", U"in force", U"vigueur"});
}

std::span<const TextNumber> NumberAudit::texts_of(const Block& block) const {
  const Extent range = blocks.at(&block).texts;
  return std::span(texts).subspan(range.begin, range.size());
}

std::span<const RuleNumber> NumberAudit::rules_of(const Block& block) const {
  const Extent range = blocks.at(&block).rules;
  return std::span(rules).subspan(range.begin, range.size());
}

std::span<TextNumber> NumberAudit::texts_of(const Block& block) {
  const Extent range = blocks.at(&block).texts;
  return std::span(texts).subspan(range.begin, range.size());
}

std::span<RuleNumber> NumberAudit::rules_of(const Block& block) {
  const Extent range = blocks.at(&block).rules;
  return std::span(rules).subspan(range.begin, range.size());
}

NumberAudit audit_numbers(const PolicyText& policy) { return Auditor(policy).run(); }

}  // namespace polc::analyse::text
