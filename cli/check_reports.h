// What `polc check` prints instead of findings or beside them: the stacking matrix, how much of the documents is
// quoted, where the time went.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"

namespace polc::cli {

/// Returns the stacking matrix of each policy; `format` is text, csv or json. With several policies each is headed by
/// its path in text, and JSON is an array of one object a policy.
std::string report_matrix(const std::vector<analyse::Subject>& subjects, const std::string& format,
                          base::Language language);

/// Returns the share of the telling sentences of each policy's document that a `text` quotes, by article, with the
/// sentences that none does; `format` is text or json.
std::string report_coverage(const std::vector<analyse::Subject>& subjects, const base::SourceStore& sources,
                            const std::string& format, base::Language language);

/// Returns the time of each check, and the share of conditions that are one region without residue.
std::string report_timings(const analyse::Proved& proved, base::Language language);

}  // namespace polc::cli
