// `POLC_ASSERT` states what must hold whatever the input. A failure is a fault of polc itself: it
// throws `InternalFault`, which only the command line and the server catch (exit code 3).
#pragma once

#include <stdexcept>
#include <string>

namespace polc::base {

/// A fault of polc: thrown by `POLC_ASSERT` alone, caught in `cli/` and `lsp/` alone.
class InternalFault : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws `InternalFault` with the place and the expectation that failed.
[[noreturn]] void fail_assertion(const char* file, int line, const char* expectation);

}  // namespace polc::base

#define POLC_ASSERT(condition, expectation) \
  ((condition) ? static_cast<void>(0) : ::polc::base::fail_assertion(__FILE__, __LINE__, expectation))
