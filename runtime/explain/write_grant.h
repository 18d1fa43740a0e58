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

/// Returns the award with its article and what it comes to: "试点资助（第六条）：300,000 元（30 万元）".
std::string grant_words(const LetterContext& context, const Grant& grant);

/// Returns where the rule of `reason` stands and what it says: "附则一：“…”". Windows stand in the head of the policy;
/// they are named.
std::string reason_words(const LetterContext& context, const Reason& reason);

/// Returns what would have to be different, and what that would come to: "若…，则可得…。" `home`: index of the claim.
std::string nearest_words(const LetterContext& context, const NearestChange& change, std::size_t home);

/// Returns the items joined by two spaces in lines of at most 100 columns, each after `indent`.
std::vector<std::string> fill_lines(const std::vector<std::string>& items, const std::string& indent);

}  // namespace polc::runtime
