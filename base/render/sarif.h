// Findings as SARIF 2.1.0, for code-scanning services and viewers.
#pragma once

#include <string>

#include "base/language.h"
#include "base/render/report.h"

namespace polc::base {

/// Returns one SARIF log with one run, indented, with a line break at the end. Columns are code points. Each
/// result has a fingerprint made of its code and names, so that it is known again after lines moved.
std::string render_sarif(const Report& report, Language language);

}  // namespace polc::base
