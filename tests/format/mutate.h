// Makes one policy text into another that nobody wrote: a piece of it with other white space, other words, comments
// in odd places. Used by the random test.
#pragma once

#include <string>
#include <vector>

#include "tests/format/corpus.h"
#include "tests/property/chance.h"

namespace polc::testing {

/// Returns a piece of a random text of `corpus` with up to a dozen random changes.
std::string mutate(const std::vector<PolicyText>& corpus, Chance& chance);

}  // namespace polc::testing
