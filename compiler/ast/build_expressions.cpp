// Expressions and amounts: from nodes of the concrete tree to `Expr`.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/ast/builder.h"
#include "grammar/parser.h"

namespace polc::ast {
namespace {

using base::Code;
using base::plain;
using grammar::TokenKind;

Operator operator_of(TokenKind mark) {
  switch (mark) {
    case TokenKind::Equal: return Operator::Equal;
    case TokenKind::NotEqual: return Operator::NotEqual;
    case TokenKind::Less: return Operator::Less;
    case TokenKind::LessEqual: return Operator::LessEqual;
    case TokenKind::Greater: return Operator::Greater;
    case TokenKind::GreaterEqual: return Operator::GreaterEqual;
    case TokenKind::Plus: return Operator::Add;
    case TokenKind::Minus: return Operator::Subtract;
    case TokenKind::Times: return Operator::Multiply;
    case TokenKind::Divide: return Operator::Divide;
    default: return Operator::None;
  }
}

Operator operator_of(Keyword word) {
  switch (word) {
    case Keyword::AtMost:
    case Keyword::OrLess: return Operator::LessEqual;
    case Keyword::AtLeast:
    case Keyword::OrMore: return Operator::GreaterEqual;
    case Keyword::Over:
    case Keyword::Beyond: return Operator::Greater;
    case Keyword::Under: return Operator::Less;
    case Keyword::RoundedDown:
    case Keyword::RoundingDown: return Operator::RoundDown;
    case Keyword::RoundedUp:
    case Keyword::RoundingUp: return Operator::RoundUp;
    case Keyword::RoundedHalfUp: return Operator::RoundHalfUp;
    case Keyword::RoundedHalfEven: return Operator::RoundHalfEven;
    default: return Operator::None;
  }
}

Expr blank(ExprKind kind, Span span) {
  Expr made;
  made.kind = kind;
  made.span = span;
  return made;
}

}  // namespace

ExprId Builder::add(Expr made) {
  ast_.exprs.push_back(std::move(made));
  return static_cast<ExprId>(ast_.exprs.size() - 1);
}

ExprId Builder::add(ExprKind made, NodeIndex index, std::vector<ExprId> args) {
  Expr one = blank(made, span(index));
  one.args = std::move(args);
  return add(std::move(one));
}

ExprId Builder::expr(NodeIndex index) {
  switch (kind(index)) {
    case NodeKind::Name:
    case NodeKind::String:
    case NodeKind::Number:
    case NodeKind::SpacedNumber:
    case NodeKind::Percent:
    case NodeKind::Date:
    case NodeKind::Money:
    case NodeKind::YesNo:
    case NodeKind::NothingExpr:
    case NodeKind::ThisExpr:
    case NodeKind::ThisName: return leaf_expr(index);
    case NodeKind::OpenRange: return open_range(index);
    case NodeKind::Paren: return paren(index);
    case NodeKind::Binary: return binary(index);
    case NodeKind::Logic: return logic(index);
    case NodeKind::Compare: return compare(index);
    default: return form_expr(index);
  }
}

// The forms that are a keyword or two around their operands.
ExprId Builder::form_expr(NodeIndex index) {
  switch (kind(index)) {
    case NodeKind::Negation: return args_of(index, ExprKind::Negate);
    case NodeKind::NotExpr: return args_of(index, ExprKind::Not);
    case NodeKind::InExpr: return args_of(index, ExprKind::In);
    case NodeKind::BetweenExpr: return args_of(index, ExprKind::Between);
    case NodeKind::PercentOf: return args_of(index, ExprKind::PercentOf);
    case NodeKind::PercentAfter: {
      const ExprId made = args_of(index, ExprKind::PercentOf);
      std::vector<ExprId>& args = ast_.exprs[static_cast<std::size_t>(made)].args;
      if (args.size() == 2) std::swap(args[0], args[1]);
      return made;
    }
    case NodeKind::PerFullExpr: return args_of(index, ExprKind::PerFull);
    case NodeKind::AtExpr: return args_of(index, ExprKind::At);
    case NodeKind::IfExpr: return args_of(index, ExprKind::If);
    case NodeKind::UpToExpr: return args_of(index, ExprKind::UpTo);
    case NodeKind::BetweenAmounts: return args_of(index, ExprKind::BetweenAmounts);
    case NodeKind::RoundDate:
    case NodeKind::RoundedSuffix: return rounded(index);
    case NodeKind::AtMostSuffix:
    case NodeKind::AtLeastSuffix: return suffix(index);
    case NodeKind::Call: return call(index);
    case NodeKind::AnyExpr:
    case NodeKind::AllExpr:
    case NodeKind::CountExpr:
    case NodeKind::SumExpr: return quantifier(index);
    case NodeKind::TiersExpr: return tiers(index);
    default: return add_error(index);
  }
}

ExprId Builder::leaf_expr(NodeIndex index) {
  Expr made = blank(ExprKind::Error, span(index));
  switch (kind(index)) {
    case NodeKind::Name:
      made.kind = ExprKind::Name;
      made.name = make_name(index);
      break;
    case NodeKind::String:
      made.kind = ExprKind::String;
      made.name = make_name(index);
      break;
    case NodeKind::NothingExpr: made.kind = ExprKind::Nothing; break;
    case NodeKind::ThisExpr: made.kind = ExprKind::This; break;
    case NodeKind::ThisName:
      made.kind = ExprKind::ThisName;
      made.name = name_after_keyword(index);
      break;
    case NodeKind::YesNo:
      made.kind = ExprKind::YesNo;
      made.flag = keyword(index - 1) == Keyword::Yes;
      break;
    case NodeKind::Date: {
      const std::optional<Date> date = make_date(index);
      if (!date) return add_error(index);
      made.kind = ExprKind::Date;
      made.date = *date;
      break;
    }
    default: return number_expr(index);
  }
  return add(std::move(made));
}

ExprId Builder::number_expr(NodeIndex index) {
  Expr made = blank(ExprKind::Error, span(index));
  std::optional<Fraction> value;
  if (kind(index) == NodeKind::Percent) {
    made.kind = ExprKind::Percent;
    value = make_percent(index);
  } else if (kind(index) == NodeKind::Money) {
    const Children children(*this, index);
    made.kind = ExprKind::Money;
    made.unit = tree_.lexemes.text(first_token(children[0]));
    value = make_number(children[1]);
  } else {
    made.kind = ExprKind::Number;
    made.unit = unit_of(index);
    value = make_number(index);
  }
  if (!value) return add_error(index);
  made.number = *value;
  return add(std::move(made));
}

// `500-1000`: the author must say which end belongs.
ExprId Builder::open_range(NodeIndex index) {
  const Children children(*this, index);
  const Span whole = span(index);
  const std::string low(written(children[0]));
  const std::string high(written(children[1]));
  base::Diagnostic& found = out_.report(Code::P1009, whole, {plain(written(index))});
  for (const std::string& text : {fmt::format("at least {} under {}", low, high),
                                  fmt::format("over {} at most {}", low, high), fmt::format("{} to {}", low, high)}) {
    found.fix({fmt::format("write `{}`", text), fmt::format("写作“{}”", text)}, {{whole, text}}, false);
  }
  found.advise({"if a difference is meant, write spaces around the minus", "如为相减,请在减号两边加空格"});
  return add_error(index);
}

ExprId Builder::paren(NodeIndex index) {
  const ExprId inner = expr(index - 1);
  mark_parenthesised(inner, span(index));
  return inner;
}

void Builder::mark_parenthesised(ExprId id, Span whole) {
  Expr& inner = ast_.exprs[static_cast<std::size_t>(id)];
  inner.is_parenthesised = true;
  inner.span = whole;
}

ExprId Builder::args_of(NodeIndex index, ExprKind made) {
  std::vector<ExprId> args;
  const Children children(*this, index);
  args.reserve(children.size());
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeKind child = kind(children[i]);
    if (child != NodeKind::Keyword && child != NodeKind::Operator) args.push_back(expr(children[i]));
  }
  return add(made, index, std::move(args));
}

