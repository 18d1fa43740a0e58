// What a policy's findings were on a day, so that a run can show only what is new. A finding is known by its code, its
// article and the names it is about, never by its line. A file of plain lines, for version control; reading and writing
// the file itself is the command line's.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace polc::analyse {

/// How many findings of each kind are accepted.
struct Baseline {
  std::map<std::string, std::size_t> counts;  // key → number
};

/// Returns the line that stands for a finding: code, article, names sorted, divided by tabs.
std::string baseline_key(const base::Diagnostic& finding);

/// Returns the text of a baseline of these findings, sorted, with a first line that says what it is.
std::string write_baseline(const std::vector<const base::Diagnostic*>& findings);

/// Reads the text of a baseline; nothing where it is none. Line ends may be \n or \r\n.
std::optional<Baseline> read_baseline(std::string_view text);

/// Returns for each finding whether the baseline accepts it. Where it accepts fewer of a kind than there are, the first
/// ones are accepted.
std::vector<bool> accepted_by(const Baseline& baseline, const std::vector<const base::Diagnostic*>& findings);

}  // namespace polc::analyse
