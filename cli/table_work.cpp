#include "cli/table_work.h"

#include <algorithm>
#include <utility>

#include "runtime/explain/evaluate.h"

namespace polc::cli {

using runtime::CaseOutcome;
using runtime::Decision;

TableWorker::TableWorker(const TableWork& work)
    : work_(work),
      reader_(work.setup),
      evaluator_(work.setup.source.words.program(), work.readings),
      writer_(work.setup.source.words.program(), work.rows, work.setup.options.delimiter) {}

void TableWorker::operator()(runtime::RowBlock& block, WorkResult& result) {
  result.text.resize(0);
  result.whole.clear();
  result.bad.clear();
  result.tally.emplace(work_.articles);
  result.input_bytes = block.input_bytes;
  reader_.take(block);
  result.problem = reader_.problem();
  if (result.problem != 0) return;
  if (work_.form == WorkForm::Rows) {
    evaluate_rows(result);
  } else {
    for (std::size_t number = 0; number < reader_.num_cases(); ++number) evaluate_case(number, result);
  }
  result.tally->num_rows = reader_.num_rows();
}

void TableWorker::evaluate_rows(WorkResult& result) {
  const runtime::CaseTable cases = reader_.read();
  // Rows of grants say what is missing; rows of cases also which documents decide.
  const runtime::Details details =
      work_.rows == runtime::ResultRows::Cases ? runtime::Details::Open : runtime::Details::Undetermined;
  evaluator_.evaluate(cases, {details, runtime::Answers::Grants, 1}, [&](const runtime::GrantTable& grants) {
    writer_.write(cases, grants, result.text);
    result.tally->add(cases, grants);
    for (const runtime::CaseDetail& detail : grants.details) {
      if (detail.decision.outcome != CaseOutcome::Error) continue;
      result.bad.push_back(detail.decision);
      place_errors(detail.row, result.bad.back().errors);
    }
  });
}

void TableWorker::evaluate_case(std::size_t number, WorkResult& result) {
  runtime::TableCase read = reader_.read_case(number);
  Decision decision;
  const bool is_bad = !read.errors.empty();
  if (is_bad) {
    decision.case_id = read.one.id;
    decision.outcome = CaseOutcome::Error;
    decision.errors = std::move(read.errors);
  } else {
    decision = work_.takes_all_readings ? evaluate_all_readings(program(), read.one)
                                        : evaluate(program(), read.one, work_.readings);
  }
  std::vector<runtime::NearestChange> changes;
  if (work_.form == WorkForm::Letters && !is_bad)
    changes = find_nearest_changes(program(), read.one, work_.readings, decision);
  if (decision.outcome == CaseOutcome::Error) {
    place_errors(number, decision.errors);
    result.bad.push_back(decision);
  }
  result.tally->add(decision);
  result.whole.push_back({std::move(read.one), std::move(decision), std::move(changes)});
}

/// Errors of reading have their places; those of the evaluation know only the path.
void TableWorker::place_errors(std::size_t number, std::vector<runtime::CaseError>& errors) {
  const bool has_places =
      std::all_of(errors.begin(), errors.end(), [](const runtime::CaseError& error) { return error.line != 0; });
  if (!has_places) reader_.place(number, errors);
}

}  // namespace polc::cli
