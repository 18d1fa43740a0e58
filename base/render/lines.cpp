#include "base/render/lines.h"

#include <string_view>

#include <fmt/format.h>

#include "base/render/terminal.h"
#include "base/render/witness.h"

namespace polc::base {
namespace {

/// Returns `text` on one line.
std::string on_one_line(std::string_view text) {
  std::string line = make_visible(text);
  for (char& one : line) {
    if (one == '\n') one = ' ';
  }
  return line;
}

/// Returns `FILE:LINE:COLUMN`, or nothing where there is no place.
std::string place_text(const SourceStore& sources, Span span) {
  if (!has_place(span)) return {};
  const Source& source = sources.get(span.source);
  const LineColumn place = source.place(span.begin);
  return fmt::format("{}:{}:{}", on_one_line(source.path()), place.line, place.column);
}

std::string compact_line(const Report& report, const Diagnostic& finding, Language language) {
  std::string line = place_text(report.sources, finding.span);
  if (!line.empty()) line += ": ";
  line += fmt::format("{}[{}]: {}", severity_id(finding.severity), info(finding.code).id,
                      on_one_line(message(finding, language)));
  const std::string& help = finding.help.in(language);
  if (!help.empty()) line += fmt::format(" [{}]", on_one_line(help));
  const auto witness = report.witness_files.find(&finding);
  if (witness != report.witness_files.end()) {
    line += fmt::format(" [witness {}]", on_one_line(fmt::format("{}", fmt::join(witness->second, ", "))));
  }
  return line + "\n";
}

/// Escapes the value of a workflow command; in a property also what ends a property.
std::string escape_command(std::string_view text, bool is_property) {
  std::string escaped;
  for (const char one : text) {
    const bool is_special = one == '%' || one == '\r' || one == '\n' || (is_property && (one == ':' || one == ','));
    if (is_special) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(one));
    } else {
      escaped += one;
    }
  }
  return escaped;
}

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: return "notice";
  }
  return {};
}

std::string github_line(const Report& report, const Diagnostic& finding, Language language) {
  const CodeInfo& row = info(finding.code);
  std::string line = fmt::format("::{} title=polc {} {}", command_of(finding.severity), row.id, row.name);
  if (has_place(finding.span)) {
    const Range range = range_of(report.sources, finding.span);
    line += fmt::format(",file={},line={},col={},endLine={},endColumn={}",
                        escape_command(report.sources.get(finding.span.source).path(), true), range.start.line,
                        range.start.column, range.end.line, range.end.column);
  }
  std::string text = message(finding, language);
  const std::string& help = finding.help.in(language);
  if (finding.witness) text += "\n" + finding.witness->shows.in(language);
  for (const std::string& command : replay_commands(report, finding)) text += "\n" + command;
  if (!help.empty()) text += "\n" + help;
  return line + "::" + escape_command(text, false) + "\n";
}

}  // namespace

std::string render_compact(const Report& report, Language language) {
  std::string text;
  for (const Diagnostic* finding : report.findings) text += compact_line(report, *finding, language);
  return text;
}

std::string render_allowed(const Report& report, Language language) {
  std::string text;
  if (!report.allowed) return text;
  const bool is_chinese = language == Language::Chinese;
  for (const Allowed& one : *report.allowed) {
    const std::string place = place_text(report.sources, one.finding->span);
    text += fmt::format(fmt::runtime(is_chinese ? "{}{}已放行[{}]：{} [因为“{}”，见 {}]\n"
                                                : "{}{}allowed[{}]: {} [because \"{}\", {}]\n"),
                        place, place.empty() ? "" : ": ", info(one.finding->code).id,
                        on_one_line(message(*one.finding, language)), on_one_line(one.reason),
                        place_text(report.sources, one.allow));
  }
  return text;
}

std::string render_github(const Report& report, Language language) {
  std::string text;
  for (const Diagnostic* finding : report.findings) text += github_line(report, *finding, language);
  return text;
}

}  // namespace polc::base
