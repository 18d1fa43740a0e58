// The analysis of meaning over the policies of a run: hands each with its source document to `compiler/analyse`
// and puts what comes back beside the findings of names and types. Used by `check` alone.
#pragma once

#include <optional>
#include <vector>

#include "base/diagnostic.h"
#include "base/render/report.h"
#include "cli/files.h"
#include "cli/policy_set.h"
#include "compiler/analyse/allow.h"
#include "compiler/analyse/analyse.h"

namespace polc::cli {

/// Returns the policies that compile, each with the bytes of the document its `source` names, read relative to the
/// policy, or the reason why that cannot be read. Views into `set`.
std::vector<analyse::Subject> subjects_of(const PolicySet& set, FileReader& reader);

/// Policies with everything that was found in them. `proved` is empty when none of them compiles.
struct AnalysedSet {
  PolicySet set;
  base::Diagnostics findings;                    // of names, types and meaning; what an `allow` answers left out
  std::vector<analyse::AllowedFinding> allowed;  // that, in the same order
  std::optional<analyse::Proved> proved;
};

/// Compiles the files and analyses the policies together, those with errors left out. `reader` also gives the
/// documents named by `source`, relative to their policy.
AnalysedSet analyse_policies(const std::vector<PolicyFile>& files, FileReader& reader,
                             const analyse::AnalyseOptions& options);

/// Returns the findings that stand, by source and place, each once.
std::vector<const base::Diagnostic*> all_findings(const AnalysedSet& analysed);

/// Returns the findings that an `allow` answers, by source and place, each once.
std::vector<base::Allowed> allowed_findings(const AnalysedSet& analysed);

}  // namespace polc::cli
