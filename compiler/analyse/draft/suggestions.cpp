#include "compiler/analyse/draft/suggestions.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "compiler/analyse/text/mention.h"
#include "grammar/keywords.h"

namespace polc::analyse::draft {
namespace {

using base::Language;
using grammar::Keyword;
using text::Extent;
using text::Mention;
using text::MentionKind;
using text::Passage;
using text::Reading;

constexpr std::size_t kLongestName = 40;
constexpr std::string_view kNoName = "…";

struct Hint {
  std::u32string_view word;
  std::string_view english;
  std::string_view chinese;
};

/// Words that decide how amounts are paid, and what in the language says it.
constexpr std::array<Hint, 14> kHints{{
    {U"分别", "say which amount belongs to which item, as cells", "逐项写明各对应哪一金额"},
    {U"首次", "`first`, beside `renewal`", "“首次”与“复评”分列金额"},
    {U"复评", "`renewal`, beside `first`", "“首次”与“复评”分列金额"},
    {U"一次性", "say whether once a matter or once an applicant: `once`",
     "写明是每一事项还是每一对象一次：“仅享受一次”"},
    {U"除外", "`unless`, or `exclude`", "写作“除非”或“排除”"},
    {U"就高", "`highest` of the awards that meet", "写明哪些资助之间“就高”"},
    {U"不重复", "`once` or `highest`: say which awards exclude each other", "写明哪些资助相互排斥"},
    {U"累计", "`cap`: say for whom and for how long", "写明合计上限的对象与期间"},
    {U"每年", "per year: `limit` or `cap`", "写明每年的次数或金额上限"},
    {U"每满", "`per full`", "写作“每满”"},
    {U"一事一议", "`discretion`", "写作“一事一议”语句"},
    {U"first match wins", "the order of the cells decides; write conditions that exclude each other", "条件须互斥"},
    {U"per year", "`limit` or `cap` … `per year`", "写明每年的次数或金额上限"},
    {U"rounded", "`rounded` … `to`", "写明取整方式"},
}};

/// The words before the name of what is rewarded.
constexpr std::array<std::u32string_view, 12> kGainWords{U"获得", U"荣获",   U"获评", U"通过", U"取得", U"评定为",
                                                         U"评为", U"认定为", U"承担", U"举办", U"开展", U"参加"};

constexpr std::array<std::u32string_view, 9> kCapWords{U"最高",    U"不超过", U"上限", U"封顶",   U"至多",
                                                       U"at most", U"up to",  U"cap",  U"maximum"};

class Suggester {
 public:
  Suggester(Reading reading, std::string_view title, Language language)
      : reading_(std::move(reading)), title_(title), language_(language) {}

  std::vector<std::string> run() {
    for (const Extent sentence : text::split_sentences(reading_.passage)) {
      for (const Extent clause : text::split_clauses(reading_.passage, sentence)) take_clause(clause);
    }
    for (const Hint& hint : kHints) {
      if (text::find_word(reading_.passage, whole(), hint.word) == whole().end) continue;
      add(fmt::format("{}{}{}", text::to_utf8(hint.word), language_ == Language::Chinese ? "：" : ": ",
                      language_ == Language::Chinese ? hint.chinese : hint.english));
    }
    return std::move(lines_);
  }

 private:
  Extent whole() const { return {0, reading_.passage.size()}; }

  void add(std::string line) {
    if (said_.insert(line).second) lines_.push_back(std::move(line));
  }

  void take_clause(Extent clause) {
    std::string paid;
    std::string most;
    std::vector<std::string> bounds;
    const Extent range = text::mentions_in(reading_, clause);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Mention& mention = reading_.mentions[i];
      if (mention.kind == MentionKind::Bare || mention.kind == MentionKind::Date) continue;
      const bool is_money = mention.kind == MentionKind::Amount;
      Extent extent = mention.extent;
      const bool is_range =
          mention.is_range_end && i + 1 < range.end && is_one_range(mention, reading_.mentions[i + 1]);
      if (is_range) extent.end = with_boundary(reading_.mentions[++i]).end;
      const std::string words = reading_.passage.quote(extent);
      if (is_money && is_cap(mention, clause)) {
        most += fmt::format("  {} {}", grammar::spelling(Keyword::AtMost, language_), words);
      } else if (mention.boundary.cut != text::Cut::None) {
        bounds.push_back(reading_.passage.quote(with_boundary(mention)));
      } else if (is_range && mention.kind == MentionKind::Quantity) {
        bounds.push_back(words);
      } else if (is_money || mention.kind == MentionKind::Percent) {
        paid += "  " + words;
      }
    }
    if (paid.empty() && most.empty() && bounds.empty()) return;
    if (!paid.empty() || !most.empty()) {
      add(fmt::format("{} \"{}\"{}{}", grammar::spelling(Keyword::Award, language_), name_in(clause), paid, most));
    }
    for (const std::string& bound : bounds)
      add(fmt::format("{} {}", grammar::spelling(Keyword::When, language_), bound));
  }

  /// True for 最高10万元: a bound of what is paid, where 500万元以上 is one of what is asked for.
  bool is_cap(const Mention& mention, Extent clause) const {
    constexpr std::size_t kReach = 8;
    const std::size_t begin = std::max(clause.begin, mention.extent.begin - std::min(kReach, mention.extent.begin));
    return std::any_of(kCapWords.begin(), kCapWords.end(), [&](std::u32string_view word) {
      return text::find_word(reading_.passage, {begin, mention.extent.begin}, word) < mention.extent.begin;
    });
  }

  /// True for both ends of 500万元—5000万元, which are one amount of a kind.
  bool is_one_range(const Mention& from, const Mention& to) const {
    return to.is_range_end && to.kind == from.kind && to.extent.begin <= from.extent.end + 1;
  }

  static Extent with_boundary(const Mention& mention) {
    const Extent words = mention.boundary.words;
    if (words.size() == 0) return mention.extent;
    return {std::min(words.begin, mention.extent.begin), std::max(words.end, mention.extent.end)};
  }

  /// Returns what stands between 获得 or its kin and 的 or a comma; else the title of the article.
  std::string name_in(Extent clause) const {
    const Passage& passage = reading_.passage;
    std::size_t begin = clause.end;
    for (const std::u32string_view word : kGainWords) {
      const std::size_t at = text::find_word(passage, clause, word);
      if (at < clause.end) begin = std::min(begin, at + word.size());
    }
    std::size_t end = begin;
    while (end < clause.end && std::u32string_view(U"的,;。(:").find(passage.text[end]) == std::u32string_view::npos)
      ++end;
    if (end > begin && end < clause.end && end - begin <= kLongestName) return unquoted(passage.quote({begin, end}));
    return title_.empty() ? std::string(kNoName) : unquoted(std::string(title_));
  }

  /// Leaves out quotation marks, which the name of the award gets anew.
  static std::string unquoted(std::string name) {
    for (const std::string_view mark : {"\"", "“", "”"}) {
      for (std::size_t at = name.find(mark); at != std::string::npos; at = name.find(mark)) name.erase(at, mark.size());
    }
    return name;
  }

  Reading reading_;
  std::string_view title_;
  Language language_;
  std::vector<std::string> lines_;
  std::set<std::string> said_;
};

}  // namespace

std::vector<std::string> suggest_rules(std::string_view paragraph, std::string_view title, Language keywords) {
  return Suggester(text::read_text(text::fold_passage(paragraph, base::kNoSource, 0)), title, keywords).run();
}

}  // namespace polc::analyse::draft
