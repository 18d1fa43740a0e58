// Findings as one line each: for editors and scripts (`compact`), and as the workflow commands by which GitHub
// shows them beside a change (`github`).
#pragma once

#include <string>

#include "base/language.h"
#include "base/render/report.h"

namespace polc::base {

/// Returns `FILE:LINE:COLUMN: severity[CODE]: message [help]` for each finding.
std::string render_compact(const Report& report, Language language);

/// Returns `FILE:LINE:COLUMN: allowed[CODE]: message [because “…”, FILE:LINE:COLUMN]` for each finding that an `allow`
/// answers; "" where the report has none.
std::string render_allowed(const Report& report, Language language);

/// Returns `::severity title=…,file=…,line=…::message` for each finding.
std::string render_github(const Report& report, Language language);

}  // namespace polc::base
