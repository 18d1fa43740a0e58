// How many spaces stand between two tokens of a line as far as the tokens alone say: none inside parentheses and
// before a comma, none where a Chinese word and a number may be written together and are, else one.
// Used by `roles.cpp`, which knows the exceptions that take the grammar.
#pragma once

#include "grammar/tokens.h"

namespace polc::grammar::format {

/// Returns 0 or 1: the spaces between `before` and `token`, its successor.
int spaces_between(const Lexemes& lexemes, const Token& before, const Token& token);

/// Is the token a mark in its full-width form, which brings its own room?
bool is_full_width(const Lexemes& lexemes, const Token& token);

}  // namespace polc::grammar::format
