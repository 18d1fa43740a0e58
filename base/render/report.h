// What a run of `polc check` shows, in whatever form: the findings, what was looked at, what was left out.
// Made by the command line, read by the renderers of this folder. Holds views of things that outlive it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "base/source.h"

namespace polc::base {

/// What the analysis of overlaps, gaps and dead rules established. A claim is true only where it is proved, not
/// merely where nothing was found.
struct Proved {
  bool has_no_overlap = false;
  bool has_no_gap = false;
  bool has_no_dead_rule = false;
  std::size_t num_undecided = 0;
};

/// How much was checked. Awards, cells and readings count only policies that are whole.
struct Checked {
  std::size_t num_files = 0;
  std::size_t num_awards = 0;
  std::size_t num_cells = 0;
  std::size_t num_readings = 0;
  std::size_t num_tests = 0;
  std::optional<Proved> proved = std::nullopt;  // without: names, types and values were checked, meanings were not
};

/// How many findings there are of each severity, those that are not shown included.
struct Tally {
  std::size_t num_errors = 0;
  std::size_t num_warnings = 0;
  std::size_t num_notes = 0;

  std::size_t total() const { return num_errors + num_warnings + num_notes; }
};

/// A finding that the drafter answered with an `allow`, which leaves it out of `Report::findings`.
struct Allowed {
  const Diagnostic* finding = nullptr;
  std::string reason;
  Span allow;  // the statement that answers it
};

/// `sources` and the findings outlive the report.
struct Report {
  const SourceStore& sources;
  std::vector<const Diagnostic*> findings;  // those to show, in the order they are shown
  Tally tally;
  Checked checked;
  /// Where witnesses were written as case files: the finding's own case, then those of `Witness::with`.
  std::map<const Diagnostic*, std::vector<std::string>> witness_files = {};
  /// What the baseline of the run accepts, left out of `findings` and `tally`; nothing without a baseline.
  std::optional<std::vector<const Diagnostic*>> accepted = std::nullopt;
  /// What an `allow` answers, in the order of places; nothing where it is not to be shown.
  std::optional<std::vector<Allowed>> allowed = std::nullopt;

  /// Returns how many findings were left out.
  std::size_t num_hidden() const { return tally.total() - findings.size(); }
};

/// Returns the counts of `findings` by severity.
Tally count(std::span<const Diagnostic* const> findings);

/// Returns "error", "warning" or "note": the word of JSON, SARIF and the options.
std::string_view severity_id(Severity severity);

/// Returns the word for `severity` that a message in `language` begins with.
std::string_view severity_word(Severity severity, Language language);

/// Returns the lines and columns of `span`. Its source must be one of `sources`.
struct Range {
  LineColumn start;
  LineColumn end;
};
Range range_of(const SourceStore& sources, Span span);

/// Returns true when `span` stands in a source.
bool has_place(Span span);

}  // namespace polc::base
