// What each statement of a tree says, whatever the language of its keywords: the proof that a translation of keywords
// changed nothing else. Two trees that say the same have the same statements over the same names, numbers, strings and
// marks; forms that the languages order differently (`item 1`, `第1项`) count as one. Used by `format.cpp` alone.
#pragma once

#include <string>
#include <vector>

#include "grammar/tree.h"

namespace polc::grammar::format {

/// Returns one text for each statement of the tree, for comparison only. Linear, but for the height of the tree.
std::vector<std::string> say_meaning(const Tree& tree);

/// Have the two trees the same comments in the same order?
bool has_same_comments(const Tree& one, const Tree& other);

}  // namespace polc::grammar::format
