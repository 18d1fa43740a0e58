// Reads a saved program (`polc build`) and trusts nothing in it: what is returned without a fault is as sound as
// what the compiler makes, so that evaluating it needs no further checks. Needs no compiler and reads no other file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/language.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Why bytes cannot be used as a program.
struct LoadFault {
  enum class Kind : std::uint8_t {
    Foreign,       // no saved program at all
    OtherVersion,  // of an older or newer format
    Damaged,       // cut short, or not what was written
    Unsound,       // whole, but not what a polc would have written
  };
  Kind kind = Kind::Damaged;
  base::Bilingual message;  // what is wrong and what to do; without the name of the file
};

struct LoadedProgram {
  Program program;  // whole when there is no fault, else of no use
  std::optional<LoadFault> fault;
};

/// Returns whether `bytes` begin as a saved program does, and no text can.
bool is_saved_program(std::string_view bytes);

/// Returns the program that `save_program` wrote, with every span empty. Never throws for any bytes; takes memory in
/// proportion to `bytes.size()`. Linear.
LoadedProgram load_program(std::string_view bytes);

}  // namespace polc::runtime
