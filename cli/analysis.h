// The analysis of meaning over the policies of a run: hands each with its source document to `compiler/analyse`
// and puts what comes back beside the findings of names and types. Used by `check` alone.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "base/render/report.h"
#include "cli/files.h"
#include "cli/policy_set.h"
#include "compiler/analyse/analyse.h"

namespace polc::cli {

/// Returns the policies that compile, each with the bytes of the document its `source` names, read relative to the
/// policy; one that cannot be read is left out without a word. Views into `set`.
std::vector<analyse::Subject> subjects_of(const PolicySet& set, FileReader& reader);

/// Policies with everything that was found in them. `proved` is empty when none of them compiles.
struct AnalysedSet {
  PolicySet set;
  base::Diagnostics meaning;
  std::optional<base::Proved> proved;
};

/// Compiles the files and analyses the policies together, those with errors left out. `reader` also gives the
/// documents named by `source`, relative to their policy; one that cannot be read is left out without a word.
AnalysedSet analyse_policies(const std::vector<PolicyFile>& files, FileReader& reader);

/// Returns the findings of names, types and meaning together, by source and place, each once.
std::vector<const base::Diagnostic*> all_findings(const AnalysedSet& analysed);

}  // namespace polc::cli
