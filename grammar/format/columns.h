// Decides the room at the stops of lines, so that neighbouring lines show columns. Widths are those of a terminal,
// where a Chinese character is two columns wide. Columns that an author lined up for a font with narrower Chinese
// characters are kept. Works on lines; knows nothing of the grammar.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "grammar/format/lines.h"

namespace polc::grammar::format {

inline constexpr std::uint32_t kIndentWidth = 2;

/// How a column stands that its author lined up: how far its entry stands from the leftmost of the column, and the
/// least room in it. Kept over a change of the keywords' language, so that the way back gives the same text.
struct KeptPlace {
  std::uint32_t offset = 0;
  std::uint32_t least_room = 0;
};

/// Sets `num_spaces` of every stop and `comment_spaces` of every line. `kept`, by piece, are places to keep as they
/// are; without, the author's own are looked at. Returns the places that were kept, by piece. Linear in the pieces.
std::vector<std::optional<KeptPlace>> align_columns(const Lexemes& lexemes, std::span<const Piece> pieces,
                                                    std::span<const TokenRole> roles,
                                                    std::span<const std::optional<KeptPlace>> kept,
                                                    std::vector<Line>& lines);

}  // namespace polc::grammar::format
