#include "compiler/analyse/text/passage.h"

#include <algorithm>
#include <iterator>

#include "base/unicode.h"

namespace polc::analyse::text {
namespace {

constexpr std::u32string_view kQuotes = U"“”„‟\"「」『』〝〞";
constexpr std::u32string_view kDashes = U"-—–‒‑−─―";

bool is_line_break(char32_t value) { return value == U'\n' || value == U'\r' || value == U'\u2028'; }

char32_t fold_character(char32_t value) {
  const char32_t narrow = base::narrow(value);
  if (kQuotes.find(narrow) != std::u32string_view::npos) return U'"';
  if (kDashes.find(narrow) != std::u32string_view::npos) return U'-';
  if (narrow == U'~' || narrow == U'〜') return U'~';
  return narrow;
}

/// White space beside one of these means nothing.
bool swallows_space(char32_t value) { return base::is_han_or_punctuation(value); }

/// Adds characters to a passage and decides what becomes of the white space between them.
class Folder {
 public:
  explicit Folder(Passage& passage) : passage_(passage) {}

  void take(char32_t value, std::uint32_t place) {
    if (base::is_space(value) || is_line_break(value)) {
      if (!has_space_) space_place_ = place;
      has_space_ = true;
      begins_line_ = begins_line_ || is_line_break(value);
      return;
    }
    if (base::is_invisible(value)) return;
    if (has_space_ && !passage_.text.empty() && !swallows_space(last_) && !swallows_space(value)) {
      add(U' ', U' ', space_place_);
    }
    if (begins_line_ && !passage_.text.empty()) passage_.line_starts.push_back(passage_.text.size());
    has_space_ = false;
    begins_line_ = false;
    add(fold_character(value), value, place);
    last_ = value;
  }

 private:
  void add(char32_t folded, char32_t written, std::uint32_t place) {
    passage_.text.push_back(folded);
    passage_.written.push_back(written);
    passage_.places.push_back(place);
  }

