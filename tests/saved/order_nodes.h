// Programs made by hand may read a table before its cells have amounts. A compiled program has every node before its
// users; this gives the same program in that order.
#pragma once

#include "runtime/program/program.h"

namespace polc::testing {

/// Returns `program` with its nodes renumbered: arguments and the nodes of tables before their users.
runtime::Program in_order(runtime::Program program);

}  // namespace polc::testing
