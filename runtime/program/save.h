// Writes a program as the bytes of a `.polb` file, which `load_program` reads back. The same program gives the same
// bytes on every run and machine.
#pragma once

#include <string>

#include "runtime/program/program.h"

namespace polc::runtime {

/// Returns the bytes of `program`, in the layout of saved_format.h. `program` should pass `verify`, or it cannot be
/// loaded. Linear.
std::string save_program(const Program& program);

}  // namespace polc::runtime
