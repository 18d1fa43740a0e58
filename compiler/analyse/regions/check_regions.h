// The checks that are exact on regions: overlap, gap, dead and vacuous rules (P41–P43).
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"

namespace polc::analyse {

/// Runs P41–P43 and P4901 on policies together. Every finding about a case carries a replayed witness.
Proved check_regions(const std::vector<Subject>& subjects, const base::SourceStore& sources, base::Diagnostics& out);

}  // namespace polc::analyse