ExprId Builder::binary(NodeIndex index) {
  const Children children(*this, index);
  const Operator op = operator_of(first_token(children[1]).kind);
  if (op == Operator::Add || op == Operator::Subtract) check_percent(index, children);
  Expr made = blank(ExprKind::Binary, span(index));
  made.op = op;
  const ExprId lhs = expr(children[0]);
  const ExprId rhs = expr(children[2]);
  made.args = {lhs, rhs};
  return add(std::move(made));
}

// Does `50% of X` stand at the right edge, so that a sum after it could belong to the X?
bool Builder::is_open_percent(NodeIndex index) {
  while (kind(index) == NodeKind::Binary) {
    const Children children(*this, index);
    const bool is_sum = operator_of(first_token(children[1]).kind) == Operator::Add ||
                        operator_of(first_token(children[1]).kind) == Operator::Subtract;
    if (!is_sum && kind(children[0]) == NodeKind::PercentOf) return true;
    index = children[2];
  }
  return kind(index) == NodeKind::PercentOf;
}

void Builder::check_percent(NodeIndex index, const Children& children) {
  if (!is_open_percent(children[0])) return;
  NodeIndex share = children[0];
  while (kind(share) == NodeKind::Binary) {
    const Children parts(*this, share);
    share = kind(parts[0]) == NodeKind::PercentOf ? parts[0] : parts[2];
  }
  const Children parts(*this, share);
  const Span whole{span(share).source, span(share).begin, span(index).end};
  const Span first{whole.source, whole.begin, span(children[0]).end};
  const std::uint32_t base_begin = span(parts[2]).begin;
  const std::string rest(written(Span{whole.source, first.end, whole.end}));
  const std::string small = fmt::format("({}){}", written(first), rest);
  const std::string large = fmt::format("{}({})", written(Span{whole.source, whole.begin, base_begin}),
                                        written(Span{whole.source, base_begin, whole.end}));
  out_.report(Code::P1010, whole,
              {plain(written(whole)), {"`" + small + "`", "“" + small + "”"}, {"`" + large + "`", "“" + large + "”"}})
      .fix({"write `" + small + "`", "写作“" + small + "”"}, {{whole, small}}, false)
      .fix({"write `" + large + "`", "写作“" + large + "”"}, {{whole, large}}, false);
}

