// Expressions, conditions and amounts. One set of rules serves both: `reading_words` says whether words
// like `at most` compare or cut. Every nested part is read once a level, so time is linear in the text.
#pragma once

#include "grammar/rules/words.h"

// NOLINTBEGIN(readability-identifier-naming): rules bear the names of the README's nonterminals.
namespace polc::grammar::rules {

struct operand;
struct factor;
struct additive;
struct condition;
struct expression;

// ---------------------------------------------------------------- operands

struct paren : node<NodeKind::Paren, open_paren, deeper<expression>, close_paren> {};
struct condition_in_parens : node<NodeKind::Paren, open_paren, deeper<in_condition<condition>>, close_paren> {};

// `nothing` may be one of the arms: `if C then 5万元 else nothing`.
struct nothing : node<NodeKind::NothingExpr, kw<K::Nothing>> {};
struct arm : sor<nothing, additive> {};
struct if_expression : node<NodeKind::IfExpr, kw<K::If>, deeper<in_condition<condition>>, kw<K::Then>, deeper<arm>,
                            kw<K::Else>, deeper<arm>> {};

struct claim_list
    : node<NodeKind::List, sor<kw<K::Claims>, seq<kw<K::History>, opt<label>>, kw<K::OtherGrants>, label>> {};
struct where_in_parens : seq<kw<K::Where>, condition_in_parens> {};
struct any_expr : node<NodeKind::AnyExpr, kw<K::Any>, claim_list, where_in_parens> {};
struct all_expr : node<NodeKind::AllExpr, kw<K::All>, claim_list, where_in_parens> {};
// A bare kind could be the next label instead (`件数 二级`), so it needs `where`; a quoted one does not.
struct list_without_where
    : node<NodeKind::List, sor<kw<K::Claims>, seq<kw<K::History>, opt<string>>, kw<K::OtherGrants>, string>> {};
struct count_expr
    : node<NodeKind::CountExpr, kw<K::CountOf>, sor<seq<claim_list, where_in_parens>, list_without_where>> {};
struct sum_expr
    : node<NodeKind::SumExpr, kw<K::SumOf>, deeper<additive>, kw<K::SumOver>, claim_list, opt<where_in_parens>> {};
struct quantifier : sor<any_expr, all_expr, count_expr, sum_expr> {};

struct function_name : sor<kw<K::Minimum>, kw<K::Maximum>, kw<K::Floor>, kw<K::Ceil>, kw<K::Absolute>, kw<K::YearOf>,
                           kw<K::YearsBetween>, kw<K::MonthsBetween>, kw<K::DaysBetween>> {};
struct call : node<NodeKind::Call, function_name, open_paren, deeper<list<expression, comma>>, close_paren> {};

struct this_name : node<NodeKind::ThisName, kw<K::This>, opt<sor<dot, kw<K::Possessive>>>, fact_name> {};
struct this_expr : node<NodeKind::ThisExpr, kw<K::This>> {};
struct yes_no : node<NodeKind::YesNo, sor<kw<K::Yes>, kw<K::No>>> {};

// `月租金标准 at applied`, `以 申报日 为基准日`; `at most` and `at least` are other phrases.
struct at_tail : tail<NodeKind::AtExpr, not_at<sor<kw<K::AtMost>, kw<K::AtLeast>>>, kw<K::At>, sor<date, fact_name>,
                      opt<kw<K::AtEnd>>> {};
struct named_operand : fold_once<fact_name, at_tail> {};

struct tier_bound : sor<seq<sor<kw<K::TierUpTo>, kw<K::AtMost>>, signed_literal>, seq<signed_literal, kw<K::OrLess>>,
                        kw<K::TierAbove>> {};
struct tier : node<NodeKind::Tier, tier_bound, colon, deeper<additive>> {};
struct tiers : node<NodeKind::TiersExpr, kw<K::TiersOf>, deeper<operand>, open_paren,
                    list<tier, sor<terminator, comma>>, opt<terminator>, close_paren> {};

struct percent_of : node<NodeKind::PercentOf, percent, kw<K::PercentOf>, deeper<operand>> {};

// The words that begin a longer form come before the names they could also be.
struct operand
    : described<Expected::Value, sor<open_range, quantity, percent_of, percent, date, money, paren, if_expression,
                                     quantifier, call, tiers, this_name, this_expr, yes_no, named_operand, string>> {};

// ---------------------------------------------------------------- arithmetic

struct percent_tail : tail<NodeKind::PercentAfter, kw<K::Possessive>, percent> {};
struct per_full_tail : tail<NodeKind::PerFullExpr, kw<K::PerFull>, deeper<operand>, kw<K::PerFullOf>, deeper<operand>> {
};
struct postfix : fold<operand, percent_tail, per_full_tail> {};
struct negation : node<NodeKind::Negation, minus_leaf, deeper<factor>> {};
struct factor : sor<negation, postfix> {};
struct term : fold<factor, tail<NodeKind::Binary, product_operator, factor>> {};
struct additive : fold<term, tail<NodeKind::Binary, sum_operator, term>> {};
struct rounding_tail : tail<NodeKind::RoundDate, sor<kw<K::RoundingDown>, kw<K::RoundingUp>>> {};
struct arithmetic : fold_once<additive, rounding_tail> {};

// ---------------------------------------------------------------- conditions

struct word_before : sor<kw<K::AtMost>, kw<K::AtLeast>, kw<K::Over>, kw<K::Under>> {};
struct word_after : sor<kw<K::OrMore>, kw<K::OrLess>, kw<K::Beyond>> {};
// `500以上`. Looking first keeps the number out of what messages expect.
struct bound_by_word_after : seq<at<signed_literal, word_after>, signed_literal, word_after> {};
struct compared_by_word : sor<seq<word_before, arithmetic>, bound_by_word_after> {};
struct mark_tail : tail<NodeKind::Compare, comparison_mark, arithmetic> {};
struct word_tail : tail<NodeKind::Compare, where_words<false>, compared_by_word, opt<compared_by_word>> {};
struct in_tail : tail<NodeKind::InExpr, kw<K::In>, open_paren, deeper<list<arithmetic, comma>>, close_paren> {};
struct between_tail : tail<NodeKind::BetweenExpr, kw<K::Between>, arithmetic, kw<K::BetweenAnd>, arithmetic> {};
struct comparison : fold_once<arithmetic, mark_tail, word_tail, in_tail, between_tail> {};

struct not_expr;
struct logic_operand : sor<not_expr, comparison> {};
struct not_expr : node<NodeKind::NotExpr, kw<K::Not>, deeper<logic_operand>> {};
// `or nothing` belongs to the amount around it.
struct logic_operator : seq<not_at<kw<K::OrNothing>>, sor<kw<K::And>, kw<K::Or>>> {};
struct logic_tail : tail<NodeKind::Logic, plus<logic_operator, logic_operand>> {};
struct condition : described<Expected::Condition, fold_once<logic_operand, logic_tail>> {};

// ---------------------------------------------------------------- amounts

// A bound that begins the next cell is no suffix of this amount. A number right after it can only be that
// cell's amount, whose colon is missing.
struct bound_value : sor<signed_literal, name> {};
struct bound_ahead : sor<seq<sor<word_before, comparison_mark>, bound_value>, seq<signed_literal, word_after>> {};
struct amount_ahead : seq<sor<quantity, percent, kw<K::Nothing>>, not_at<sor<word_after, kw<K::BoundsTo>>>> {};
struct next_cell_ahead
    : seq<bound_ahead, opt<bound_ahead>, sor<colon, amount_ahead, seq<kw<K::When>, in_condition<condition>, colon>>> {};

struct in_suffix : seq<where_words<true>, not_at<next_cell_ahead>> {};
struct step_of_rounding : sor<literal, name> {};
struct rounded_word : sor<kw<K::RoundedDown>, kw<K::RoundedUp>, kw<K::RoundedHalfUp>, kw<K::RoundedHalfEven>> {};

// The look at the first words comes before the longer look ahead, which is seldom needed.
struct at_most_suffix : tail<NodeKind::AtMostSuffix, at<kw<K::AtMost>>, in_suffix, kw<K::AtMost>, additive> {};
struct at_least_suffix
    : tail<NodeKind::AtLeastSuffix, at<kw<K::AtLeast>>, in_suffix, kw<K::AtLeast>, additive, opt<kw<K::OrNothing>>> {};
struct at_most_after
    : tail<NodeKind::AtMostSuffix, at<signed_literal, kw<K::OrLess>>, in_suffix, signed_literal, kw<K::OrLess>> {};
struct at_least_after : tail<NodeKind::AtLeastSuffix, at<signed_literal, kw<K::OrMore>>, in_suffix, signed_literal,
                             kw<K::OrMore>, opt<kw<K::OrNothing>>> {};
struct rounded_suffix : tail<NodeKind::RoundedSuffix, rounded_word, step_of_rounding> {};

template <typename First>
struct with_suffixes : fold<First, rounded_suffix, at_most_suffix, at_least_suffix, at_most_after, at_least_after> {};

// In a condition no suffix follows. It is read once for both: a second try would double the work a level.
struct rounded_in_amount : tail<NodeKind::RoundedSuffix, where_words<true>, rounded_word, step_of_rounding> {};
struct expression : fold<condition, rounded_in_amount, at_most_suffix, at_least_suffix, at_most_after, at_least_after> {
};

struct decided_by : seq<kw<K::DecidedBy>, fact_name> {};
struct up_to : node<NodeKind::UpToExpr, kw<K::UpTo>, additive, opt<decided_by>> {};
struct between_amounts
    : node<NodeKind::BetweenAmounts, kw<K::Between>, additive, kw<K::BetweenAnd>, additive, opt<decided_by>> {};

struct plain_amount : in_amount<with_suffixes<additive>> {};
struct amount : described<Expected::Amount, sor<nothing, in_amount<up_to>, in_amount<between_amounts>, plain_amount>> {
};

// What an amount may begin with where no colon stands before it: never a name, a sign or a parenthesis.
struct amount_start
    : sor<number, percent, money, kw<K::Nothing>, kw<K::UpTo>, kw<K::Between>, kw<K::TiersOf>, kw<K::If>> {};

}  // namespace polc::grammar::rules
// NOLINTEND(readability-identifier-naming)
