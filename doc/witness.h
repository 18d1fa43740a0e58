// The case that shows a finding, as people read it: who applies, for what, with which facts.
#pragma once

#include <string>

#include "doc/html.h"

namespace polc::doc {

/// Writes a case as a list. `case_json`: one case object as witnesses hold it; what is no such object is written as it
/// is.
void write_case(Html& html, const std::string& case_json);

}  // namespace polc::doc
