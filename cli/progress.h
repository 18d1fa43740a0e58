// A bar on standard error for work over a second: how far, how fast, how long still. Shown on a terminal only and
// taken away at the end, so that nothing of it is left in any output.
#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>

#include "base/language.h"

namespace polc::cli {

class Progress {
 public:
  /// `num_bytes`: of the whole input. `err` must outlive this. `is_wanted`: false shows nothing.
  Progress(std::ostream& err, base::Language language, std::uint64_t num_bytes, bool is_wanted);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Says how much is done; draws at most ten times a second.
  void update(std::uint64_t bytes_done, std::uint64_t rows_done);

  /// Takes the bar away, so that other lines may be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& err_;
  base::Language language_;
  std::uint64_t num_bytes_;
  bool is_wanted_;
  bool is_shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_ + std::chrono::seconds(1);
};

/// Returns whether standard error is a terminal.
bool is_error_terminal();

}  // namespace polc::cli
