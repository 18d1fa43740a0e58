#include "compiler/analyse/text/stated_period.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "compiler/analyse/text/number_audit.h"
#include "compiler/analyse/text/read_date.h"

namespace polc::analyse::text {
namespace {

using runtime::Date;

constexpr std::size_t kReach = 4;

/// True where one of `words` begins within a few characters behind `at`.
bool follows(const Passage& passage, std::size_t at, std::initializer_list<std::u32string_view> words) {
  const Extent near{at, std::min(at + kReach, passage.size())};
  return has_word(passage, near, words);
}

bool precedes(const Passage& passage, std::size_t at, std::initializer_list<std::u32string_view> words) {
  const Extent near{at > kReach ? at - kReach : 0, at};
  return has_word(passage, near, words);
}

Date date_of(const Mention& mention) { return Date{static_cast<std::int32_t>(mention.value.numerator())}; }

/// Reads one sentence about the period; days it does not state stay as they are.
void read_sentence(const Reading& reading, const ArticleText* article, Extent sentence, StatedPeriod& period) {
  const Passage& passage = reading.passage;
  const Extent range = mentions_in(reading, sentence);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Mention& mention = reading.mentions[i];
    const StatedDay here{mention.kind == MentionKind::Date ? date_of(mention) : Date{}, passage.span(mention.extent),
                         article};
    const bool is_end = precedes(passage, mention.extent.begin, {U"至", U"到", U" to ", U"til ", U"ntil"});
    const bool is_start = follows(passage, mention.extent.end, {U"起"}) ||
                          precedes(passage, mention.extent.begin, {U"自", U"从", U"rom "});
    if (mention.kind == MentionKind::Date) {
      if (is_end && !period.to) period.to = here;
      if (is_start && !is_end && !period.from) period.from = here;
      continue;
    }
    const bool is_term = mention.kind == MentionKind::Duration && mention.unit == "年" && mention.value.is_whole() &&
                         precedes(passage, mention.extent.begin, {U"有效期", U"暂定", U"试行", U"期为", U"期限"});
    if (!is_term || period.to || !period.from) continue;
    const auto years = static_cast<std::int64_t>(mention.value.numerator());
    const auto end = runtime::add_months(period.from->date, years * 12, runtime::MonthEnd::Down);
    if (end) period.to = StatedDay{Date{end->days - 1}, here.span, article};
  }
}

void read_sentences(const Reading& reading, const ArticleText* article, StatedPeriod& period) {
  for (const Extent sentence : split_sentences(reading.passage)) {
    if (states_period(reading.passage, sentence)) read_sentence(reading, article, sentence, period);
  }
}

}  // namespace

StatedPeriod find_stated_period(const PolicyText& policy) {
  StatedPeriod period;
  for_each_text(policy, [&](const ArticleText& article, const Block&, const QuotedText& text) {
    read_sentences(text.reading, &article, period);
  });
  return period;
}

StatedPeriod find_stated_period(const Reading& document) {
  StatedPeriod period;
  read_sentences(document, nullptr, period);
  return period;
}

std::optional<Date> find_date_of_issue(const Passage& document) {
  const std::vector<Extent> lines = split_lines(document);
  for (const Extent line : lines) {
    for (std::size_t at = line.begin; at < line.end; ++at) {
      const auto date = read_date(document.text, at);
      if (!date) continue;
      const bool is_last_line = line == lines.back() && at == line.begin && date->end == line.end;
      if (is_last_line || follows(document, date->end, {U"印发", U"发布", U"公布"})) return date->date;
      at = date->end;
    }
  }
  return std::nullopt;
}

}  // namespace polc::analyse::text
