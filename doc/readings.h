// What the document leaves open and how the policy reads it: the card beside a `reading`, and the section of all of
// them.
#pragma once

#include "compiler/ast/ast.h"
#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Writes the card under a `reading`: the question, what is adopted, what else could be.
void write_reading_card(Html& html, const Material& material, const ast::Reading& reading);

/// Writes the section of readings; nothing where the policy has none.
void write_readings(Html& html, const Material& material);

}  // namespace polc::doc
