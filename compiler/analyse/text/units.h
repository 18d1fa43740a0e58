// What a number in a legal text counts: currencies, percents, durations, measures and the classifiers of Chinese. One
// table; a word that may follow a number but counts nothing (条, 级, 星, 等) is not in it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/analyse/text/mention.h"

namespace polc::analyse::text {

/// A unit read behind or before a number.
struct WrittenUnit {
  MentionKind kind = MentionKind::Quantity;
  std::string unit;             // canonical: "元" for yuan and RMB, ISO codes for other currencies
  std::size_t end = 0;          // past its last character
  runtime::Fraction factor{1};  // the number times this is the value: 1/100 for %
};

/// Reads the unit that begins at `at`, directly behind a number. `is_han`: the number is written in Han numerals, which
/// only some classifiers follow (三家 counts, 一期 and 一部 name).
std::optional<WrittenUnit> read_unit(std::u32string_view text, std::size_t at, bool is_han);

/// Reads a currency that stands before a number (EUR 3000, ¥100); `end` is where the number begins.
std::optional<WrittenUnit> read_currency_before(std::u32string_view text, std::size_t at);

/// True for units of measure that a fact would declare with `in`: 亩, 平方米, 吨标煤, ‰; false for classifiers (家,
/// 项).
bool is_measure(std::string_view unit);

}  // namespace polc::analyse::text
