// Statements other than awards, groups and tests.
#include <fmt/format.h>

#include "compiler/ast/builder.h"

namespace polc::ast {

void Builder::policy(NodeIndex index) {
  const Children children(*this, index);
  PolicyHeader& made = start<PolicyHeader>(index);
  made.title = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::Name: made.short_name = make_name(child); break;
      case NodeKind::IssuerClause: set_once(made.issuer, name_after_keyword(child), child); break;
      case NodeKind::CurrencyClause: set_once(made.currency, name_after_keyword(child), child); break;
      case NodeKind::SourceClause: set_once(made.source, name_after_keyword(child), child); break;
      case NodeKind::EffectiveClause: set_once(made.effective, window(child - 1), child); break;
      case NodeKind::ApplyClause: set_once(made.apply, window(child - 1), child); break;
      default: break;
    }
  }
}

void Builder::heading(NodeIndex index) {
  const Children children(*this, index);
  Heading& made = start<Heading>(index);
  std::size_t begin = 1;
  std::size_t end = 1;
  while (end < children.size() && (kind(children[end]) == NodeKind::Number || end == begin)) ++end;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    if (is_keyword(child, Keyword::Section)) made.is_section = true;
    if (kind(child) == NodeKind::ApplyClause) set_once(made.apply, window(child - 1), child);
    if (i >= end && kind(child) == NodeKind::String) made.title = make_name(child);
  }
  made.label = heading_label(children, begin, end);
}

void Builder::text(NodeIndex index) { start<TextStatement>(index).text = name_after_keyword(index); }

void Builder::use(NodeIndex index) { start<Use>(index).path = name_after_keyword(index); }

void Builder::subordinate(NodeIndex index) { start<Subordinate>(index).document = name_after_keyword(index); }

void Builder::allow(NodeIndex index) {
  const Children children(*this, index);
  Allow& made = start<Allow>(index);
  for (std::size_t i = 1; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::List: made.codes = make_names(Children(*this, child), 0); break;
      case NodeKind::BecauseClause: made.reason = name_after_keyword(child); break;
      default: made.names.push_back(make_name(child)); break;
    }
  }
}

void Builder::applicant(NodeIndex index) {
  const Children children(*this, index);
  ApplicantDecl& made = start<ApplicantDecl>(index);
  made.kind = make_name(children[1]);
  made.facts = facts(children, 2);
}

void Builder::claim(NodeIndex index) {
  const Children children(*this, index);
  ClaimDecl& made = start<ClaimDecl>(index);
  made.kind = make_name(children[1]);
  made.facts = facts(children, 2);
}

void Builder::define(NodeIndex index) {
  const Children children(*this, index);
  Define& made = start<Define>(index);
  made.name = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::ForClause: made.scope = name_after_keyword(child); break;
      case NodeKind::AsClause: made.value = condition_of(child); break;
      case NodeKind::ByClause: made.table.emplace().dimensions = make_names(Children(*this, child), 1); break;
      case NodeKind::Cell: add_cell(*made.table, child); break;
      default: break;
    }
  }
}

void Builder::parameter(NodeIndex index) {
  const Children children(*this, index);
  Parameter& made = start<Parameter>(index);
  made.name = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::Type: type(made.type, child); break;
      case NodeKind::UnitClause: unit_clause(made.type, child); break;
      case NodeKind::BoundsClause: bounds_clause(made.type, child); break;
      case NodeKind::Step: {
        const Children parts(*this, child);
        const std::optional<Date> from = make_date(parts[1]);
        const ExprId value = expr(parts[2]);
        if (from) made.steps.push_back({*from, value, span(child)});
        break;
      }
      case NodeKind::Error: break;
      default: report_not_allowed(child, Keyword::Parameter); break;
    }
  }
}

void Builder::report_not_allowed(NodeIndex clause, Keyword statement) {
  const base::Bilingual name = grammar::bilingual(statement);
  // A clause is named by its whole phrase (`topping up`); the tree keeps it as the clause's first leaf.
  const Children parts(*this, clause);
  const base::Span phrase = parts.size() > 0 && kind(parts[0]) == NodeKind::Keyword ? span(parts[0]) : span(clause);
  out_.report(base::Code::P1018, span(clause),
              {base::plain(tree_.lexemes.source->slice(phrase)), {"`" + name.english + "`", "“" + name.chinese + "”"}})
      .fix({"remove it", "删去"}, {{span(clause), ""}}, false);
}

void Builder::reading(NodeIndex index) {
  const Children children(*this, index);
  Reading& made = start<Reading>(index);
  made.name = make_name(children[1]);
  made.options = make_names(children, 3);
  for (std::size_t i = 3; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::AdoptedClause) made.adopted = name_after_keyword(children[i]);
    if (kind(children[i]) == NodeKind::ReasonClause) made.text = make_name(children[i] - 1);
  }
}

void Builder::obligation(NodeIndex index) {
  const Children children(*this, index);
  Obligation& made = start<Obligation>(index);
  made.text = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    switch (kind(child)) {
      case NodeKind::ToClause: to_clause(made.to, child); break;
      case NodeKind::WhenClause: set_once(made.when, condition_of(child), child); break;
      case NodeKind::ShareClause: {
        const Children parts(*this, child);
        set_once(made.share, expr(kind(parts[1]) == NodeKind::Percent ? parts[1] : parts[2]), child);
        break;
      }
      default: break;
    }
  }
}

void Builder::to_clause(std::vector<Name>& to, NodeIndex clause) {
  if (!to.empty()) return report_duplicate(clause);
  to = make_names(Children(*this, clause), 1);
}

void Builder::revoke(NodeIndex index) {
  const Children children(*this, index);
  Revoke& made = start<Revoke>(index);
  add_selectors(made.awards, children);
  for (std::size_t i = 1; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::WhenClause) made.when = condition_of(children[i]);
    if (kind(children[i]) == NodeKind::ReasonClause) made.reason = make_name(children[i] - 1);
  }
}

void Builder::schedule(NodeIndex index) {
  const Children children(*this, index);
  Schedule& made = start<Schedule>(index);
  add_selectors(made.awards, children);
  for (std::size_t i = 1; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    if (kind(child) == NodeKind::WhenClause) made.when = condition_of(child);
    if (kind(child) != NodeKind::SchedulePart && kind(child) != NodeKind::EqualParts) continue;
    const Children parts(*this, child);
    if (kind(child) == NodeKind::SchedulePart) {
      made.parts.push_back({expr(parts[0]), make_name(parts[2])});
    } else {
      made.equal_years = make_count(parts[1], "年").value_or(1);
    }
  }
}

void Builder::discretion(NodeIndex index) {
  const Children children(*this, index);
  Discretion& made = start<Discretion>(index);
  made.text = make_name(children[1]);
  for (std::size_t i = 2; i < children.size(); ++i) {
    if (kind(children[i]) == NodeKind::ToClause) to_clause(made.to, children[i]);
    if (kind(children[i]) == NodeKind::WhenClause) set_once(made.when, condition_of(children[i]), children[i]);
  }
}

void Builder::priority(NodeIndex index) {
  const Children children(*this, index);
  Priority& made = start<Priority>(index);
  made.text = make_name(children[1]);
  if (children.size() > 2) made.when = condition_of(children[2]);
}

}  // namespace polc::ast
