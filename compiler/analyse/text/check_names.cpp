#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/spelling.h"
#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/judgement_words.h"
#include "compiler/analyse/text/kind_words.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/synonyms.h"
#include "compiler/analyse/text/usage.h"
#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Index;
using runtime::Program;

class NameCheck {
 public:
  NameCheck(const PolicyText& policy, base::Diagnostics& out)
      : policy_(policy), program_(policy.program()), shared_(shared_vocabularies(policy)), out_(out) {}

  void run() {
    check_unused();
    check_award_names();
    check_synonyms();
    check_kind_words();
    check_judgements();
    check_gates();
  }

 private:
  /// A used file of declarations alone is a vocabulary that other policies may share: what this one does not read of it
  /// is no mistake. A used file with awards or articles is a part of this policy.
  bool is_own(base::Span span) const { return shared_.count(span.source) == 0; }

  static std::set<base::SourceId> shared_vocabularies(const PolicyText& policy) {
    std::set<base::SourceId> shared;
    const auto& trees = policy.subject->compiled->trees;
    for (std::size_t at = 1; at < trees.size(); ++at) {
      const auto& statements = trees[at].ast.statements;
      const bool has_rules = std::any_of(statements.begin(), statements.end(), [](const ast::Statement& one) {
        return std::holds_alternative<ast::Heading>(one) || std::holds_alternative<ast::Award>(one);
      });
      if (!has_rules) shared.insert(trees[at].ast.source);
    }
    return shared;
  }

  // ---- P4601

  void report_unused(base::Span span, const Bilingual& kind, const std::string& name) {
    out_.report(Code::P4601, span, {kind, plain(name)})
        .advise({"remove it, or write the rule that reads it", "请删去，或补写用到它的内容"});
  }

  void check_unused() {
    const Usage usage = find_usage(policy_);
    for (Index slot = 0; slot < program_.facts.size(); ++slot) {
      const runtime::Fact& fact = program_.facts[slot];
      if (is_own(fact.span) && usage.facts.count(slot) == 0) report_unused(fact.span, {"fact", "事实"}, fact.name);
    }
    for_each_statement<ast::Define>(policy_, [&](const ArticleText&, const ast::Define& one) {
      if (is_own(one.span) && usage.names.count(one.name.text) == 0)
        report_unused(one.name.span, {"definition", "定义"}, one.name.text);
    });
    for_each_statement<ast::Parameter>(policy_, [&](const ArticleText&, const ast::Parameter& one) {
      if (is_own(one.span) && usage.names.count(one.name.text) == 0)
        report_unused(one.name.span, {"parameter", "参数"}, one.name.text);
    });
    for_each_statement<ast::Reading>(policy_, [&](const ArticleText&, const ast::Reading& one) {
      if (is_own(one.span) && usage.names.count(one.name.text) == 0)
        report_unused(one.name.span, {"reading", "解释口径"}, one.name.text);
    });
    for (const ast::Sample* sample : usage.unused_samples) {
      if (is_own(sample->span)) report_unused(sample->name.span, {"sample", "样例"}, sample->name.text);
    }
  }

  // ---- P4602

  void check_award_names() {
    std::map<std::u32string, const runtime::Award*> known;
    for (const runtime::Award& award : program_.awards) {
      const std::u32string bare = without_marks(award.name);
      const auto [earlier, is_new] = known.emplace(bare, &award);
      // Names that differ in width, case or spaces are P2009's.
      const bool looks_alike = base::fold_look_alikes(earlier->second->name) == base::fold_look_alikes(award.name);
      if (is_new || bare.empty() || looks_alike) continue;
      base::Diagnostic& finding =
          out_.report(Code::P4602, award.span, {plain(earlier->second->name), plain(award.name)});
      finding.article = award.article;
      finding.awards = {earlier->second->name, award.name};
      finding.also(earlier->second->span, {"the other award", "另一项资助"});
      finding.advise({"use one name, or names that can be told apart", "请统一名称，或改用分得清的名称"});
    }
  }

  // ---- P4603

  void check_synonyms() {
    std::map<std::u32string, DeclaredName> known;
    for (const DeclaredName& name : declared_names(policy_)) {
      const auto [earlier, is_new] = known.emplace(without_synonyms(name.text), name);
      const bool looks_alike = base::fold_look_alikes(earlier->second.text) == base::fold_look_alikes(name.text);
      if (is_new || looks_alike || earlier->second.group == name.group) continue;
      base::Diagnostic& finding =
          report_in(out_, *name.article, Code::P4603, name.span, {plain(earlier->second.text), plain(name.text)});
      finding.also(earlier->second.span, {"the other word", "另一用语"});
      finding.advise({"use one word, or say in the document how they differ", "请统一用语，或在文件中写明区别"});
    }
  }

  // ---- P4605

