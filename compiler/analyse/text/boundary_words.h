// The words that draw a boundary at a number: 以上 超过 不足 不满 不低于 以内 达到 满, and their English and French
// kin. Whether the number itself belongs: Civil Code article 1259 for 以上 以下 以内 (it does) and 不满 超过 以外 (it
// does not), usage for the others.
#pragma once

#include "compiler/analyse/text/mention.h"

namespace polc::analyse::text {

/// Returns the boundary that the words directly around `number_and_unit` draw.
Boundary read_boundary(const Passage& passage, Extent number_and_unit);

}  // namespace polc::analyse::text
