// The lines of the formatted text before their columns are aligned: which pieces stand on each, how deep it is
// indented, and where its stops are. Made from pieces and roles; `columns.h` decides the room at the stops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "grammar/format/pieces.h"
#include "grammar/format/roles.h"

namespace polc::grammar::format {

/// A place in a line where a column may begin.
struct Stop {
  std::size_t piece = 0;
  StopKind kind = StopKind::None;
  bool is_right_aligned = false;
  std::uint32_t num_spaces = 1;  // decided by `align_columns`
};

/// Lines that share columns have one table: a statement, or neighbours of one kind that have a line each.
enum class Table : std::uint8_t { Statement, Awards, Requirements, Groups };

struct Line {
  std::size_t first = 0;  // pieces, half open
  std::size_t end = 0;
  std::uint32_t depth = 0;  // steps of indentation
  std::uint32_t statement = 0;
  Table table = Table::Statement;
  bool has_empty_line_before = false;
  bool is_transparent = false;  // runs on, or is a comment: the lines around it may share columns
  std::vector<Stop> stops;
  std::uint32_t comment_spaces = 2;  // before a comment at the end of the line; decided by `align_columns`
};

/// Returns the lines of a text. Every line has a piece. Linear.
std::vector<Line> make_lines(const Tree& tree, std::span<const Piece> pieces, std::span<const TokenRole> roles);

}  // namespace polc::grammar::format
