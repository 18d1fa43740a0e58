#include "compiler/analyse/text/passage.h"

#include <algorithm>

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

/// `value`: as written, since an ASCII quotation mark may as well open.
bool closes(char32_t value) { return std::u32string_view(U"”」』)）》").find(value) != std::u32string_view::npos; }

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
  Passage passage;
  passage.source = source;
  passage.text.reserve(bytes.size() / 3);
  Folder folder(passage);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const base::CodePoint point = base::decode_at(bytes, at);
    folder.take(point.value, offset + static_cast<std::uint32_t>(at));
    at += point.length;
  }
  passage.places.push_back(offset + static_cast<std::uint32_t>(bytes.size()));
  return passage;
}

Passage passage_of(const base::SourceStore& sources, const ast::Name& text) {
  std::string_view bytes = sources.slice(text.span);
  std::uint32_t offset = text.span.begin;
  if (text.is_quoted && !bytes.empty()) {
    const std::size_t mark = base::decode_at(bytes, 0).length;
    bytes.remove_prefix(mark);
    offset += static_cast<std::uint32_t>(mark);
    bytes.remove_suffix(std::min(bytes.size(), mark));
  }
  return fold_passage(bytes, text.span.source, offset);
}

std::vector<Extent> split_sentences(const Passage& passage) {
  std::vector<Extent> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < passage.size(); ++at) {
    if (!ends_sentence(passage.text[at])) continue;
    while (at + 1 < passage.size() && closes(passage.written[at + 1])) ++at;
    sentences.push_back({begin, at + 1});
    begin = at + 1;
  }
  if (begin < passage.size()) sentences.push_back({begin, passage.size()});
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
