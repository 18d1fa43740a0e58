#include "base/render/sarif.h"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/render/witness.h"
#include "base/version.h"

namespace polc::base {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

/// Returns a path as the URI reference of RFC 3986: bytes outside the unreserved characters as %XX.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kKept = "-._~/";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char one : path) {
    const auto byte = static_cast<unsigned char>(one);
    const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    if (is_letter || kKept.find(one) != std::string_view::npos) {
      uri += one;
    } else {
      uri += fmt::format("%{:02X}", byte);
    }
  }
  return uri;
}

void write_text(std::string_view key, std::string_view text, JsonWriter& json) {
  json.key(key).begin_object().member("text", text).end_object();
}

void write_region(const SourceStore& sources, Span span, JsonWriter& json) {
  const Range range = range_of(sources, span);
  json.begin_object()
      .member("startLine", std::int64_t{range.start.line})
      .member("startColumn", std::int64_t{range.start.column})
      .member("endLine", std::int64_t{range.end.line})
      .member("endColumn", std::int64_t{range.end.column})
      .end_object();
}

void write_artifact(const SourceStore& sources, Span span, JsonWriter& json) {
  json.key("artifactLocation").begin_object().member("uri", uri_of(sources.get(span.source).path())).end_object();
}

/// Writes the members of a location, in an object that has begun.
void write_location(const SourceStore& sources, Span span, JsonWriter& json) {
  json.key("physicalLocation").begin_object();
  write_artifact(sources, span, json);
  json.key("region");
  write_region(sources, span, json);
  json.end_object();
}

void write_related(const Report& report, const Diagnostic& finding, Language language, JsonWriter& json) {
  json.key("relatedLocations").begin_array();
  std::int64_t id = 0;
  for (const Related& related : finding.related) {
    if (!has_place(related.span)) continue;
    json.begin_object().member("id", ++id);
    write_location(report.sources, related.span, json);
    write_text("message", related.message.in(language), json);
    json.end_object();
  }
  json.end_array();
}

/// Writes a fix as one change for each run of edits in one file.
void write_fix(const SourceStore& sources, const Fix& fix, Language language, JsonWriter& json) {
  json.begin_object();
  write_text("description", fix.title.in(language), json);
  json.key("artifactChanges").begin_array();
  for (std::size_t at = 0; at < fix.edits.size();) {
    const SourceId id = fix.edits[at].span.source;
    json.begin_object();
    write_artifact(sources, fix.edits[at].span, json);
    json.key("replacements").begin_array();
    for (; at < fix.edits.size() && fix.edits[at].span.source == id; ++at) {
      json.begin_object().key("deletedRegion");
      write_region(sources, fix.edits[at].span, json);
      write_text("insertedContent", fix.edits[at].text, json);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

/// Returns 64 bits of FNV-1a over the code, the arguments and the awards, in hexadecimal.
std::string fingerprint(const Diagnostic& finding) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto mix = [&hash](std::string_view text) {
    for (const char one : text) hash = (hash ^ static_cast<unsigned char>(one)) * 0x100000001B3U;
    hash = (hash ^ 0xFFU) * 0x100000001B3U;
  };
  mix(info(finding.code).id);
  for (const Bilingual& argument : finding.arguments) mix(argument.english);
  for (const std::string& award : finding.awards) mix(award);
  return fmt::format("{:016x}", hash);
}

/// What a run knows of a finding beside the finding itself.
struct Standing {
  std::string_view baseline_state = {};  // "new" or "unchanged"; empty where the run has no baseline
  const Allowed* allowed = nullptr;      // the answer that suppresses it
};

void write_suppression(const Report& report, const Allowed& allowed, JsonWriter& json) {
  json.key("suppressions")
      .begin_array()
      .begin_object()
      .member("kind", "inSource")
      .member("justification", allowed.reason);
  json.key("location").begin_object();
  write_location(report.sources, allowed.allow, json);
  json.end_object().end_object().end_array();
}

void write_result(const Report& report, const Diagnostic& finding, const Standing& standing, Language language,
                  JsonWriter& json) {
  const std::string& help = finding.help.in(language);
  json.begin_object()
      .member("ruleId", info(finding.code).id)
      .member("ruleIndex", static_cast<std::int64_t>(finding.code))
      .member("level", severity_id(finding.severity));
  if (!standing.baseline_state.empty()) json.member("baselineState", standing.baseline_state);
  if (standing.allowed != nullptr) write_suppression(report, *standing.allowed, json);
  write_text("message", help.empty() ? message(finding, language) : message(finding, language) + "\n" + help, json);
  json.key("locations").begin_array();
  if (has_place(finding.span)) {
    json.begin_object();
    write_location(report.sources, finding.span, json);
    json.end_object();
  }
  json.end_array();
  write_related(report, finding, language, json);
  json.key("partialFingerprints").begin_object().member("polcFinding/v1", fingerprint(finding)).end_object();
  json.key("fixes").begin_array();
  for (const Fix& fix : finding.fixes) write_fix(report.sources, fix, language, json);
  json.end_array();
  if (finding.witness) {
    json.key("properties").begin_object().key("witness");
    write_witness(*finding.witness, language, json);
    json.end_object();
  }
  json.end_object();
}

void write_results(const Report& report, Language language, JsonWriter& json) {
  for (const Diagnostic* finding : report.findings) {
    write_result(report, *finding, {.baseline_state = report.accepted ? "new" : ""}, language, json);
  }
  if (report.accepted) {
    for (const Diagnostic* finding : *report.accepted)
      write_result(report, *finding, {.baseline_state = "unchanged"}, language, json);
  }
  if (report.allowed) {
    for (const Allowed& one : *report.allowed) write_result(report, *one.finding, {.allowed = &one}, language, json);
  }
}

void write_rules(Language language, JsonWriter& json) {
  json.key("rules").begin_array();
  for (const CodeInfo& row : all_codes()) {
    json.begin_object().member("id", row.id).member("name", row.name);
    write_text("shortDescription", language == Language::Chinese ? row.chinese : row.english, json);
    write_text("help", fmt::format("polc explain {}", row.id), json);
    json.key("defaultConfiguration").begin_object().member("level", severity_id(row.severity)).end_object();
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string render_sarif(const Report& report, Language language) {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::Indented);
  json.begin_object().member("$schema", kSchema).member("version", "2.1.0").key("runs").begin_array().begin_object();
  json.key("tool").begin_object().key("driver").begin_object().member("name", "polc").member("version", kVersion);
  write_rules(language, json);
  json.end_object().end_object();
  json.member("columnKind", "unicodeCodePoints").key("results").begin_array();
  write_results(report, language, json);
  json.end_array().end_object().end_array().end_object();
  return text + "\n";
}

}  // namespace polc::base
