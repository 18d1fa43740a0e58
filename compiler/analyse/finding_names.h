// The names a finding is about. They stay the same when lines move, so `allow` statements and baselines hold on to
// them.
#pragma once

#include <set>
#include <string>

#include "base/diagnostic.h"

namespace polc::analyse {

/// Returns the awards of a finding and everything that stands in backticks in its English message.
std::set<std::string> names_in(const base::Diagnostic& finding);

}  // namespace polc::analyse
