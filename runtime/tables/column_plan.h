// What to do with each column of a table of cases, worked out once from its header: which facts of which kinds its
// cells are, in which column of a `CaseTable` their values go and how they are read. Used by the reader of plain rows.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/cases/vocabulary.h"
#include "runtime/tables/cell_value.h"
#include "runtime/tables/header.h"
#include "runtime/tables/label_index.h"
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
  std::uint32_t cell = 0;
  Index number = 0;  // of the layout
  Storage storage = Storage::Codes;
  std::vector<CellForm> forms;
};

/// What the rows of one kind have in their cells.
struct KindCells {
  struct Reading {
    std::uint32_t target = 0;
    std::uint32_t form = 0;  // of the target
  };
  struct Run {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };

  std::vector<Reading> readings;
  std::vector<Run> silent;  // cells side by side that are facts of other kinds and must be empty
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
  std::vector<KindCells> applicant_cells;  // by kind, and one more: of rows of no kind
  std::vector<KindCells> claim_cells;
  LabelIndex applicant_kinds;
  LabelIndex claim_kinds;

  ColumnPlan(const CaseVocabulary& words, const TableHeader& header, const TableLayout& layout);
};

}  // namespace polc::runtime
