// A decision laid out for a page: the sentences of the letter, each by itself and with the article it rests on, so that
// a page can link them to the text. docs/calculator.md describes the JSON. Decides nothing.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/program/program.h"

namespace polc::calculator {

/// What is laid out. The references must outlive it.
struct Answer {
  const runtime::Program& program;
  const runtime::Case& one;
  const runtime::Decision& decision;
  std::vector<runtime::NearestChange> changes;
  std::vector<std::string> questions;  // of `find_questions`
  base::Language language;
};

/// Returns the answer as one JSON object. Linear in the decision.
std::string write_answer(const Answer& answer);

}  // namespace polc::calculator
