// The policies of a run, compiled together: which of the files found are policies by themselves, and their
// findings without the doubles that arise when two policies use one file. Used by `check` and `test`.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/render/report.h"
#include "base/source.h"
#include "cli/files.h"
#include "compiler/pipeline.h"

namespace polc::cli {

/// One policy with everything it uses. `findings` are sorted by place.
struct LoadedPolicy {
  std::string path;
  compiler::Compiled compiled;
  base::Diagnostics findings;
};

struct PolicySet {
  base::SourceStore sources;
  std::deque<LoadedPolicy> policies;  // those that are policies by themselves, in the order of the files
  std::vector<FileProblem> problems;  // files that cannot be read
};

/// Compiles the files. A file that was not named by the user and that another policy uses is left to that policy.
/// `reader` must outlive the call only.
PolicySet load_policies(const std::vector<PolicyFile>& files, FileReader& reader);

/// Returns the findings of all policies, by policy and place, each once though several policies may have it.
std::vector<const base::Diagnostic*> all_findings(const PolicySet& set);

/// Returns `findings` without those that say the same of the same place in the same file as one before.
std::vector<const base::Diagnostic*> drop_doubles(const base::SourceStore& sources,
                                                  const std::vector<const base::Diagnostic*>& findings);

/// Returns how much there is in the set; policies with errors count by their files alone.
base::Checked count_checked(const PolicySet& set);

}  // namespace polc::cli
