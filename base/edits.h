// Applies the edits of fixes to a text: for `polc check --fix`, for the preview of a fix and for the language
// server. Does not decide which fixes to take and does not touch files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace polc::base {

/// Returns `text` after all `edits`, which are offsets into it (their source is not looked at). Two insertions
/// at one place both apply, in their order. Returns nothing when two edits overlap or one lies outside `text`.
std::optional<std::string> apply_edits(std::string_view text, std::vector<Edit> edits);

}  // namespace polc::base
