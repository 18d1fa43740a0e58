#include "compiler/ast/dump.h"

#include "compiler/ast/dumper.h"

namespace polc::ast {

std::string dump(const Ast& ast) { return Dumper(ast).all(); }

std::string dump(const Ast& ast, ExprId id) {
  Dumper dumper(ast);
  dumper.put(id);
  return dumper.take();
}

}  // namespace polc::ast
