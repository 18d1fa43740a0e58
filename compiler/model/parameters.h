// Dated parameters and the currency: the two things whose literals are read before anything else.
#pragma once

#include "base/diagnostic.h"
#include "compiler/ast/ast.h"
#include "compiler/model/model.h"

namespace polc::model {

/// Adds a parameter with its steps in order of date. Reports P4111, P3001 and what `read_constant` reports.
void add_parameter(Model& model, const ast::Parameter& parameter, Index file, base::Diagnostics& out);

/// Sets the currency and its minor digits from the main header. Reports P2001 for no ISO 4217 code.
void set_currency(Model& model, base::Diagnostics& out);

}  // namespace polc::model
