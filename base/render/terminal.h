// What text looks like on a terminal: what stands for characters that would not be seen or would disturb the
// screen, where each character of a line stands, and colours. Knows nothing of findings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polc::base {

/// One character as it is shown: a control or direction-changing character as its visible stand-in, a tab as
/// the spaces up to the next multiple of four.
struct Glyph {
  std::string text;
  std::uint32_t width = 1;   // columns; 0 for a combining mark
  std::uint32_t begin = 0;   // byte offset in the line
  std::uint32_t column = 0;  // from 0
};

/// Returns the glyphs of one line (no line break in it), in order. Linear.
std::vector<Glyph> glyphs_of(std::string_view line);

/// Returns `text` with everything that would disturb a terminal made visible; line breaks stay.
std::string make_visible(std::string_view text);

enum class Ink : std::uint8_t { Error, Warning, Note, Strong, Place, Faint, Added, Removed };

/// Puts colours around text, or leaves it as it is.
class Painter {
 public:
  explicit Painter(bool use_colour) : use_colour_(use_colour) {}

  std::string paint(Ink ink, std::string_view text) const;

 private:
  bool use_colour_;
};

}  // namespace polc::base
