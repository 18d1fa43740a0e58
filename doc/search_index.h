// What the search of a page looks through: one entry for each article, award, name, finding and test, in both
// languages.
#pragma once

#include <string>
#include <vector>

#include "doc/articles.h"
#include "doc/material.h"

namespace polc::doc {

/// Returns the index as JSON that may stand inside a `script` element: a list of {kind: [en, zh], title: [en, zh],
/// text, href}.
std::string search_index(const Material& material, const std::vector<Entry>& outline);

}  // namespace polc::doc
