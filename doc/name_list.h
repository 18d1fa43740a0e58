// The list of everything a policy names: where each name is defined and every place that uses it, with links to both.
#pragma once

#include "doc/html.h"
#include "doc/material.h"
#include "doc/phrases.h"

namespace polc::doc {

/// Writes the section of names, by kind and then in the order of the policy.
void write_names(Html& html, const Material& material);

/// Returns what a kind of name is called: "fact", "requirement"…
Phrase kind_words(names::SymbolKind kind);

}  // namespace polc::doc
