#include "base/render/snippet.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/edits.h"

namespace polc::base {
namespace {

constexpr std::uint32_t kMaxWidth = 110;    // columns of a source line that are shown
constexpr std::uint32_t kLeftContext = 24;  // columns kept before the first mark of a line that is cut
constexpr std::size_t kMaxEditLines = 8;    // lines shown of each side of an edit

/// A line as it is shown, perhaps cut, and the column of each of its bytes.
struct ShownLine {
  std::string text;
  std::vector<std::uint32_t> columns;  // one a byte and one for the end
};

ShownLine show_line(std::string_view line, std::uint32_t focus) {
  const std::vector<Glyph> glyphs = glyphs_of(line);
  const std::uint32_t width = glyphs.empty() ? 0 : glyphs.back().column + glyphs.back().width;
  std::uint32_t focus_column = width;
  for (const Glyph& glyph : glyphs) {
    if (glyph.begin <= focus) focus_column = glyph.column;
  }
  const bool is_cut = width > kMaxWidth;
  const std::uint32_t from = is_cut && focus_column > kLeftContext ? focus_column - kLeftContext : 0;
  const std::uint32_t until = is_cut ? from + kMaxWidth : width;
  ShownLine shown;
  if (from > 0) shown.text = "…";
  std::uint32_t column = from > 0 ? 1 : 0;
  for (std::size_t at = 0; at < glyphs.size(); ++at) {
    const Glyph& glyph = glyphs[at];
    const std::size_t next = at + 1 < glyphs.size() ? glyphs[at + 1].begin : line.size();
    shown.columns.resize(next, column);
    if (glyph.column < from || glyph.column + glyph.width > until) continue;
    shown.text += glyph.text;
    column += glyph.width;
  }
  shown.columns.push_back(column);
  if (until < width) shown.text += "…";
  return shown;
}

/// An underline: columns from `begin` to before `end`.
struct Underline {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool is_main = false;
  std::string label;
};

std::string label_of(const Mark& mark, const Source& source, Language language) {
  const std::uint32_t last_line = source.place(mark.span.end).line;
  if (last_line == source.place(mark.span.begin).line) return mark.label;
  const std::string until =
      language == Language::Chinese ? fmt::format("（至第{}行）", last_line) : fmt::format("(to line {})", last_line);
  return mark.label.empty() ? until : mark.label + " " + until;
}

std::vector<Underline> underlines_of(const std::vector<Mark>& marks, const Source& source, const ShownLine& shown,
                                     Language language) {
  std::vector<Underline> underlines;
  const auto last = static_cast<std::uint32_t>(shown.columns.size() - 1);
  for (const Mark& mark : marks) {
    const LineColumn place = source.place(mark.span.begin);
    const auto start = static_cast<std::uint32_t>(source.line(place.line).data() - source.text().data());
    const std::uint32_t begin = shown.columns[std::min(mark.span.begin - start, last)];
    const std::uint32_t end = shown.columns[std::min(mark.span.end - start, last)];
    underlines.push_back({begin, std::max(end, begin + 1), mark.is_main, label_of(mark, source, language)});
  }
  std::stable_sort(underlines.begin(), underlines.end(),
                   [](const Underline& lhs, const Underline& rhs) { return lhs.begin < rhs.begin; });
  return underlines;
}

/// One row under a line. Underlines share a row while they stand apart and only the last has a label.
struct Row {
  std::string text;
  std::uint32_t width = 0;
  bool is_closed = false;
};

void add_to_row(const Underline& underline, const SnippetStyle& style, Row& row) {
  row.text.append(underline.begin - row.width, ' ');
  std::string drawn(underline.end - underline.begin, underline.is_main ? '^' : '-');
  if (!underline.label.empty()) drawn += " " + make_visible(underline.label);
  row.text += style.painter.paint(underline.is_main ? style.main_ink : Ink::Place, drawn);
  row.width = underline.end;
  row.is_closed = !underline.label.empty();
}

std::vector<Row> rows_of(const std::vector<Underline>& underlines, const SnippetStyle& style) {
  std::vector<Row> rows;
  for (const Underline& underline : underlines) {
    const auto free = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
      return !row.is_closed && (row.width < underline.begin || row.width == 0);
    });
    Row& row = free == rows.end() ? rows.emplace_back() : *free;
    add_to_row(underline, style, row);
  }
  return rows;
}

std::string gutter(std::string_view number, std::string_view sign, const SnippetStyle& style) {
  return style.painter.paint(Ink::Place, fmt::format("{:>{}} {}", number, style.gutter, sign)) + " ";
}

std::string skipped_lines(const SnippetStyle& style) {
  return style.painter.paint(Ink::Place, std::string(style.gutter + 1, ' ') + "⋮") + "\n";
}

/// Returns the lines of `text`, a last empty one left out.
std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t stop = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, stop);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(stop + 1, text.size()));
  }
  return lines;
}

/// Neighbouring lines that edits change together.
struct Hunk {
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  std::vector<Edit> edits;
};

