// Names that are words of the language: built-in facts (`applied`, 申报日) and the labels `first`, `renewal`, `yes`,
// `no`. They have a spelling in either language like keywords, but stand where a name stands, and a policy may
// declare a fact or a value of the same name, which then is meant. Used by the translation and its proof.
#pragma once

#include <optional>
#include <vector>

#include "grammar/tree.h"

namespace polc::grammar::format {

/// Returns by node which word of the language a `Name` is, or nothing. In a policy that uses other files only the
/// reserved words are: what else the files declare cannot be seen here. Linear.
std::vector<std::optional<Keyword>> find_word_names(const Tree& tree);

}  // namespace polc::grammar::format
