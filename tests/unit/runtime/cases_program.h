// A small program made by hand, with a fact of every type, for the tests of reading and writing cases.
#pragma once

#include "runtime/program/program.h"

namespace polc::runtime::testing {

/// Returns the policy 试验政策 (`trial`): two kinds of applicant, three kinds of claim, three awards.
Program trial_program();

}  // namespace polc::runtime::testing
