#include "doc/findings.h"

#include <vector>

#include <fmt/format.h>

#include "base/render/report.h"
#include "base/render/witness.h"
#include "doc/awards.h"
#include "doc/code.h"
#include "doc/phrases.h"
#include "doc/witness.h"

namespace polc::doc {

using base::Bilingual;
using base::Diagnostic;
using base::Language;
using base::Severity;

namespace {

Bilingual message_of(const Diagnostic& finding) {
  return {message(finding, Language::English), message(finding, Language::Chinese)};
}

Bilingual severity_of(Severity severity) {
  return {std::string(base::severity_word(severity, Language::English)),
          std::string(base::severity_word(severity, Language::Chinese))};
}

class FindingWriter {
 public:
  FindingWriter(Html& html, const Material& material, const ExplainCode& explain)
      : html_(html), material_(material), explain_(explain) {}

  void write_card(std::size_t index) {
    const Diagnostic& finding = *material_.subject.findings[index];
    html_.open(
        "aside",
        html_.labelled(
            {{"class", fmt::format("card finding {}", base::severity_id(finding.severity))}, {"id", finding_id(index)}},
            phrase(Phrase::FindingLabel, {base::plain(base::info(finding.code).id), count(index + 1)})));
    html_.open("p", {{"class", "finding-head"}});
    write_badge(finding);
    html_.text(" ").sentence(message_of(finding)).close();
    if (!finding.help.english.empty()) html_.open("p", {{"class", "help"}}).sentence(finding.help).close();
    write_related(finding);
    if (finding.witness) write_witness(finding);
    write_fixes(finding);
    const Bilingual meaning = explain_(finding.code);
    if (!meaning.english.empty()) {
      html_.open("details").element("summary", {},
                                    phrase(Phrase::WhatIsMeant, {base::plain(base::info(finding.code).id)}));
      html_.open("p").sentence(meaning).close().close();
    }
    html_.close();
  }

  void write_mention(std::size_t index) {
    const Diagnostic& finding = *material_.subject.findings[index];
    html_.open("p", {{"class", fmt::format("mention {}", base::severity_id(finding.severity))}});
    write_badge(finding);
    html_.text(" ")
        .words(phrase(Phrase::AlsoAbout))
        .text(" ")
        .open("a", {{"href", "#" + finding_id(index)}})
        .sentence(message_of(finding))
        .close()
        .close();
  }

  void write_list() {
    html_.open("section", {{"id", "findings"}}).element("h2", {}, phrase(Phrase::FindingsTitle));
    if (material_.subject.findings.empty()) {
      html_.element("p", {}, phrase(Phrase::NoFindings));
    } else {
      html_.element("p", {{"class", "lead"}}, phrase(Phrase::FindingsLead));
      html_.open("ol", {{"class", "finding-list"}});
      for (std::size_t at = 0; at < material_.subject.findings.size(); ++at) write_line(at);
      html_.close();
    }
    write_allowed();
    html_.close();
  }

 private:
  void write_badge(const Diagnostic& finding) {
    html_.open("span", {{"class", fmt::format("badge {}", base::severity_id(finding.severity))}})
        .words(severity_of(finding.severity))
        .text(" ")
        .text(base::info(finding.code).id)
        .close();
  }

  /// A second place of a finding: a link where it is on this page.
  void write_place(base::Span span) {
    if (!base::has_place(span)) return;
    const std::string id = material_.links.statement_id(span);
    if (id.empty()) {
      html_.text(
          fmt::format("{}:{}", material_.source_of(span).path(), material_.source_of(span).place(span.begin).line));
    } else {
      html_.open("a", {{"href", "#" + id}})
          .words(phrase(Phrase::LineNumber, {count(material_.links.line_of(span))}))
          .close();
    }
    html_.words({": ", "："});
  }

