// Writes the keywords of a policy in one language: each by its role in the tree, with the word order the language
// has for the form (`20% of X`, `X的20%`; `item 1`, `第1项`). Names that are words of the language's built-in facts
// follow; names, labels, strings and comments of the policy stay. Works by edits of the text, spacing aside: the
// layout comes afterwards. Whether the result says the same is for `meaning.h` to prove.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/language.h"
#include "grammar/tree.h"

namespace polc::grammar::format {

/// Returns the edits that write the keywords of `tree`, which has no errors, in `language`. Keywords that are in that
/// language already keep their spelling. `protected_statements`: indexes into `Tree::statements`, sorted; in these,
/// names spelled like a word of the language are put in brackets. The edits do not overlap. Linear.
std::vector<base::Edit> translate_keywords(const Tree& tree, base::Language language,
                                           std::span<const std::uint32_t> protected_statements);

/// Returns where the byte `offset` of the source stands after `edits`, which are sorted as `apply_edits` takes them.
std::uint32_t offset_after(std::span<const base::Edit> edits, std::uint32_t offset);

}  // namespace polc::grammar::format
