// Values of cells, read without allocating: what is written as most tables write it is read here, anything else is left
// to the reader of cases, which knows every form and every message. So nothing here reports an error: it either knows
// the value for certain or says that it does not.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "runtime/program/program.h"

namespace polc::runtime {

/// Which numbers of a type are known here: how many decimals they may have and between which bounds they lie.
struct NumberForm {
  unsigned num_decimals = 0;                                    // a number is given in steps of this many decimals
  bool is_percent = false;                                      // a sign may follow, and makes it hundredths
  std::int64_t low = std::numeric_limits<std::int64_t>::min();  // in steps, both included
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

/// Returns the form of a numeric fact, with its bounds; also of a date, in days.
NumberForm form_of(const Program& program, const Fact& fact);

/// Returns a number in steps of a Numbers column, or nothing: `-12.50`, `50%`; at most 18 digits. Behind the cell eight
/// bytes must be readable, as in a ByteBuffer.
std::optional<std::int64_t> read_steps(std::string_view cell, const NumberForm& form);

/// Returns the day of `YYYY-MM-DD` since 1970-01-01, or nothing.
std::optional<std::int32_t> read_day(std::string_view cell);

}  // namespace polc::runtime
