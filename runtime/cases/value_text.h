// Values as texts for people: an amount in major units, a percent with its sign, a date, a label. Used by the
// messages of bad cases and by the letter.
#pragma once

#include <string>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Returns minor units of the policy's currency as major units (分 as 元), and the other way. Nothing on overflow.
std::optional<Fraction> to_major_units(const Program& program, const Fraction& minor_units);
std::optional<Fraction> to_minor_units(const Program& program, const Fraction& major_units);

/// Returns an amount in major units without separators or unit: "50000", "1049.85".
std::string major_units_text(const Program& program, const Fraction& minor_units);

/// Returns a value of `fact` as it is written in a policy: "50%", "150 平方米", "2023-05-01", "国家级". Yes/no values
/// are 是 and 否 in Chinese.
std::string value_text(const Program& program, const Fact& fact, const Constant& value, base::Language language);

/// Returns a number of a numeric fact, as `value_text`.
std::string number_text(const Program& program, const Fact& fact, const Fraction& number);

/// Returns the text a key fact's value is compared by (the `matter` of a case): a text as it is, a label by its
/// name, a number without unit.
std::string matter_text(const Program& program, const Fact& fact, const Constant& value);

/// Makes the matter and the key fact of a past payment say the same: an absent key of type text takes the matter,
/// a missing matter the key.
void complete_matter(const Program& program, HistoryEntry& entry);

}  // namespace polc::runtime
