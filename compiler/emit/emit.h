// A policy as SQL: one statement, or a script of steps, that gives for every claim and award, or for every case, the
// outcome and the amounts that `polc eval` gives. Exact or not at all: what a dialect cannot say is refused with its
// place.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/emit/dialect.h"
#include "compiler/emit/inputs.h"
#include "compiler/emit/refusal.h"
#include "runtime/program/program.h"

namespace polc::emit {

struct EmitOptions {
  Dialect dialect = Dialect::DuckDb;
  bool is_per_case = false;  // one row a case instead of one a claim and award
  bool is_in_steps = false;  // a script of a temporary table a step instead of one statement
  std::string view;          // name of the view to create; "" for a query; none of steps
  TableNames tables;
  std::map<std::string, std::string> columns;  // other names for columns, by the documented name
  NullMeaning null_meaning = NullMeaning::Absent;
  std::optional<std::int64_t> largest;   // what a number without bounds is at most, in whole units
  std::vector<runtime::Index> readings;  // a code for each reading
};

/// What a number without bounds is taken to be at most unless `largest` says otherwise.
std::int64_t default_largest(Dialect dialect);

/// The statement, or why there is none.
struct Emitted {
  std::string text;
  std::optional<Refusal> refusal;
};

/// Returns the query, or the script that has it as its only query; either ends with a semicolon and a line break.
Emitted emit_sql(const runtime::Program& program, const EmitOptions& options);

/// Returns the statements that create the tables the query reads.
Emitted emit_ddl(const runtime::Program& program, const EmitOptions& options);

}  // namespace polc::emit
