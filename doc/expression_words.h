// Conditions and amounts of the compiled policy in words, with every name a link: "组织形式 = 企业 or 事业单位". What
// is written is what the evaluator computes, definitions resolved; what is too long for a sentence is left to the rule,
// and the text of the drafter is shown by doc/code.
#pragma once

#include <vector>

#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Writes the condition or value of `node`. Logic within logic stands in parentheses.
void write_expression(Html& html, const Material& material, runtime::Index node);

/// Writes the condition that must hold where `node` must not.
void write_negation(Html& html, const Material& material, runtime::Index node);

/// Returns the tables of cells that take part in a value, in the order of the program.
std::vector<runtime::Index> tables_in(const runtime::Program& program, runtime::Index node);

}  // namespace polc::doc
