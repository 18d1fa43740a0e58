// Examples for findings about the words of a policy that are about a case all the same: an amount with a slipped unit,
// a lower level that pays more, 超过 written as 以上, a window that is off by a day, a condition that was dropped. The
// checks on words know places, not cases; here the place leads to the rule, and the rule to a case that shows it.
#pragma once

#include <cstddef>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/analyse/analyse.h"

namespace polc::analyse {

/// Gives a replayed witness to the findings of `out` from place `begin` on that have none and that some case shows. A
/// finding no case can be made for keeps none. Costs one reading of a policy as regions where there is such a finding,
/// nothing otherwise.
void add_word_examples(const std::vector<Subject>& subjects, const base::SourceStore& sources, std::size_t begin,
                       base::Diagnostics& out);

}  // namespace polc::analyse
