#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Code;
using base::plain;

bool is_in_boundary(const QuotedText& text, std::size_t at) {
  return std::any_of(text.reading.mentions.begin(), text.reading.mentions.end(),
                     [&](const Mention& mention) { return mention.boundary.words.contains(at); });
}

/// 除上级奖励外,另给… adds; 除重点项目外,均不得… excepts.
bool excepts(const Passage& passage, Extent sentence, std::size_t after) {
  std::size_t at = after;
  if (at < sentence.end && passage.text[at] == U',') ++at;
  const Extent near{at, std::min(at + 4, sentence.end)};
  return has_word(passage, near, {U"不", U"均", U"一律", U"其他", U"其余"});
}

/// Returns where the text makes an exception.
std::vector<Extent> exceptions_in(const QuotedText& text, Extent sentence) {
  const Passage& passage = text.reading.passage;
  std::vector<Extent> found;
  for (const std::u32string_view word :
       {std::u32string_view(U"除外"), std::u32string_view(U"不包括"), std::u32string_view(U"不含")}) {
    const std::size_t at = find_word(passage, sentence, word);
    if (at == sentence.end || is_in_boundary(text, at)) continue;
    if (word == U"不含" &&
        has_word(passage, {at, std::min(at + 5, sentence.end)}, {U"不含税", U"不含本", U"不含增值税"}))
      continue;
    found.push_back({at, at + word.size()});
  }
  const std::size_t begin = find_word(passage, sentence, U"除");
  if (begin == sentence.end || (begin + 1 < sentence.end && passage.text[begin + 1] == U'外')) return found;
  std::size_t end = find_word(passage, {begin, sentence.end}, U"外");
  if (end == sentence.end || end - begin > 30) return found;
  ++end;
  if (excepts(passage, sentence, end)) found.push_back({begin, end});
  return found;
}

/// True where a statement takes something out: `exclude`, `unless`, `not`, `!=`, `nothing`, `otherwise`.
bool takes_out(const ast::Ast& ast, const ast::Statement& statement) {
  if (const auto* gate = std::get_if<ast::Gate>(&statement); gate != nullptr && gate->is_exclude) return true;
  if (const auto* award = std::get_if<ast::Award>(&statement)) {
    if (std::any_of(award->conditions.begin(), award->conditions.end(),
                    [](const ast::Condition& one) { return one.is_unless; }))
      return true;
  }
  bool found = false;
  for_each_expr(ast, statement, [&](const ast::Expr& expr) {
    found = found || expr.kind == ast::ExprKind::Not || expr.kind == ast::ExprKind::Nothing ||
            (expr.kind == ast::ExprKind::Compare && expr.op == ast::Operator::NotEqual);
  });
  return found;
}

/// True where an `exclude` somewhere else names the article or one of its awards.
bool is_named_by_exclusion(const PolicyText& policy, const ArticleText& article) {
  std::vector<std::string> awards;
  for (const Block& block : article.blocks) {
    for (const ast::Statement* statement : block.statements) {
      if (const auto* award = std::get_if<ast::Award>(statement)) awards.push_back(award->name.text);
    }
  }
  bool found = false;
  for_each_statement<ast::Gate>(policy, [&](const ArticleText&, const ast::Gate& gate) {
    if (!gate.is_exclude) return;
    for (const ast::AwardSelector& one : gate.awards) {
      const bool is_article = one.kind == ast::AwardSelector::Kind::Article && one.name.text == article.label();
      found = found || is_article ||
              (one.kind == ast::AwardSelector::Kind::Award &&
               std::find(awards.begin(), awards.end(), one.name.text) != awards.end());
    }
  });
  return found;
}

}  // namespace

void check_exceptions(const PolicyText& policy, base::Diagnostics& out) {
  for (const ArticleText& article : policy.articles) {
    const bool has_rule = std::any_of(article.blocks.begin(), article.blocks.end(), [&](const Block& block) {
      return std::any_of(block.statements.begin(), block.statements.end(),
                         [&](const ast::Statement* one) { return takes_out(*article.ast, *one); });
    });
    if (has_rule || is_named_by_exclusion(policy, article)) continue;
    for (const Block& block : article.blocks) {
      for (const QuotedText& text : block.texts) {
        for (const Extent sentence : split_sentences(text.reading.passage)) {
          const std::vector<Extent> exceptions = exceptions_in(text, sentence);
          if (exceptions.empty()) continue;
          report_in(out, article, Code::P5106, text.reading.passage.span(exceptions.front()),
                    {plain(text.reading.passage.quote(sentence))})
              .advise({"write it as `exclude …` or `unless …`", "请以“排除”或“除非”写明"});
        }
      }
    }
  }
}

}  // namespace polc::analyse::text
