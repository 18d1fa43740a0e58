#include "base/render/report.h"

namespace polc::base {

Tally count(std::span<const Diagnostic* const> findings) {
  Tally tally;
  for (const Diagnostic* finding : findings) {
    switch (finding->severity) {
      case Severity::Error: ++tally.num_errors; break;
      case Severity::Warning: ++tally.num_warnings; break;
      case Severity::Note: ++tally.num_notes; break;
    }
  }
  return tally;
}

std::string_view severity_id(Severity severity) { return severity_word(severity, Language::English); }

std::string_view severity_word(Severity severity, Language language) {
  const bool is_chinese = language == Language::Chinese;
  switch (severity) {
    case Severity::Error: return is_chinese ? "错误" : "error";
    case Severity::Warning: return is_chinese ? "警告" : "warning";
    case Severity::Note: return is_chinese ? "提示" : "note";
  }
  return {};
}

Range range_of(const SourceStore& sources, Span span) {
  const Source& source = sources.get(span.source);
  return {source.place(span.begin), source.place(span.end)};
}

bool has_place(Span span) { return span.source != kNoSource; }

}  // namespace polc::base
