// Turns what went wrong inside an evaluation into the errors a result shows, in both languages, with the
// rules and amounts concerned.
#pragma once

#include <string>

#include "runtime/cases/case.h"
#include "runtime/explain/value.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Where a fault was met.
struct FaultPlace {
  Index rule = kNone;   // the statement that was read, for a fault that names none
  std::string award;    // "" outside awards
  std::string pointer;  // JSON Pointer into the case, "" for all of it
};

CaseError describe_fault(const Program& program, const Fault& fault, const FaultPlace& place);

/// Returns the pointer to the claim at `index`.
std::string claim_pointer(std::size_t index);

}  // namespace polc::runtime
