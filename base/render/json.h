// Findings for programs: one object a finding. Keys are English whatever the language;
// messages, help and titles are in the language asked for.
#pragma once

#include <string>

#include "base/json_writer.h"
#include "base/language.h"
#include "base/render/report.h"

namespace polc::base {

/// Returns `{"findings": […], "proved": {…}}`, indented, with a line break at the end; with `"allowed": [{"reason",
/// "allow", "finding"}]` where the report has them.
std::string render_json(const Report& report, Language language);

/// Writes one finding as an object; for the language server and for reports that hold findings.
void write_finding(const SourceStore& sources, const Diagnostic& finding, Language language, JsonWriter& json);

}  // namespace polc::base
