// Awards, the gates before them, and the statements that put them together.
#include <algorithm>

#include "compiler/ast/builder.h"

namespace polc::ast {
namespace {

GroupKind group_kind(Keyword word) {
  switch (word) {
    case Keyword::HighestOf: return GroupKind::Highest;
    case Keyword::HighestWithOthers: return GroupKind::HighestWithOthers;
    case Keyword::Once: return GroupKind::Once;
    case Keyword::Limit: return GroupKind::Limit;
    case Keyword::Cap: return GroupKind::Cap;
    default: return GroupKind::Stack;
  }
}

Scope scope_of(Keyword word) {
  switch (word) {
    case Keyword::PerClaim: return Scope::Claim;
    case Keyword::PerMatter: return Scope::Matter;
    case Keyword::PerApplicant: return Scope::Applicant;
    case Keyword::PerGroup: return Scope::Group;
    default: return Scope::Unstated;
  }
}

Mode mode_of(Keyword word) {
  switch (word) {
    case Keyword::IgnoringPaid: return Mode::IgnoringPaid;
    case Keyword::NothingMore: return Mode::NothingMoreOncePaid;
    case Keyword::ReplacingPaid: return Mode::ReplacingPaid;
    case Keyword::FirstOnly: return Mode::FirstOnly;
    default: return Mode::ToppingUp;
  }
}

// Does a statement of this kind take a clause of that kind? Every one takes `to` and `when`.
bool takes(GroupKind group, NodeKind clause) {
  const bool is_highest = group == GroupKind::Highest || group == GroupKind::HighestWithOthers;
  switch (clause) {
    case NodeKind::ScopeClause:
    case NodeKind::PerFactClause:
    case NodeKind::PerYearClause:
    case NodeKind::RollingClause: return group != GroupKind::Stack;
    case NodeKind::ModeClause: return is_highest;
    case NodeKind::WhereClause: return group == GroupKind::HighestWithOthers;
    case NodeKind::OthersClause:
    case NodeKind::RefusingClause: return group == GroupKind::Cap;
    default: return true;
  }
}

}  // namespace

// ------------------------------------------------------------------ awards

void Builder::award(NodeIndex index) {
  const Children children(*this, index);
  Award& made = start<Award>(index);
  made.name = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::ByClause:
        // Before a single amount the table stays without cells, which the model reports.
        if (made.table) report_duplicate(child);
        if (!made.table) made.table.emplace().dimensions = make_names(Children(*this, child), 1);
        break;
      case NodeKind::Cell:
        if (!made.table) made.table.emplace();
        if (made.table->cells.empty()) made.table->cells.reserve(children.size() - i);
        add_cell(*made.table, child);
        break;
      case NodeKind::PaysClause:
      case NodeKind::AmountClause: award_amount(made, child); break;
      default: award_clause(made, child); break;
    }
  }
}

void Builder::award_clause(Award& made, NodeIndex clause) {
  switch (kind(clause)) {
    case NodeKind::ForClause: set_once(made.claim, name_after_keyword(clause), clause); break;
    case NodeKind::ToClause:
      to_clause(made.to, clause);
      if (made.to_span == Span{}) made.to_span = span(clause);
      break;
    case NodeKind::WhenClause: made.conditions.push_back({false, condition_of(clause), span(clause)}); break;
    case NodeKind::UnlessClause: made.conditions.push_back({true, condition_of(clause), span(clause)}); break;
    case NodeKind::EachClause: set_once(made.each_at_most, condition_of(clause), clause); break;
    case NodeKind::TimesTable:
    case NodeKind::TimesFactor: made.times.push_back(times(clause)); break;
    case NodeKind::ApplyClause: made.apply.push_back(window(clause - 1)); break;
    case NodeKind::SharedBounds: set_once(made.shared_bounds, name_after_keyword(clause), clause); break;
    case NodeKind::ReferClause: made.refer_to = name_after_keyword(clause); break;
    default: break;
  }
}

void Builder::award_amount(Award& made, NodeIndex clause) {
  const Children children(*this, clause);
  for (std::size_t i = 0; i < children.size(); ++i) {
    switch (kind(children[i])) {
      case NodeKind::Keyword: break;
      case NodeKind::MisplacedWhen: move_condition_into_award(made, children[i], clause); break;
      case NodeKind::StrayComma: report_stray_comma(children[i]); break;
      default: made.amount = expr(children[i]); break;
    }
  }
}

