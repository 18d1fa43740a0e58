// Forms that English says in its own order: `article 6`, `20% of X`, `at least N`, `in any 3 years`.
#include "grammar/format/durations.h"
#include "grammar/format/translator.h"

namespace polc::grammar::format {
namespace {

// `N以上` is `at least N`.
Keyword keyword_before(Keyword after, bool is_tier) {
  switch (after) {
    case Keyword::OrMore: return Keyword::AtLeast;
    case Keyword::OrLess: return is_tier ? Keyword::TierUpTo : Keyword::AtMost;
    case Keyword::Beyond: return Keyword::Over;
    default: return after;
  }
}

constexpr std::string_view kSame = "同一";

}  // namespace

void Translator::write_english_form(std::uint32_t index, const Children& parts) {
  switch (kind(index)) {
    case NodeKind::Heading:
    case NodeKind::Selector:
    case NodeKind::ItemNumber: return split_ordinal(parts);
    case NodeKind::EqualParts: return split_equal_parts(parts);
    case NodeKind::PercentAfter: return is_before_operator(index) ? finish(parts[1]) : percent_first(parts);
    case NodeKind::Bound:
    case NodeKind::Compare:
    case NodeKind::Tier:
    case NodeKind::AtMostSuffix:
    case NodeKind::AtLeastSuffix: return words_first(index, parts);
    case NodeKind::AtExpr:
    case NodeKind::RollingClause:
    case NodeKind::Window:
    case NodeKind::ThisName: return drop_words(parts);
    case NodeKind::EffectiveClause:
      if (kind(parts[0]) == NodeKind::Window) insert(begin(index), word(Keyword::Effective));
      return;
    case NodeKind::SpacedNumber: {
      const std::string_view unit = chinese_unit(text(parts[1]));
      if (!unit.empty() && !is_target_language(parts[1])) {
        put(begin(parts[1]), end(parts[1]), Duration{text(parts[0]), unit}.english_unit());
      }
      return finish(parts[0]);
    }
    case NodeKind::OpenRange:
      for (const std::uint32_t part : parts) finish(part);
      return;
    case NodeKind::Group: return add_group_words(parts);
    case NodeKind::ForAwards: return add_for(index, parts);
    case NodeKind::ShareClause: return share_last(parts);
    default: return;
  }
}

// `第6条`, `第1项`. A Chinese numeral of an item stays, since `item` takes digits.
void Translator::split_ordinal(const Children& parts) {
  if (!is_keyword(parts[0], Keyword::Ordinal) || kind(parts[2]) != NodeKind::Keyword) return;
  const bool is_item = is_keyword(parts[2], Keyword::ItemEnd);
  if (!is_item || kind(parts[1]) == NodeKind::Number) {
    put(begin(parts[0]), end(parts[0]), word(is_item ? Keyword::Item : keyword(parts[2])));
    put(begin(parts[2]), end(parts[2]), "");
  }
  for (std::size_t i = 0; i < 3; ++i) finish(parts[i]);
}

// `3年` is `3 years`.
void Translator::split_number_word(std::uint32_t index) {
  const std::string_view number = written(index);
  const std::optional<Duration> duration = split_duration(text(index));
  if (!duration || !number.ends_with(duration->unit)) return;
  const auto unit = end(index) - static_cast<std::uint32_t>(duration->unit.size());
  put(unit, end(index), duration->english_unit());
}

// `同一项目号` is `per 项目号`.
void Translator::split_glued_fact(std::uint32_t index) {
  const std::string_view fact = words_[index] ? word(*words_[index]) : text(index).substr(kSame.size());
  put(begin(index), end(index), std::string(word(Keyword::PerFact)) + " " + std::string(fact));
}

// `分3年等额` is `in 3 equal yearly parts`.
void Translator::split_equal_parts(const Children& parts) {
  const std::optional<Duration> duration = split_duration(text(parts[1]));
  if (!duration || duration->unit != "年" || kind(parts[1]) != NodeKind::Number) return;
  put(begin(parts[1]), end(parts[1]), duration->digits);
  finish(parts[1]);
}

// `X的20%` is `20% of X`, where nothing follows that could be meant by X as well.
void Translator::percent_first(const Children& parts) {
  finish(parts[1]);
  if (kind(parts[0]) == NodeKind::PerFullExpr) return;
  if (!is_blank(end(parts[0]), begin(parts[1])) || !is_blank(end(parts[1]), begin(parts[2]))) return;
  insert(begin(parts[0]), std::string(written(parts[2])) + " " + std::string(word(Keyword::PercentOf)));
  put(end(parts[0]), end(parts[2]), "");
}

void Translator::words_first(std::uint32_t index, const Children& parts) {
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (kind(parts[i]) != NodeKind::Keyword) continue;
    const Keyword before = keyword_before(keyword(parts[i]), kind(index) == NodeKind::Tier);
    if (before == keyword(parts[i])) continue;
    insert(begin(parts[i - 1]), word(before));
    put(begin(parts[i]), end(parts[i]), "");
    finish(parts[i]);
  }
}

// 为基准日, 内, 起施行 and the 的 of 本项的级别 have no twin.
void Translator::drop_words(const Children& parts) {
  for (const std::uint32_t part : parts) {
    if (kind(part) != NodeKind::Keyword || !word(keyword(part)).empty()) continue;
    const bool is_possessive = is_keyword(part, Keyword::Possessive);
    put(begin(part), end(part), is_possessive ? "." : "", is_possessive ? Glue::Both : Glue::None);
    finish(part);
  }
}

void Translator::add_group_words(const Children& parts) {
  const bool is_limit = is_keyword(parts.front(), Keyword::Limit);
  if (!is_limit && !is_keyword(parts.front(), Keyword::Cap)) return;
  const Keyword added = is_limit ? Keyword::LimitTo : Keyword::CapAt;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (kind(parts[i]) != NodeKind::AmountClause) continue;
    if (!is_keyword(parts[i - 1], added)) insert(begin(parts[i]), word(added));
    const std::uint32_t number = children(parts[i]).front();
    const std::string_view count = written(number);
    constexpr std::string_view kCounted = "次";
    if (!is_limit || kind(number) != NodeKind::Number || !count.ends_with(kCounted)) continue;
    put(end(number) - static_cast<std::uint32_t>(kCounted.size()), end(number), "");
    finish(number);
  }
}

// 各项资助 alone is `for every award`.
void Translator::add_for(std::uint32_t index, const Children& parts) {
  if (parts.size() == 1 && kind(parts[0]) == NodeKind::Selector) insert(begin(index), word(Keyword::ForAwards));
}

void Translator::share_last(const Children& parts) {
  if (!is_keyword(parts[0], Keyword::OfTotal)) return;
  put(begin(parts[0]), end(parts[0]), "");
  insert(end(parts[2]), word(Keyword::OfTotal));
  finish(parts[0]);
}

}  // namespace polc::grammar::format
