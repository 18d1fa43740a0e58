// `polc check` beyond names and types: what is wrong, open or unproved in policies that compile. The checks on
// regions live in `regions/`, those on words, amounts and dates in `text/`; this header runs them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "base/source.h"
#include "compiler/analyse/region_share.h"
#include "compiler/analyse/timings.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

/// One policy to check, with the bytes of its `source` document where it names one that could be read.
struct Subject {
  const compiler::Compiled* compiled = nullptr;  // compiled without errors
  std::string path;                              // as given by the user
  std::optional<std::string> document;
  base::Bilingual document_problem = {};  // why a document that is named could not be read; empty without
};

/// What a run may be told about the rules that documents of its sort are under.
struct AnalyseOptions {
  std::int64_t max_years = 5;  // how long a policy may be in force (P4503); 1 to 1000
};

/// What a run established, for the last line of a clean run and the `proved` object of the JSON.
struct Proved {
  std::size_t awards = 0;
  std::size_t cells = 0;
  bool no_overlap = false;  // proved, not merely not found
  bool no_gap = false;
  bool no_dead_rule = false;
  std::size_t readings_open = 0;
  std::size_t undecided = 0;
  RegionShare guards;        // each condition of an award once, under each truth asked of it
  RegionShare cell_regions;  // by award, applicant kind and cell
  Timings timings;
};

/// Checks policies together (claim kinds and keys match by name). Reports every finding of P4, P5 and P6 to
/// `out`; what an `allow` answers, `apply_allows` takes out. The findings depend on the texts and options alone.
Proved analyse(const std::vector<Subject>& subjects, const base::SourceStore& sources, const AnalyseOptions& options,
               base::Diagnostics& out);

}  // namespace polc::analyse
