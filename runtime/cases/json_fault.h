// Where and why a text is not JSON (RFC 8259) in UTF-8. The parser says only that it is not; a person needs the
// place. Run on faulty cases alone, so it is written to be exact and not to be fast.
#pragma once

#include <string_view>

#include "runtime/cases/json_text.h"

namespace polc::runtime {

/// Returns true when `text` is a number of JSON: `-`, digits without a leading zero, a fraction, an exponent.
bool is_json_number(std::string_view text);

/// Returns the first fault of `text`, which should be one JSON value no deeper than `kMaxFaultDepth`; none when it
/// is. Linear, recursive in depth.
JsonFault find_json_fault(std::string_view text);
inline constexpr std::size_t kMaxFaultDepth = 1000;

/// Returns the fault of the value at `extent` in `whole` that tells most: `structural`, found by following
/// brackets, or one that stands inside. Offsets are in `whole`; none when there is no fault.
JsonFault find_fault_in(std::string_view whole, const JsonExtent& extent, const JsonFault& structural);

}  // namespace polc::runtime
