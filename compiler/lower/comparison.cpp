#include <string_view>
#include <vector>

#include "compiler/lower/lowering.h"

namespace polc::lower {

using ast::ExprKind;
using ast::Operator;
using base::Bilingual;
using base::Code;
using base::plain;

namespace {

Op compare_op(Operator op) {
  switch (op) {
    case Operator::Equal: return Op::Equal;
    case Operator::NotEqual: return Op::NotEqual;
    case Operator::Less: return Op::Less;
    case Operator::LessEqual: return Op::LessEqual;
    case Operator::Greater: return Op::Greater;
    case Operator::GreaterEqual: return Op::GreaterEqual;
    default: return Op::Equal;
  }
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::Less: return Operator::Greater;
    case Operator::LessEqual: return Operator::GreaterEqual;
    case Operator::Greater: return Operator::Less;
    case Operator::GreaterEqual: return Operator::LessEqual;
    default: return op;
  }
}

bool is_equality(Operator op) { return op == Operator::Equal || op == Operator::NotEqual; }

}  // namespace

Lowering::Result Lowering::compare(const ast::Expr& expr, const Context& context) {
  return compare_operands(expr.op, expr.args[0], expr.args[1], context);
}

/// True for a word or quotation that names no fact, definition, parameter or reading visible here, so that
/// beside an enumeration it can only be one of its values.
bool Lowering::could_be_label(ast::ExprId id, const Context& context) const {
  const ast::Expr& expr = context.ast->expr(id);
  return expr.kind == ExprKind::Name || expr.kind == ExprKind::String || expr.kind == ExprKind::YesNo;
}

bool Lowering::is_label_of(ast::ExprId id, const Context& context, const Lowered& fact) const {
  if (!could_be_label(id, context)) return false;
  const ast::Expr& expr = context.ast->expr(id);
  ast::Name name = expr.name;
  if (expr.kind == ExprKind::YesNo) name = {expr.flag ? "yes" : "no", expr.span, false};
  return model::find_value(model_, fact.enumeration, name).has_value();
}

Lowering::Result Lowering::compare_operands(Operator op, ast::ExprId lhs_id, ast::ExprId rhs_id,
                                            const Context& context) {
  // A value of an enumeration is no expression by itself: try the other side first and read the word by it.
  base::Diagnostics quiet;
  Lowering trial = attempt(quiet);
  const Result left_try = could_be_label(lhs_id, context) ? trial.lower(lhs_id, context) : Result{};
  if (could_be_label(lhs_id, context) && !left_try) {
    const Result rhs = trial.lower(rhs_id, context);
    if (rhs && rhs->enumeration != kNone && is_label_of(lhs_id, context, *rhs)) {
      read_claim_ = read_claim_ || trial.read_claim_;
      return with_label(mirrored(op), *rhs, rhs_id, lhs_id, context);
    }
  }
  const Result lhs = lower(lhs_id, context);
  if (!lhs) return std::nullopt;
  if (lhs->enumeration != kNone && could_be_label(rhs_id, context)) {
    const bool is_value = is_label_of(rhs_id, context, *lhs);
    base::Diagnostics unheard;
    if (is_value || !attempt(unheard).lower(rhs_id, context)) return with_label(op, *lhs, lhs_id, rhs_id, context);
  }
  const ast::Expr& right = context.ast->expr(rhs_id);
  if (lhs->type == FactType::Text && right.kind == ExprKind::Name) {
    base::Diagnostics unheard;
    if (!attempt(unheard).lower(rhs_id, context)) {
      return compare_values(op, *lhs, {nodes_.text(right.name.text), FactType::Text, kNone, {}, false}, lhs_id, rhs_id,
                            context);
    }
  }
  const Result rhs = lower(rhs_id, context);
  if (!rhs) return std::nullopt;
  return compare_values(op, *lhs, *rhs, lhs_id, rhs_id, context);
}

Lowering::Result Lowering::with_label(Operator op, const Lowered& fact, ast::ExprId fact_expr, ast::ExprId label,
                                      const Context& context) {
  const ast::Expr& expr = context.ast->expr(label);
  ast::Name name = expr.name;
  if (expr.kind == ExprKind::YesNo) name = {expr.flag ? "yes" : "no", expr.span, false};
  const auto code = model::find_value(model_, fact.enumeration, name);
  if (!code) {
    report_value(fact, fact_expr, label, context);
    return std::nullopt;
  }
  if (fact.type == FactType::AnyOf) {
    if (!is_equality(op)) {
      out_.report(Code::P3002, expr.span,
                  {plain(model_.sources->slice(context.ast->expr(fact_expr).span)), plain("<")});
      return std::nullopt;
    }
    Node node;
    node.op = Op::Contains;
    node.a = *code;
    const Index contains = nodes_.add(node, {fact.node});
    return yes_no(op == Operator::Equal ? contains : nodes_.negation(contains));
  }
  const Lowered value{nodes_.code(*code, fact.enumeration, fact.type), fact.type, fact.enumeration, {}, false};
  return compare_values(op, fact, value, fact_expr, label, context);
}

