// Expressions and the parts that statements share, written as text.
#include <fmt/format.h>

#include "compiler/ast/dumper.h"

namespace polc::ast {
namespace {

std::string_view text_of(Operator op) {
  switch (op) {
    case Operator::None: return "none";
    case Operator::Equal: return "=";
    case Operator::NotEqual: return "!=";
    case Operator::Less: return "<";
    case Operator::LessEqual: return "<=";
    case Operator::Greater: return ">";
    case Operator::GreaterEqual: return ">=";
    case Operator::Add: return "+";
    case Operator::Subtract: return "-";
    case Operator::Multiply: return "*";
    case Operator::Divide: return "/";
    case Operator::RoundDown: return "down";
    case Operator::RoundUp: return "up";
    case Operator::RoundHalfUp: return "half-up";
    case Operator::RoundHalfEven: return "half-even";
  }
  return "none";
}

std::string_view head_of(ExprKind kind) {
  switch (kind) {
    case ExprKind::Negate: return "negate";
    case ExprKind::Not: return "not";
    case ExprKind::And: return "and";
    case ExprKind::Or: return "or";
    case ExprKind::In: return "in";
    case ExprKind::Between: return "between";
    case ExprKind::PercentOf: return "percent-of";
    case ExprKind::If: return "if";
    case ExprKind::At: return "at";
    case ExprKind::Any: return "any";
    case ExprKind::All: return "all";
    case ExprKind::Count: return "count";
    case ExprKind::Sum: return "sum";
    case ExprKind::Tiers: return "tiers";
    case ExprKind::PerFull: return "per-full";
    case ExprKind::AtMost: return "at-most";
    case ExprKind::AtLeast: return "at-least";
    case ExprKind::AtLeastOrNothing: return "at-least-or-nothing";
    case ExprKind::UpTo: return "up-to";
    case ExprKind::BetweenAmounts: return "between-amounts";
    default: return "error";
  }
}

std::string_view type_name(TypeDecl::Kind kind) {
  switch (kind) {
    case TypeDecl::Kind::YesNo: return "yes/no";
    case TypeDecl::Kind::Integer: return "integer";
    case TypeDecl::Kind::Number: return "number";
    case TypeDecl::Kind::Percent: return "percent";
    case TypeDecl::Kind::Money: return "money";
    case TypeDecl::Kind::Date: return "date";
    case TypeDecl::Kind::Text: return "text";
    case TypeDecl::Kind::OneOf: return "one-of";
    case TypeDecl::Kind::Ranked: return "ranked";
    case TypeDecl::Kind::AnyOf: return "any-of";
  }
  return "error";
}

}  // namespace

void Dumper::word(std::string_view text) {
  if (!text_.empty() && text_.back() != '(' && text_.back() != '\n') text_ += ' ';
  text_ += text;
}

void Dumper::open(std::string_view head) { word(fmt::format("({}", head)); }

void Dumper::put(const Name& name) { word(name.is_quoted ? fmt::format("\"{}\"", name.text) : name.text); }

void Dumper::put_args(std::string_view head, const Expr& expr, std::size_t begin) {
  open(head);
  for (std::size_t i = begin; i < expr.args.size(); ++i) put(expr.args[i]);
  close();
}

void Dumper::put_list(const ListRef& list) {
  switch (list.kind) {
    case ListRef::Kind::ClaimKind: return put(list.name);
    case ListRef::Kind::Claims: return word("claims");
    case ListRef::Kind::OtherGrants: return word("other-grants");
    case ListRef::Kind::History:
      open("history");
      if (!list.name.empty()) put(list.name);
      return close();
  }
}

void Dumper::put(ExprId id) {
  const Expr& expr = ast_.expr(id);
  switch (expr.kind) {
    case ExprKind::Error: return word("error");
    case ExprKind::Name:
    case ExprKind::String: return put(expr.name);
    case ExprKind::This: return word("this");
    case ExprKind::ThisName: return word(fmt::format("this.{}", expr.name.text));
    case ExprKind::Number: return word(runtime::to_text(expr.number) + expr.unit);
    case ExprKind::Percent:
      return word(fmt::format("{}%", runtime::to_text(*runtime::multiply(expr.number, Fraction(100)))));
    case ExprKind::Money: return word(fmt::format("{}:{}", expr.unit, runtime::to_text(expr.number)));
    case ExprKind::Date: return word(runtime::to_text(expr.date));
    case ExprKind::YesNo: return word(expr.flag ? "yes" : "no");
    case ExprKind::Nothing: return word("nothing");
    case ExprKind::Compare:
    case ExprKind::Binary: return put_args(text_of(expr.op), expr, 0);
    case ExprKind::RoundDate: return put_args(fmt::format("round-date-{}", text_of(expr.op)), expr, 0);
    case ExprKind::Rounded: return put_args(fmt::format("rounded-{}", text_of(expr.op)), expr, 0);
    case ExprKind::Call: return put_args(expr.name.text, expr, 0);
    case ExprKind::Any:
    case ExprKind::All:
    case ExprKind::Count:
    case ExprKind::Sum:
      open(head_of(expr.kind));
      put_list(expr.list);
      for (const ExprId arg : expr.args) put(arg);
      return close();
    default: return put_args(expr.kind == ExprKind::Tiers && expr.flag ? "tiers-above" : head_of(expr.kind), expr, 0);
  }
}

void Dumper::put(const Window& window) {
  open("window");
  word(window.from ? runtime::to_text(*window.from) : "open");
  word(window.to ? runtime::to_text(*window.to) : "open");
  if (window.basis == Basis::EventDate) word("event");
  if (window.basis == Basis::ApplicationDate) word("application");
  close();
}

void Dumper::put(const TypeDecl& type) {
  open(type_name(type.kind));
  for (const Name& value : type.values) put(value);
  if (!type.unit.empty()) word(fmt::format("in:{}", type.unit.text));
  part("from", type.from);
  part("to", type.to);
  close();
}

void Dumper::put(const FactDecl& fact) {
  open("fact");
  put(fact.name);
  put(fact.type);
  flag("key", fact.is_key);
  flag("group-key", fact.is_group_key);
  part("judged", fact.judged_by);
  part("presumed", fact.presumed);
  close();
}

void Dumper::put(const LabelRef& label) {
  if (label.dimension.empty()) return put(label.label);
  word(fmt::format("{}={}", label.dimension.text, label.label.text));
}

void Dumper::put(const CellPart& part_of_cell) {
  open("part");
  if (const auto* group = std::get_if<LabelGroup>(&part_of_cell.label)) {
    for (const LabelRef& label : group->alternatives) put(label);
  } else if (const auto* any = std::get_if<AnyLabel>(&part_of_cell.label)) {
    word("any");
    put(any->dimension);
  } else if (const auto* bounds = std::get_if<BoundLabel>(&part_of_cell.label)) {
    if (!bounds->dimension.empty()) word(fmt::format("{}:", bounds->dimension.text));
    for (const BoundLabel::Bound& bound : bounds->bounds) {
      word(text_of(bound.op));
      put(bound.value);
    }
  } else {
    word("otherwise");
  }
  part("when", part_of_cell.when);
  close();
}

void Dumper::put(const Cell& cell) {
  open("cell");
  for (const CellPart& one : cell.parts) put(one);
  part("pays", cell.amount);
  close();
}

void Dumper::put(const CellTable& table) {
  part("by", table.dimensions);
  for (const Cell& cell : table.cells) put(cell);
}

void Dumper::put(const AwardSelector& selector) {
  switch (selector.kind) {
    case AwardSelector::Kind::Award: return put(selector.name);
    case AwardSelector::Kind::Article: return word(fmt::format("article:{}", selector.name.text));
    case AwardSelector::Kind::Section: return word(fmt::format("section:{}", selector.name.text));
    case AwardSelector::Kind::Every: return word("every");
  }
}

void Dumper::put(const Assignment& assignment) {
  switch (assignment.form) {
    case Assignment::Form::Yes: return put(assignment.fact);
    case Assignment::Form::No: open("not"); break;
    case Assignment::Form::Unknown: open("unknown"); break;
    case Assignment::Form::Value: open("="); break;
  }
  put(assignment.fact);
  for (const ExprId value : assignment.values) put(value);
  close();
}

}  // namespace polc::ast
