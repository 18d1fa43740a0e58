#include <vector>

#include "compiler/lower/lowering.h"

namespace polc::lower {

using ast::ExprKind;
using ast::Operator;
using base::Code;
using base::plain;
using runtime::Fraction;

namespace {

runtime::Rounding rounding_of(Operator op) {
  switch (op) {
    case Operator::RoundUp: return runtime::Rounding::Up;
    case Operator::RoundHalfUp: return runtime::Rounding::HalfUp;
    case Operator::RoundHalfEven: return runtime::Rounding::HalfEven;
    default: return runtime::Rounding::Down;
  }
}

}  // namespace

std::optional<Index> Lowering::as_money(const Lowered& value) {
  if (value.type == FactType::Money && value.unit.is_none()) return value.node;
  if (value.is_bare) {
    return nodes_.arithmetic(Op::Multiply, value.node, nodes_.number(Fraction(minor_scale()), FactType::Number),
                             FactType::Money);
  }
  return std::nullopt;
}

std::optional<Index> Lowering::amount(ast::ExprId expr, const Context& context) {
  const Result value = lower(expr, context);
  if (!value) return std::nullopt;
  if (const auto money = as_money(*value)) return money;
  out_.report(Code::P3011, context.ast->expr(expr).span, {quote(expr, context), type_words(*value)});
  return std::nullopt;
}

Lowering::Result Lowering::percent_of(const ast::Expr& expr, const Context& context) {
  const Result share = lower(expr.args[0], context);
  const Result base = lower(expr.args[1], context);
  if (!share || !base) return std::nullopt;
  if (!is_numeric(*base) || base->type == FactType::Date) {
    out_.report(Code::P3001, context.ast->expr(expr.args[1]).span,
                {quote(expr.args[1], context), type_words(*base), {"money or a number", "金额或数值"}});
    return std::nullopt;
  }
  return product(expr, *share, *base, Op::Multiply);
}

Lowering::Result Lowering::bounded(const ast::Expr& expr, const Context& context) {
  Result value = lower(expr.args[0], context);
  Result bound = lower(expr.args[1], context);
  if (!value || !bound) return std::nullopt;
  for (Lowered* one : {&*value, &*bound}) {
    const bool is_number = is_numeric(*one) && one->type != FactType::Date;
    if (is_number) continue;
    const ast::ExprId at = one == &*value ? expr.args[0] : expr.args[1];
    out_.report(Code::P3001, context.ast->expr(at).span, {quote(at, context), type_words(*one), {"an amount", "金额"}});
    return std::nullopt;
  }
  if (!unify(*value, *bound, expr.args[0], expr.args[1], context)) return std::nullopt;
  Lowered result = *value;
  result.is_bare = value->is_bare && bound->is_bare;
  if (expr.kind == ExprKind::AtLeastOrNothing) {
    Node node;
    node.op = Op::OrNothing;
    node.type = NodeType::Numeric;
    node.fact_type = value->type;
    result.node = nodes_.add(node, {value->node, bound->node});
    return result;
  }
  const Op op = expr.kind == ExprKind::AtMost ? Op::Minimum : Op::Maximum;
  result.node = nodes_.arithmetic(op, value->node, bound->node, value->type);
  return result;
}

Lowering::Result Lowering::rounded(const ast::Expr& expr, const Context& context) {
  Result value = lower(expr.args[0], context);
  Result step = lower(expr.args[1], context);
  if (!value || !step || !unify(*value, *step, expr.args[0], expr.args[1], context)) return std::nullopt;
  const runtime::Constant* size = nodes_.constant(step->node);
  if (size != nullptr && size->number.sign() <= 0) {
    out_.report(Code::P3001, context.ast->expr(expr.args[1]).span,
                {quote(expr.args[1], context), {"zero or less", "零或负数"}, {"a step above zero", "大于零的位数"}});
    return std::nullopt;
  }
  Node node;
  node.op = Op::Round;
  node.type = NodeType::Numeric;
  node.fact_type = value->type;
  node.a = static_cast<Index>(rounding_of(expr.op));
  Lowered result = *value;
  result.is_bare = value->is_bare && step->is_bare;
  result.node = nodes_.add(node, {value->node, step->node});
  return result;
}

Lowering::Result Lowering::tiers(const ast::Expr& expr, const Context& context) {
  const Result base = lower(expr.args[0], context);
  if (!base) return std::nullopt;
  if (!is_numeric(*base) || base->type == FactType::Date) {
    out_.report(Code::P3001, context.ast->expr(expr.args[0]).span,
                {quote(expr.args[0], context), type_words(*base), {"money or a number", "金额或数值"}});
    return std::nullopt;
  }
  std::vector<Index> args{base->node};
  Result paid;
  const std::size_t num_pairs = (expr.args.size() - 1) / 2;
  for (std::size_t at = 1; at < expr.args.size(); ++at) {
    const bool is_bound = at <= num_pairs * 2 && at % 2 == 1;
    Result value = lower(expr.args[at], context);
    if (!value) return std::nullopt;
    if (is_bound) {
      Lowered of_base = *base;
      if (!unify(of_base, *value, expr.args[0], expr.args[at], context)) return std::nullopt;
      const runtime::Constant* previous = args.size() > 1 ? nodes_.constant(args[args.size() - 2]) : nullptr;
      const runtime::Constant* bound = nodes_.constant(value->node);
      if (previous != nullptr && bound != nullptr && bound->number <= previous->number) {
        out_.report(Code::P3009, context.ast->expr(expr.args[at]).span,
                    {quote(expr.args[at - 2], context), quote(expr.args[at], context)});
        return std::nullopt;
      }
    } else {
      const Result part = product(context.ast->expr(expr.args[at]), *value, *base, Op::Multiply);
      if (!part) return std::nullopt;
      if (paid && (paid->type != part->type || !(paid->unit == part->unit))) {
        out_.report(Code::P3001, context.ast->expr(expr.args[at]).span,
                    {quote(expr.args[at], context), type_words(*part), type_words(*paid)});
        return std::nullopt;
      }
      if (!paid) paid = part;
    }
    args.push_back(value->node);
  }
  if (!paid) return std::nullopt;
  Node node;
  node.op = Op::Tiers;
  node.type = NodeType::Numeric;
  node.fact_type = paid->type;
  return Lowered{nodes_.add(node, args), paid->type, kNone, paid->unit, paid->is_bare};
}

Lowering::Result Lowering::per_full(const ast::Expr& expr, const Context& context) {
  const Result each = lower(expr.args[0], context);
  Result step = lower(expr.args[1], context);
  Result base = lower(expr.args[2], context);
  if (!each || !step || !base || !unify(*base, *step, expr.args[2], expr.args[1], context)) return std::nullopt;
  check_divisor(context.ast->expr(expr.args[1]), step->node);
  Node node;
  node.op = Op::PerFull;
  node.type = NodeType::Numeric;
  node.fact_type = each->type;
  Lowered result = *each;
  result.node = nodes_.add(node, {each->node, step->node, base->node});
  return result;
}

Lowering::Result Lowering::discretion(const ast::Expr& expr, const Context& context) {
  const bool is_range = expr.kind == ExprKind::BetweenAmounts;
  const std::size_t num_amounts = is_range ? 2 : 1;
  const auto high = amount(expr.args[num_amounts - 1], context);
  const auto low = is_range ? amount(expr.args[0], context) : nodes_.number(Fraction(0), FactType::Money);
  if (!low || !high) return std::nullopt;
  const runtime::Constant* least = nodes_.constant(*low);
  const runtime::Constant* most = nodes_.constant(*high);
  if (least != nullptr && most != nullptr && least->number > most->number) {
    out_.report(Code::P3009, expr.span, {quote(expr.args[0], context), quote(expr.args[1], context)});
    return std::nullopt;
  }
  Node node;
  node.op = Op::Discretion;
  node.type = NodeType::Numeric;
  node.fact_type = FactType::Money;
  node.b = context.rule;
  if (expr.args.size() > num_amounts) {
    const Result decided = lower(expr.args[num_amounts], context);
    if (!decided) return std::nullopt;
    const Node& fact = nodes_[decided->node];
    const bool is_fact = fact.op == Op::ApplicantFact || fact.op == Op::ClaimFact;
    if (!is_fact || decided->type != FactType::Money) {
      out_.report(
          Code::P3001, context.ast->expr(expr.args[num_amounts]).span,
          {quote(expr.args[num_amounts], context), type_words(*decided), {"a fact of type money", "金额类的事实"}});
      return std::nullopt;
    }
    node.a = fact.a;
  }
  return Lowered{nodes_.add(node, {*low, *high}), FactType::Money, kNone, {}, false};
}

Index Lowering::wrap(Index amount, const TableOptions& options) {
  Index result = amount;
  if (options.factor != kNone) result = nodes_.arithmetic(Op::Multiply, result, options.factor, FactType::Money);
  if (options.each_at_most != kNone)
    result = nodes_.arithmetic(Op::Minimum, result, options.each_at_most, FactType::Money);
  return result;
}

std::optional<runtime::Fraction> Lowering::constant_like(const Lowered& like, Lowered value, ast::ExprId expr,
                                                         const Context& context) {
  Lowered target = like;
  if (!unify(target, value, expr, expr, context)) return std::nullopt;
  const runtime::Constant* constant = nodes_.constant(value.node);
  if (constant == nullptr) {
    out_.report(Code::P3001, context.ast->expr(expr).span,
                {quote(expr, context), {"a formula", "算式"}, {"a fixed number", "固定数值"}});
    return std::nullopt;
  }
  return constant->number;
}

}  // namespace polc::lower
