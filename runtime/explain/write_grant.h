// The part of a letter about one grant: what it comes to, the sentence of the document, the conditions that fail,
// hold or are unknown, what settlement made of it. Used by `write_letter`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "runtime/explain/decision.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/explain/write_words.h"

namespace polc::runtime {

inline constexpr const char* kHoldsMark = "✓";
inline constexpr const char* kFailsMark = "✗";
inline constexpr const char* kUnknownMark = "?";

/// Returns the lines about `grant`, without line ends. `home`: index of its claim in the case; `change`: the nearest
/// change that would pay, or null.
std::vector<std::string> grant_lines(const LetterContext& context, const Grant& grant, std::size_t home,
                                     const NearestChange* change);

/// Returns the items joined by two spaces in lines of at most 100 columns, each after `indent`.
std::vector<std::string> fill_lines(const std::vector<std::string>& items, const std::string& indent);

}  // namespace polc::runtime
