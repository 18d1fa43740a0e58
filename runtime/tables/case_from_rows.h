// One case from its rows, whole or with everything that is wrong with it: the way for every case that is not plain.
// The rows become the tree their JSON form would be and are read by the reader of cases, so that both forms mean the
// same; errors get the line and column of the cell. `fill_table` is the fast way and leaves to this what it does not
// know.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/cases/case_error.h"
#include "runtime/cases/vocabulary.h"
#include "runtime/tables/case_tree.h"
#include "runtime/tables/header.h"
#include "runtime/tables/payment_table.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {

/// What the cases of one run are read from; all of it outlives the readers.
struct TableSource {
  const CaseVocabulary& words;
  const TableHeader& header;
  const PaymentTable* history = nullptr;  // null: no such table
  const PaymentTable* others = nullptr;
};

/// The rows of one case, ascending in the file, and the id they give or the place of their row.
struct CaseRows {
  const RowBlock& block;
  const TableRows& rows;
  std::span<const std::uint32_t> numbers;
  std::string_view id;  // "": none could be read
};

/// A case with errors is not to be evaluated; its id is right either way.
struct TableCase {
  Case one;
  std::vector<CaseError> errors;
};

class CaseFromRows {
 public:
  explicit CaseFromRows(const TableSource& source) : source_(source) {}

  /// Returns the case. Reports what the reader of cases does, and E1012, E1014, E1023–E1028.
  TableCase read(const CaseRows& from);

  /// Sets line and column of errors that the evaluation of a case found, by their paths.
  void place(const CaseRows& from, std::vector<CaseError>& errors);

 private:
  void check_rows(const CaseRows& from);
  void check_payments(const std::vector<PaymentTable::Row>& rows, const PaymentTable& table);
  void build(const CaseRows& from);
  void add_of_case(const CaseRows& from);
  void add_of_applicant(const CaseRows& from, std::string_view kind);
  void add_agreed(const CaseRows& from, std::uint32_t column, const Fact* fact);
  void add_claim(const CaseRows& from, const TableRow& row);
  void add_payments(std::string_view key, const std::vector<PaymentTable::Row>& rows, const PaymentTable& table);
  void add_payment(const PaymentTable::Row& row, const TableHeader& header);
  std::string_view cell(const CaseRows& from, const TableRow& row, std::uint32_t column);
  std::string_view text_of(std::string_view raw);
  void set_places(std::vector<CaseError>& errors) const;

  const TableSource& source_;
  CaseTree tree_;
  std::vector<CaseError> errors_;
  std::vector<PaymentTable::Row> history_;
  std::vector<PaymentTable::Row> others_;
};

}  // namespace polc::runtime
