// Which known name was meant by a misspelt one: edit distance on code points, where characters that look
// alike (full-width letters, traditional and simplified forms, 末 and 未) count as nearly the same. Used for
// the suggestions of findings, of bad cases and of the command line. Never decides anything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace polc::base {

/// Returns the known name nearest to `name`, or nothing when none is near enough to be what was meant: about a
/// third of its characters may differ (added, left out, replaced, or two neighbours swapped). Equal distances
/// go to the longer common beginning, then to the first by code point, so the order of `known` is without
/// effect. Names of more than 64 code points have no suggestion. Linear in `known`.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> known);

/// Returns `name` with width, letter case and script variant folded and without spaces. Two names of one
/// policy that fold to the same text cannot be told apart by a reader.
std::string fold_look_alikes(std::string_view name);

}  // namespace polc::base
