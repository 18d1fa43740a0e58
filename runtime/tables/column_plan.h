// What to do with each column of a table of cases, worked out once from its header: which facts of which kinds its
// cells are, in which column of a `CaseTable` their values go and how they are read. Used by the reader of plain rows.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/cases/vocabulary.h"
#include "runtime/tables/cell_value.h"
#include "runtime/tables/header.h"
#include "runtime/tables/table_builder.h"

namespace polc::runtime {

/// How the cells of a column are read for some of the kinds a row may be of.
struct CellForm {
  FactType type = FactType::YesNo;
  std::unique_ptr<LabelIndex> labels;  // yes/no, one of, ranked, any of
  NumberForm number;                   // numeric types and dates
};

/// One column of the file that fills one column of the table. A column of the file whose facts are held in two ways
/// fills two.
struct FactTarget {
  static constexpr std::uint16_t kNotHere = 0xFFFF;

  std::uint32_t cell = 0;
  Index number = 0;  // of the layout
  Storage storage = Storage::Codes;
  std::vector<CellForm> forms;
  std::vector<std::uint16_t> form_of_kind;  // by kind, or kNotHere; one entry more: rows of no kind
  std::vector<std::uint8_t> is_elsewhere;   // by kind: another target of the same cell reads it
};

struct ColumnPlan {
  static constexpr std::uint32_t kNoColumn = 0xFFFFFFFFU;

  std::uint32_t num_columns = 0;
  std::uint32_t applied = kNoColumn;
  std::uint32_t applicant_kind = kNoColumn;
  std::uint32_t applicant_id = kNoColumn;
  std::uint32_t kind = kNoColumn;
  std::uint32_t on = kNoColumn;
  std::uint32_t id = kNoColumn;
  std::vector<FactTarget> applicant_facts;
  std::vector<FactTarget> claim_facts;
  LabelIndex applicant_kinds;
  LabelIndex claim_kinds;

  ColumnPlan(const CaseVocabulary& words, const TableHeader& header, const TableLayout& layout);
};

}  // namespace polc::runtime