Times Builder::times(NodeIndex index) {
  const Children children(*this, index);
  Times made;
  made.span = span(index);
  for (std::size_t i = 1; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::ByClause: made.table.emplace().dimensions = make_names(Children(*this, child), 1); break;
      case NodeKind::Cell: add_cell(*made.table, child); break;
      case NodeKind::WhenClause: made.when = condition_of(child); break;
      default: made.factor = expr(child); break;
    }
  }
  return made;
}

void Builder::gate(NodeIndex index) {
  const Children children(*this, index);
  Gate& made = start<Gate>(index);
  made.is_exclude = is_keyword(children[0], Keyword::Exclude);
  for (std::size_t i = 1; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::ForAwards:
        if (!made.awards.empty()) report_duplicate(child);
        if (made.awards.empty()) add_selectors(made.awards, Children(*this, child));
        break;
      case NodeKind::ToClause: to_clause(made.to, child); break;
      case NodeKind::ReasonClause: made.reason = make_name(child - 1); break;
      default: made.condition = expr(child); break;
    }
  }
}

// ------------------------------------------------------------------ putting awards together

void Builder::group(NodeIndex index) {
  const Children children(*this, index);
  Group& made = start<Group>(index);
  const Keyword statement = keyword(children[0]);
  made.kind = group_kind(statement);
  add_selectors(made.awards, children);
  for (std::size_t i = 1; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    if (kind(child) == NodeKind::Keyword || kind(child) == NodeKind::Selector) continue;
    if (takes(made.kind, kind(child))) {
      group_clause(made, child);
    } else {
      report_not_allowed(child, statement);
    }
  }
}

void Builder::group_clause(Group& made, NodeIndex clause) {
  const Children children(*this, clause);
  switch (kind(clause)) {
    case NodeKind::ForAwards: add_selectors(made.awards, children); break;
    case NodeKind::AmountClause: made.number = limit_or_cap(made.kind, children[0]); break;
    case NodeKind::ToClause: to_clause(made.to, clause); break;
    case NodeKind::WhereClause: set_once(made.where, condition_of(clause), clause); break;
    case NodeKind::WhenClause: set_once(made.when, condition_of(clause), clause); break;
    case NodeKind::ScopeClause:
      if (made.scope != Scope::Unstated) return report_duplicate(clause);
      made.scope = scope_of(keyword(children[0]));
      break;
    case NodeKind::PerFactClause: made.per_facts.push_back(per_fact(children)); break;
    case NodeKind::PerYearClause:
      if (made.per_year) return report_duplicate(clause);
      made.per_year = true;
      if (children.size() > 1)
        made.year_basis = keyword(children[1]) == Keyword::ByEventDate ? Basis::EventDate : Basis::ApplicationDate;
      break;
    case NodeKind::RollingClause:
      if (made.rolling_years) return report_duplicate(clause);
      made.rolling_years = make_count(children[1], "年");
      break;
    case NodeKind::OthersClause:
      made.counts_others = true;
      if (children.size() > 2) set_once(made.where, condition_of(children[2]), clause);
      break;
    case NodeKind::ModeClause: made.modes.push_back(mode(clause)); break;
    case NodeKind::RefusingClause: made.refusing_whole = true; break;
    default: break;
  }
}

// `限享 "A" 3次` counts times; the unit says nothing more.
ExprId Builder::limit_or_cap(GroupKind group, NodeIndex amount) {
  const ExprId made = expr(amount);
  Expr& number = ast_.exprs[static_cast<std::size_t>(made)];
  if (group == GroupKind::Limit && number.unit == "次") number.unit.clear();
  return made;
}

// `per 项目号`, and `同一项目号` in one word.
Name Builder::per_fact(const Children& children) {
  Name name = make_name(children[children.size() - 1]);
  constexpr std::string_view kSame = "同一";
  if (kind(children[0]) == NodeKind::GluedFact) name.text.erase(0, kSame.size());
  return name;
}

ModeChoice Builder::mode(NodeIndex index) {
  const Children children(*this, index);
  ModeChoice made;
  made.mode = mode_of(keyword(children[0]));
  made.span = span(index);
  if (children.size() > 1) made.when = condition_of(children[1]);
  return made;
}

}  // namespace polc::ast
