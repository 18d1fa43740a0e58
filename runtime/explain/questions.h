// What is still worth asking about a case: the unknown facts that can change its answer, given what is known. The
// answer is what the result states beside its reasons: the outcome and the total, what each grant comes to, what is
// left to others, duties, parts and recoveries. Used by the calculator; a form asks for these facts and no others.
//
// The set is safe in both directions. A fact that is not in it changes no answer, whatever the others turn out to be
// (an error of the case, an overflow for example, aside). And where it is empty, nothing unknown keeps the answer open.
// It rests on how the evaluator works: what it has determined stays so, and what it has not names all it looked at. Of
// a list that is unknown as a whole only the list is named; what its entries hang on can be told once they are there.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Returns the paths ("applicant.信用良好", "claims.1.on", "history.2.paid") of the facts to ask for, that which
/// decides most first: the one after whose answer the fewest are left on average, found by trying its values; those
/// that are alike in the order of the policy. `readings`: a code for each reading. Evaluates `one` at most 200 times.
std::vector<std::string> find_questions(const Program& program, const Case& one, const std::vector<Index>& readings);

/// Returns the same facts in the order of the policy: the applicant, each claim, the application, payments. Evaluates
/// `one` once.
std::vector<std::string> open_facts(const Program& program, const Case& one, const std::vector<Index>& readings);

}  // namespace polc::runtime
