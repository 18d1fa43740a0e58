// One case: from its JSON value to a `Case` of a program, with every mistake in it. Knows the keys and the rules
// of a case; does not know where the value came from. `read_json` is the way in for files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/cases/case_error.h"
#include "runtime/cases/json_document.h"
#include "runtime/cases/read_fields.h"
#include "runtime/cases/vocabulary.h"

namespace polc::runtime {

/// Returns the case that `value` says. Reports E1001–E1008 and E1014–E1020; with errors the result is not to be
/// evaluated. `default_id`: used when the case gives none.
Case read_case(const CaseVocabulary& words, JsonValue value, const std::string& default_id, CaseErrors& out);

/// Returns the entries of `history` as payments of this policy, and those of other policies appended to
/// `others`; then the entries of `other`. `one` has its claims already: references are checked against them.
void read_payments(const CaseVocabulary& words, const CaseFields& fields, Case& one, CaseErrors& out);

/// Reads the facts of a claim or of a payment into values parallel to ClaimKind::facts. `object`: for messages.
std::vector<FactValue> read_claim_facts(const CaseVocabulary& words, Index kind, CaseObject object,
                                        const CaseFields& fields, const CasePlace& place, CaseErrors& out);

/// Returns true when `name` is a fact of the claim kind, `stage` aside: that key has two spellings and is read
/// as the fact `stage` where the kind has one.
bool is_claim_fact(const CaseVocabulary& words, Index kind, std::string_view name);

/// Reports a member that is neither a key nor a fact of `object`: E1019 when it is a fact of something else, with
/// `facts` and the keys of the object as the names that may have been meant: E1001.
void report_unknown_key(const CaseVocabulary& words, CaseObject object, const base::Bilingual& owner,
                        std::vector<std::string> facts, std::string_view name, const CasePlace& place, CaseErrors& out);

}  // namespace polc::runtime
