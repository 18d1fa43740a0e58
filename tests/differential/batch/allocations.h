// Counts every request for memory of the test program, by standing in for the global `new`.
#pragma once

#include <cstddef>

namespace polc::testing {

/// Returns the requests so far, of all threads.
std::size_t num_allocations();

}  // namespace polc::testing
