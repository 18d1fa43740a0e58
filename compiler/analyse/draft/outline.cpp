#include "compiler/analyse/draft/outline.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/unicode.h"
#include "compiler/analyse/draft/numbering.h"
#include "compiler/analyse/text/document.h"
#include "compiler/analyse/text/mention.h"

namespace polc::analyse::draft {
namespace {

using text::Extent;
using text::Passage;

/// Titles are shorter than this in columns of a terminal; what is longer is a paragraph.
constexpr std::size_t kWidestTitle = 80;
constexpr std::size_t kWidestDocumentTitle = 160;

/// The words that names of policies end with. A title that breaks off before one goes on in the next line.
constexpr std::array<std::u32string_view, 12> kKindsOfDocument{U"意见", U"办法", U"通知", U"细则", U"方案", U"规定",
                                                               U"政策", U"措施", U"条例", U"指南", U"规则", U"决定"};

struct Line {
  std::string bytes;  // without spaces around and without what cannot be seen
  Passage passage;
  std::optional<LineNumber> number;
};

std::string visible_text(std::string_view line) {
  std::string text;
  std::string spaces;  // kept only between characters
  for (std::size_t at = 0; at < line.size();) {
    const base::CodePoint point = base::decode_at(line, at);
    const std::string_view bytes = line.substr(at, point.length);
    at += point.length;
    if (base::is_invisible(point.value)) continue;
    if (base::is_space(point.value) || point.value == U'\t') {
      if (!text.empty()) spaces += point.value == U'\t' ? " " : bytes;
      continue;
    }
    text += spaces;
    spaces.clear();
    text += bytes;
  }
  return text;
}

std::vector<Line> read_lines(std::string_view document) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < document.size();) {
    const std::size_t end = std::min(document.find_first_of("\r\n", begin), document.size());
    std::string bytes = visible_text(document.substr(begin, end - begin));
    begin = end + 1;
    if (bytes.empty()) continue;
    Passage passage = text::fold_passage(bytes, base::kNoSource, 0);
    std::optional<LineNumber> number = read_line_number(passage);
    lines.push_back({std::move(bytes), std::move(passage), std::move(number)});
  }
  return lines;
}

/// True where `extent` has nothing in it that a rule would have to say: no amount, no share, no telling word.
bool is_without_effect(const Passage& passage, Extent extent) {
  if (text::has_genre_word(passage, extent)) return false;
  const text::Reading reading = text::read_text(passage);
  const Extent range = text::mentions_in(reading, extent);
  // A year or a date may stand in a title.
  return std::all_of(reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.begin),
                     reading.mentions.begin() + static_cast<std::ptrdiff_t>(range.end), [](const auto& mention) {
                       return mention.kind == text::MentionKind::Date || mention.kind == text::MentionKind::Duration;
                     });
}

/// True where `extent` reads as a title: short, no sentence, and without effect.
bool is_title(const Passage& passage, Extent extent) {
  if (extent.size() == 0 || base::display_width(passage.quote(extent)) > kWidestTitle) return false;
  if (std::u32string_view(U"。;:,!?").find(passage.text[extent.end - 1]) != std::u32string_view::npos) return false;
  return passage.view(extent).find(U'。') == std::u32string_view::npos && is_without_effect(passage, extent);
}

Extent behind_number(const Line& line) { return {line.number->end, line.passage.size()}; }

/// Which styles head the sections and the articles of one document; without `article`, none does.
struct Levels {
  std::optional<NumberStyle> section;
  std::optional<NumberStyle> article;
};

struct StyleCount {
  std::size_t lines = 0;
  std::size_t titles = 0;
  std::size_t first = 0;  // the line it is met first
};

Levels choose_levels(const std::vector<Line>& lines) {
  std::array<StyleCount, kNumNumberStyles> counts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].number) continue;
    StyleCount& count = counts[static_cast<std::size_t>(lines[i].number->style)];
    if (count.lines++ == 0) count.first = i;
    if (is_title(lines[i].passage, behind_number(lines[i]))) ++count.titles;
  }
  const auto of = [&](NumberStyle style) -> const StyleCount& { return counts[static_cast<std::size_t>(style)]; };
  Levels levels;
  if (of(NumberStyle::Chapter).lines > 0) levels.section = NumberStyle::Chapter;
  if (of(NumberStyle::Article).lines > 0) {
    levels.article = NumberStyle::Article;
    return levels;
  }
  // The style met first is the outer one; it heads sections if another follows below it and most of it are titles.
  std::vector<NumberStyle> met;
  for (const NumberStyle style :
       {NumberStyle::HanComma, NumberStyle::HanBracket, NumberStyle::Digits, NumberStyle::DigitsBracket}) {
    if (of(style).lines > 0) met.push_back(style);
  }
  std::stable_sort(met.begin(), met.end(), [&](auto lhs, auto rhs) { return of(lhs).first < of(rhs).first; });
  if (met.empty()) return levels;
  levels.article = met.front();
  const bool has_titles = of(met.front()).titles * 2 >= of(met.front()).lines;
  if (levels.section || met.size() == 1 || !has_titles) return levels;
  levels.section = met.front();
  levels.article = met[1];
  return levels;
}

