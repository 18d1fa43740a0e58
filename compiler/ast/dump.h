// The syntax tree written out as text, one statement a line, for golden tests and `--dump ast`. Absent
// parts are left out, so that a line shows what the author said and nothing else.
#pragma once

#include <string>

#include "compiler/ast/ast.h"

namespace polc::ast {

/// Returns the whole tree as S-expressions; places are left out.
std::string dump(const Ast& ast);

/// Returns one expression: `(and 信用良好 (>= 面积 500平方米))`.
std::string dump(const Ast& ast, ExprId id);

}  // namespace polc::ast
