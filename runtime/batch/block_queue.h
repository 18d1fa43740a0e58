// Blocks of a table evaluated by several threads and handed on in their order, so that nobody can tell how many there
// were. Holds the answers of a few blocks at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "runtime/batch/block_evaluator.h"

namespace polc::runtime {

/// Evaluates `blocks` on `num_threads` (at least 1) threads and gives the answers to `sink` on this thread, in order.
void evaluate_blocks(const TableRun& run, const std::vector<Block>& blocks, std::size_t num_threads,
                     const BlockSink& sink);

}  // namespace polc::runtime
