// A policy text compiled for the tests of the analysis.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/analyse/regions/check_regions.h"

namespace polc::analyse {

/// Owns what a checked policy refers to.
struct CheckedRegions {
  base::SourceStore sources;
  compiler::Compiled compiled;
  base::Diagnostics compile_findings;
  base::Diagnostics findings;
  Proved proved;

  explicit CheckedRegions(const std::string& text);

  /// Returns the first finding with a code, or null.
  const base::Diagnostic* find(base::Code code) const;
  /// Returns the ids of all findings, in order.
  std::vector<std::string> codes() const;
};

}  // namespace polc::analyse
