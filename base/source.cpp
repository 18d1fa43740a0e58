#include "base/source.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace polc::base {
namespace {

bool is_continuation_byte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return starts;
}

}  // namespace

Span join(Span first, Span second) {
  if (first.source == kNoSource) return second;
  if (second.source == kNoSource) return first;
  return {first.source, std::min(first.begin, second.begin), std::max(first.end, second.end)};
}

Source::Source(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_(find_line_starts(text_)) {}

std::string_view Source::slice(Span span) const {
  POLC_ASSERT(span.begin <= span.end && span.end <= text_.size(), "a span lies inside its text");
  return std::string_view(text_).substr(span.begin, span.end - span.begin);
}

LineColumn Source::place(std::uint32_t offset) const {
  const auto end = static_cast<std::uint32_t>(text_.size());
  offset = std::min(offset, end);
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  const std::uint32_t start = line_starts_[line - 1];
  std::uint32_t column = 1;
  for (std::uint32_t at = start; at < offset; ++at) {
    if (!is_continuation_byte(text_[at])) ++column;
  }
  return {line, column};
}

std::string_view Source::line(std::uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::uint32_t start = line_starts_[line - 1];
  const std::size_t stop = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  std::string_view result = std::string_view(text_).substr(start, stop - start);
  if (!result.empty() && result.back() == '\r') result.remove_suffix(1);
  return result;
}

SourceId SourceStore::add(std::string path, std::string text) {
  sources_.emplace_back(std::move(path), std::move(text));
  return SourceId{static_cast<std::uint32_t>(sources_.size() - 1)};
}

const Source& SourceStore::get(SourceId id) const {
  const auto index = static_cast<std::size_t>(id);
  POLC_ASSERT(index < sources_.size(), "a source id belongs to its store");
  return sources_[index];
}

}  // namespace polc::base
