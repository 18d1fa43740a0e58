// What one thread does with one block of a table of cases: read, evaluate, write. The only place where tables meet
// the evaluators.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/batch/evaluate_table.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/tables/table_reader.h"
#include "runtime/tables/tally.h"
#include "runtime/tables/write_table.h"

namespace polc::cli {

/// Rows: results as a table, by the batch evaluator. Decisions and letters: by the explaining one, case by case.
enum class WorkForm : std::uint8_t { Rows, Decisions, Letters };

/// What all workers of a run share; everything outlives them.
struct TableWork {
  const runtime::TableReaderSetup& setup;
  const std::vector<runtime::Index>& readings;
  const runtime::ArticleNames& articles;
  runtime::ResultRows rows;
  WorkForm form;
  bool takes_all_readings;
};

/// What came of a block. Its memory is used again for another.
struct WorkResult {
  struct Whole {
    runtime::Case one;
    runtime::Decision decision;
    std::vector<runtime::NearestChange> changes;
  };

  runtime::ByteBuffer text;            // of WorkForm::Rows
  std::vector<Whole> whole;            // of the others
  std::vector<runtime::Decision> bad;  // cases in error, in order
  std::optional<runtime::Tally> tally;
  std::uint64_t input_bytes = 0;
  int problem = 0;  // an errno of reading
};

class TableWorker {
 public:
  explicit TableWorker(const TableWork& work);

  /// Makes `result` what comes of `block`.
  void operator()(runtime::RowBlock& block, WorkResult& result);

 private:
  void evaluate_rows(WorkResult& result);
  void evaluate_case(std::size_t number, WorkResult& result);
  void place_errors(std::size_t number, std::vector<runtime::CaseError>& errors);
  const runtime::Program& program() const { return work_.setup.source.words.program(); }

  const TableWork& work_;
  runtime::TableReader reader_;
  runtime::TableEvaluator evaluator_;
  runtime::TableWriter writer_;
};

}  // namespace polc::cli
