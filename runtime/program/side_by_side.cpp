#include "runtime/program/side_by_side.h"

#include <future>
#include <system_error>

namespace polc::runtime {

void run_side_by_side(const std::function<void()>& first, const std::function<void()>& second) {
  std::future<void> other;
  try {
    other = std::async(std::launch::async, second);
  } catch (const std::system_error&) {
    other = {};  // no thread to be had
  }
  first();
  if (other.valid())
    other.get();
  else
    second();
}

}  // namespace polc::runtime
