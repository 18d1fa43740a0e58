#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/unicode.h"
#include "compiler/analyse/text/boundary_words.h"
#include "compiler/analyse/text/han_numerals.h"
#include "compiler/analyse/text/mention.h"
#include "compiler/analyse/text/read_date.h"
#include "compiler/analyse/text/units.h"

namespace polc::analyse::text {
namespace {

using runtime::Fraction;

/// 一 in these is no number, whatever follows: 统一, 同一, 唯一, 之一, 第一, 某一, 任一, 逐一, 进一步.
constexpr std::u32string_view kBeforeOne = U"统同唯之第某任逐进专单万另每这哪";
/// And before these: 一次性, 一定, 一般, 一切, 一律, 一并, 一经, 一致, 一体.
constexpr std::u32string_view kAfterOne = U"定般切律并经致体系旦";

struct RawMention {
  Mention mention;
  Fraction digits;
  bool has_multiplier = false;
};

/// Reads the mentions of one passage from left to right.
class Reader {
 public:
  explicit Reader(const Passage& passage) : passage_(passage), text_(passage.text) {}

  std::vector<Mention> read() {
    std::size_t at = 0;
    while (at < text_.size()) at = read_at(at);
    for (std::size_t i = found_.size(); i-- > 0;) share_unit_leftwards(i);
    for (std::size_t i = 1; i < found_.size(); ++i) share_unit_rightwards(i);
    std::vector<Mention> mentions;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      finish(i);
      // The 500亩 of (含500亩) belongs to the number before it.
      const bool is_repeated =
          !mentions.empty() && mentions.back().boundary.words.contains(found_[i].mention.extent.begin);
      if (!is_repeated) mentions.push_back(found_[i].mention);
    }
    return mentions;
  }

 private:
  /// Reads what begins at `at` and returns where to go on.
  std::size_t read_at(std::size_t at) {
    if (const auto date = read_date(text_, at)) {
      RawMention made;
      made.mention.kind = MentionKind::Date;
      made.mention.extent = made.mention.number = {at, date->end};
      made.mention.value = Fraction(date->date.days);
      found_.push_back(std::move(made));
      return date->end;
    }
    if (const std::size_t end = read_share(at); end > at) return end;
    if (const auto currency = read_currency_before(text_, at)) {
      const auto number = read_number(text_, passage_.written, currency->end);
      if (number) return add(at, currency->end, *number, *currency, word_multiplier(number->end));
    }
    const auto number = read_number(text_, passage_.written, at);
    if (!number) return at + 1;
    return read_counted(at, *number);
  }

  /// Reads 百分之五十, 千分之三.
  std::size_t read_share(std::size_t at) {
    const std::u32string_view head = text_.substr(at, 3);
    const bool is_percent = head == U"百分之";
    if (!is_percent && head != U"千分之") return at;
    const auto number = read_number(text_, passage_.written, at + 3);
    if (!number) return at;
    WrittenUnit unit{MentionKind::Percent, is_percent ? "%" : "‰", number->end,
                     *Fraction::ratio(1, is_percent ? 100 : 1000)};
    return add(at, at + 3, *number, unit, Fraction(1));
  }

  /// Reads a number and what it counts; a number that names something is passed over.
  std::size_t read_counted(std::size_t at, const WrittenNumber& number) {
    if (is_part_of_name(at, number)) return number.end;
    const Fraction multiplier = word_multiplier(number.end);
    const std::size_t after = multiplier == Fraction(1) ? number.end : multiplier_end_;
    if (const auto unit = read_unit(text_, after, number.is_han)) {
      if (unit->unit == "折" && number.end - at == 2) {
        return add(at, at, number, {MentionKind::Percent, "折", unit->end, *Fraction::ratio(1, 100)}, multiplier);
      }
      return add(at, at, number, *unit, multiplier);
    }
    if (number.is_han) return number.end;
    const bool touches_letter =
        number.end < text_.size() && base::is_letter(text_[number.end]) && !base::is_han(text_[number.end]);
    if (touches_letter) return number.end;
    return add(at, at, number, {MentionKind::Bare, "", number.end, Fraction(1)}, multiplier);
  }

