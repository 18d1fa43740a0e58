// What a run over tables tells on standard error: rows and cases in error, as they are met, and the summary at the
// end. Kept apart from the results, which go to standard output or a file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/output_file.h"
#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"
#include "runtime/tables/tally.h"

namespace polc::cli {

/// The names of the files, as they were given.
struct TableNames {
  std::string cases;
  std::string history;
  std::string other;
};

/// Writes an error a line: file, line, column, code, case, message. To standard error only the first thousand; a
/// file gets them all.
class ErrorLog {
 public:
  /// `path`: "" is standard error. `context` and `names` must outlive this.
  ErrorLog(const std::string& path, const TableNames& names, bool is_quiet, CommandContext& context);

  /// Returns why the file could not be begun, or nothing.
  std::optional<FileProblem> problem() const;

  /// Writes the errors of one case.
  void write(const runtime::Decision& decision);

  /// Writes an error of a row that belongs to no case.
  void write_row(const std::string& file, const runtime::CaseError& error);

  std::uint64_t num_bad_rows() const { return num_bad_rows_; }

  /// Completes the file. Returns why it could not.
  std::optional<FileProblem> finish();

 private:
  void write_line(const std::string& line);
  const std::string& file_of(const runtime::CaseError& error) const;

  const TableNames& names_;
  CommandContext& context_;
  bool is_quiet_;
  std::unique_ptr<OutputFile> file_;
  std::uint64_t num_lines_ = 0;
  std::uint64_t num_bad_rows_ = 0;
};

/// Returns the summary: rows, cases and claims by outcome, and by article the cases, the claims paid and the amount.
std::string summarise(const runtime::Program& program, const runtime::ArticleNames& articles,
                      const runtime::Tally& tally, std::uint64_t num_bad_rows, base::Language language);

}  // namespace polc::cli
