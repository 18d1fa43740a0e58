// Reads a table from its file in blocks of whole rows. The rows of one case that stand together are never parted, so
// that each block can be worked on by itself. Rows that cannot be cut into cells are named and left behind: reading
// goes on with the line after the one where such a row begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/tables/input_file.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {

struct BlockOptions {
  static constexpr std::uint32_t kNoCase = 0xFFFFFFFFU;

  char delimiter = ',';
  std::uint32_t case_column = kNoCase;                // kNoCase: each row is a case
  std::size_t block_bytes = std::size_t{512} << 10U;  // of a block, about
  std::size_t max_row_bytes = std::size_t{16} << 20U;
  std::size_t max_case_bytes = std::size_t{64} << 20U;
  std::uint64_t end_offset = ~std::uint64_t{0};  // of the file: what lies beyond is not read
};

/// Returns cell `column` of the row that begins at `begin`, in a text without quotes; empty where the row has it not.
std::string_view bare_cell(std::string_view bytes, std::size_t begin, std::uint32_t column, char delimiter);

class BlockReader {
 public:
  /// Begins at `offset` of `file`, where a row and line `line` begin. `file` must outlive this.
  BlockReader(const InputFile& file, std::uint64_t offset, std::uint64_t line, const BlockOptions& options);

  /// Makes `block` the next one, whatever it was; its memory is used again. Returns false at the end or at a problem.
  bool next(RowBlock& block);

  /// Why reading stopped before the end of the file.
  struct Problem {
    int error = 0;                // an errno; 0: the case below is too large
    std::uint64_t case_line = 0;  // where rows of one case begin that are together larger than `max_case_bytes`
  };
  const std::optional<Problem>& problem() const { return problem_; }

 private:
  void fill(std::size_t wanted);
  void survey();
  void take_fault(std::size_t place);
  void take_unfinished_row();
  void take_long_line();
  std::size_t end_of_line(std::size_t begin) const;
  bool has_line_at(std::size_t begin) const;
  std::size_t first_open_quote() const;
  std::size_t end_of_cases() const;
  std::size_t begin_of_last_case() const;
  void split(std::size_t end, RowBlock& block);

  const InputFile& file_;
  BlockOptions options_;
  RowBlock building_;
  std::size_t surveyed_ = 0;       // of the bytes in `building_`: rows and faults are known up to here
  std::size_t num_rows_ = 0;       // before `surveyed_`
  std::size_t num_lines_ = 0;      // before `surveyed_`, of the last stretch
  std::uint64_t next_offset_ = 0;  // in the file
  bool has_quotes_ = false;
  bool is_at_end_ = false;
  std::optional<Problem> problem_;
};

}  // namespace polc::runtime