  bool is_part_of_name(std::size_t at, const WrittenNumber& number) const {
    const char32_t before = at > 0 ? text_[at - 1] : U' ';
    const char32_t after = number.end < text_.size() ? text_[number.end] : U' ';
    if (before == U'第' || before == U'〔' || before == U'[' || before == U'《') return true;
    if (!number.is_han) {
      const bool is_year = number.end - at == 4 && !number.has_multiplier && after == U'年';
      return is_year || after == U'月' || after == U'号' || after == U'条' || after == U'〕' || before == U'月';
    }
    if (number.end - at > 1 || text_[at] != U'一') return false;
    return kBeforeOne.find(before) != std::u32string_view::npos || kAfterOne.find(after) != std::u32string_view::npos ||
           text_.substr(at, 3) == U"一次性";
  }

  /// Returns the factor of " million" and the like behind a number and sets `multiplier_end_`; else 1.
  Fraction word_multiplier(std::size_t at) {
    struct Row {
      std::u32string_view word;
      std::int64_t factor;
    };
    static constexpr Row kRows[] = {{U" thousand", 1000}, {U" million", 1'000'000}, {U" billion", 1'000'000'000}};
    for (const Row& row : kRows) {
      if (text_.substr(at, row.word.size()) != row.word) continue;
      multiplier_end_ = at + row.word.size();
      return Fraction(row.factor);
    }
    return Fraction(1);
  }

  std::size_t add(std::size_t begin, std::size_t number_begin, const WrittenNumber& number, const WrittenUnit& unit,
                  const Fraction& multiplier) {
    RawMention made;
    const auto multiplied = multiply(number.value, multiplier);
    const auto value = multiplied ? multiply(*multiplied, unit.factor) : std::nullopt;
    std::size_t end = unit.end > number_begin ? unit.end : number.end;
    if (end < number.end) end = number.end;
    if (multiplier != Fraction(1) && end < multiplier_end_) end = multiplier_end_;
    if (!value) return end;
    made.mention.kind = unit.kind;
    made.mention.extent = {begin, end};
    made.mention.number = {number_begin, number.end};
    made.mention.value = *value;
    made.mention.unit = unit.unit;
    made.mention.is_han = number.is_han;
    made.digits = number.digits;
    made.has_multiplier = number.has_multiplier || number.value != number.digits;
    found_.push_back(std::move(made));
    return end;
  }

  /// Returns what stands between two neighbouring mentions when it joins them into a list or a range; 0 otherwise.
  char32_t joint(std::size_t left) const {
    const Extent between{found_[left].mention.extent.end, found_[left + 1].mention.extent.begin};
    if (between.size() != 1) return 0;
    const char32_t value = text_[between.begin];
    return std::u32string_view(U"、,和及与或/-~至到").find(value) == std::u32string_view::npos ? 0 : value;
  }

  static bool is_range(char32_t value) { return value == U'-' || value == U'~' || value == U'至' || value == U'到'; }

  /// 100—500亩, 10、5、2万元 and 100万、50万元: a number without a unit has that of the number after it.
  void share_unit_leftwards(std::size_t at) {
    RawMention& one = found_[at];
    if (one.mention.kind != MentionKind::Bare || at + 1 >= found_.size()) return;
    const char32_t mark = joint(at);
    const RawMention& next = found_[at + 1];
    if (mark == 0 || next.mention.kind == MentionKind::Bare || next.mention.kind == MentionKind::Date) return;
    adopt(one, next);
    one.mention.is_bare = one.mention.kind == MentionKind::Amount && !is_range(mark) && mark != U'/';
  }

  /// 100万元、50万: only amounts, and only a number with 万 or a list mark before it.
  void share_unit_rightwards(std::size_t at) {
    RawMention& one = found_[at];
    if (one.mention.kind != MentionKind::Bare) return;
    const RawMention& before = found_[at - 1];
    const char32_t mark = joint(at - 1);
    if (before.mention.kind != MentionKind::Amount || (mark != U'、' && mark != U'和' && mark != U'及')) return;
    adopt(one, before);
    one.mention.is_bare = true;
  }

  /// Gives `one` the unit of `model`, and its 万 where `one` has none of its own.
  static void adopt(RawMention& one, const RawMention& model) {
    Fraction factor(1);
    const bool shares_multiplier = !one.has_multiplier || model.mention.kind == MentionKind::Percent;
    if (shares_multiplier && !model.digits.is_zero()) {
      const auto quotient = divide(model.mention.value, model.digits);
      if (quotient) factor = *quotient;
    }
    const auto value = multiply(one.mention.value, factor);
    if (!value) return;
    one.mention.value = *value;
    one.mention.kind = model.mention.kind;
    one.mention.unit = model.mention.unit;
  }

  void finish(std::size_t at) {
    Mention& mention = found_[at].mention;
    const bool follows_range = at > 0 && is_range(joint(at - 1)) && found_[at - 1].mention.kind == mention.kind;
    const bool opens_range =
        at + 1 < found_.size() && is_range(joint(at)) && found_[at + 1].mention.kind == mention.kind;
    mention.is_range_end = follows_range || opens_range;
    if (mention.kind == MentionKind::Date) return;
    if (mention.kind == MentionKind::Bare) pay_bare(found_[at]);
    mention.boundary = read_boundary(passage_, mention.extent);
    if (mention.boundary.side == Side::None && follows_range && mention.boundary.is_explicit)
      mention.boundary.side = Side::AtMost;
    if (mention.boundary.side == Side::None) mention.boundary.cut = Cut::None;
  }

  /// 奖励50万: a number with 万 that a verb of paying stands before is an amount without its 元.
  void pay_bare(RawMention& one) const {
    if (!one.has_multiplier) return;
    const std::size_t begin = one.mention.extent.begin > 8 ? one.mention.extent.begin - 8 : 0;
    const Extent before{begin, one.mention.extent.begin};
    if (!has_word(passage_, before, {U"给予", U"资助", U"奖励", U"补助", U"补贴", U"奖补"})) return;
    one.mention.kind = MentionKind::Amount;
    one.mention.unit = "元";
    one.mention.is_bare = true;
  }

  const Passage& passage_;
  std::u32string_view text_;
  std::vector<RawMention> found_;
  std::size_t multiplier_end_ = 0;
};

}  // namespace

Reading read_text(Passage passage) {
  Reading reading;
  reading.passage = std::move(passage);
  reading.mentions = Reader(reading.passage).read();
  return reading;
}

Extent mentions_in(const Reading& reading, Extent extent) {
  // Mentions stand by place and never overlap: both their ends ascend.
  const auto& all = reading.mentions;
  const auto first =
      std::partition_point(all.begin(), all.end(), [&](const Mention& one) { return one.extent.begin < extent.begin; });
  const auto last =
      std::partition_point(first, all.end(), [&](const Mention& one) { return one.extent.end <= extent.end; });
  const auto begin = static_cast<std::size_t>(first - all.begin());
  const auto end = static_cast<std::size_t>(last - all.begin());
  return {begin, end};
}

std::size_t find_word(const Passage& passage, Extent extent, std::u32string_view word) {
  const std::size_t found = passage.view(extent).find(word);
  return found == std::u32string_view::npos ? extent.end : extent.begin + found;
}

bool has_word(const Passage& passage, Extent extent, std::initializer_list<std::u32string_view> words) {
  for (const std::u32string_view word : words) {
    if (find_word(passage, extent, word) != extent.end) return true;
  }
  return false;
}

}  // namespace polc::analyse::text
