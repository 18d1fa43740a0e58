#include "base/assert.h"

namespace polc::base {

void fail_assertion(const char* file, int line, const char* expectation) {
  throw InternalFault(std::string(file) + ":" + std::to_string(line) + ": expected that " + expectation);
}

}  // namespace polc::base
