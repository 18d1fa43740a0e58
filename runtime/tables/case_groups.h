// Which rows of a block belong to which case. Rows of one case that stand together come in one block; those that are
// scattered over the file are brought together by `scattered_cases`.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/tables/row_block.h"

namespace polc::runtime {

struct CaseGroups {
  std::vector<std::uint32_t> numbers;  // rows, those of one case after each other, ascending
  std::vector<std::uint32_t> first;    // by case: its first of `numbers`, and one past the last
  std::vector<std::string_view> ids;   // by case; views of the block or of `held`; "": the row tells none
  std::deque<std::string> held;

  std::size_t size() const { return ids.size(); }
  std::span<const std::uint32_t> rows_of(std::size_t number) const {
    return std::span(numbers).subspan(first[number], first[number + 1] - first[number]);
  }
  void clear();
};

/// Returns the case of a row: the text of its case cell; "" when it is empty, `\N` or not there. `held`: as `unquoted`.
std::string_view case_of_row(const TableRows& rows, const TableRow& row, std::uint32_t case_column, std::string& held);

/// Groups the rows of `block` from `first_row` on, of which rows of one case stand together. `case_column`:
/// BlockOptions::kNoCase makes each row a case with its place in the table as id.
void group_rows(const RowBlock& block, const TableRows& rows, std::uint32_t case_column, CaseGroups& groups);

}  // namespace polc::runtime
