// Turns the fact lists of `applicant` and `claim` statements into the facts of the program.
#pragma once

#include "base/diagnostic.h"
#include "compiler/ast/ast.h"
#include "compiler/model/model.h"

namespace polc::model {

/// Adds one enumeration with these values and returns its index. Reports P2002 for a repeated value.
Index add_enumeration(Model& model, const std::vector<ast::Name>& values, base::Diagnostics& out);

/// Resolves a declared type; adds its enumeration. Reports P2002.
ValueType resolve_type(Model& model, const ast::TypeDecl& type, base::Diagnostics& out);

/// Adds the facts of one declaration to an applicant or claim kind. Reports P2002, P2003, P2010, P2016,
/// P3001, P3008, P3009, P4310.
void add_facts(Model& model, const ast::Ast& ast, runtime::FactOwner owner, Index kind,
               const std::vector<ast::FactDecl>& facts, base::Diagnostics& out);

/// Reports P3007 for key facts of one name whose types differ between claim kinds.
void check_keys(const Model& model, base::Diagnostics& out);

}  // namespace polc::model
