// Work on pieces of one input by several threads, with results taken in the order of the pieces whatever the threads
// do. At most a few pieces a thread are under way, so memory is bounded. With one thread nothing is started and nothing
// waits.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace polc::runtime {

/// One run over an input. `Next` gives the next piece or nothing, one call at a time; `Work` is made once a thread by
/// `make_work` and turns a piece into a result; `Take` gets the results in order, one call at a time, and returns false
/// to stop. The first exception of any of them is thrown again by `run`.
template <typename Next, typename MakeWork, typename Take>
class OrderedWork {
 public:
  OrderedWork(Next next, MakeWork make_work, Take take)
      : next_(std::move(next)), make_work_(std::move(make_work)), take_(std::move(take)) {}

  /// Runs to the end of the input. `num_threads`: at least 1.
  void run(std::size_t num_threads) {
    if (num_threads == 1) return run_alone();
    num_threads_ = num_threads;
    std::vector<std::thread> threads;
    for (std::size_t count = 1; count < num_threads; ++count) threads.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : threads) thread.join();
    if (fault_) std::rethrow_exception(fault_);
  }

 private:
  using Piece = typename decltype(std::declval<Next&>()())::value_type;
  using Worker = decltype(std::declval<MakeWork&>()());
  using Result = decltype(std::declval<Worker&>()(std::declval<Piece>()));

  void run_alone() {
    auto worker = make_work_();
    while (auto piece = next_()) {
      if (!take_(worker(std::move(*piece)))) return;
    }
  }

  void work() {
    try {
      auto worker = make_work_();
      while (auto piece = next_piece()) deliver(piece->first, worker(std::move(piece->second)));
    } catch (...) {
      stop(std::current_exception());
    }
  }

  std::optional<std::pair<std::uint64_t, Piece>> next_piece() {
    const std::lock_guard lock(input_);
    if (is_stopped()) return std::nullopt;
    auto piece = next_();
    if (!piece) return std::nullopt;
    return std::pair(num_given_++, std::move(*piece));
  }

  bool is_stopped() {
    const std::lock_guard lock(output_);
    return is_stopped_;
  }

  void deliver(std::uint64_t number, Result result) {
    std::unique_lock lock(output_);
    // Whoever has the piece that is due never waits, so the others are let on.
    progress_.wait(lock, [&] { return is_stopped_ || number < num_taken_ + 2 * num_threads_; });
    waiting_.emplace(number, std::move(result));
    while (!is_stopped_ && !waiting_.empty() && waiting_.begin()->first == num_taken_) {
      auto due = waiting_.extract(waiting_.begin());
      is_stopped_ = !take_(std::move(due.mapped()));
      ++num_taken_;
    }
    progress_.notify_all();
  }

  void stop(std::exception_ptr fault) {
    const std::lock_guard lock(output_);
    if (!fault_) fault_ = std::move(fault);
    is_stopped_ = true;
    progress_.notify_all();
  }

  Next next_;
  MakeWork make_work_;
  Take take_;
  std::size_t num_threads_ = 1;
  std::mutex input_;
  std::mutex output_;
  std::condition_variable progress_;
  std::uint64_t num_given_ = 0;
  std::uint64_t num_taken_ = 0;
  std::map<std::uint64_t, Result> waiting_;
  bool is_stopped_ = false;
  std::exception_ptr fault_;
};

}  // namespace polc::runtime
