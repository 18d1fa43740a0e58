#include "doc/awards.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "doc/code.h"
#include "doc/expression_words.h"
#include "doc/marks.h"
#include "doc/pairs.h"
#include "doc/phrases.h"
#include "runtime/explain/write_words.h"

namespace polc::doc {

using base::Bilingual;
using base::Language;
using names::SymbolKind;
using runtime::Entitlement;
using runtime::Guard;
using runtime::Index;
using runtime::kNone;
using runtime::RuleKind;

namespace {

bool is_negative(RuleKind kind) { return kind == RuleKind::Exclude || kind == RuleKind::Unless; }

/// Kinds of applicants with the same requirements: the same rules, in the same words.
struct Group {
  std::vector<Index> kinds;
  std::size_t num_guards = 0;
  std::string guards;  // list items
};

class RequirementWriter {
 public:
  RequirementWriter(Html& html, const Material& material, Index award)
      : html_(html), material_(material), program_(material.program), award_(program_.awards[award]) {}

  void write() {
    const std::vector<Group> groups = groups_of();
    for (const Group& group : groups) {
      const std::size_t num_requirements = group.num_guards + (award_.kind_rule == kNone ? 0 : 1);
      if (num_requirements == 0) continue;
      html_.open("details", {{"class", "requirements"}})
          .open("summary")
          .words(phrase(Phrase::Requirements, {count(num_requirements)}));
      if (groups.size() > 1) {
        html_.words({" for ", "："});
        write_kinds(group.kinds, Linked::No);
      }
      html_.close().open("ul");
      if (award_.kind_rule != kNone) write_kind_rule(group);
      html_.raw(group.guards).close().close();
    }
  }

 private:
  std::vector<Group> groups_of() const {
    std::vector<Group> groups;
    for (Index kind = 0; kind < award_.entitlements.size(); ++kind) {
      const Entitlement& one = award_.entitlements[kind];
      if (!one.is_open) continue;
      Html guards(html_.shown());
      for (const Guard& guard : one.guards) write_guard(guards, guard);
      const std::string markup = guards.take();
      const auto known =
          std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return group.guards == markup; });
      if (known != groups.end()) {
        known->kinds.push_back(kind);
      } else {
        groups.push_back({{kind}, one.guards.size(), markup});
      }
    }
    return groups;
  }

  /// A summary opens and closes, so no link may stand in it.
  enum class Linked : std::uint8_t { No, Yes };

  void write_kinds(const std::vector<Index>& kinds, Linked linked) {
    if (program_.applicant_kinds.empty()) return;
    for (std::size_t at = 0; at < kinds.size(); ++at) {
      const std::string& name = program_.applicant_kinds[kinds[at]].name;
      if (at > 0) html_.words({" or ", "或"});
      if (linked == Linked::Yes) {
        write_name(html_, material_.links, {SymbolKind::ApplicantKind, name});
      } else {
        html_.quote(name);
      }
    }
  }

  void write_kind_rule(const Group& group) {
    html_.open("li").words(phrase(Phrase::ApplicantIs)).text(" ");
    write_kinds(group.kinds, Linked::Yes);
    write_citation(html_, award_.kind_rule);
    html_.close();
  }

  void write_guard(Html& html, const Guard& guard) const {
    html.open("li");
    if (is_negative(program_.rules[guard.rule].kind)) {
      write_negation(html, material_, guard.node);
    } else {
      write_expression(html, material_, guard.node);
    }
    write_citation(html, guard.rule);
    html.close();
  }

  /// The article that says it, linked, and the mark of the tests.
  void write_citation(Html& html, Index rule) const {
    const runtime::Rule& said = program_.rules[rule];
    html.text(" ").open("span", {{"class", "citation"}});
    html.open("a", {{"href", "#" + material_.links.statement_id(said.span)}});
    if (said.article.empty()) {
      html.words(phrase(Phrase::LineNumber, {count(material_.links.line_of(said.span))}));
    } else {
      html.words(article_words(said.article));
    }
    html.close().close();
    write_test_mark(html, material_, rule);
  }

  Html& html_;
  const Material& material_;
  const runtime::Program& program_;
  const runtime::Award& award_;
};

/// The settlement statements an award takes part in, and the pairs of which something is to be said.
class TogetherWriter {
 public:
  TogetherWriter(Html& html, const Material& material, Index award) : html_(html), material_(material), award_(award) {}

  void write() {
    const std::vector<Index> rules = rules_of();
    std::vector<std::size_t> groups;
    for (std::size_t at = 0; at < material_.grouped.groups.size(); ++at) {
      if (is_in(material_.grouped.groups[at])) groups.push_back(at);
    }
    if (rules.empty() && groups.empty()) return;
    html_.open("div", {{"class", "together"}})
        .element("p", {{"class", "label"}}, phrase(Phrase::TogetherWithOthers))
        .open("ul");
    for (const std::size_t group : groups) write_group_line(html_, material_, group, award_);
    for (const Index rule : rules) write_rule(rule);
    html_.close().close();
  }

 private:
  bool is_in(const PairGroup& group) const {
    const std::string& name = material_.program.awards[award_].name;
    return std::find(group.awards.begin(), group.awards.end(), name) != group.awards.end();
  }

  std::vector<Index> rules_of() const {
    std::vector<Index> rules;
    const auto add = [&](const std::vector<Index>& awards, Index rule) {
      if (std::find(awards.begin(), awards.end(), award_) != awards.end()) rules.push_back(rule);
    };
    for (const runtime::Step& step : material_.program.steps) add(step.awards, step.rule);
    for (const runtime::Revocation& one : material_.program.revocations) add(one.awards, one.rule);
    std::sort(rules.begin(), rules.end());
    return rules;
  }

  void write_rule(Index index) {
    const runtime::Rule& rule = material_.program.rules[index];
    const base::Source& source = material_.source_of(rule.span);
    // The first line says what the statement does; the modes below it are one click away.
    const auto end = static_cast<std::uint32_t>(
        std::min<std::size_t>(source.text().find_first_of("\r\n", rule.span.begin), rule.span.end));
    html_.open("li").open("code");
    write_code(html_, material_.links, source, {rule.span.source, rule.span.begin, end}, Anchors::None);
    html_.close().text(" ").open("a", {{"class", "citation"}, {"href", "#" + material_.links.statement_id(rule.span)}});
    if (rule.article.empty()) {
      html_.words(phrase(Phrase::LineNumber, {count(rule.line)}));
    } else {
      html_.words(article_words(rule.article));
    }
    html_.close().close();
  }

  Html& html_;
  const Material& material_;
  Index award_;
};

}  // namespace

Bilingual article_words(const std::string& label) {
  return {runtime::article_words(label, Language::English), runtime::article_words(label, Language::Chinese)};
}

void write_award_name(Html& html, const Material& material, Index award) {
  const std::string& name = material.program.awards[award].name;
  const bool is_claim = material.links.target_of(names::Symbol{SymbolKind::Award, name}).empty();
  write_name(html, material.links, {is_claim ? SymbolKind::Claim : SymbolKind::Award, name});
}

void write_award_card(Html& html, const Material& material, Index award) {
  html.open("div", {{"class", "card award-card"}});
  write_amounts(html, material, award);
  RequirementWriter(html, material, award).write();
  TogetherWriter(html, material, award).write();
  html.close();
}

}  // namespace polc::doc
