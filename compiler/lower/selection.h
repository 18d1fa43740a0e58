// Which awards and applicant kinds a statement names.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "compiler/ast/ast.h"
#include "compiler/model/model.h"

namespace polc::lower {

using runtime::Index;

/// Returns the awards named, ascending by award name, each once. `file`: articles and sections are those of this
/// file. Reports P2001 for an unknown award, article or section.
std::vector<Index> select_awards(const model::Model& model, const std::vector<ast::AwardSelector>& selectors,
                                 Index file, base::Diagnostics& out);

/// Returns for each applicant kind (one when none is declared) whether `to` admits it; all when `to` is empty.
/// Reports P2001 for an unknown kind.
std::vector<bool> select_kinds(const model::Model& model, const std::vector<ast::Name>& to, base::Diagnostics& out);

}  // namespace polc::lower
