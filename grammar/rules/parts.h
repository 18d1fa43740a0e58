// Parts that several statements share: windows, types and facts, labels and cells, selectors of awards.
#pragma once

#include "grammar/rules/expressions.h"

// NOLINTBEGIN(readability-identifier-naming): rules bear the names of the README's nonterminals.
namespace polc::grammar::rules {

// ---------------------------------------------------------------- windows

struct basis : sor<kw<K::ByEventDate>, kw<K::ByApplicationDate>> {};
struct window_end : sor<seq<kw<K::WindowTo>, date>, seq<kw<K::WindowYears>, quantity>> {};
struct window : node<NodeKind::Window,
                     sor<seq<kw<K::WindowFrom>, date, opt<window_end>, opt<kw<K::Starting>>>, seq<date, window_end>,
                         seq<kw<K::WindowTo>, date>>,
                     opt<basis>> {};
struct apply_clause : node<NodeKind::ApplyClause, kw<K::Apply>, window> {};

// ---------------------------------------------------------------- facts

struct yes_or_no : sor<kw<K::TypeYesNo>, seq<kw<K::Yes>, slash, kw<K::No>>> {};
struct plain_type : sor<kw<K::TypeInteger>, kw<K::TypeNumber>, kw<K::TypePercent>, kw<K::TypeMoney>, kw<K::TypeDate>,
                        kw<K::TypeText>> {};
struct chosen_type : seq<sor<kw<K::OneOf>, kw<K::AnyOf>>, labels> {};
struct ranked_type : seq<kw<K::Ranked>, list<label, greater_mark>> {};
struct type : described<Expected::Type, node<NodeKind::Type, sor<yes_or_no, plain_type, chosen_type, ranked_type>>> {};

struct unit_clause : node<NodeKind::UnitClause, kw<K::InUnit>, name, star<slash, name>> {};
// `from 2022-01-01:` is a step of a parameter, not a bound.
struct bounds_clause : node<NodeKind::BoundsClause, kw<K::BoundsFrom>, signed_literal, not_at<colon>,
                            opt<sor<kw<K::BoundsTo>, kw<K::WindowTo>>, signed_literal>> {};
struct presumed_value : sor<yes_no, signed_literal, label> {};
struct fact_clause
    : sor<unit_clause, bounds_clause, node<NodeKind::KeyClause, kw<K::Key>>,
          node<NodeKind::GroupKeyClause, kw<K::GroupKey>>, node<NodeKind::JudgedClause, kw<K::JudgedBy>, label>,
          node<NodeKind::PresumedClause, kw<K::Presumed>, presumed_value>> {};
struct fact_clauses : star<described<Expected::Clause, fact_clause>> {};
// `要求 : 是否` is a fact that needs brackets; `要求: 注册在本区` is the next statement.
inline bool is_reserved_word(const Token& token) { return token.kind == TokenKind::Word && token.is_reserved; }
using reserved_name = token_rule<is_reserved_word, NodeKind::Name, Expected::Nowhere>;
struct gate_word : sor<kw<K::Require>, kw<K::Exclude>> {};
struct type_of_fact_alone : sor<yes_or_no, kw<K::OneOf>, kw<K::AnyOf>, kw<K::Ranked>> {};
struct reserved_fact
    : seq<at<sor<seq<gate_word, colon, type_of_fact_alone>, seq<not_at<gate_word>, reserved_name, colon>>>,
          reserved_name> {};
struct fact_line : node<NodeKind::Fact, sor<name, reserved_fact>, colon, type, fact_clauses, star<terminator>> {};
struct fact : described<Expected::Fact, fact_line> {};
struct facts : items<ListEnd::Statement, 0, fact> {};

// ---------------------------------------------------------------- labels and cells

struct dimension_label : node<NodeKind::DimensionLabel, name, equal_leaf, label> {};
// A label, not a number: `4`, `6.10`, `4.2.1`, `三`, `附则一`.
struct heading_number : sor<seq<number, star<dot, number>>, label> {};
// 第 alone may be a label; `第5条` begins the next article.
struct ordinal_heading : seq<kw<K::Ordinal>, heading_number, sor<kw<K::Article>, kw<K::Section>>> {};
// Where a keyword and a label could both stand, the keyword is read.
struct no_label : sor<ordinal_heading, kw<K::Nothing>, kw<K::UpTo>, kw<K::TiersOf>, kw<K::Otherwise>, money> {};
struct one_label : seq<not_at<no_label>, sor<dimension_label, label>> {};
struct label_group : node<NodeKind::Labels, list<one_label, kw<K::Or>>> {};
struct any_label : node<NodeKind::AnyLabel, kw<K::AnyLabel>, name> {};
struct otherwise : node<NodeKind::Otherwise, kw<K::Otherwise>> {};

struct bound_mark : sor<word_before, comparison_mark> {};
struct range_word : sor<kw<K::BoundsTo>, kw<K::WindowTo>> {};
struct bound_range : seq<at<signed_literal, range_word>, signed_literal, range_word, signed_literal> {};
struct bound : node<NodeKind::Bound, sor<open_range, seq<bound_mark, bound_value>, bound_by_word_after, bound_range>> {
};
struct bounds : node<NodeKind::Bounds, bound, opt<bound>> {};

struct label_condition : node<NodeKind::WhenClause, kw<K::When>, in_condition<condition>> {};
// Most labels are words of the policy alone and need no look at the other forms.
inline bool is_plain_label(const Token& token) {
  return token.kind == TokenKind::String || (token.kind == TokenKind::Word && token.word == kNoWord);
}
using plain_label_ahead = token_rule<is_plain_label, NodeKind::Error, Expected::Nowhere>;
struct part_label : sor<seq<at<plain_label_ahead>, label_group>, any_label, otherwise, bounds, label_group> {};
struct part : node<NodeKind::Part, part_label, opt<label_condition>> {};

struct misplaced_when : node<NodeKind::MisplacedWhen, sor<kw<K::When>, kw<K::Unless>>, in_condition<condition>> {};
struct stray_comma : node<NodeKind::StrayComma, comma, at<part>> {};
struct cell_end : seq<opt<misplaced_when>, star<terminator>, opt<stray_comma>> {};
struct cell_amount : sor<seq<colon_leaf, amount>, seq<at<amount_start>, amount>> {};
struct cell : node<NodeKind::Cell, plus<described<Expected::CellLabel, part>>, described<Expected::Amount, cell_amount>,
                   cell_end> {};
struct cells : items<ListEnd::Statement, 1, cell> {};

// ---------------------------------------------------------------- clauses of awards and gates

struct to_clause : node<NodeKind::ToClause, kw<K::To>, kinds> {};
struct by_clause : node<NodeKind::ByClause, kw<K::By>, names> {};
struct when_clause : node<NodeKind::WhenClause, kw<K::When>, in_condition<condition>> {};
struct unless_clause : node<NodeKind::UnlessClause, kw<K::Unless>, in_condition<condition>> {};

struct selector
    : node<NodeKind::Selector, sor<kw<K::EveryAward>, seq<sor<kw<K::Article>, kw<K::Section>>, heading_number>,
                                   seq<kw<K::Ordinal>, heading_number, sor<kw<K::Article>, kw<K::Section>>>, label>> {};
struct selectors : described<Expected::Selector, list<selector, comma>> {};
struct for_awards
    : node<NodeKind::ForAwards,
           sor<seq<sor<kw<K::ForAwards>, kw<K::ForClaim>>, selectors>, node<NodeKind::Selector, kw<K::EveryAward>>>> {};

}  // namespace polc::grammar::rules
// NOLINTEND(readability-identifier-naming)