ExprId Builder::logic(NodeIndex index) {
  const Children children(*this, index);
  bool has_and = false;
  bool has_or = false;
  std::vector<ExprId> args;
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (kind(children[i]) != NodeKind::Keyword) {
      args.push_back(expr(children[i]));
    } else {
      has_and = has_and || keyword(children[i]) == Keyword::And;
      has_or = has_or || keyword(children[i]) == Keyword::Or;
    }
  }
  if (has_and && has_or) {
    report_mixed_logic(children, span(index));
    return add_error(index);
  }
  return add(has_or ? ExprKind::Or : ExprKind::And, index, std::move(args));
}

void Builder::report_mixed_logic(const Children& children, Span whole) {
  const std::string ands_first = grouped(children, Keyword::And);
  const std::string ors_first = grouped(children, Keyword::Or);
  out_.report(Code::P4613, whole, {})
      .fix({"write `" + ands_first + "`", "写作“" + ands_first + "”"}, {{whole, ands_first}}, false)
      .fix({"write `" + ors_first + "`", "写作“" + ors_first + "”"}, {{whole, ors_first}}, false);
}

// Returns the chain with parentheses around the runs that `inner` joins.
std::string Builder::grouped(const Children& children, Keyword inner) {
  std::string text;
  const auto joins = [&](std::size_t i) { return i < children.size() && keyword(children[i]) == inner; };
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (i > 0) text += ' ';
    const bool is_operand = i % 2 == 0;
    const bool opens = is_operand && joins(i + 1) && (i == 0 || !joins(i - 1));
    const bool closes = is_operand && i > 0 && joins(i - 1) && !joins(i + 1);
    text += fmt::format("{}{}{}", opens ? "(" : "", written(children[i]), closes ? ")" : "");
  }
  return text;
}

Operator Builder::comparison(NodeIndex mark) const {
  if (kind(mark) == NodeKind::Keyword) return operator_of(keyword(mark));
  return kind(mark) == NodeKind::Operator ? operator_of(first_token(mark).kind) : Operator::None;
}

// `X over A at most B` is two comparisons of one X.
ExprId Builder::compare(NodeIndex index) {
  const Children children(*this, index);
  const ExprId subject = expr(children[0]);
  std::vector<ExprId> parts;
  for (std::size_t i = 1; i + 1 < children.size(); i += 2) {
    const bool is_before = comparison(children[i]) != Operator::None;
    const NodeIndex mark = is_before ? children[i] : children[i + 1];
    const ExprId bound = expr(is_before ? children[i + 1] : children[i]);
    Expr made = blank(ExprKind::Compare, base::join(span(children[0]), span(children[i + 1])));
    made.op = comparison(mark);
    made.args = {subject, bound};
    parts.push_back(add(std::move(made)));
  }
  return parts.size() == 1 ? parts[0] : add(ExprKind::And, index, std::move(parts));
}

