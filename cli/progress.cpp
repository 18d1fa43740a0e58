#include "cli/progress.h"

#include <algorithm>
#include <string>

#include <unistd.h>

#include <fmt/format.h>

#include "cli/usage.h"

namespace polc::cli {
namespace {

constexpr std::size_t kBarWidth = 24;

std::string clock_text(std::uint64_t seconds) {
  const std::string rest = fmt::format("{:02}:{:02}", seconds / 60 % 60, seconds % 60);
  return seconds >= 3600 ? fmt::format("{}:{}", seconds / 3600, rest) : rest;
}

}  // namespace

Progress::Progress(std::ostream& err, base::Language language, std::uint64_t num_bytes, bool is_wanted)
    : err_(err), language_(language), num_bytes_(num_bytes), is_wanted_(is_wanted && num_bytes > 0) {}

void Progress::update(std::uint64_t bytes_done, std::uint64_t rows_done) {
  if (!is_wanted_ || Clock::now() < next_) return;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start_).count();
  next_ = Clock::now() + std::chrono::milliseconds(100);
  const auto milliseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed, 1));
  bytes_done = std::min(bytes_done, num_bytes_);
  const std::uint64_t per_thousand = bytes_done / (num_bytes_ / 1000 + 1);
  const std::uint64_t left = bytes_done == 0 ? 0 : (num_bytes_ - bytes_done) / (bytes_done / milliseconds + 1) / 1000;
  const std::size_t filled = static_cast<std::size_t>(per_thousand) * kBarWidth / 1000;
  const std::uint64_t rows_a_second = rows_done * 1000 / milliseconds;
  err_ << fmt::format(fmt::runtime(pick(language_, "\r\x1B[K[{}{}] {}%  {} rows/s  {} left",
                                        "\r\x1B[K[{}{}] {}%  每秒 {} 行  尚需 {}")),
                      std::string(filled, '#'), std::string(kBarWidth - filled, ' '), per_thousand / 10, rows_a_second,
                      clock_text(left))
       << std::flush;
  is_shown_ = true;
}

void Progress::clear() {
  if (is_shown_) err_ << "\r\x1B[K" << std::flush;
  is_shown_ = false;
}

bool is_error_terminal() { return ::isatty(STDERR_FILENO) == 1; }

}  // namespace polc::cli
