// From a tree to its laid-out lines: the steps of the layout in order. Used by `format.cpp` alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "grammar/format/columns.h"
#include "grammar/format/writer.h"
#include "grammar/tree.h"

namespace polc::grammar::format {

/// The lines of a text and the columns that were kept, by token.
struct Layout {
  std::vector<WrittenLine> lines;
  std::vector<std::optional<KeptPlace>> kept;
};

/// Lays out a tree without errors. `kept`, by token, are the columns to keep as they are; if it is empty, those that
/// the author lined up are.
Layout lay_out(const Tree& tree, std::span<const std::optional<KeptPlace>> kept);

/// Returns the whole text of the lines.
std::string join_lines(std::span<const WrittenLine> lines);

}  // namespace polc::grammar::format
