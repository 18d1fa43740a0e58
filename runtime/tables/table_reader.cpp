#include "runtime/tables/table_reader.h"

#include "runtime/tables/row_faults.h"

namespace polc::runtime {

void TableReader::take(RowBlock& block) {
  block_ = &block;
  problem_ = gather_rows(setup_.file, setup_.scattered, setup_.options, block, gathered_);
  add_text_faults(block);
  rows_.cut(block, setup_.options.delimiter);
  group_rows(block, rows_, setup_.options.case_column, groups_);
  if (!gathered_.parts.empty()) regroup(rows_, gathered_, groups_);
  num_rows_ = groups_.numbers.size();
}

CaseRows TableReader::rows_of(std::size_t number) const {
  return {*block_, rows_, groups_.rows_of(number), groups_.ids[number]};
}

TableCase TableReader::read_case(std::size_t number) { return one_by_one_.read(rows_of(number)); }

void TableReader::place(std::size_t number, std::vector<CaseError>& errors) {
  one_by_one_.place(rows_of(number), errors);
}

CaseTable TableReader::read() {
  TableBuilder builder(setup_.source.words.program(), setup_.layout,
                       {setup_.plan.id != ColumnPlan::kNoColumn, setup_.plan.applicant_id != ColumnPlan::kNoColumn});
  plain_.read(rows_, groups_, builder.table);
  for (std::size_t number = 0; number < num_cases();) {
    std::size_t end = number;
    while (end < num_cases() && plain_.is_plain(end) && !has_payments(end)) ++end;
    if (end > number) plain_.append(groups_, number, end, builder);
    if (end < num_cases()) builder.add(read_case(end));
    number = end + 1;
  }
  return builder.finish();
}

bool TableReader::has_payments(std::size_t number) const {
  const TableSource& source = setup_.source;
  return (source.history != nullptr && source.history->has_rows_of(groups_.ids[number])) ||
         (source.others != nullptr && source.others->has_rows_of(groups_.ids[number]));
}

}  // namespace polc::runtime