  void write_related(const Diagnostic& finding) {
    if (finding.related.empty()) return;
    html_.open("ul", {{"class", "related"}});
    for (const base::Related& related : finding.related) {
      html_.open("li");
      write_place(related.span);
      if (base::has_place(related.span)) html_.open("q").quote(first_line(related.span)).close().text(" ");
      html_.sentence(related.message).close();
    }
    html_.close();
  }

  std::string first_line(base::Span span) const {
    const std::string_view text = material_.sources.slice(span);
    return std::string(text.substr(0, text.find_first_of("\r\n")));
  }

  void write_witness(const Diagnostic& finding) {
    const base::Witness& witness = *finding.witness;
    html_.open("details", {{"class", "witness"}})
        .open("summary")
        .words(phrase(Phrase::ExampleCase))
        .words({": ", "："})
        .sentence(witness.shows)
        .close();
    write_case(html_, witness.case_json);
    for (const base::WitnessCase& one : witness.with) {
      html_.open("p").words(phrase(Phrase::AndUnder)).text(" ").quote(one.policy).close();
      write_case(html_, one.case_json);
    }
    html_.element("p", {{"class", "label"}}, phrase(Phrase::ReplayWith));
    for (const std::string& command : base::replay_commands({material_.sources, {}, {}, {}}, finding)) {
      html_.open("pre", {{"class", "command"}}).text(command).close();
    }
    html_.close();
  }

  void write_fixes(const Diagnostic& finding) {
    if (finding.fixes.empty()) return;
    html_.open("details", {{"class", "fixes"}})
        .element("summary", {}, phrase(Phrase::Remedies, {count(finding.fixes.size())}))
        .open("ol");
    for (std::size_t at = 0; at < finding.fixes.size(); ++at) {
      html_.open("li").sentence(finding.fixes[at].title).text(" ");
      html_.open("code")
          .text(fmt::format("polc check --fix={}:{}", base::info(finding.code).id, at + 1))
          .close()
          .close();
    }
    html_.close().close();
  }

  void write_line(std::size_t index) {
    const Diagnostic& finding = *material_.subject.findings[index];
    html_.open("li");
    if (material_.links.statement_id(finding.span).empty()) {
      write_card(index);
    } else {
      write_badge(finding);
      html_.text(" ").open("a", {{"href", "#" + finding_id(index)}}).sentence(message_of(finding)).close();
      if (!finding.article.empty())
        html_.text(" ").open("span", {{"class", "citation"}}).words(article_words(finding.article)).close();
    }
    html_.close();
  }

  void write_allowed() {
    if (material_.subject.allowed.empty()) return;
    html_.element("h3", {{"id", "allowed"}}, phrase(Phrase::AllowedTitle))
        .element("p", {}, phrase(Phrase::AllowedLead))
        .open("ul", {{"class", "finding-list"}});
    for (const base::Allowed& one : material_.subject.allowed) {
      html_.open("li");
      write_badge(*one.finding);
      html_.text(" ")
          .sentence(message_of(*one.finding))
          .open("p", {{"class", "help"}})
          .words(phrase(Phrase::AllowedBecause))
          .text(" ");
      html_.open("a", {{"href", "#" + material_.links.statement_id(one.allow)}})
          .quote(one.reason)
          .close()
          .close()
          .close();
    }
    html_.close();
  }

  Html& html_;
  const Material& material_;
  const ExplainCode& explain_;
};

}  // namespace

void write_findings_at(Html& html, const Material& material, const ExplainCode& explain,
                       const std::string& statement_id) {
  FindingWriter writer(html, material, explain);
  const auto found = material.findings_at.find(statement_id);
  if (found != material.findings_at.end()) {
    for (const std::size_t index : found->second) writer.write_card(index);
  }
  const auto mentions = material.mentions_at.find(statement_id);
  if (mentions == material.mentions_at.end()) return;
  for (const std::size_t index : mentions->second) writer.write_mention(index);
}

void write_findings(Html& html, const Material& material, const ExplainCode& explain) {
  FindingWriter(html, material, explain).write_list();
}

}  // namespace polc::doc