ExprId Builder::call(NodeIndex index) {
  const Children children(*this, index);
  Expr made = blank(ExprKind::Call, span(index));
  made.name.text = grammar::info(keyword(children[0])).english;
  made.name.span = span(children[0]);
  for (std::size_t i = 1; i < children.size(); ++i) made.args.push_back(expr(children[i]));
  return add(std::move(made));
}

ExprId Builder::quantifier(NodeIndex index) {
  const Children children(*this, index);
  Expr made = blank(ExprKind::Error, span(index));
  switch (kind(index)) {
    case NodeKind::AnyExpr: made.kind = ExprKind::Any; break;
    case NodeKind::AllExpr: made.kind = ExprKind::All; break;
    case NodeKind::CountExpr: made.kind = ExprKind::Count; break;
    default: made.kind = ExprKind::Sum; break;
  }
  ExprId condition = kNoExpr;
  ExprId value = kNoExpr;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const NodeIndex child = children[i];
    if (kind(child) == NodeKind::List) {
      made.list = list_ref(child);
    } else if (kind(child) == NodeKind::Keyword) {
      continue;
    } else if (made.kind == ExprKind::Sum && value == kNoExpr) {
      value = expr(child);
    } else {
      condition = expr(child);
    }
  }
  made.args.push_back(condition != kNoExpr ? condition : true_at(index));
  if (value != kNoExpr) made.args.push_back(value);
  return add(std::move(made));
}

ListRef Builder::list_ref(NodeIndex index) {
  const Children children(*this, index);
  ListRef list;
  const bool is_named = kind(children[children.size() - 1]) != NodeKind::Keyword;
  if (is_named) list.name = make_name(children[children.size() - 1]);
  if (is_keyword(children[0], Keyword::Claims)) {
    list.kind = ListRef::Kind::Claims;
  } else if (is_keyword(children[0], Keyword::History)) {
    list.kind = ListRef::Kind::History;
  } else if (is_keyword(children[0], Keyword::OtherGrants)) {
    list.kind = ListRef::Kind::OtherGrants;
  } else {
    list.kind = ListRef::Kind::ClaimKind;
  }
  if (!is_named) list.name.span = span(index);
  return list;
}

ExprId Builder::true_at(NodeIndex index) {
  Expr made = blank(ExprKind::YesNo, span(index));
  made.flag = true;
  return add(std::move(made));
}

ExprId Builder::tiers(NodeIndex index) {
  const Children children(*this, index);
  Expr made = blank(ExprKind::Tiers, span(index));
  made.args.push_back(expr(children[1]));
  for (std::size_t i = 2; i < children.size(); ++i) {
    const Children parts(*this, children[i]);
    const bool is_above = is_keyword(parts[0], Keyword::TierAbove);
    if (is_above && i + 1 < children.size()) {
      out_.report(Code::P1001, span(parts[0]),
                  {{"`above` before other tiers", "其他各段之前的“以上部分”"}, {"it last", "列在最后"}});
      return add_error(index);
    }
    made.flag = made.flag || is_above;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (kind(parts[part]) != NodeKind::Keyword) made.args.push_back(expr(parts[part]));
    }
  }
  return add(std::move(made));
}

ExprId Builder::suffix(NodeIndex index) {
  const Children children(*this, index);
  ExprKind made = kind(index) == NodeKind::AtMostSuffix ? ExprKind::AtMost : ExprKind::AtLeast;
  if (is_keyword(children[children.size() - 1], Keyword::OrNothing)) made = ExprKind::AtLeastOrNothing;
  return args_of(index, made);
}

ExprId Builder::rounded(NodeIndex index) {
  const Children children(*this, index);
  const ExprKind made = kind(index) == NodeKind::RoundDate ? ExprKind::RoundDate : ExprKind::Rounded;
  const ExprId id = args_of(index, made);
  ast_.exprs[static_cast<std::size_t>(id)].op = operator_of(keyword(children[1]));
  return id;
}

}  // namespace polc::ast
