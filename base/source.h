// Source texts and places in them. Every message, explanation and fix points into a `Source` by a
// `Span` of byte offsets; lines and columns are worked out only when something is shown.
// Used by every layer. Does not read files: the command line hands texts in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace polc::base {

/// Identifies a text in a `SourceStore`. Only meaningful together with its store.
enum class SourceId : std::uint32_t {};

/// The source of things that stand in no file (built-in facts, command-line values).
inline constexpr SourceId kNoSource{0xFFFFFFFFU};

/// A half-open range of bytes, `begin <= end`, of one source.
struct Span {
  SourceId source = kNoSource;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// Returns the smallest span that covers both. Both must be of one source, unless one has none.
Span join(Span first, Span second);

/// A place as people count it: both from 1, columns in code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend bool operator==(const LineColumn&, const LineColumn&) = default;
};

/// One text with the name it is shown under. Immutable once made.
class Source {
 public:
  /// `path`: as given by the user; `text`: at most 4 GiB − 1, any bytes.
  Source(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }

  /// Returns the bytes of `span`, which must lie inside the text. The view lives as long as this.
  std::string_view slice(Span span) const;

  /// Returns the place of a byte offset; offsets past the end give the end. Logarithmic in lines.
  LineColumn place(std::uint32_t offset) const;

  /// Returns the bytes of line `line` (from 1) without its line end.
  std::string_view line(std::uint32_t line) const;

  std::uint32_t num_lines() const { return static_cast<std::uint32_t>(line_starts_.size()); }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

/// Owns sources and hands out ids. References stay valid while the store lives.
class SourceStore {
 public:
  SourceId add(std::string path, std::string text);
  const Source& get(SourceId id) const;
  std::size_t size() const { return sources_.size(); }
  std::string_view slice(Span span) const { return get(span.source).slice(span); }

 private:
  std::deque<Source> sources_;
};

}  // namespace polc::base