class OutlineReader {
 public:
  explicit OutlineReader(std::string_view document) : lines_(read_lines(document)), levels_(choose_levels(lines_)) {}

  Outline run() {
    outline_.parts.emplace_back();
    for (std::size_t at = read_title(); at < lines_.size(); ++at) take(lines_[at]);
    if (outline_.parts.front().paragraphs.empty()) outline_.parts.erase(outline_.parts.begin());
    return std::move(outline_);
  }

 private:
  /// Returns the line after the title, which may run over two lines.
  std::size_t read_title() {
    if (lines_.empty() || lines_[0].number) return 0;
    std::string title = lines_[0].bytes;
    // A mark of a heading or of a comment before the title is none of its words.
    title.erase(0, title.find_first_not_of("# "));
    if (title.empty() || base::display_width(title) > kWidestDocumentTitle || title.ends_with("。")) return 0;
    std::size_t next = 1;
    if (!names_a_document(lines_[0].passage) && lines_.size() > 1 && !lines_[1].number &&
        names_a_document(lines_[1].passage) && base::display_width(lines_[1].bytes) <= kWidestTitle) {
      title += lines_[1].bytes;
      ++next;
    }
    outline_.title = std::move(title);
    // What a title pays or forbids is quoted as well.
    return is_without_effect(lines_[0].passage, {0, lines_[0].passage.size()}) ? next : 0;
  }

  static bool names_a_document(const Passage& line) {
    return std::any_of(kKindsOfDocument.begin(), kKindsOfDocument.end(),
                       [&](std::u32string_view kind) { return std::u32string_view(line.text).ends_with(kind); });
  }

  void take(const Line& line) {
    if (line.number && line.number->style == levels_.section && line.number->value > last_section_) {
      last_section_ = line.number->value;
      // Articles that go on from section to section keep their numbers; others begin again.
      last_article_ = 0;
      return open(line, true);
    }
    if (line.number && line.number->style == levels_.article && line.number->value > last_article_) {
      last_article_ = line.number->value;
      return open(line, false);
    }
    outline_.parts.back().paragraphs.push_back(line.bytes);
  }

  void open(const Line& line, bool is_section) {
    OutlinePart part{is_section, line.number->label, {}, {}};
    if (is_section) section_ = part.label;
    std::set<std::string>& labels = is_section ? section_labels_ : article_labels_;
    if (labels.contains(part.label) && !section_.empty()) part.label = section_ + "." + part.label;
    Extent rest = behind_number(line);
    const Extent title = title_of(line.passage, rest);
    part.title = line.passage.quote(title);
    if (title.size() > 0) rest.begin = std::min(rest_after_title(line.passage, title), rest.end);
    if (rest.size() > 0) part.paragraphs.push_back(line.bytes.substr(line.passage.places[rest.begin]));
    // A number that comes a third time heads nothing that could be told apart.
    if (!labels.insert(part.label).second) return outline_.parts.back().paragraphs.push_back(line.bytes);
    outline_.parts.push_back(std::move(part));
  }

  /// Returns the title that `rest`, what stands behind the number, is or begins with: a whole line, （目的） or
  /// 【目的】 before the paragraph, or its first sentence. Empty at `rest.begin` without one.
  static Extent title_of(const Passage& passage, Extent rest) {
    if (is_title(passage, rest)) return rest;
    if (rest.size() == 0) return rest;
    const char32_t open = passage.text[rest.begin];
    const char32_t close = open == U'(' ? U')' : open == U'【' ? U'】' : open == U'[' ? U']' : U'\0';
    const std::size_t begin = rest.begin + (close == U'\0' ? 0 : 1);
    const std::size_t end = passage.text.find(close == U'\0' ? U'。' : close, begin);
    if (end == std::u32string::npos || end + 1 >= rest.end || !is_title(passage, {begin, end}))
      return {rest.begin, rest.begin};
    return {begin, end};
  }

  /// Returns where the paragraph goes on behind its title: the mark that closes the title is no word of either.
  static std::size_t rest_after_title(const Passage& passage, Extent title) {
    std::size_t at = title.end;
    if (at < passage.size() && std::u32string_view(U"。)】]").find(passage.text[at]) != std::u32string_view::npos) ++at;
    while (at < passage.size() && passage.text[at] == U' ') ++at;
    return at;
  }

  std::vector<Line> lines_;
  Levels levels_;
  Outline outline_;
  std::int64_t last_section_ = 0;
  std::int64_t last_article_ = 0;
  std::string section_;
  std::set<std::string> section_labels_;
  std::set<std::string> article_labels_;
};

}  // namespace

Outline read_outline(std::string_view document) { return OutlineReader(document).run(); }

}  // namespace polc::analyse::draft
