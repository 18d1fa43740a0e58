// Formatting a part of a text: the statements that touch given lines take their new layout, everything else stays
// byte for byte. Used by `format.cpp` alone.
#pragma once

#include <span>
#include <string>

#include "base/source.h"
#include "grammar/format.h"
#include "grammar/format/writer.h"

namespace polc::grammar::format {

/// Returns the text of `source` with the statements on `range` replaced by their `lines`, which are those of the
/// whole text. Comments directly before a statement belong to it; empty lines between statements stay. Linear.
std::string replace_range(const base::Source& source, std::span<const WrittenLine> lines, const LineRange& range);

}  // namespace polc::grammar::format
