// Tells whether the cases of a table come in ascending order, as most tables have them: then none can come back, and
// the memory and the time of looking for such cases are saved. Looks at each piece of the file by itself, so that
// threads do not wait for each other, and gives up at the first thing that takes more than a look.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/tables/block_reader.h"
#include "runtime/tables/input_file.h"

namespace polc::runtime {

/// Returns true when every row from `offset` on, where a row begins, is of the same case as the row before or of one
/// with a longer id or an equally long greater one. False says nothing: a quote, a row of no case, a reading error and
/// an id beyond some thousand bytes from the beginning of its row are not looked into. `options` have a case column.
bool are_cases_ascending(const InputFile& file, std::uint64_t offset, const BlockOptions& options,
                         std::size_t num_threads);

}  // namespace polc::runtime
