#include "compiler/analyse/text/document.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "compiler/analyse/text/han_numerals.h"

namespace polc::analyse::text {
namespace {

/// A line this short without a full stop and without an amount is a heading.
constexpr std::size_t kLongestHeading = 30;

bool is_numeral(char32_t value) { return base::is_digit(value) || is_han_numeral(value); }

std::u32string_view without_marks_at_end(std::u32string_view text) {
  while (!text.empty() && std::u32string_view(U"。;,.:").find(text.back()) != std::u32string_view::npos)
    text.remove_suffix(1);
  return text;
}

bool is_heading(const Passage& passage, Extent line, const Reading& reading) {
  const char32_t last = passage.text[line.end - 1];
  if (last == U'。' || last == U';' || last == U')' || line.size() > kLongestHeading) return false;
  const Extent mentions = mentions_in(reading, line);
  return std::none_of(reading.mentions.begin() + static_cast<std::ptrdiff_t>(mentions.begin),
                      reading.mentions.begin() + static_cast<std::ptrdiff_t>(mentions.end), [](const Mention& mention) {
                        return mention.kind == MentionKind::Amount || mention.kind == MentionKind::Percent;
                      });
}

bool carries_effect(const Reading& reading, Extent clause) {
  const Extent mentions = mentions_in(reading, clause);
  for (std::size_t i = mentions.begin; i < mentions.end; ++i) {
    const MentionKind kind = reading.mentions[i].kind;
    if (kind == MentionKind::Amount || kind == MentionKind::Percent) return true;
  }
  return has_genre_word(reading.passage, clause);
}

/// The texts of a policy as essences, for finding who quotes a sentence.
struct Quotation {
  const ArticleText* article = nullptr;
  std::u32string essence;
};

std::vector<Quotation> quotations_of(const PolicyText& policy) {
  std::vector<Quotation> quotations;
  for_each_text(policy, [&](const ArticleText& article, const Block&, const QuotedText& text) {
    const Passage& passage = text.reading.passage;
    quotations.push_back({&article, essence_of(passage, {0, passage.size()}).text});
  });
  return quotations;
}

}  // namespace

Extent without_numbering(const Passage& passage, Extent extent) {
  std::size_t at = extent.begin;
  const auto is_at = [&](char32_t value) { return at < extent.end && passage.text[at] == value; };
  const bool has_bracket = is_at(U'(');
  const bool has_ordinal = is_at(U'第');
  if (has_bracket || has_ordinal) ++at;
  const std::size_t first = at;
  while (at < extent.end && is_numeral(passage.text[at])) ++at;
  if (at == first) return extent;
  const bool is_closed = has_bracket ? is_at(U')') : has_ordinal ? is_at(U'条') : (is_at(U'.') || is_at(U'、'));
  if (!is_closed) return extent;
  // 1.5亿元 is no numbering.
  if (at + 1 < extent.end && passage.text[at] == U'.' && base::is_digit(passage.text[at + 1])) return extent;
  return {at + 1, extent.end};
}

bool has_genre_word(const Passage& passage, Extent extent) {
  return has_word(passage, extent,
                  {U"以上", U"以下", U"超过", U"不足", U"不满", U"不低于", U"以内", U"首次", U"复评", U"每期",
                   U"一次性", U"分别", U"除外", U"就高", U"不重复", U"累计", U"每年", U"最高"});
}

Document read_document(const PolicyText& policy, const std::string& bytes) {
  Document document;
  document.reading = read_text(fold_passage(bytes, base::kNoSource, 0));
  const Passage& passage = document.reading.passage;
  document.essence = essence_of(passage, {0, passage.size()});
  const std::vector<Quotation> quotations = quotations_of(policy);
  const ArticleText* last = nullptr;
  for (const Extent line : split_lines(passage)) {
    if (is_heading(passage, line, document.reading)) continue;
    for (const Extent clause : split_clauses(passage, without_numbering(passage, line))) {
      const std::u32string essence = essence_of(passage, clause).text;
      const std::u32string_view wanted = without_marks_at_end(essence);
      const auto quotation = std::find_if(quotations.begin(), quotations.end(), [&](const Quotation& one) {
        return !wanted.empty() && one.essence.find(wanted) != std::u32string::npos;
      });
      const ArticleText* article = quotation == quotations.end() ? nullptr : quotation->article;
      if (carries_effect(document.reading, clause)) document.sentences.push_back({clause, article, last});
      if (article != nullptr) last = article;
    }
  }
  return document;
}

}  // namespace polc::analyse::text
