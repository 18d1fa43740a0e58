// A decision as a letter a case officer can read aloud: the amount first, then each grant with its article, the
// sentence it rests on and its conditions, what would change a denial, what is still to be submitted, and the
// policy's version last. In English or Chinese; the same content as `write_json`.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/program/program.h"

namespace polc::runtime {

struct LetterStyle {
  base::Language language = base::Language::English;
  bool use_colour = false;
};

/// Returns the letter, ending with a line break. `one`: the case that was decided; for a bad case only its id
/// matters. `changes`: of `find_nearest_changes`; may be empty. Linear in the decision.
std::string write_letter(const Program& program, const Case& one, const Decision& decision,
                         const std::vector<NearestChange>& changes, const LetterStyle& style);

}  // namespace polc::runtime
