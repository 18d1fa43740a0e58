// A piece of legal text made ready for reading: full-width forms narrowed, quotation marks and dashes of every kind
// made one, white space dropped where it means nothing, and for every character its place in the file. Used by all
// checks that look at words; knows nothing of what the words mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "compiler/ast/ast.h"

namespace polc::analyse::text {

/// A half-open range of characters of a `Passage`.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool contains(std::size_t at) const { return begin <= at && at < end; }
  std::size_t size() const { return end - begin; }
  friend bool operator==(const Extent&, const Extent&) = default;
};

/// `text`, `written` are parallel; `places` has one more entry, the end.
struct Passage {
  std::u32string text;                   // folded: what the checks compare
  std::u32string written;                // the same characters as they stand in the file
  std::vector<std::uint32_t> places;     // byte offset of each character in its source
  std::vector<std::size_t> line_starts;  // the characters that begin a line, the first left out; ascending
  base::SourceId source = base::kNoSource;

  std::size_t size() const { return text.size(); }
  std::u32string_view view(Extent extent) const;
  /// Returns the place of `extent` in the source.
  base::Span span(Extent extent) const;
  /// Returns the characters of `extent` as written, in UTF-8.
  std::string quote(Extent extent) const;
};

/// Folds `bytes`, which stand at `offset` of `source`.
Passage fold_passage(std::string_view bytes, base::SourceId source, std::uint32_t offset);

/// Folds the words of a `text` statement, without its quotation marks.
Passage passage_of(const base::SourceStore& sources, const ast::Name& text);

/// Splits after 。 ! ? and a closing bracket or quotation mark behind them; in Latin script also after a full stop
/// before a capital and where a line begins an item of a list (`1. `, `(a) `, `- `). Semicolons do not split. None is
/// empty, and none begins or ends with a space.
std::vector<Extent> split_sentences(const Passage& passage);

/// Splits as `split_sentences` and where a line begins: a heading of a document is a sentence of its own.
std::vector<Extent> split_lines(const Passage& passage);

/// Splits `whole` at semicolons outside brackets; the semicolons belong to no clause.
std::vector<Extent> split_clauses(const Passage& passage, Extent whole);

/// Returns `text` as folded characters, for comparing names and words with a passage.
std::u32string fold(std::string_view text);

/// Returns the UTF-8 of `text`.
std::string to_utf8(std::u32string_view text);

}  // namespace polc::analyse::text
