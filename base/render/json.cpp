#include "base/render/json.h"

#include "base/render/witness.h"

namespace polc::base {
namespace {

void write_position(const LineColumn& place, JsonWriter& json) {
  json.begin_object()
      .member("line", std::int64_t{place.line})
      .member("column", std::int64_t{place.column})
      .end_object();
}

/// Writes the members `file` and `range`; both are null where there is no place.
void write_place(const SourceStore& sources, Span span, JsonWriter& json) {
  if (!has_place(span)) {
    json.key("file").null().key("range").null();
    return;
  }
  const Range range = range_of(sources, span);
  json.member("file", sources.get(span.source).path());
  json.key("range").begin_object().key("start");
  write_position(range.start, json);
  json.key("end");
  write_position(range.end, json);
  json.end_object();
}

void write_fix(const SourceStore& sources, const Fix& fix, Language language, JsonWriter& json) {
  json.begin_object().member("title", fix.title.in(language)).member("safe", fix.is_safe);
  json.key("edits").begin_array();
  for (const Edit& edit : fix.edits) {
    json.begin_object();
    write_place(sources, edit.span, json);
    json.member("text", edit.text).end_object();
  }
  json.end_array().end_object();
}

void write_checked(const Checked& checked, JsonWriter& json) {
  json.begin_object()
      .member("files", static_cast<std::int64_t>(checked.num_files))
      .member("awards", static_cast<std::int64_t>(checked.num_awards))
      .member("cells", static_cast<std::int64_t>(checked.num_cells))
      .member("readings", static_cast<std::int64_t>(checked.num_readings))
      .member("tests", static_cast<std::int64_t>(checked.num_tests));
  if (checked.proved) {
    json.member("no_overlap", checked.proved->has_no_overlap)
        .member("no_gap", checked.proved->has_no_gap)
        .member("no_dead_rule", checked.proved->has_no_dead_rule)
        .member("undecided", static_cast<std::int64_t>(checked.proved->num_undecided));
  }
  json.end_object();
}

}  // namespace

void write_finding(const SourceStore& sources, const Diagnostic& finding, Language language, JsonWriter& json) {
  const CodeInfo& row = info(finding.code);
  json.begin_object()
      .member("code", row.id)
      .member("name", row.name)
      .member("severity", severity_id(finding.severity))
      .member("message", message(finding, language));
  write_place(sources, finding.span, json);
  json.key("related").begin_array();
  for (const Related& related : finding.related) {
    json.begin_object();
    write_place(sources, related.span, json);
    json.member("message", related.message.in(language)).end_object();
  }
  json.end_array();
  if (finding.witness) {
    json.key("witness");
    write_witness(*finding.witness, language, json);
  }
  json.key("fixes").begin_array();
  for (const Fix& fix : finding.fixes) write_fix(sources, fix, language, json);
  json.end_array().member("article", finding.article).key("awards").begin_array();
  for (const std::string& award : finding.awards) json.string(award);
  json.end_array().member("help", finding.help.in(language)).end_object();
}

namespace {

void write_allowed(const Report& report, Language language, JsonWriter& json) {
  json.key("allowed").begin_array();
  for (const Allowed& one : *report.allowed) {
    json.begin_object().member("reason", one.reason).key("allow").begin_object();
    write_place(report.sources, one.allow, json);
    json.end_object().key("finding");
    write_finding(report.sources, *one.finding, language, json);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string render_json(const Report& report, Language language) {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::Indented);
  json.begin_object().key("findings").begin_array();
  for (const Diagnostic* finding : report.findings) write_finding(report.sources, *finding, language, json);
  json.end_array();
  if (report.allowed) write_allowed(report, language, json);
  if (report.num_hidden() > 0) json.member("not_shown", static_cast<std::int64_t>(report.num_hidden()));
  json.key("proved");
  write_checked(report.checked, json);
  json.end_object();
  return text + "\n";
}

}  // namespace polc::base
