// `polc check` beyond names and types: what is wrong, open or unproved in policies that compile. The checks on
// regions live in `regions/`, those on words, amounts and dates in `text/`; this header runs them all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

/// One policy to check, with the bytes of its `source` document where it names one that could be read.
struct Subject {
  const compiler::Compiled* compiled = nullptr;   // compiled without errors
  std::string path;                               // as given by the user
  std::optional<std::string> document;
};

/// A finding that an `allow` answers.
struct AllowedFinding {
  base::Diagnostic finding;
  std::string reason;
  base::Span allow;  // the statement that answers it
};

/// What a run established, for the last line of a clean run and the `proved` object of the JSON.
struct Proved {
  std::size_t awards = 0;
  std::size_t cells = 0;
  bool no_overlap = false;      // proved, not merely not found
  bool no_gap = false;
  bool no_dead_rule = false;
  std::size_t readings_open = 0;
  std::size_t undecided = 0;
  std::vector<AllowedFinding> allowed;  // left out of the findings, in their order
};

/// Checks policies together (claim kinds and keys match by name). Reports every finding of P4, P5 and P6 to
/// `out`, those that an `allow` answers left out. The result and the findings depend on the texts alone.
Proved analyse(const std::vector<Subject>& subjects, const base::SourceStore& sources, base::Diagnostics& out);

}  // namespace polc::analyse
