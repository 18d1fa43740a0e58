// Reads the tokens of a policy text by the grammar and writes the concrete tree; after a mistake it goes
// on, so that one run finds them all. The grammar's rules are in `rules/`, its EBNF in the README.
// Used by the builder of the syntax tree and the formatter.
#pragma once

#include <cstddef>

#include "base/diagnostic.h"
#include "base/source.h"
#include "grammar/expected.h"
#include "grammar/tree.h"

namespace polc::grammar {

/// The deepest nesting of brackets and conditions that is read.
inline constexpr std::size_t kMaxDepth = 200;
/// The most levels of one tree. Chains of operators nest to the left, and whoever walks the tree by
/// recursion must be able to.
inline constexpr std::size_t kMaxHeight = 500;

/// Cuts and parses one text. `source` must outlive the tree. Reports what the lexer reports and P1001,
/// P1005, P1006, P1017, P1018. The other mistakes of the grammar (P1009 to P1014, P4613) are nodes of the
/// tree and reported by the builder, which knows how to repair them. Linear.
Tree parse(const base::Source& source, base::SourceId id, base::Diagnostics& out);

/// What could follow a text: `is_known` is false when a mistake stands before its end.
struct Continuation {
  bool is_known = false;
  ExpectedSet expected;
};

/// Returns what could stand after the last token of `source`, as part of its last statement or as a new one. Linear.
Continuation find_continuation(const base::Source& source, base::SourceId id);

/// Returns the number of rules that could loop without reading anything; 0 is right.
std::size_t count_grammar_problems();

}  // namespace polc::grammar
