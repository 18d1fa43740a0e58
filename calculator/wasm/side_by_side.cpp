// A page runs one thing after the other. (Without threads std::async of emscripten waits for ever.)
#include "runtime/program/side_by_side.h"

namespace polc::runtime {

void run_side_by_side(const std::function<void()>& first, const std::function<void()>& second) {
  first();
  second();
}

}  // namespace polc::runtime
