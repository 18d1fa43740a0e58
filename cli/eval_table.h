// Cases from a table, results to a table: the part of `polc eval` that takes a `.csv` file. Everything is worked on
// in pieces by several threads and written in the order of the file, so that tables larger than memory pass through.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "cli/command.h"
#include "runtime/program/program.h"

namespace CLI {
class App;
}

namespace polc::cli {

struct TableArguments {
  std::string cases;
  std::string history;
  std::string other;
  std::string rows_per = "claim";  // claim or case
  std::string format;              // csv json jsonl text
  std::string output;              // "": standard output
  std::string errors;              // "": standard error
  std::string delimiter;           // "": by the name of the file
  std::vector<std::string> ignored;
  std::vector<std::string> columns;  // NAME=FACT
  std::uint32_t num_threads = 0;     // 0: one a core
  bool takes_all_readings = false;
  bool is_quiet = false;
};

/// Adds the options for tables to `eval`.
void add_table_options(CLI::App& command, TableArguments& arguments, base::Language language);

/// Returns whether a path is a table by its ending: `.csv` or `.tsv`.
bool is_table(const std::string& path);

/// Returns an option that only a table of cases can be given and that is there, or "".
std::string first_table_option(const TableArguments& arguments);

/// Evaluates the tables of `arguments` and writes the results. Returns the exit code: 0 all is well, 1 a case or a row
/// is in error, 2 a file cannot be used or the options are wrong.
int evaluate_tables(const TableArguments& arguments, const runtime::Program& program,
                    const std::vector<runtime::Index>& readings, CommandContext& context);

}  // namespace polc::cli
