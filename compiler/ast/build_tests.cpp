// Samples and tests.
#include <fmt/format.h>

#include "compiler/ast/builder.h"

namespace polc::ast {

void Builder::sample(NodeIndex index) {
  const Children children(*this, index);
  Sample& made = start<Sample>(index);
  made.name = make_name(children[1]);
  made.kind = make_name(children[3]);
  if (children.size() > 4) assignments(made.facts, children[4]);
}

void Builder::test(NodeIndex index) {
  const Children children(*this, index);
  Test& made = start<Test>(index);
  made.name = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) test_line(made, children[i]);
}

void Builder::test_line(Test& made, NodeIndex index) {
  const Children children(*this, index);
  switch (kind(index)) {
    case NodeKind::AppliedItem:
      if (made.applied || made.applied_unknown) return report_duplicate(index);
      made.applied_unknown = kind(children[1]) == NodeKind::UnknownMark;
      if (!made.applied_unknown) made.applied = make_date(children[1]);
      break;
    case NodeKind::ApplicantItem:
      if (made.applicant) return report_duplicate(index);
      made.applicant = make_name(children[1]);
      if (children.size() > 2) assignments(made.applicant_facts, children[2]);
      break;
    case NodeKind::ReadingItem: made.readings.push_back({make_name(children[1]), make_name(children[2])}); break;
    case NodeKind::ClaimItem: made.claims.push_back(test_claim(index)); break;
    case NodeKind::HistoryItem: test_history(made, index); break;
    case NodeKind::OtherItem: test_other(made, index); break;
    case NodeKind::ExpectTotal:
    case NodeKind::ExpectBetween:
    case NodeKind::ExpectWord:
    case NodeKind::ExpectBecause:
    case NodeKind::ExpectItem:
    case NodeKind::ExpectMissing: expectation(made, index); break;
    default: break;
  }
}

TestClaim Builder::test_claim(NodeIndex index) {
  const Children children(*this, index);
  TestClaim made;
  made.span = span(index);
  made.kind = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::WithClause: assignments(made.facts, child); break;
      case NodeKind::OnClause:
        if (made.on || made.on_unknown) {
          report_duplicate(child);
        } else if (kind(child - 1) == NodeKind::UnknownMark) {
          made.on_unknown = true;
        } else {
          made.on = make_date(child - 1);
        }
        break;
      default: made.labels.push_back(label_ref(child)); break;
    }
  }
  return made;
}

void Builder::test_history(Test& made, NodeIndex index) {
  const Children children(*this, index);
  if (kind(children[1]) == NodeKind::UnknownMark) {
    made.history_unknown = true;
    return;
  }
  TestHistory& entry = made.history.emplace_back();
  entry.span = span(index);
  entry.award = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) history_clause(entry, children[i]);
}

void Builder::history_clause(TestHistory& made, NodeIndex clause) {
  switch (kind(clause)) {
    case NodeKind::WithClause: assignments(made.facts, clause); break;
    case NodeKind::OnClause:
      if (kind(clause - 1) == NodeKind::Date) set_once(made.on, make_date(clause - 1), clause);
      break;
    case NodeKind::PaidClause: set_once(made.paid, expr(clause - 1), clause); break;
    case NodeKind::ItemNumber: set_once(made.item, make_item(clause), clause); break;
    case NodeKind::MatterClause: set_once(made.matter, name_after_keyword(clause), clause); break;
    case NodeKind::RecipientClause: set_once(made.recipient, name_after_keyword(clause), clause); break;
    case NodeKind::PolicyClause: set_once(made.policy, name_after_keyword(clause), clause); break;
    default: made.labels.push_back(label_ref(clause)); break;
  }
}

void Builder::test_other(Test& made, NodeIndex index) {
  const Children children(*this, index);
  if (kind(children[1]) == NodeKind::UnknownMark) {
    made.others_unknown = true;
    return;
  }
  TestOther& entry = made.others.emplace_back();
  entry.span = span(index);
  entry.policy = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) other_clause(entry, children[i]);
}

void Builder::other_clause(TestOther& made, NodeIndex clause) {
  switch (kind(clause)) {
    case NodeKind::LevelClause: set_once(made.level, name_after_keyword(clause), clause); break;
    case NodeKind::ItemNumber: set_once(made.item, make_item(clause), clause); break;
    case NodeKind::MatterClause: set_once(made.matter, name_after_keyword(clause), clause); break;
    case NodeKind::EntitledClause: set_once(made.entitled, expr(clause - 1), clause); break;
    case NodeKind::PaidClause: set_once(made.paid, expr(clause - 1), clause); break;
    case NodeKind::OnClause:
      if (kind(clause - 1) == NodeKind::Date) set_once(made.on, make_date(clause - 1), clause);
      break;
    default: break;
  }
}

void Builder::expectation(Test& made, NodeIndex index) {
  const Children children(*this, index);
  using Kind = Expectation::Kind;
  Expectation& one = made.expectations.emplace_back();
  one.span = span(index);
  switch (kind(index)) {
    case NodeKind::ExpectWord:
      one.kind = keyword(children[0]) == Keyword::Undetermined ? Kind::Undetermined
                 : keyword(children[0]) == Keyword::Referred   ? Kind::Referred
                                                               : Kind::Denied;
      break;
    case NodeKind::ExpectBecause:
      one.kind = Kind::Because;
      one.reason = make_name(children[1]);
      break;
    case NodeKind::ExpectItem:
      expected_amount(one, children[1]);
      one.kind = Kind::Item;
      one.item = make_item(children[0]).value_or(1);
      break;
    case NodeKind::ExpectMissing:
      one.kind = Kind::Missing;
      one.facts = missing_facts(index);
      break;
    default: expected_amount(one, index); break;
  }
}

void Builder::expected_amount(Expectation& made, NodeIndex index) {
  const Children children(*this, index);
  if (kind(index) == NodeKind::ExpectTotal) {
    made.kind = Expectation::Kind::Total;
    made.low = expr(children[0]);
    return;
  }
  made.kind = Expectation::Kind::Between;
  made.low = expr(children[1]);
  made.high = expr(children[3]);
}

// A fact of the N-th claim is named as results name it: "claims.2.被采信使用".
std::vector<Name> Builder::missing_facts(NodeIndex index) {
  const Children children(*this, index);
  std::vector<Name> facts;
  for (std::size_t i = 1; i < children.size(); ++i) {
    if (kind(children[i]) != NodeKind::ItemFact) {
      facts.push_back(make_name(children[i]));
      continue;
    }
    const Children parts(*this, children[i]);
    Name fact = make_name(parts[1]);
    fact.text = fmt::format("claims.{}.{}", make_item(parts[0]).value_or(1), fact.text);
    fact.span = span(children[i]);
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace polc::ast
