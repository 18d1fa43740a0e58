// The terminals of the grammar and what is put together from two or three of them: names, labels,
// literals, lists. Included by the other rule files.
#pragma once

#include "grammar/rules/support.h"

// NOLINTBEGIN(readability-identifier-naming): rules bear the names of the README's nonterminals.
namespace polc::grammar::rules {

using K = Keyword;

// ---------------------------------------------------------------- marks

using comma = mark<TokenKind::Comma, Expected::Comma>;
using colon = mark<TokenKind::Colon, Expected::Colon>;
using terminator = mark<TokenKind::Semicolon, Expected::Terminator>;
using open_paren = mark<TokenKind::OpenParen, Expected::OpenParen>;
using close_paren = mark<TokenKind::CloseParen, Expected::CloseParen>;
using equal_mark = mark<TokenKind::Equal, Expected::Equal>;
using greater_mark = mark<TokenKind::Greater, Expected::Greater>;
using slash = mark<TokenKind::Divide, Expected::Slash>;
using dot = mark<TokenKind::Dot, Expected::Nowhere>;

using colon_leaf = token_rule<is_kind<TokenKind::Colon>, NodeKind::Colon, Expected::Colon>;
using equal_leaf = token_rule<is_kind<TokenKind::Equal>, NodeKind::Operator, Expected::Operator>;
using minus_leaf = token_rule<is_kind<TokenKind::Minus>, NodeKind::Operator, Expected::Operator>;

inline bool is_sum_operator(const Token& token) {
  return token.kind == TokenKind::Plus || token.kind == TokenKind::Minus;
}
inline bool is_product_operator(const Token& token) {
  return token.kind == TokenKind::Times || token.kind == TokenKind::Divide;
}
inline bool is_comparison(const Token& token) {
  return token.kind >= TokenKind::Equal && token.kind <= TokenKind::GreaterEqual;
}
using sum_operator = token_rule<is_sum_operator, NodeKind::Operator, Expected::Operator>;
using product_operator = token_rule<is_product_operator, NodeKind::Operator, Expected::Operator>;
using comparison_mark = token_rule<is_comparison, NodeKind::Operator, Expected::Operator>;

// ---------------------------------------------------------------- names

inline bool is_bare_name(const Token& token) { return token.kind == TokenKind::Word && !token.is_reserved; }
inline bool is_glued_fact(const Token& token) { return token.kind == TokenKind::Word && token.word == kGluedFactWord; }

using glued_fact = token_rule<is_glued_fact, NodeKind::GluedFact, Expected::Nowhere>;
using name = token_rule<is_bare_name, NodeKind::Name, Expected::Name>;
using string = token_rule<is_kind<TokenKind::String>, NodeKind::String, Expected::String>;
struct label : described<Expected::Label, sor<string, name>> {};

// Built-in facts whose words are reserved; an operand may be one.
template <Keyword Word>
bool is_word_of(const Token& token) {
  const table::Spellings& spellings = table::kTable.spellings[static_cast<std::size_t>(Word)];
  for (std::size_t i = 0; i < spellings.count; ++i) {
    if (static_cast<std::uint16_t>(token.word) == spellings.all[i].words[0]) return true;
  }
  return false;
}
template <Keyword Word>
using built_in = token_rule<is_word_of<Word>, NodeKind::Name, Expected::Nowhere>;
struct fact_name
    : sor<name, built_in<K::On>, built_in<K::Paid>, seq<sor<built_in<K::Award>, built_in<K::Policy>>, not_at<label>>> {
};

struct names : list<name, comma> {};
struct labels : list<label, comma> {};
struct kinds : list<label, sor<comma, kw<K::Or>>> {};

// ---------------------------------------------------------------- literals

inline const table::Word& word_of(const Token& token) {
  const auto index = static_cast<std::size_t>(token.word);
  return table::kTable.words[index < table::kMaxWords ? index : 0];
}

using number = token_rule<is_kind<TokenKind::Number>, NodeKind::Number, Expected::Number>;
using percent = token_rule<is_kind<TokenKind::Percent>, NodeKind::Percent, Expected::Percent>;
using date = token_rule<is_kind<TokenKind::Date>, NodeKind::Date, Expected::Date>;

inline bool is_unit_word(const Token& token) { return word_of(token).is_unit; }
using unit_word = token_rule<is_unit_word, NodeKind::UnitWord, Expected::Unit>;

// Looking at the next token first spares reading most numbers twice; the last token is `End`, no number.
inline bool is_spaced_number(const Token& token) {
  return token.kind == TokenKind::Number && is_unit_word((&token)[1]);
}
using number_before_unit = token_rule<is_spaced_number, NodeKind::Number, Expected::Nowhere>;
struct spaced_number : node<NodeKind::SpacedNumber, number_before_unit, unit_word> {};
struct quantity : sor<spaced_number, number> {};

inline bool is_currency_word(const Token& token) { return word_of(token).is_currency; }
using currency = token_rule<is_currency_word, NodeKind::Currency, Expected::Nowhere>;
struct money : node<NodeKind::Money, currency, number> {};

inline bool is_glued_tilde_or_minus(const Token& token) {
  return token.is_glued && (token.kind == TokenKind::Minus || token.kind == TokenKind::Tilde);
}
inline bool is_glued_number(const Token& token) { return token.is_glued && token.kind == TokenKind::Number; }
inline bool is_range_start(const Token& token) {
  return token.kind == TokenKind::Number && is_glued_tilde_or_minus((&token)[1]) && is_glued_number((&token)[2]);
}
struct open_range : node<NodeKind::OpenRange, token_rule<is_range_start, NodeKind::Number, Expected::Nowhere>,
                         token_rule<is_glued_tilde_or_minus, NodeKind::Error, Expected::Nowhere>,
                         token_rule<is_glued_number, NodeKind::Number, Expected::Nowhere>> {};

struct literal : sor<open_range, quantity, percent, date, money> {};
struct signed_literal : sor<node<NodeKind::Negation, minus_leaf, literal>, literal> {};

}  // namespace polc::grammar::rules
// NOLINTEND(readability-identifier-naming)
