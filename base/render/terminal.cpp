#include "base/render/terminal.h"

#include <fmt/format.h>

#include "base/unicode.h"

namespace polc::base {
namespace {

constexpr std::uint32_t kTabStop = 4;
constexpr char32_t kReplacement = 0xFFFD;

/// Returns the picture of a C0 control character (U+2400 and following).
char32_t control_picture(char32_t control) { return control == 0x7F ? char32_t{0x2421} : 0x2400 + control; }

/// A variation selector changes the look of the character before it and has nothing to show by itself.
bool is_variation_selector(char32_t value) { return value >= 0xFE00 && value <= 0xFE0F; }

Glyph glyph_of(const CodePoint& point, std::uint32_t column) {
  if (!point.is_valid) return {.text = to_utf8(kReplacement)};
  if (point.value == U'\t') {
    const std::uint32_t width = kTabStop - column % kTabStop;
    return {.text = std::string(width, ' '), .width = width};
  }
  if (point.value < 0x20 || point.value == 0x7F) return {.text = to_utf8(control_picture(point.value))};
  if (is_invisible(point.value) && !is_variation_selector(point.value)) {
    std::string text = fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(point.value));
    const auto width = static_cast<std::uint32_t>(text.size());
    return {.text = std::move(text), .width = width};
  }
  return {.text = to_utf8(point.value), .width = static_cast<std::uint32_t>(display_width(point.value))};
}

std::string_view escape_of(Ink ink) {
  switch (ink) {
    case Ink::Error: return "\x1B[1;31m";
    case Ink::Warning: return "\x1B[1;33m";
    case Ink::Note: return "\x1B[1;36m";
    case Ink::Strong: return "\x1B[1m";
    case Ink::Place: return "\x1B[34m";
    case Ink::Faint: return "\x1B[2m";
    case Ink::Added: return "\x1B[32m";
    case Ink::Removed: return "\x1B[31m";
  }
  return {};
}

}  // namespace

std::vector<Glyph> glyphs_of(std::string_view line) {
  std::vector<Glyph> glyphs;
  std::uint32_t column = 0;
  for (std::size_t begin = 0; begin < line.size();) {
    const CodePoint point = decode_at(line, begin);
    Glyph glyph = glyph_of(point, column);
    glyph.begin = static_cast<std::uint32_t>(begin);
    glyph.column = column;
    column += glyph.width;
    begin += point.length;
    glyphs.push_back(std::move(glyph));
  }
  return glyphs;
}

std::string make_visible(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const CodePoint point = decode_at(text, begin);
    if (point.value == U'\n') {
      result += '\n';
    } else {
      result += glyph_of(point, 0).text;
    }
    begin += point.length;
  }
  return result;
}

std::string Painter::paint(Ink ink, std::string_view text) const {
  if (!use_colour_ || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1B[0m", escape_of(ink), text);
}

}  // namespace polc::base
