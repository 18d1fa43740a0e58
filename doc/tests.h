// The tests of a policy on its page: which pass, what they reach, and their text.
#pragma once

#include "doc/findings.h"
#include "doc/html.h"
#include "doc/material.h"

namespace polc::doc {

/// Writes the section of tests: verdicts, the share of the policy they reach, bounds no test stands at, and samples and
/// tests as code, each with the findings about it.
void write_tests(Html& html, const Material& material, const ExplainCode& explain);

}  // namespace polc::doc
