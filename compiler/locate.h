// Says of each finding in which article it stands and which award it is about.
#pragma once

#include <cstddef>
#include <deque>

#include "base/diagnostic.h"
#include "compiler/use_tree.h"

namespace polc::compiler {

/// Fills `article` and `awards` of the findings of `out` after the first `begin`, where they are empty: by the
/// nearest heading before the place and the award whose statement holds it. Linear in statements and findings.
void locate_findings(const std::deque<UsedFile>& files, std::size_t begin, base::Diagnostics& out);

}  // namespace polc::compiler
