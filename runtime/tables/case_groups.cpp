#include "runtime/tables/case_groups.h"

#include <fmt/format.h>

#include "base/unicode.h"
#include "runtime/tables/block_reader.h"

namespace polc::runtime {
namespace {

void number_rows(const RowBlock& block, const TableRows& rows, CaseGroups& groups) {
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    groups.first.push_back(row);
    groups.numbers.push_back(row);
    groups.ids.push_back(groups.held.emplace_back(fmt::format_int(block.first_row + row + 1).str()));
  }
}

/// Ids of neighbours mostly differ in their last letter, if at all.
bool is_same(std::string_view id, std::string_view other) {
  return id.size() == other.size() && id.back() == other.back() && id == other;
}

}  // namespace

void CaseGroups::clear() {
  numbers.clear();
  first.clear();
  ids.clear();
  held.clear();
}

std::string_view case_of_row(const TableRows& rows, const TableRow& row, std::uint32_t case_column, std::string& held) {
  if (case_column >= row.num_cells) return {};
  const std::string_view id = unquoted(rows.raw(row, case_column), held);
  const bool may_be_no_text = row.fault != TableRow::kNoFault;
  if (may_be_no_text && (base::find_invalid_utf8(id) < id.size() || id.find('\0') != std::string_view::npos)) return {};
  return id == "\\N" ? std::string_view() : id;
}

void group_rows(const RowBlock& block, const TableRows& rows, std::uint32_t case_column, CaseGroups& groups) {
  groups.clear();
  if (case_column == BlockOptions::kNoCase) {
    number_rows(block, rows, groups);
  } else {
    std::string held;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      const std::string_view id = case_of_row(rows, rows[row], case_column, held);
      groups.numbers.push_back(row);
      if (!groups.ids.empty() && !id.empty() && is_same(id, groups.ids.back())) continue;
      groups.first.push_back(row);
      const bool is_held = !id.empty() && id.data() == held.data();
      groups.ids.push_back(is_held ? groups.held.emplace_back(id) : id);
    }
  }
  groups.first.push_back(static_cast<std::uint32_t>(groups.numbers.size()));
}

}  // namespace polc::runtime