std::vector<Hunk> hunks_of(const Source& source, SourceId id, const std::vector<Edit>& edits) {
  std::vector<Edit> sorted;
  std::copy_if(edits.begin(), edits.end(), std::back_inserter(sorted),
               [id](const Edit& edit) { return edit.span.source == id; });
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Edit& lhs, const Edit& rhs) { return lhs.span.begin < rhs.span.begin; });
  std::vector<Hunk> hunks;
  for (const Edit& edit : sorted) {
    const std::uint32_t first = source.place(edit.span.begin).line;
    const std::uint32_t last = source.place(edit.span.end).line;
    if (hunks.empty() || first > hunks.back().last_line + 1) hunks.push_back({first, last, {}});
    hunks.back().last_line = std::max(hunks.back().last_line, last);
    hunks.back().edits.push_back(edit);
  }
  return hunks;
}

/// One side of an edit: the lines as they were or as they would be.
struct Side {
  std::vector<std::string_view> lines;
  std::string_view sign;
  Ink ink;
};

std::string draw_side(const Side& side, const Side& other, std::uint32_t first_line, const SnippetStyle& style) {
  std::string result;
  for (std::size_t at = 0; at < side.lines.size(); ++at) {
    if (at == kMaxEditLines) return result + skipped_lines(style);
    const std::string_view line = side.lines[at];
    const std::string_view twin = at < other.lines.size() ? other.lines[at] : std::string_view();
    const auto differs = std::mismatch(line.begin(), line.end(), twin.begin(), twin.end()).first - line.begin();
    const ShownLine shown = show_line(line, static_cast<std::uint32_t>(differs));
    result +=
        gutter(std::to_string(first_line + at), side.sign, style) + style.painter.paint(side.ink, shown.text) + "\n";
  }
  return result;
}

/// Leaves out the lines both begin with and both end with; returns how many they began with.
std::uint32_t drop_equal_ends(std::vector<std::string_view>& lhs, std::vector<std::string_view>& rhs) {
  const auto first = std::mismatch(lhs.begin(), lhs.end(), rhs.begin(), rhs.end()).first;
  const auto num_equal = first - lhs.begin();
  lhs.erase(lhs.begin(), first);
  rhs.erase(rhs.begin(), rhs.begin() + num_equal);
  while (!lhs.empty() && !rhs.empty() && lhs.back() == rhs.back()) {
    lhs.pop_back();
    rhs.pop_back();
  }
  return static_cast<std::uint32_t>(num_equal);
}

std::string draw_hunk(const Source& source, Hunk hunk, const SnippetStyle& style) {
  const std::string_view text = source.text();
  const auto begin = static_cast<std::uint32_t>(source.line(hunk.first_line).data() - text.data());
  const std::string_view last = source.line(hunk.last_line);
  const auto end = static_cast<std::uint32_t>(last.data() + last.size() - text.data());
  for (Edit& edit : hunk.edits) {
    edit.span.begin -= begin;
    edit.span.end -= begin;
  }
  const std::string_view before = text.substr(begin, end - begin);
  const std::optional<std::string> after = apply_edits(before, std::move(hunk.edits));
  if (!after) return {};
  Side removed{split_lines(before), "-", Ink::Removed};
  Side added{split_lines(*after), "+", Ink::Added};
  hunk.first_line += drop_equal_ends(removed.lines, added.lines);
  const bool is_one_line = removed.lines.size() == 1 && !added.lines.empty();
  return (is_one_line ? "" : draw_side(removed, added, hunk.first_line, style)) +
         draw_side(added, removed, hunk.first_line, style);
}

}  // namespace

std::string draw_snippet(const Source& source, std::vector<Mark> marks, const SnippetStyle& style) {
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& lhs, const Mark& rhs) { return lhs.span.begin < rhs.span.begin; });
  std::string result;
  std::uint32_t last_line = 0;
  for (std::size_t at = 0; at < marks.size();) {
    const std::uint32_t number = source.place(marks[at].span.begin).line;
    std::vector<Mark> of_line;
    for (; at < marks.size() && source.place(marks[at].span.begin).line == number; ++at) of_line.push_back(marks[at]);
    if (last_line != 0 && number > last_line + 1) result += skipped_lines(style);
    const std::string_view line = source.line(number);
    const auto start = static_cast<std::uint32_t>(line.data() - source.text().data());
    const ShownLine shown = show_line(line, of_line.front().span.begin - start);
    result += gutter(std::to_string(number), "│", style) + shown.text + "\n";
    for (const Row& row : rows_of(underlines_of(of_line, source, shown, style.language), style)) {
      result += gutter("", "│", style) + row.text + "\n";
    }
    last_line = number;
  }
  return result;
}

std::string draw_edits(const Source& source, SourceId id, const std::vector<Edit>& edits, const SnippetStyle& style) {
  std::string result;
  for (Hunk& hunk : hunks_of(source, id, edits)) result += draw_hunk(source, std::move(hunk), style);
  return result;
}

}  // namespace polc::base
