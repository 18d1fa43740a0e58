// Forms that Chinese says in its own order: `第6条`, `X的20%`, `任意连续3年内`, `同一项目号`.
#include <algorithm>

#include "grammar/format/durations.h"
#include "grammar/format/translator.h"

namespace polc::grammar::format {
namespace {

// Operands that can stand before 的 and mean the same.
bool can_be_possessed(NodeKind kind) {
  return kind == NodeKind::Name || kind == NodeKind::String || kind == NodeKind::Number ||
         kind == NodeKind::SpacedNumber || kind == NodeKind::Money || kind == NodeKind::Paren ||
         kind == NodeKind::Call || kind == NodeKind::ThisName || kind == NodeKind::TiersExpr ||
         kind == NodeKind::PercentOf;
}

bool is_operator(TokenKind kind) {
  return kind == TokenKind::Plus || kind == TokenKind::Minus || kind == TokenKind::Times || kind == TokenKind::Divide;
}

bool is_plain_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Words that an amount follows, in either spelling.
bool is_before_amount(std::string_view text) {
  for (const Keyword word :
       {Keyword::Pays, Keyword::DefineAs, Keyword::Between, Keyword::BetweenAnd, Keyword::Then, Keyword::Else,
        Keyword::SumOf, Keyword::And, Keyword::Or, Keyword::Not, Keyword::CapAt, Keyword::Over, Keyword::Under}) {
    if (is_spelling_of(text, word)) return true;
  }
  // The last words of `at most`, `at least` and `up to`, and their Chinese.
  return text == "most" || text == "least" || text == "to" || is_spelling_of(text, Keyword::AtMost) ||
         is_spelling_of(text, Keyword::AtLeast) || is_spelling_of(text, Keyword::UpTo);
}

}  // namespace

void Translator::write_chinese_form(std::uint32_t index, const Children& parts) {
  switch (kind(index)) {
    case NodeKind::Type: return join_type(index, parts);
    case NodeKind::Heading:
    case NodeKind::Selector: return join_ordinal(parts);
    case NodeKind::ItemNumber: return join_count(parts, word(Keyword::ItemEnd));
    case NodeKind::PerFactClause: return join_fact(parts);
    case NodeKind::Bound: return join_bound(parts);
    case NodeKind::SpacedNumber: return join_unit(parts);
    case NodeKind::RollingClause: return join_rolling(parts);
    case NodeKind::EqualParts: return join_equal_parts(parts);
    case NodeKind::PercentOf: return begin_percent(index, parts);
    case NodeKind::Tier: return end_tier(parts);
    case NodeKind::AtExpr: return end_basis(parts);
    case NodeKind::Group: return drop_group_words(parts);
    case NodeKind::ForAwards: return drop_for(parts);
    case NodeKind::ShareClause: return share_first(parts);
    default: return;
  }
}

// `yes/no` is one word.
void Translator::join_type(std::uint32_t index, const Children& parts) {
  if (!is_keyword(parts.front(), Keyword::Yes)) return;
  for (std::uint32_t i = node(index).first + 1; i < node(index).end; ++i) {
    if (!is_blank(tokens_[i - 1].end, tokens_[i].begin)) return;
  }
  put(begin(index), end(index), word(Keyword::TypeYesNo));
  finish(parts[0]);
  finish(parts[1]);
}

// `article 6`, `section 三`; other labels stay behind the word: `条 附则一`.
void Translator::join_ordinal(const Children& parts) {
  const bool is_article = is_keyword(parts[0], Keyword::Article);
  if (!is_article && !is_keyword(parts[0], Keyword::Section)) return;
  if (is_target_language(parts[0])) return;
  const bool is_part_of_more = parts.size() > 2 && kind(parts[2]) == NodeKind::Number;
  if (!is_part_of_more) join_count(parts, word(keyword(parts[0])));
}

// Puts 第 before a number and `after` behind it.
void Translator::join_count(const Children& parts, std::string_view after) {
  if (kind(parts[0]) != NodeKind::Keyword || is_keyword(parts[0], Keyword::Ordinal)) return;
  const Token& number = tokens_[node(parts[1]).first];
  const bool is_numeral =
      number.kind == TokenKind::Word && !number.is_bracketed && chinese_numeral(text(parts[1])) >= 0;
  const bool is_digits = number.kind == TokenKind::Number && is_plain_number(text(parts[1]));
  if ((!is_numeral && !is_digits) || !is_blank(end(parts[0]), begin(parts[1]))) return;
  put(begin(parts[0]), begin(parts[1]), word(Keyword::Ordinal), Glue::After);
  insert(end(parts[1]), after, Glue::Before);
  finish(parts[0]);
}

// `per 项目号` in one word, unless that word means something of its own (`同一事项`).
void Translator::join_fact(const Children& parts) {
  if (parts.size() != 2 || is_target_language(parts[0]) || !is_blank(end(parts[0]), begin(parts[1]))) return;
  const Token& name = tokens_[node(parts[1]).first];
  const std::string_view fact = words_[parts[1]] ? word(*words_[parts[1]]) : text(parts[1]);
  const std::string joined = std::string(word(Keyword::PerFact)) + std::string(fact);
  if (name.is_bracketed || name.is_normalised || find_word(joined) != kNoWord) return;
  put(begin(parts[0]), end(parts[1]), joined);
  finish(parts[0]);
  finish(parts[1]);
}

// `超过500亩:`.
void Translator::join_bound(const Children& parts) {
  if (parts.size() != 2 || kind(parts[0]) != NodeKind::Keyword || is_target_language(parts[0])) return;
  if (tokens_[node(parts[1]).first].kind != TokenKind::Number || !is_blank(end(parts[0]), begin(parts[1]))) return;
  put(begin(parts[0]), begin(parts[1]), word(keyword(parts[0])), Glue::After);
  finish(parts[0]);
}

// `3 years` is `3年`. What is in the wrong number (`3 year`) stays, since the way back could not know.
void Translator::join_unit(const Children& parts) {
  const std::string_view unit = chinese_unit(text(parts[1]));
  const bool is_regular =
      is_plain_number(text(parts[0])) && text(parts[1]) == Duration{text(parts[0]), unit}.english_unit();
  if (!is_regular || is_target_language(parts[1]) || !is_blank(end(parts[0]), begin(parts[1]))) return;
  put(end(parts[0]), end(parts[1]), unit, Glue::Before);
}

// `任意连续3年内`.
void Translator::join_rolling(const Children& parts) {
  if (is_target_language(parts[0]) || !is_blank(end(parts[0]), begin(parts[1]))) return;
  put(begin(parts[0]), begin(parts[1]), word(Keyword::InAny), Glue::After);
  finish(parts[0]);
  const bool has_chinese_unit = kind(parts[1]) == NodeKind::SpacedNumber || split_duration(text(parts[1]));
  if (parts.size() == 2) insert(end(parts[1]), word(Keyword::Within), has_chinese_unit ? Glue::Before : Glue::None);
}

// `分3年等额`.
void Translator::join_equal_parts(const Children& parts) {
  if (is_target_language(parts[0]) || kind(parts[1]) != NodeKind::Number || !is_plain_number(text(parts[1]))) return;
  if (!is_blank(end(parts[0]), begin(parts[1])) || !is_blank(end(parts[1]), begin(parts[2]))) return;
  put(begin(parts[0]), begin(parts[1]), word(Keyword::InParts), Glue::After);
  put(end(parts[1]), begin(parts[2]), "年", Glue::Both);
  finish(parts[0]);
}

// `P% of X` is `X的P%` where an amount may begin with X, and where no operator follows that could take X alone.
void Translator::begin_percent(std::uint32_t index, const Children& parts) {
  if (!can_be_possessed(kind(parts[2])) || is_before_operator(index)) return;
  if (!is_blank(end(parts[0]), begin(parts[1])) || !is_blank(end(parts[1]), begin(parts[2]))) return;
  // A name that is spelled like a word of the language might be read as one in another place.
  const Token& share = tokens_[node(parts[2]).first];
  if (kind(parts[2]) == NodeKind::Name && share.word != kNoWord && !share.is_bracketed) return;
  const Token& before = tokens_[node(index).first - 1];
  const bool is_nested = !percents_.empty() && node(percents_.back()).end == node(index).end;
  const bool begins_amount = before.kind == TokenKind::Colon || before.kind == TokenKind::OpenParen ||
                             before.kind == TokenKind::Comma || is_operator(before.kind) ||
                             (before.kind >= TokenKind::Equal && before.kind <= TokenKind::GreaterEqual);
  // A label may be spelled like a word; before a cell's amount without a colon no name may stand.
  const bool follows_word = before.kind == TokenKind::Word && is_before_amount(tree_.lexemes.text(before));
  if (!is_nested && !begins_amount && !follows_word) return;
  percents_.push_back(index);
  put(begin(parts[0]), begin(parts[2]), "");
  finish(parts[0]);
  finish(parts[1]);
}

void Translator::finish_percent(const Children& parts) {
  if (percents_.empty() || !is_done_[parts[0]] || node(percents_.back()).first != node(parts[0]).first) return;
  percents_.pop_back();
  const Token& last = last_token(parts[2]);
  // A nested share ends in its percent by now, to which nothing may be glued.
  const bool is_word = kind(parts[2]) != NodeKind::PercentOf &&
                       ((last.kind == TokenKind::Word && !last.is_bracketed) || last.kind == TokenKind::CloseParen);
  const std::string added = std::string(word(Keyword::Possessive)) + std::string(written(parts[0]));
  insert(end(parts[2]), is_word ? added : " " + added, Glue::Before);
}

// `up to 10万元:` is `10万元以下:`.
void Translator::end_tier(const Children& parts) {
  if (!is_keyword(parts[0], Keyword::TierUpTo) || !is_blank(end(parts[0]), begin(parts[1]))) return;
  put(begin(parts[0]), begin(parts[1]), "");
  insert(end(parts[1]), word(Keyword::OrLess));
  finish(parts[0]);
}

// `X at D` is `X 以 D 为基准日`.
void Translator::end_basis(const Children& parts) {
  if (is_target_language(parts[1]) || parts.size() > 3) return;
  insert(end(parts[2]), word(Keyword::AtEnd));
}

// `limit "A" to 3` is `限享 "A" 3次`; the amount of `cap "A" at E` follows the awards.
void Translator::drop_group_words(const Children& parts) {
  for (const std::uint32_t part : parts) {
    const bool is_dropped = is_keyword(part, Keyword::LimitTo) || is_keyword(part, Keyword::CapAt);
    if (is_dropped && is_blank(end(part), tokens_[node(part).end].begin)) {
      put(begin(part), end(part), "");
      finish(part);
    }
    if (kind(part) != NodeKind::AmountClause || !is_keyword(parts.front(), Keyword::Limit)) continue;
    const std::uint32_t number = children(part).front();
    if (is_target_language(parts.front()) || kind(number) != NodeKind::Number) continue;
    if (is_plain_number(text(number))) insert(end(number), "次", Glue::Before);
  }
}

// `for every award` is 各项资助 alone.
void Translator::drop_for(const Children& parts) {
  if (parts.size() != 2 || kind(parts[1]) != NodeKind::Selector || is_target_language(parts[0])) return;
  if (!is_keyword(children(parts[1]).front(), Keyword::EveryAward) || !is_blank(end(parts[0]), begin(parts[1]))) return;
  put(begin(parts[0]), end(parts[0]), "");
  finish(parts[0]);
}

// `at least 10% of total` is `占资助总额 不低于10%`.
void Translator::share_first(const Children& parts) {
  if (!is_keyword(parts[2], Keyword::OfTotal) || is_target_language(parts[2])) return;
  if (!is_blank(end(parts[1]), begin(parts[2]))) return;
  insert(begin(parts[0]), word(Keyword::OfTotal));
  put(begin(parts[2]), end(parts[2]), "");
  finish(parts[2]);
}

bool Translator::is_before_operator(std::uint32_t index) const { return is_operator(tokens_[node(index).end].kind); }

}  // namespace polc::grammar::format
