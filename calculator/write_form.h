// The facts of a policy as a form asks for them. docs/calculator.md describes the JSON.
#pragma once

#include <string>

#include "runtime/program/program.h"

namespace polc::calculator {

/// Returns the form as one JSON object: kinds of applicant and claim with their facts, awards, levels. Values are
/// written as a case has them, so that what a field holds goes into the case as it stands. Linear.
std::string write_form(const runtime::Program& program);

}  // namespace polc::calculator
