#include "calculator/calculator.h"

#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "calculator/write_answer.h"
#include "calculator/write_form.h"
#include "runtime/cases/case_error.h"
#include "runtime/cases/read_json.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/explain/questions.h"
#include "runtime/explain/write_json.h"
#include "runtime/explain/write_letter.h"
#include "runtime/program/load.h"

namespace polc::calculator {
namespace {

using runtime::CaseError;
using runtime::CaseOutcome;
using runtime::Decision;

Decision in_error(const std::string& case_id, std::vector<CaseError> errors) {
  Decision result;
  result.case_id = case_id;
  result.outcome = CaseOutcome::Error;
  result.errors = std::move(errors);
  return result;
}

/// What is no JSON at all, as an error of the one case there should be.
CaseError error_of(const runtime::InputFault& fault) {
  const std::string line = std::to_string(fault.line);
  const std::string column = std::to_string(fault.column);
  return runtime::make_case_error(runtime::CaseErrorCode::E1013, {}, {fault.message, {line, line}, {column, column}},
                                  "");
}

}  // namespace

std::optional<base::Bilingual> Calculator::load(std::string_view saved_program) {
  runtime::LoadedProgram loaded = runtime::load_program(saved_program);
  if (loaded.fault) return loaded.fault->message;
  program_ = std::move(loaded.program);
  return std::nullopt;
}

std::string Calculator::form() const { return write_form(program_); }

void Calculator::decide(std::string_view case_json, base::Language language) {
  language_ = language;
  case_ = {};
  decision_ = in_error("1", {});
  is_readable_ = false;
  runtime::JsonCaseReader reader(program_);
  const auto fault = reader.read_text(std::string(case_json), [&](runtime::ReadCase read) {
    case_ = std::move(read.input);
    is_readable_ = read.errors.empty();
    decision_ = is_readable_ ? evaluate(program_, case_, adopted_readings(program_))
                             : in_error(case_.id, std::move(read.errors));
  });
  if (fault) decision_ = in_error("1", {error_of(*fault)});
}

std::string Calculator::result() const {
  std::string text;
  base::JsonWriter json(text, base::JsonWriter::Layout::Indented);
  runtime::write_json(program_, decision_, language_, json);
  return text + "\n";
}

std::string Calculator::letter() const {
  std::vector<runtime::NearestChange> changes;
  if (is_readable_) changes = find_nearest_changes(program_, case_, adopted_readings(program_), decision_);
  return runtime::write_letter(program_, case_, decision_, changes, {language_, false});
}

std::string Calculator::answer() const {
  Answer answer{program_, case_, decision_, {}, {}, language_};
  if (is_readable_) {
    const std::vector<runtime::Index> readings = adopted_readings(program_);
    answer.changes = find_nearest_changes(program_, case_, readings, decision_);
    answer.questions = find_questions(program_, case_, readings);
  }
  return write_answer(answer);
}

}  // namespace polc::calculator
