// `shared bounds to READING`: neighbouring cells may share an end, and the reading says whose it is.
#pragma once

#include "base/diagnostic.h"
#include "compiler/ast/ast.h"
#include "compiler/lower/lowering.h"
#include "runtime/program/program.h"

namespace polc::lower {

/// Splits every cell of `table` that shares a closed end with a neighbour into one cell for each value of the
/// reading: under its first value the end belongs to the lower cell, under its second to the upper.
/// Reports P2001 for an unknown reading and P3001 for one that has not two values. Quadratic in cells.
void split_shared_bounds(Lowering& lowering, const ast::Name& reading, runtime::Table& table, base::Diagnostics& out);

}  // namespace polc::lower
