// One value of a case: a JSON value read as a fact of its declared type, a date, an amount or a name. Numbers are
// exact, read from their text. Every mistake is reported with what was found and what was expected.
#pragma once

#include <optional>
#include <string>

#include "runtime/cases/case.h"
#include "runtime/cases/case_error.h"
#include "runtime/cases/json_document.h"
#include "runtime/cases/vocabulary.h"

namespace polc::runtime {

/// Returns what a value is, for messages: "the number `5`", "数 5".
base::Bilingual describe(JsonValue value);

/// Returns the value as `fact`, or nothing. `value` is not null. Reports E1002–E1005, E1008, E1017, E1018.
std::optional<Constant> read_fact_value(const CaseVocabulary& words, const Fact& fact, JsonValue value,
                                        const CasePlace& place, CaseErrors& out);

/// Returns the value as a date, Null for null; Absent when it was reported. Reports E1002, E1005.
CaseDate read_date(JsonValue value, const CasePlace& place, CaseErrors& out);

/// Returns the value as an amount of at least 0 in the policy's currency, Null for null; Absent when it was
/// reported. Reports E1002, E1004, E1008, E1017, E1018.
CaseMoney read_money(const Program& program, JsonValue value, const CasePlace& place, CaseErrors& out);

/// Returns the value as a text that is not empty, or nothing. Reports E1002, also for null.
std::optional<std::string> read_name(JsonValue value, const CasePlace& place, CaseErrors& out);

}  // namespace polc::runtime
