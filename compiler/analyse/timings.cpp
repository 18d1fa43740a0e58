#include "compiler/analyse/timings.h"

#include <algorithm>

namespace polc::analyse {

void Timings::measure(CheckName check, const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  add(check, std::chrono::steady_clock::now() - begin);
}

void Timings::add(const Timings& other) {
  for (const CheckTime& one : other.all_) add(one.check, one.spent);
}

void Timings::add(CheckName check, std::chrono::nanoseconds spent) {
  const auto known =
      std::find_if(all_.begin(), all_.end(), [&](const CheckTime& one) { return one.check.english == check.english; });
  if (known == all_.end()) {
    all_.push_back({check, spent});
  } else {
    known->spent += spent;
  }
}

}  // namespace polc::analyse
