// Cuts a policy text into tokens by the spacing rules of the README beside this file: where a word ends,
// what may be glued to a number, which quotation closes which. Knows words, not grammar.
// Used by the parser and the formatter.
#pragma once

#include <cstddef>

#include "base/diagnostic.h"
#include "base/source.h"
#include "grammar/tokens.h"

namespace polc::grammar {

/// The largest text that is read; beyond it the file is refused whole.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20U;

/// Returns the tokens of `source`, which must outlive them. A text that is no UTF-8 or too large has no
/// tokens. Reports P1002, P1003, P1004, P1007, P1008, P1013, P1015, P1016, P1019, P4604. Linear.
Lexemes lex(const base::Source& source, base::SourceId id, base::Diagnostics& out);

}  // namespace polc::grammar
