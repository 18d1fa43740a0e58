// Results of cases as `polc eval` writes them, one after the other: a JSON object or array, JSON lines, or letters.
// Nothing is kept, so any number of cases can be written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/explain/write_letter.h"
#include "runtime/program/program.h"
#include "runtime/tables/write_table.h"

namespace polc::cli {

class ResultWriter {
 public:
  /// Grants and Cases are rows of a table: one for each grant, or one for each case.
  enum class Form : std::uint8_t { Text, Json, JsonLines, Grants, Cases };

  /// `is_single`: one case came in, so one JSON object goes out and no array. `program` and `out` outlive this.
  ResultWriter(const runtime::Program& program, Form form, bool is_single, runtime::LetterStyle style,
               std::ostream& out);

  /// Writes one result. `one`: the case as read; `changes`: for letters.
  void write(const runtime::Case& one, const runtime::Decision& decision,
             const std::vector<runtime::NearestChange>& changes);

  /// Ends the array, if there is one.
  void finish();

 private:
  void pass_on();

  const runtime::Program& program_;
  Form form_;
  bool is_single_;
  runtime::LetterStyle style_;
  std::ostream& out_;
  std::string buffer_;
  base::JsonWriter json_;
  runtime::TableWriter rows_;
  std::size_t num_written_ = 0;
};

}  // namespace polc::cli
