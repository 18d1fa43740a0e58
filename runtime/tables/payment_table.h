// Past payments or other policies' grants from a table of their own, found by the case they belong to. The whole table
// is kept in memory as it was read, with 24 bytes a row to find it; cells are cut when a case asks for its rows.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cases/case_error.h"
#include "runtime/tables/block_reader.h"
#include "runtime/tables/header.h"

namespace polc::runtime {

/// Returns a hash of a text, the same on every machine.
std::uint64_t hash_text(std::string_view text);

class PaymentTable {
 public:
  /// A row of the table, cut into cells.
  struct Row {
    const RowBlock* block = nullptr;
    std::size_t begin = 0;  // in the block
    const RowFault* fault = nullptr;
    std::vector<std::string_view> cells;  // as written, with quotes
  };

  /// Reads all rows below `header`, which must have a column for the case. `problem` says whether it could.
  PaymentTable(const InputFile& file, TableHeader header);

  /// Why reading stopped, as an errno, or 0.
  int problem() const { return problem_; }
  const TableHeader& header() const { return header_; }
  std::size_t num_rows() const { return entries_.size(); }

  /// Returns whether the case has any row. Thread-safe.
  bool has_rows_of(std::string_view case_id) const;

  /// Returns the rows of a case in their order and notes that they found it. Thread-safe.
  std::vector<Row> take_rows_of(std::string_view case_id) const;

  /// Returns an error for each row that no case took, in the order of the file: E1029, or why the row tells no case.
  std::vector<CaseError> rows_left() const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t block = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t fault = TableRow::kNoFault;
    bool has_case = false;
  };

  void take_block(RowBlock block, TableRows& rows);
  void build_directory();
  Row row_of(const Entry& entry) const;
  std::optional<std::string> case_of(const Row& row) const;
  std::size_t first_of(std::uint64_t hash) const;

  TableHeader header_;
  std::uint32_t case_column_ = 0;
  std::vector<std::unique_ptr<RowBlock>> blocks_;
  std::vector<Entry> entries_;            // by hash, then in the order of the file
  std::vector<std::uint32_t> directory_;  // by the first bits of a hash: the first entry that has them
  unsigned directory_bits_ = 0;
  std::unique_ptr<std::atomic<bool>[]> is_taken_;  // parallel to `entries_`
  int problem_ = 0;
};

}  // namespace polc::runtime
