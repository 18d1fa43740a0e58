// The statements of a policy, but for samples and tests.
#pragma once

#include "grammar/rules/parts.h"

// NOLINTBEGIN(readability-identifier-naming): rules bear the names of the README's nonterminals.
namespace polc::grammar::rules {

// ---------------------------------------------------------------- the file and its headings

// `自2022年3月1日起施行` says `effective` at its end.
struct in_force : sor<seq<kw<K::Effective>, window>, seq<at<kw<K::WindowFrom>>, window>> {};
struct policy_clause
    : described<Expected::Clause,
                sor<node<NodeKind::IssuerClause, kw<K::Issuer>, label>, node<NodeKind::EffectiveClause, in_force>,
                    apply_clause, node<NodeKind::CurrencyClause, kw<K::Currency>, name>,
                    node<NodeKind::SourceClause, kw<K::SourceText>, label>>> {};
struct policy_line : seq<policy_clause, star<terminator>> {};
struct policy_word
    : sor<kw<K::Issuer>, kw<K::Effective>, kw<K::Apply>, kw<K::Currency>, kw<K::SourceText>, kw<K::WindowFrom>> {};
// A word before a quotation or a date is a misspelt clause rather than the policy's short name.
struct short_name : seq<not_at<policy_word>, not_at<name, sor<string, date>>, name> {};
struct policy
    : node<NodeKind::Policy, kw<K::Policy>, label, opt<short_name>, items<ListEnd::Statement, 0, policy_line>> {};

struct use : node<NodeKind::Use, kw<K::Use>, string> {};
struct text : node<NodeKind::Text, kw<K::TextStatement>, string> {};
struct heading_word : sor<kw<K::Article>, kw<K::Section>> {};
struct heading
    : node<NodeKind::Heading, sor<seq<heading_word, heading_number>, seq<kw<K::Ordinal>, heading_number, heading_word>>,
           opt<string>, star<apply_clause>> {};
struct because_clause : node<NodeKind::BecauseClause, kw<K::Because>, string> {};
struct allowed_code : node<NodeKind::List, names> {};
struct allow : node<NodeKind::Allow, kw<K::Allow>, allowed_code, opt<not_at<kw<K::Because>>, labels>, because_clause> {
};

// ---------------------------------------------------------------- facts and definitions

struct applicant : node<NodeKind::Applicant, kw<K::Applicant>, label, facts> {};
struct claim : node<NodeKind::Claim, kw<K::Claim>, label, facts> {};

// An amount formula takes suffixes; anything else compares with the same words.
struct formula_ahead : sor<seq<percent, kw<K::PercentOf>>, kw<K::TiersOf>, seq<fact_name, kw<K::Possessive>, percent>,
                           seq<quantity, kw<K::PerFull>>> {};
struct definition : sor<seq<at<formula_ahead>, plain_amount>, in_condition<condition>> {};
struct for_facts : node<NodeKind::ForClause, sor<kw<K::ForClaim>, kw<K::ForAwards>>, label> {};
struct as_clause : node<NodeKind::AsClause, kw<K::DefineAs>, definition> {};
struct define : node<NodeKind::Define, kw<K::Define>, name, opt<for_facts>, sor<as_clause, seq<by_clause, cells>>> {};

struct step : node<NodeKind::Step, kw<K::Since>, date, colon, amount, star<terminator>> {};
struct parameter
    : node<NodeKind::Parameter, kw<K::Parameter>, name, colon, type, fact_clauses, items<ListEnd::Statement, 1, step>> {
};

// ---------------------------------------------------------------- awards

struct for_claim : node<NodeKind::ForClause, kw<K::ForClaim>, label> {};
struct each_clause : node<NodeKind::EachClause, kw<K::Each>, kw<K::AtMost>, in_amount<additive>> {};
struct factor_cell_amount : sor<percent, number> {};
// Its cells need the colon, so that the award's own cells are not taken for more of them.
struct factor_cell : node<NodeKind::Cell, plus<part>, colon_leaf, factor_cell_amount, star<terminator>> {};
struct times_table : node<NodeKind::TimesTable, kw<K::Times>, by_clause, plus<factor_cell>> {};
struct times_factor : node<NodeKind::TimesFactor, kw<K::Times>, in_amount<factor>, opt<when_clause>> {};
struct shared_bounds : node<NodeKind::SharedBounds, kw<K::SharedBounds>, name> {};
struct header_clause
    : described<Expected::Clause, sor<to_clause, by_clause, when_clause, unless_clause, for_claim, each_clause,
                                      times_table, times_factor, apply_clause, shared_bounds>> {};

struct refer : node<NodeKind::ReferClause, kw<K::ReferTo>, string> {};
struct pays : node<NodeKind::PaysClause, kw<K::Pays>, amount, cell_end> {};
struct single_amount : node<NodeKind::AmountClause, amount, cell_end> {};
// Once a table has gone wrong in its first line, the others are still read.
struct spoilt_cells : seq<while_recovering_table, items<ListEnd::Statement, 0, cell>> {};
struct award_body : sor<cells, pays, refer, spoilt_cells, single_amount> {};
struct award : node<NodeKind::Award, kw<K::Award>, label, star<not_at<plain_label_ahead>, header_clause>, award_body> {
};

struct gate_clause : described<Expected::Clause, sor<for_awards, to_clause>> {};
struct reason : node<NodeKind::ReasonClause, string> {};
struct gate : node<NodeKind::Gate, gate_word, star<gate_clause>, opt<colon>, in_condition<condition>, opt<reason>> {};

// ---------------------------------------------------------------- putting awards together

struct where_clause : node<NodeKind::WhereClause, kw<K::Where>, in_condition<condition>> {};
struct scope
    : node<NodeKind::ScopeClause, sor<kw<K::PerClaim>, kw<K::PerMatter>, kw<K::PerApplicant>, kw<K::PerGroup>>> {};
struct per_year : node<NodeKind::PerYearClause, kw<K::PerYear>, opt<basis>> {};
struct rolling : node<NodeKind::RollingClause, kw<K::InAny>, quantity, opt<kw<K::Within>>> {};
struct per_fact : node<NodeKind::PerFactClause, sor<seq<kw<K::PerFact>, name>, glued_fact>> {};
struct with_others : node<NodeKind::OthersClause, kw<K::WithGrants>, kw<K::OtherGrants>, opt<where_clause>> {};
struct mode_word
    : sor<kw<K::ToppingUp>, kw<K::IgnoringPaid>, kw<K::NothingMore>, kw<K::ReplacingPaid>, kw<K::FirstOnly>> {};
struct mode : node<NodeKind::ModeClause, mode_word, opt<when_clause>> {};
struct refusing : node<NodeKind::RefusingClause, kw<K::RefusingWhole>> {};
struct group_clause : described<Expected::Clause, sor<scope, per_year, rolling, per_fact, mode, to_clause, where_clause,
                                                      with_others, refusing, when_clause>> {};
struct group_clauses : star<group_clause> {};

struct stack : node<NodeKind::Group, kw<K::Stack>, selectors, group_clauses> {};
struct highest_with_others : node<NodeKind::Group, kw<K::HighestWithOthers>, opt<for_awards>, group_clauses> {};
struct highest : node<NodeKind::Group, kw<K::HighestOf>, selectors, group_clauses> {};
struct once : node<NodeKind::Group, kw<K::Once>, selectors, group_clauses> {};
struct limit : node<NodeKind::Group, kw<K::Limit>, selectors, opt<kw<K::LimitTo>>,
                    node<NodeKind::AmountClause, in_amount<factor>>, group_clauses> {};
struct cap : node<NodeKind::Group, kw<K::Cap>, selectors, opt<kw<K::CapAt>>, node<NodeKind::AmountClause, plain_amount>,
                  group_clauses> {};
struct group : sor<highest_with_others, highest, once, stack, limit, cap> {};

// ---------------------------------------------------------------- what is not an amount

struct share : node<NodeKind::ShareClause,
                    sor<seq<kw<K::AtLeast>, percent, kw<K::OfTotal>>, seq<kw<K::OfTotal>, kw<K::AtLeast>, percent>>> {};
struct duty_clause : described<Expected::Clause, sor<to_clause, when_clause>> {};
struct obligation : node<NodeKind::Obligation, kw<K::Obligation>, label, star<sor<duty_clause, share>>> {};
struct revoke : node<NodeKind::Revoke, kw<K::Revoke>, selectors, when_clause, opt<reason>> {};
struct schedule_part : node<NodeKind::SchedulePart, percent, kw<K::On>, label> {};
struct equal_parts : node<NodeKind::EqualParts, kw<K::InParts>, quantity, kw<K::EqualYearlyParts>> {};
struct schedule : node<NodeKind::Schedule, kw<K::Schedule>, selectors, opt<when_clause>, opt<colon>,
                       sor<list<schedule_part, comma>, equal_parts>> {};
struct discretion : node<NodeKind::Discretion, kw<K::Discretion>, label, star<duty_clause>> {};
struct subordinate : node<NodeKind::Subordinate, kw<K::SubordinateTo>, label> {};
struct priority : node<NodeKind::Priority, kw<K::Priority>, label, opt<when_clause>> {};
struct adopted_clause : node<NodeKind::AdoptedClause, kw<K::Adopted>, label> {};
struct reading
    : node<NodeKind::Reading, kw<K::Reading>, name, colon, kw<K::OneOf>, labels, adopted_clause, opt<reason>> {};

}  // namespace polc::grammar::rules
// NOLINTEND(readability-identifier-naming)
