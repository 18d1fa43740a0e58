// The marks that say what the tests of a policy make of a rule: seen by a sign, heard by its words.
#pragma once

#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Writes the mark of a rule; nothing for a rule that tests are not asked for, or where the policy has no tests.
void write_test_mark(Html& html, const Material& material, runtime::Index rule);

}  // namespace polc::doc
