// Names, numbers and dates: from the text of tokens to exact values.
#include <array>
#include <limits>

#include <fmt/format.h>

#include "compiler/ast/builder.h"
#include "grammar/keywords.h"

namespace polc::ast {
namespace {

using base::Code;
using base::plain;
using grammar::Token;

constexpr std::size_t kMaxDecimals = 6;
constexpr std::string_view kLargestAmount = "92233720368547758.07";

// Units written apart in English are kept in the form the Chinese has them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kUnitTwins = {
    {{"years", "年"}, {"year", "年"}, {"months", "个月"}, {"month", "个月"}, {"days", "日"}, {"day", "日"}}};

std::optional<Fraction> power_of_ten(int power) {
  std::int64_t value = 1;
  for (int i = 0; i < power; ++i) value *= 10;
  return Fraction(value);
}

// Facts every history entry and other grant has; their words are reserved, so no fact of a policy has them.
std::string_view built_in_name(std::string_view text) {
  for (const Keyword keyword : {Keyword::On, Keyword::Paid, Keyword::Award, Keyword::Policy}) {
    const auto found = grammar::find_keyword(text, grammar::info(keyword).role);
    if (found == keyword) return grammar::info(keyword).english;
  }
  return text;
}

}  // namespace

Name Builder::make_name(NodeIndex leaf) const {
  const Token& token = first_token(leaf);
  Name name;
  name.text = tree_.lexemes.text(token);
  name.span = tree_.lexemes.span(token);
  name.is_quoted = token.kind == grammar::TokenKind::String;
  if (token.is_reserved) name.text = built_in_name(name.text);
  return name;
}

// Labels that are words of the language in either spelling get the English one.
Name Builder::make_label(NodeIndex leaf) const {
  Name name = make_name(leaf);
  const Token& token = first_token(leaf);
  if (token.word == grammar::kNoWord || name.is_quoted || token.is_bracketed) return name;
  for (const Keyword keyword : {Keyword::First, Keyword::Renewal, Keyword::Yes, Keyword::No}) {
    if (!grammar::is_spelling_of(name.text, keyword)) continue;
    name.text = grammar::info(keyword).english;
    break;
  }
  return name;
}

std::vector<Name> Builder::make_names(const Children& children, std::size_t begin) {
  std::vector<Name> names;
  names.reserve(children.size() - begin);
  for (std::size_t i = begin; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::Name || kind(children[i]) == NodeKind::String)
      names.push_back(make_name(children[i]));
  }
  return names;
}

// The one name of a clause `KEYWORD NAME`.
Name Builder::name_after_keyword(NodeIndex clause) {
  const Children children(*this, clause);
  return make_name(children[children.size() - 1]);
}

std::optional<Date> Builder::make_date(NodeIndex leaf) {
  const std::optional<Date> date = runtime::parse_date(tree_.lexemes.text(first_token(leaf)));
  if (!date) out_.report(Code::P3003, span(leaf), {plain(written(leaf))});
  return date;
}

std::optional<Fraction> Builder::make_number(NodeIndex leaf) {
  const bool is_spaced = kind(leaf) == NodeKind::SpacedNumber;
  const Token& token = first_token(leaf);
  const grammar::NumberParts parts = grammar::split_number(tree_.lexemes.text(token));
  int power = parts.power_of_ten;
  if (is_spaced) {
    const int more = grammar::split_number(tree_.lexemes.text(tree_.lexemes.tokens[node(leaf).first + 1])).power_of_ten;
    // `50万元 元` and `30万 万元` name the unit or the multiplier twice; neither reading may be guessed.
    if (!parts.unit.empty() || (power > 0 && more > 0)) {
      const Span first{span(leaf).source, token.begin, token.end};
      const std::string once(written(first));
      out_.report(Code::P1019, span(leaf), {plain(written(leaf))})
          .fix({fmt::format("write `{}`", once), fmt::format("写作“{}”", once)}, {{span(leaf), once}}, false);
      return std::nullopt;
    }
    power += more;
  }

  const std::size_t decimals = runtime::count_decimals(parts.digits);
  if (decimals > kMaxDecimals + static_cast<std::size_t>(power)) {
    out_.report(Code::P3008, span(leaf), {plain(written(leaf)), plain(fmt::format("{}", kMaxDecimals))});
  }
  const std::optional<Fraction> digits = runtime::parse_decimal(parts.digits);
  const std::optional<Fraction> value = digits && power > 0 ? runtime::multiply(*digits, *power_of_ten(power)) : digits;
  if (!value) out_.report(Code::P3005, span(leaf), {plain(written(leaf)), plain(kLargestAmount)});
  return value;
}

std::optional<Fraction> Builder::make_percent(NodeIndex leaf) {
  std::string_view text = tree_.lexemes.text(first_token(leaf));
  text = text.substr(0, text.find_first_not_of("0123456789."));
  if (runtime::count_decimals(text) > kMaxDecimals) {
    out_.report(Code::P3008, span(leaf), {plain(written(leaf)), plain(fmt::format("{}", kMaxDecimals))});
  }
  const std::optional<Fraction> value = runtime::parse_decimal(text);
  const std::optional<Fraction> share = value ? runtime::divide(*value, Fraction(100)) : value;
  if (!share) out_.report(Code::P3005, span(leaf), {plain(written(leaf)), plain(kLargestAmount)});
  return share;
}

std::string Builder::unit_of(NodeIndex leaf) const {
  const std::string_view glued = grammar::split_number(tree_.lexemes.text(first_token(leaf))).unit;
  if (kind(leaf) != NodeKind::SpacedNumber) return std::string(glued);
  const std::string_view word = tree_.lexemes.text(tree_.lexemes.tokens[node(leaf).first + 1]);
  for (const auto& [english, chinese] : kUnitTwins) {
    if (word == english) return std::string(chinese);
  }
  return std::string(grammar::split_number(word).unit);
}

// A whole number without unit, or with `allowed_unit`; reports P1008 otherwise.
std::optional<std::uint32_t> Builder::make_count(NodeIndex leaf, std::string_view allowed_unit) {
  const std::string unit = unit_of(leaf);
  const std::optional<Fraction> value = make_number(leaf);
  if (!value) return std::nullopt;
  const bool is_count = value->is_whole() && value->sign() > 0 && *value <= Fraction(1000000);
  if (!is_count || (!unit.empty() && unit != allowed_unit)) {
    report_not_whole(leaf, {"a whole number is needed here", "此处须为整数"});
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(value->numerator());
}

std::optional<std::uint32_t> Builder::make_item(NodeIndex item) {
  const Children children(*this, item);
  const NodeIndex leaf = children[1];
  if (kind(leaf) == NodeKind::Number) return make_count(leaf, "");
  const int value = grammar::chinese_numeral(tree_.lexemes.text(first_token(leaf)));
  if (value > 0) return static_cast<std::uint32_t>(value);
  report_not_whole(leaf, {"a whole number is needed here", "此处须为整数"});
  return std::nullopt;
}

void Builder::report_not_whole(NodeIndex leaf, const base::Bilingual& what) {
  out_.report(Code::P1008, span(leaf), {plain(written(leaf)), what});
}

}  // namespace polc::ast
