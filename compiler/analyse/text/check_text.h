// The checks on words, amounts, dates, names and tests, and the rules against their text (P44–P47, P5, P6).
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"

namespace polc::analyse {

/// Runs P44–P47, P5 and P6 on each policy.
Timings check_text(const std::vector<Subject>& subjects, const base::SourceStore& sources,
                   const AnalyseOptions& options, base::Diagnostics& out);

}  // namespace polc::analyse
