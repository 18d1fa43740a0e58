#include "lsp/positions.h"

#include <algorithm>

#include "base/unicode.h"

namespace polc::lsp {
namespace {

std::uint32_t units_of(const base::CodePoint& point, PositionEncoding encoding) {
  if (encoding == PositionEncoding::Utf8) return point.length;
  return point.is_valid && point.value > 0xFFFF ? 2 : 1;
}

std::uint32_t read_number(const Json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  if (found == json.end() || !found->is_number_integer()) return 0;
  const auto value = found->get<std::int64_t>();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, 0xFFFFFFFF));
}

}  // namespace

LineIndex::LineIndex(std::string_view text, PositionEncoding encoding) : text_(text), encoding_(encoding), starts_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool ends_line = text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
    if (ends_line) starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

/// Returns where the characters of a line end, before its line break.
std::uint32_t LineIndex::end_of_line(std::uint32_t line) const {
  std::uint32_t end = line + 1 < starts_.size() ? starts_[line + 1] : static_cast<std::uint32_t>(text_.size());
  while (end > starts_[line] && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return end;
}

std::uint32_t LineIndex::offset_of(Position position) const {
  if (position.line >= starts_.size()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t offset = starts_[position.line];
  const std::uint32_t end = end_of_line(position.line);
  std::uint32_t left = position.character;
  while (offset < end) {
    const base::CodePoint point = base::decode_at(text_, offset);
    const std::uint32_t units = units_of(point, encoding_);
    if (units > left) break;
    left -= units;
    offset += point.length;
  }
  return offset;
}

Position LineIndex::position_of(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin() - 1);
  Position position{line, 0};
  for (std::uint32_t at = starts_[line]; at < offset;) {
    const base::CodePoint point = base::decode_at(text_, at);
    if (at + point.length > offset) break;
    position.character += units_of(point, encoding_);
    at += point.length;
  }
  return position;
}

Json LineIndex::json_of(std::uint32_t offset) const {
  const Position position = position_of(offset);
  return {{"line", position.line}, {"character", position.character}};
}

Json LineIndex::range_of(base::Span span) const { return {{"start", json_of(span.begin)}, {"end", json_of(span.end)}}; }

Position read_position(const Json& json) { return {read_number(json, "line"), read_number(json, "character")}; }

}  // namespace polc::lsp
