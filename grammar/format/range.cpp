#include "grammar/format/range.h"

#include <algorithm>
#include <string_view>

namespace polc::grammar::format {
namespace {

/// Statements that have whole lines of the source to themselves.
struct Unit {
  std::size_t first = 0;  // lines of the layout, half open
  std::size_t end = 0;
  std::size_t source_begin = 0;  // from the start of a line of the source to before a line end
  std::size_t source_end = 0;
};

std::size_t line_start(std::string_view text, std::size_t offset) {
  return offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
}

std::size_t line_end(std::string_view text, std::size_t offset) {
  std::size_t end = std::min(text.find('\n', offset), text.size());
  if (end > offset && end < text.size() && text[end - 1] == '\r') --end;
  return end;
}

std::vector<Unit> make_units(std::string_view text, std::span<const WrittenLine> lines) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t begin = line_start(text, lines[i].begin);
    const bool goes_on = !units.empty() &&
                         (lines[i].statement == lines[units.back().first].statement || begin < units.back().source_end);
    if (!goes_on) units.push_back({i, i, begin, begin});
    units.back().end = i + 1;
    units.back().source_end = line_end(text, lines[i].end);
  }
  return units;
}

}  // namespace

std::string replace_range(const base::Source& source, std::span<const WrittenLine> lines, const LineRange& range) {
  const std::string_view text = source.text();
  const std::string_view line_break = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  std::string result;
  std::size_t done = 0;
  for (const Unit& unit : make_units(text, lines)) {
    const std::uint32_t first = source.place(static_cast<std::uint32_t>(unit.source_begin)).line;
    const std::uint32_t last = source.place(static_cast<std::uint32_t>(unit.source_end)).line;
    if (last < range.first || first > range.last) continue;
    result += text.substr(done, unit.source_begin - done);
    for (std::size_t i = unit.first; i < unit.end; ++i) {
      if (i > unit.first) result += line_break;
      if (i > unit.first && lines[i].has_empty_line_before) result += line_break;
      result += lines[i].text;
    }
    done = unit.source_end;
  }
  result += text.substr(done);
  return result;
}

}  // namespace polc::grammar::format
