#include "runtime/batch/block_queue.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace polc::runtime {
namespace {

// Answers wait in a ring of slots. A worker takes the next block once the slot of that block is free again, which also
// bounds how far it can be ahead.
class BlockQueue {
 public:
  BlockQueue(const TableRun& run, const std::vector<Block>& blocks, std::size_t num_threads)
      : run_(run), blocks_(blocks), slots_(2 * num_threads) {
    for (std::size_t i = 0; i < num_threads; ++i) workers_.emplace_back([this] { work(); });
  }

  ~BlockQueue() {
    {
      const std::lock_guard lock(mutex_);
      num_taken_ = blocks_.size();
    }
    is_free_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }

  void hand_on(const BlockSink& sink) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      Slot& slot = slots_[i % slots_.size()];
      {
        std::unique_lock lock(mutex_);
        is_answered_.wait(lock, [&] { return slot.is_answered; });
      }
      sink(slot.answers);
      {
        const std::lock_guard lock(mutex_);
        slot.is_answered = false;
        ++num_handed_on_;
      }
      is_free_.notify_all();
    }
  }

 private:
  struct Slot {
    GrantTable answers;
    bool is_answered = false;
  };

  void work() {
    BlockEvaluator evaluator(run_);
    while (true) {
      std::size_t block = 0;
      {
        std::unique_lock lock(mutex_);
        is_free_.wait(lock,
                      [&] { return num_taken_ == blocks_.size() || num_taken_ < num_handed_on_ + slots_.size(); });
        if (num_taken_ == blocks_.size()) return;
        block = num_taken_++;
      }
      Slot& slot = slots_[block % slots_.size()];
      evaluator.evaluate(blocks_[block], slot.answers);
      {
        const std::lock_guard lock(mutex_);
        slot.is_answered = true;
      }
      is_answered_.notify_one();
    }
  }

  const TableRun& run_;
  const std::vector<Block>& blocks_;
  std::mutex mutex_;
  std::condition_variable is_free_;
  std::condition_variable is_answered_;
  std::vector<Slot> slots_;
  std::size_t num_taken_ = 0;
  std::size_t num_handed_on_ = 0;
  std::vector<std::thread> workers_;
};

}  // namespace

void evaluate_blocks(const TableRun& run, const std::vector<Block>& blocks, std::size_t num_threads,
                     const BlockSink& sink) {
  if (num_threads > 1 && blocks.size() > 1) {
    BlockQueue(run, blocks, std::min(num_threads, blocks.size())).hand_on(sink);
    return;
  }
  BlockEvaluator evaluator(run);
  GrantTable answers;
  for (const Block& block : blocks) {
    evaluator.evaluate(block, answers);
    sink(answers);
  }
}

}  // namespace polc::runtime
