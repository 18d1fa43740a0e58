// Turns the concrete tree of a file into its syntax tree.
#pragma once

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/ast/ast.h"

namespace polc::ast {

/// Parses and builds one file. `source` must be in `sources`, which outlives nothing here: the result
/// owns all its text. Reports every P1 finding, P3003, P3008, P4604, P4613 to `out`; goes on after each.
/// Linear in the size of the text.
Ast build(const base::SourceStore& sources, base::SourceId source, base::Diagnostics& out);

}  // namespace polc::ast
