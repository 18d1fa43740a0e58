// Amounts as a letter says them: "300,000 元（30 万元）", "CNY 300,000", "between … and …". For people; programs
// read `write_json`.
#pragma once

#include <string>

#include "base/language.h"
#include "runtime/program/program.h"
#include "runtime/value/range.h"

namespace polc::runtime {

/// Returns a decimal with a comma between groups of three digits of its whole part.
std::string group_digits(const std::string& decimal);

/// Returns an amount of minor units with its currency, digits in groups of three; in Chinese also in 万 or 亿 from
/// ten thousand on, where that takes at most four decimals.
std::string amount_words(const Program& program, const Fraction& minor_units, base::Language language);

/// Returns one amount, or both ends: "0 元至 600,000 元（60 万元）". An end that is open is said to be.
std::string range_words(const Program& program, const Range& minor_units, base::Language language);

}  // namespace polc::runtime
