#include <algorithm>

#include "grammar/format.h"
#include "lsp/features/features.h"

namespace polc::lsp {
namespace {

/// Returns the one edit that makes `before` into `after`: what lies between the lines both begin and end with.
Json edit_between(const Snapshot& snapshot, std::string_view before, std::string_view after) {
  Json edits = Json::array();
  if (before == after) return edits;
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t front = 0;
  std::size_t line = 0;
  for (; front < shorter && before[front] == after[front]; ++front) {
    if (before[front] == '\n') line = front + 1;
  }
  std::size_t back = 0;
  std::size_t line_back = 0;
  for (; back < shorter - line && before[before.size() - 1 - back] == after[after.size() - 1 - back]; ++back) {
    if (before[before.size() - 1 - back] == '\n') line_back = back;
  }
  const base::Span span{snapshot.source(), static_cast<std::uint32_t>(line),
                        static_cast<std::uint32_t>(before.size() - line_back)};
  edits.push_back(
      {{"range", snapshot.lines().range_of(span)}, {"newText", after.substr(line, after.size() - line_back - line)}});
  return edits;
}

}  // namespace

Json formatting(const Snapshot& snapshot, const Json& range) {
  grammar::FormatOptions options;
  if (!range.empty()) {
    const Position first = read_position(range.value("start", Json::object()));
    const Position last = read_position(range.value("end", Json::object()));
    options.lines = grammar::LineRange{first.line + 1, std::max(first.line, last.line) + 1};
  }
  base::Diagnostics ignored;
  const grammar::FormatResult result =
      grammar::format_text(snapshot.sources().get(snapshot.source()), snapshot.source(), options, ignored);
  // A text with errors stays as it is; its findings are shown already.
  if (result.outcome != grammar::FormatOutcome::Done) return Json::array();
  return edit_between(snapshot, snapshot.text(), result.text);
}

}  // namespace polc::lsp
