// Work on pieces of one input by several threads, with results taken in the order of the pieces whatever the threads
// do. At most a few pieces a thread are under way, so memory is bounded, and the memory of pieces and results is used
// again. With one thread nothing is started and nothing waits.
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

/// One run over an input. `Next` fills a piece and returns whether there was one, one call at a time; `MakeWork` makes,
/// once a thread, what turns a piece into a result; `Take` gets the results in order, one call at a time while other
/// threads work, and returns false to stop. Pieces and results come as they were left by an earlier use. The first
/// exception of any of them is thrown again by `run`.
template <typename Piece, typename Result, typename Next, typename MakeWork, typename Take>
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
  void run_alone() {
    auto worker = make_work_();
    Piece piece{};
    Result result{};
    while (next_(piece)) {
      worker(piece, result);
      if (!take_(result)) return;
    }
  }

  void work() {
    try {
      auto worker = make_work_();
      Piece piece{};
      Result result{};
      while (const std::optional<std::uint64_t> number = next_piece(piece)) {
        worker(piece, result);
        deliver(*number, result);
      }
    } catch (...) {
      stop(std::current_exception());
    }
  }

  std::optional<std::uint64_t> next_piece(Piece& piece) {
    const std::lock_guard lock(input_);
    if (is_stopped() || !next_(piece)) return std::nullopt;
    return num_given_++;
  }

  bool is_stopped() {
    const std::lock_guard lock(output_);
    return is_stopped_;
  }

  /// Hands a result over and leaves another in its place, whose memory can be used. The thread that brings the result
  /// that is due takes all that follow it; meanwhile the others only leave theirs.
  void deliver(std::uint64_t number, Result& result) {
    std::unique_lock lock(output_);
    // Whoever has the piece that is due never waits, so the others are let on.
    progress_.wait(lock, [&] { return is_stopped_ || number < num_taken_ + 2 * num_threads_; });
    waiting_.emplace(number, std::move(result));
    result = spare_result();
    while (!is_stopped_ && !is_taking_ && !waiting_.empty() && waiting_.begin()->first == num_taken_) {
      auto due = waiting_.extract(waiting_.begin());
      is_taking_ = true;
      lock.unlock();
      const bool goes_on = take_(due.mapped());
      lock.lock();
      is_taking_ = false;
      if (!goes_on) is_stopped_ = true;
      ++num_taken_;
      spares_.push_back(std::move(due.mapped()));
      progress_.notify_all();
    }
  }

  Result spare_result() {
    if (spares_.empty()) return Result();
    Result spare = std::move(spares_.back());
    spares_.pop_back();
    return spare;
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
  std::vector<Result> spares_;
  bool is_taking_ = false;
  bool is_stopped_ = false;
  std::exception_ptr fault_;
};

/// Does the work on all pieces of an input: `OrderedWork` of these functions.
template <typename Piece, typename Result, typename Next, typename MakeWork, typename Take>
void work_in_order(std::size_t num_threads, Next next, MakeWork make_work, Take take) {
  OrderedWork<Piece, Result, Next, MakeWork, Take>(std::move(next), std::move(make_work), std::move(take))
      .run(num_threads);
}

}  // namespace polc::runtime
