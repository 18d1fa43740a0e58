#include <algorithm>
#include <map>

#include "base/render/report.h"
#include "lsp/features/features.h"
#include "lsp/uri.h"

namespace polc::lsp {

using base::Diagnostic;
using base::Language;
using base::Severity;

namespace {

int severity_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return 1;
    case Severity::Warning: return 2;
    case Severity::Note: return 3;
  }
  return 3;
}

std::string message_of(const Diagnostic& finding, Language language) {
  std::string text = base::message(finding, language);
  if (finding.witness)
    text += (language == Language::Chinese ? "\n例：" : "\nexample: ") + finding.witness->shows.in(language);
  const std::string& help = finding.help.in(language);
  if (!help.empty()) text += "\n" + help;
  return text;
}

Json related_of(const Snapshot& snapshot, const Diagnostic& finding, Language language) {
  Json related = Json::array();
  for (const base::Related& one : finding.related) {
    if (!base::has_place(one.span)) continue;
    const LineIndex lines = snapshot.lines_of(one.span.source);
    related.push_back(
        {{"location", {{"uri", uri_of(snapshot.path_of(one.span.source))}, {"range", lines.range_of(one.span)}}},
         {"message", one.message.in(language)}});
  }
  return related;
}

/// Returns the findings to show in the document, each once. One without a place stands at the beginning.
std::vector<const Diagnostic*> findings_here(const Findings& findings) {
  std::vector<const Diagnostic*> here;
  for (const Diagnostic& one : findings.known().all()) {
    const bool is_here = one.span.source == findings.snapshot.source();
    const bool is_of_root =
        !base::has_place(one.span) && findings.snapshot.input().root == findings.snapshot.input().path;
    if (is_here || is_of_root) here.push_back(&one);
  }
  return here;
}

Json diagnostic_of(const Snapshot& snapshot, const Diagnostic& finding, Language language) {
  const base::Span span = base::has_place(finding.span) ? finding.span : base::Span{snapshot.source(), 0, 0};
  const base::CodeInfo& info = base::info(finding.code);
  Json one{{"range", snapshot.lines().range_of(span)},
           {"severity", severity_of(finding.severity)},
           {"code", info.id},
           {"source", "polc"},
           {"message", message_of(finding, language)}};
  Json related = related_of(snapshot, finding, language);
  if (!related.empty()) one["relatedInformation"] = std::move(related);
  if (info.id == "P4601") one["tags"] = {1};  // unused: shown faded
  if (finding.witness) one["data"] = {{"case", finding.witness->case_json}};
  return one;
}

Json edit_of(const Snapshot& snapshot, const base::Fix& fix) {
  std::map<std::string, Json> changes;
  for (const base::Edit& edit : fix.edits) {
    const LineIndex lines = snapshot.lines_of(edit.span.source);
    Json& of_file = changes.try_emplace(uri_of(snapshot.path_of(edit.span.source)), Json::array()).first->second;
    of_file.push_back({{"range", lines.range_of(edit.span)}, {"newText", edit.text}});
  }
  return {{"changes", changes}};
}

}  // namespace

Json diagnostics(const Findings& findings, Language language) {
  Json all = Json::array();
  for (const Diagnostic* one : findings_here(findings)) all.push_back(diagnostic_of(findings.snapshot, *one, language));
  return all;
}

Json code_actions(const Findings& findings, const Json& range, Language language) {
  const Snapshot& snapshot = findings.snapshot;
  const std::uint32_t begin = snapshot.lines().offset_of(read_position(range.value("start", Json::object())));
  const std::uint32_t end = snapshot.lines().offset_of(read_position(range.value("end", Json::object())));
  Json actions = Json::array();
  for (const Diagnostic* one : findings_here(findings)) {
    if (one->span.end < begin || one->span.begin > end) continue;
    for (const base::Fix& fix : one->fixes) {
      actions.push_back({{"title", fix.title.in(language)},
                         {"kind", "quickfix"},
                         {"diagnostics", Json::array({diagnostic_of(snapshot, *one, language)})},
                         {"isPreferred", fix.is_safe},
                         {"edit", edit_of(snapshot, fix)}});
    }
  }
  return actions;
}

}  // namespace polc::lsp