void Lowering::report_value(const Lowered& fact, ast::ExprId fact_expr, ast::ExprId label, const Context& context) {
  const ast::Expr& expr = context.ast->expr(label);
  const auto& values = model_.program.enumerations[fact.enumeration].values;
  const std::string found =
      expr.kind == ExprKind::YesNo ? std::string(model_.sources->slice(expr.span)) : expr.name.text;
  model::suggest(
      out_.report(Code::P4310, expr.span,
                  {plain(found), plain(model_.sources->slice(context.ast->expr(fact_expr).span)), type_words(fact)}),
      expr.span, found, values);
}

Lowering::Result Lowering::compare_values(Operator op, const Lowered& left, const Lowered& right, ast::ExprId lhs_expr,
                                          ast::ExprId rhs_expr, const Context& context) {
  Lowered lhs = left;
  Lowered rhs = right;
  if (lhs.enumeration != kNone || rhs.enumeration != kNone) {
    const auto same_values = [&] {
      if (lhs.enumeration == kNone || rhs.enumeration == kNone) return false;
      return model_.program.enumerations[lhs.enumeration].values == model_.program.enumerations[rhs.enumeration].values;
    };
    if (!same_values() || lhs.type == FactType::AnyOf || rhs.type == FactType::AnyOf) {
      out_.report(Code::P3001, context.ast->expr(rhs_expr).span,
                  {quote(rhs_expr, context), type_words(rhs), type_words(lhs)});
      return std::nullopt;
    }
    if (!is_equality(op) && lhs.type != FactType::Ranked) {
      out_.report(Code::P3002, context.ast->expr(lhs_expr).span,
                  {plain(model_.sources->slice(context.ast->expr(lhs_expr).span)),
                   plain(model_.sources->slice(context.ast->expr(rhs_expr).span))})
          .advise({"declare the fact with `ranked A > B` if its values have an order",
                   "如其取值有高低之分，请以“从高到低 甲 > 乙”声明"});
      return std::nullopt;
    }
    return yes_no(nodes_.compare(compare_op(op), lhs.node, rhs.node));
  }
  if (!is_numeric(lhs) || !is_numeric(rhs)) {
    if (lhs.type != rhs.type || (!is_equality(op) && lhs.type == FactType::Text)) {
      out_.report(Code::P3001, context.ast->expr(rhs_expr).span,
                  {quote(rhs_expr, context), type_words(rhs), type_words(lhs)});
      return std::nullopt;
    }
    if (!is_equality(op)) {
      out_.report(Code::P3002, context.ast->expr(lhs_expr).span,
                  {plain(model_.sources->slice(context.ast->expr(lhs_expr).span)),
                   plain(model_.sources->slice(context.ast->expr(rhs_expr).span))});
      return std::nullopt;
    }
    if (lhs.type == FactType::YesNo) {
      for (const auto& [constant, other] : {std::pair(rhs.node, lhs.node), std::pair(lhs.node, rhs.node)}) {
        const bool is_yes = nodes_.is_yes_no(constant, true);
        if (!is_yes && !nodes_.is_yes_no(constant, false)) continue;
        return yes_no(is_yes == (op == Operator::Equal) ? other : nodes_.negation(other));
      }
    }
    return yes_no(nodes_.compare(compare_op(op), lhs.node, rhs.node));
  }
  if (!unify(lhs, rhs, lhs_expr, rhs_expr, context)) return std::nullopt;
  return yes_no(nodes_.compare(compare_op(op), lhs.node, rhs.node));
}

Lowering::Result Lowering::in_list(const ast::Expr& expr, const Context& context) {
  std::vector<Index> operands;
  bool is_whole = true;
  for (std::size_t at = 1; at < expr.args.size(); ++at) {
    const Result one = compare_operands(Operator::Equal, expr.args[0], expr.args[at], context);
    if (one) operands.push_back(one->node);
    is_whole = is_whole && one.has_value();
  }
  if (!is_whole) return std::nullopt;
  return yes_no(nodes_.any_of(operands));
}

Lowering::Result Lowering::between(const ast::Expr& expr, const Context& context) {
  const Result low = compare_operands(Operator::GreaterEqual, expr.args[0], expr.args[1], context);
  const Result high = compare_operands(Operator::LessEqual, expr.args[0], expr.args[2], context);
  if (!low || !high) return std::nullopt;
  if (nodes_[low->node].op == Op::GreaterEqual && nodes_[high->node].op == Op::LessEqual) {
    const runtime::Constant* least = nodes_.constant(nodes_.args(low->node)[1]);
    const runtime::Constant* most = nodes_.constant(nodes_.args(high->node)[1]);
    if (least != nullptr && most != nullptr && least->number > most->number) {
      out_.report(Code::P3009, base::join(context.ast->expr(expr.args[1]).span, context.ast->expr(expr.args[2]).span),
                  {plain(model_.sources->slice(context.ast->expr(expr.args[1]).span)),
                   plain(model_.sources->slice(context.ast->expr(expr.args[2]).span))});
      return std::nullopt;
    }
  }
  const Index both[] = {low->node, high->node};
  return yes_no(nodes_.all_of(both));
}

}  // namespace polc::lower