  void check_kind_words() {
    std::vector<std::string> kinds;
    for (const runtime::ApplicantKind& kind : program_.applicant_kinds) kinds.push_back(kind.name);
    if (kinds.empty()) return;
    std::vector<base::Diagnostic> made;
    for_each_text(policy_, [&](const ArticleText& article, const Block&, const QuotedText& text) {
      for (const KindWord& word : foreign_kind_words(policy_, text.reading.passage))
        add_kind_word(article, text, word, made);
    });
    for (const base::Diagnostic& one : made) {
      base::Diagnostic& finding = out_.report(Code::P4605, one.span, {one.arguments[0], list_names(kinds)});
      finding.article = one.article;
      finding.related = one.related;
      finding.advise({"use the words of the declared kinds in the document, or say whom this word means",
                      "请在文件中统一用语，或写明其所指"});
    }
  }

  /// One finding a word: the first place, the others beside it.
  static void add_kind_word(const ArticleText& article, const QuotedText& text, const KindWord& word,
                            std::vector<base::Diagnostic>& made) {
    const base::Span span = text.reading.passage.span(word.extent);
    const auto same = std::find_if(made.begin(), made.end(),
                                   [&](const base::Diagnostic& one) { return one.arguments[0].english == word.word; });
    if (same != made.end()) {
      same->also(span, {"here too", "此处亦然"});
      return;
    }
    base::Diagnostic& finding = made.emplace_back();
    finding.span = span;
    finding.article = article.label();
    finding.arguments = {plain(word.word)};
  }

  // ---- P4610

  void check_judgements() {
    for (const runtime::Fact& fact : program_.facts) {
      if (fact.type != runtime::FactType::YesNo || fact.is_judged || fact.span.source == base::kNoSource) continue;
      const std::u32string name = fold(fact.name);
      const bool is_plain = takes_judgement(name);
      // A mild word that the text has is a question to the drafter (P6109), not a slip of the rules.
      if (!is_plain && !(may_take_judgement(name) && !is_in_texts(name))) continue;
      out_.report(Code::P4610, fact.span, {plain(fact.name)})
          .advise({"add `judged by \"…\"`, or say by which record it is known",
                   "请加“认定部门 \"…\"”，或写明以何种记录为准"});
    }
  }

  bool is_in_texts(const std::u32string& name) const {
    bool found = false;
    for_each_text(policy_, [&](const ArticleText&, const Block&, const QuotedText& text) {
      found = found || text.reading.passage.text.find(name) != std::u32string::npos;
    });
    return found;
  }

  // ---- P4611

  /// Requirements that reach awards of several articles are the general conditions; an award they leave out is a slip.
  void check_gates() {
    std::set<Index> general;  // rules
    std::map<Index, std::set<std::string>> articles;
    const auto for_each_gate = [&](auto visit) {
      for (const runtime::Award& award : program_.awards) {
        for (Index kind = 0; kind < award.entitlements.size(); ++kind) {
          if (!award.entitlements[kind].is_open) continue;
          for (const runtime::Guard& guard : award.entitlements[kind].guards) {
            if (program_.rules[guard.rule].kind == runtime::RuleKind::Require) visit(award, guard.rule);
          }
        }
      }
    };
    for_each_gate([&](const runtime::Award& award, Index rule) { articles[rule].insert(award.article); });
    for (const auto& [rule, reached] : articles) {
      if (reached.size() > 1) general.insert(rule);
    }
    if (general.empty()) return;
    for (const runtime::Award& award : program_.awards) check_gate_of(award);
  }

  void check_gate_of(const runtime::Award& award) {
    for (Index kind = 0; kind < award.entitlements.size(); ++kind) {
      const runtime::Entitlement& entitlement = award.entitlements[kind];
      if (!entitlement.is_open) continue;
      const bool is_gated = std::any_of(
          entitlement.guards.begin(), entitlement.guards.end(),
          [&](const runtime::Guard& guard) { return program_.rules[guard.rule].kind == runtime::RuleKind::Require; });
      if (is_gated) continue;
      Bilingual whom;
      if (kind < program_.applicant_kinds.size()) {
        const std::string& name = program_.applicant_kinds[kind].name;
        whom = {" for `" + name + "`", "对“" + name + "”"};
      }
      base::Diagnostic& finding = out_.report(Code::P4611, award.span, {plain(award.name), whom, {"awards", "资助"}});
      finding.article = award.article;
      finding.awards = {award.name};
      finding.advise({"widen the requirement (`for every award`), or answer with `allow P4611 because \"…\"`",
                      "请扩大要求的范围（各项资助），或写明“放行 P4611 因为 \"…\"”"});
      return;
    }
  }

  const PolicyText& policy_;
  const Program& program_;
  std::set<base::SourceId> shared_;  // used files of declarations alone
  base::Diagnostics& out_;
};

}  // namespace

void check_names(const PolicyText& policy, base::Diagnostics& out) { NameCheck(policy, out).run(); }

}  // namespace polc::analyse::text
