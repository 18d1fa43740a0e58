// How long each check of a run took, for `polc check --timings`. The only thing an analysis returns that does not
// depend on the texts alone; no finding and no answer may be made from it.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

namespace polc::analyse {

/// The name of a check in both languages. Views of literals.
struct CheckName {
  std::string_view english;
  std::string_view chinese;
};

struct CheckTime {
  CheckName check;
  std::chrono::nanoseconds spent{0};
};

class Timings {
 public:
  /// Runs `work` and adds the time it takes to `check`.
  void measure(CheckName check, const std::function<void()>& work);
  /// Adds what others took, check by check.
  void add(const Timings& other);

  /// In the order in which checks were first run.
  const std::vector<CheckTime>& all() const { return all_; }

 private:
  void add(CheckName check, std::chrono::nanoseconds spent);

  std::vector<CheckTime> all_;
};

}  // namespace polc::analyse
