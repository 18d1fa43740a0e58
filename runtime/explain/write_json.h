// A decision as JSON, the form other programs read: the keys and their order are an interface
// (docs/formats). Amounts are exact decimals in whole units of the currency. Does not decide anything.
#pragma once

#include <string_view>

#include "base/json_writer.h"
#include "base/language.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Writes `decision` as one object to `json`. `language`: of the messages of bad cases and of claims without awards.
void write_json(const Program& program, const Decision& decision, base::Language language, base::JsonWriter& json);

/// Writes `{"min":…,"max":…}`, an end that is unbounded as null. `minor_units`: in the currency's minor units.
void write_range(const Program& program, const Range& minor_units, base::JsonWriter& json);

/// Return the words results use.
std::string_view outcome_id(CaseOutcome outcome);
std::string_view outcome_id(GrantOutcome outcome);
std::string_view mode_id(Mode mode);
std::string_view rule_id(RuleKind kind);

}  // namespace polc::runtime
