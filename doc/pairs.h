// How every two awards go together: the matrix, and for each pair about which something is to be said, why. Two awards
// of which the policy says nothing stack; the page says that they do, and for what.
#pragma once

#include <cstddef>

#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Writes a list item on a group of pairs as seen from one of its awards: the others, and what holds for them.
void write_group_line(Html& html, const Material& material, std::size_t group, runtime::Index award);

/// Writes the section "awards together": the groups in words, matrix and legend.
void write_pairs(Html& html, const Material& material);

}  // namespace polc::doc
