// Two pieces of work at the same time, where there are threads. A build without threads brings another `.cpp`, which
// does one after the other.
#pragma once

#include <functional>

namespace polc::runtime {

/// Runs both and returns when both are done. They must share nothing that either changes, and not throw.
void run_side_by_side(const std::function<void()>& first, const std::function<void()>& second);

}  // namespace polc::runtime