  Passage& passage_;
  char32_t last_ = 0;
  bool has_space_ = false;
  bool begins_line_ = false;
  std::uint32_t space_place_ = 0;
};

bool ends_sentence(char32_t value) { return value == U'。' || value == U'!' || value == U'?'; }

Extent without_spaces_around(const Passage& passage, Extent extent) {
  while (extent.begin < extent.end && passage.text[extent.begin] == U' ') ++extent.begin;
  while (extent.begin < extent.end && passage.text[extent.end - 1] == U' ') --extent.end;
  return extent;
}

/// `value`: as written, since an ASCII quotation mark may as well open.
bool closes(char32_t value) { return std::u32string_view(U"”」』)）》").find(value) != std::u32string_view::npos; }

bool is_latin_capital(char32_t value) {
  return (value >= U'A' && value <= U'Z') || (value >= U'À' && value <= U'Þ' && value != U'×');
}

/// Words that a full stop shortens; single letters are not listed.
bool is_abbreviation(std::u32string_view word) {
  static constexpr std::u32string_view kWords[] = {U"al", U"art", U"Art", U"cf", U"dr",  U"Dr",   U"Mr", U"Mrs", U"Ms",
                                                   U"no", U"No",  U"nos", U"p",  U"par", U"incl", U"St", U"Ste", U"vs"};
  return word.size() == 1 || std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

/// True where `.` at `at` ends a sentence of Latin script that began at `begin`: a capital follows, and what stands
/// before is neither a shortened word nor the number of a list.
bool is_full_stop(const Passage& passage, std::size_t begin, std::size_t at) {
  const std::u32string_view text = passage.text;
  if (text[at] != U'.' || at == begin || at + 2 >= text.size() || text[at + 1] != U' ') return false;
  if (!is_latin_capital(text[at + 2]) && text[at + 2] != U'"') return false;
  std::size_t word = at;
  while (word > begin && base::is_letter(text[word - 1])) --word;
  if (word < at) return !is_abbreviation(text.substr(word, at - word));
  while (word > begin && base::is_digit(text[word - 1])) --word;
  return without_spaces_around(passage, {begin, word}).size() > 0;
}

/// True where a line that begins at `at` is an item of a list of Latin script: `1. `, `(a) `, `b) `, `- `, `• `.
bool begins_list_item(const Passage& passage, std::size_t at) {
  const std::u32string_view line = std::u32string_view(passage.text).substr(at, 5);
  const auto has = [&](std::size_t i, std::u32string_view marks) {
    return i < line.size() && marks.find(line[i]) != std::u32string_view::npos;
  };
  if (has(0, U"-*•")) return has(1, U" ");
  std::size_t end = has(0, U"(") ? 1 : 0;
  const std::size_t first = end;
  while (end < line.size() && end < first + 2 && base::is_digit(line[end])) ++end;
  const bool is_lettered = end == first && end < line.size() && base::is_letter(line[end]) && !base::is_han(line[end]);
  if (is_lettered) ++end;
  return end > first && has(end, is_lettered ? U")" : U".)") && has(end + 1, U" ");
}

// `has_escapes`: \\" and \\\\ stand for the character behind the backslash, as between straight quotation marks.
Passage fold_bytes(std::string_view bytes, base::SourceId source, std::uint32_t offset, bool has_escapes) {
  Passage passage;
  passage.source = source;
  passage.text.reserve(bytes.size() / 3);
  Folder folder(passage);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const bool is_escape =
        has_escapes && bytes[at] == '\\' && at + 1 < bytes.size() && (bytes[at + 1] == '"' || bytes[at + 1] == '\\');
    if (is_escape) ++at;
    const base::CodePoint point = base::decode_at(bytes, at);
    folder.take(point.value, offset + static_cast<std::uint32_t>(at));
    at += point.length;
  }
  passage.places.push_back(offset + static_cast<std::uint32_t>(bytes.size()));
  return passage;
}

}  // namespace

std::u32string_view Passage::view(Extent extent) const {
  return std::u32string_view(text).substr(extent.begin, extent.size());
}

base::Span Passage::span(Extent extent) const {
  if (source == base::kNoSource) return {};
  std::uint32_t end = places[extent.end];
  if (extent.end > extent.begin) {
    // White space left out after the last character is not part of it.
    end = places[extent.end - 1] + static_cast<std::uint32_t>(base::to_utf8(written[extent.end - 1]).size());
  }
  return {source, places[extent.begin], end};
}

std::string Passage::quote(Extent extent) const {
  return to_utf8(std::u32string_view(written).substr(extent.begin, extent.size()));
}

Passage fold_passage(std::string_view bytes, base::SourceId source, std::uint32_t offset) {
  return fold_bytes(bytes, source, offset, false);
}

Passage passage_of(const base::SourceStore& sources, const ast::Name& text) {
  std::string_view bytes = sources.slice(text.span);
  std::uint32_t offset = text.span.begin;
  if (!text.is_quoted || bytes.empty()) return fold_bytes(bytes, text.span.source, offset, false);
  const bool has_escapes = bytes.front() == '"';
  const std::size_t mark = base::decode_at(bytes, 0).length;
  bytes.remove_prefix(mark);
  offset += static_cast<std::uint32_t>(mark);
  bytes.remove_suffix(std::min(bytes.size(), mark));
  return fold_bytes(bytes, text.span.source, offset, has_escapes);
}

std::vector<Extent> split_sentences(const Passage& passage) {
  std::vector<Extent> sentences;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    if (const Extent found = without_spaces_around(passage, {begin, end}); found.size() > 0) sentences.push_back(found);
    begin = end;
  };
  auto next_line = passage.line_starts.begin();
  for (std::size_t at = 0; at < passage.size(); ++at) {
    while (next_line != passage.line_starts.end() && *next_line < at) ++next_line;
    if (next_line != passage.line_starts.end() && *next_line == at && begins_list_item(passage, at)) close(at);
    if (!ends_sentence(passage.text[at]) && !is_full_stop(passage, begin, at)) continue;
    while (at + 1 < passage.size() && closes(passage.written[at + 1])) ++at;
    close(at + 1);
  }
  close(passage.size());
  return sentences;
}

std::vector<Extent> split_lines(const Passage& passage) {
  std::vector<Extent> pieces;
  auto next_line = passage.line_starts.begin();
  for (Extent rest : split_sentences(passage)) {
    while (next_line != passage.line_starts.end() && *next_line <= rest.begin) ++next_line;
    for (; next_line != passage.line_starts.end() && *next_line < rest.end; ++next_line) {
      pieces.push_back({rest.begin, *next_line});
      rest.begin = *next_line;
    }
    pieces.push_back(rest);
  }
  return pieces;
}

std::vector<Extent> split_clauses(const Passage& passage, Extent whole) {
  std::vector<Extent> clauses;
  std::size_t begin = whole.begin;
  int depth = 0;
  for (std::size_t at = whole.begin; at < whole.end; ++at) {
    const char32_t value = passage.text[at];
    if (value == U'(') ++depth;
    if (value == U')' && depth > 0) --depth;
    if (value != U';' || depth > 0) continue;
    if (at > begin) clauses.push_back({begin, at});
    begin = at + 1;
  }
  if (begin < whole.end) clauses.push_back({begin, whole.end});
  return clauses;
}

std::u32string fold(std::string_view text) { return fold_passage(text, base::kNoSource, 0).text; }

std::string to_utf8(std::u32string_view text) {
  std::string result;
  for (const char32_t value : text) base::append_utf8(result, value);
  return result;
}

}  // namespace polc::analyse::text
