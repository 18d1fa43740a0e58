// Samples and tests, and the rule of all statements.
#pragma once

#include "grammar/rules/statements.h"

// NOLINTBEGIN(readability-identifier-naming): rules bear the names of the README's nonterminals.
namespace polc::grammar::rules {

// ---------------------------------------------------------------- facts given

struct value_list : seq<open_paren, list<factor, comma>, close_paren> {};
struct given_value : in_condition<sor<seq<at<open_paren>, value_list>, factor>> {};
struct unknown_mark : node<NodeKind::UnknownMark, kw<K::Unknown>> {};
struct assignment : node<NodeKind::Assignment,
                         sor<seq<kw<K::Not>, name>, seq<name, opt<sor<seq<equal_leaf, given_value>, unknown_mark>>>>> {
};
struct with_clause : node<NodeKind::WithClause, kw<K::With>, described<Expected::Fact, list<assignment, comma>>> {};

struct sample : node<NodeKind::Sample, kw<K::Sample>, label, kw<K::Is>, label, opt<with_clause>> {};

// ---------------------------------------------------------------- lines of a test

struct date_or_unknown : sor<date, unknown_mark> {};
struct item_number : node<NodeKind::ItemNumber,
                          sor<seq<kw<K::Item>, number>, seq<kw<K::Ordinal>, sor<number, name>, kw<K::ItemEnd>>>> {};
struct on_clause : node<NodeKind::OnClause, kw<K::On>, date_or_unknown> {};
struct paid_clause : node<NodeKind::PaidClause, kw<K::Paid>, signed_literal> {};
struct entitled_clause : node<NodeKind::EntitledClause, kw<K::Entitled>, signed_literal> {};
struct matter_clause : node<NodeKind::MatterClause, kw<K::Matter>, sor<label, number>> {};
struct recipient_clause : node<NodeKind::RecipientClause, kw<K::Recipient>, label> {};
struct level_clause : node<NodeKind::LevelClause, kw<K::Level>, label> {};
struct of_policy : node<NodeKind::PolicyClause, kw<K::Policy>, label> {};

// Words that begin a clause or the next line are no labels of the claim before.
struct line_word : sor<kw<K::Applied>, kw<K::History>, kw<K::Other>, kw<K::Item>, kw<K::Ordinal>, kw<K::Matter>,
                       kw<K::Recipient>, kw<K::Level>, kw<K::Entitled>> {};
struct given_labels : star<not_at<line_word>, sor<dimension_label, label>> {};
struct claim_clause : described<Expected::Clause, sor<with_clause, on_clause>> {};
struct history_clause
    : described<Expected::Clause,
                sor<with_clause, on_clause, paid_clause, item_number, matter_clause, recipient_clause, of_policy>> {};
struct other_clause
    : described<Expected::Clause,
                sor<level_clause, item_number, matter_clause, entitled_clause, paid_clause, on_clause>> {};

struct applied_item : node<NodeKind::AppliedItem, kw<K::Applied>, date_or_unknown> {};
struct applicant_item : node<NodeKind::ApplicantItem, kw<K::Applicant>, label, opt<with_clause>> {};
struct reading_item : node<NodeKind::ReadingItem, kw<K::Reading>, name, equal_mark, label> {};
struct claim_item : node<NodeKind::ClaimItem, kw<K::Claim>, label, given_labels, star<claim_clause>> {};
struct history_item
    : node<NodeKind::HistoryItem, kw<K::History>, sor<unknown_mark, seq<label, given_labels, star<history_clause>>>> {};
struct other_item : node<NodeKind::OtherItem, kw<K::Other>, sor<unknown_mark, seq<label, star<other_clause>>>> {};
struct test_line
    : seq<sor<claim_item, applicant_item, history_item, other_item, applied_item, reading_item>, star<terminator>> {};
struct test_item : described<Expected::TestItem, test_line> {};

// ---------------------------------------------------------------- what a test expects

struct expect_between
    : node<NodeKind::ExpectBetween, kw<K::Between>, signed_literal, kw<K::BetweenAnd>, signed_literal> {};
struct expect_total : node<NodeKind::ExpectTotal, signed_literal> {};
struct expect_word : node<NodeKind::ExpectWord, sor<kw<K::Undetermined>, kw<K::Referred>, kw<K::Denied>>> {};
struct expect_because : node<NodeKind::ExpectBecause, kw<K::Because>, label> {};
struct expect_item : node<NodeKind::ExpectItem, item_number, sor<expect_between, expect_total>> {};
struct missing_fact : sor<node<NodeKind::ItemFact, item_number, fact_name>, fact_name> {};
struct expect_missing : node<NodeKind::ExpectMissing, kw<K::Missing>, list<missing_fact, comma>> {};
struct expectation_form : sor<expect_between, expect_word, expect_because, expect_item, expect_missing, expect_total> {
};
struct expectation : described<Expected::Expectation, expectation_form> {};
struct expect : seq<kw<K::Expect>, plus<expectation>, star<terminator>> {};
struct test : node<NodeKind::Test, kw<K::Test>, label, items<ListEnd::TestLine, 0, test_item>, plus<expect>> {};

// ---------------------------------------------------------------- statements

struct statement_form : sor<award, text, heading, gate, claim, applicant, define, parameter, group, reading, obligation,
                            revoke, schedule, discretion, subordinate, priority, sample, test, policy, use, allow> {};
struct statement : described<Expected::Statement, statement_form> {};

}  // namespace polc::grammar::rules
// NOLINTEND(readability-identifier-naming)
