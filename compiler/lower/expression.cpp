#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <vector>

#include "compiler/lower/lowering.h"

namespace polc::lower {

using ast::ExprKind;
using ast::Operator;
using base::Bilingual;
using base::Code;
using base::plain;
using runtime::Fraction;

namespace {

constexpr std::string_view kYuan = "元";
constexpr int kMonthsPerYear = 12;
// A share above twice its base is nearly always a slip of the pen (20% typed as 2000%).
constexpr int kSlipPercentTimes = 2;

Op arithmetic_op(Operator op) {
  switch (op) {
    case Operator::Add: return Op::Add;
    case Operator::Subtract: return Op::Subtract;
    case Operator::Multiply: return Op::Multiply;
    case Operator::Divide: return Op::Divide;
    default: return Op::Add;
  }
}

runtime::MonthEnd month_end(Operator rounding) {
  if (rounding == Operator::RoundDown) return runtime::MonthEnd::Down;
  if (rounding == Operator::RoundUp) return runtime::MonthEnd::Up;
  return runtime::MonthEnd::Refuse;
}

/// The type of a sum or extremum of two numerics of one dimension.
FactType common_type(FactType lhs, FactType rhs) {
  if (lhs == rhs) return lhs;
  return FactType::Number;
}

}  // namespace

std::int64_t Lowering::minor_scale() const {
  std::int64_t scale = 1;
  for (std::uint32_t digit = 0; digit < model_.program.minor_digits; ++digit) scale *= 10;
  return scale;
}

base::Bilingual Lowering::quote(ast::ExprId expr, const Context& context) const {
  const std::string words(model_.sources->slice(context.ast->expr(expr).span));
  return {"`" + words + "`", "“" + words + "”"};
}

base::Bilingual Lowering::type_words(const Lowered& value) const {
  return model::describe(model_, {value.type, value.enumeration, value.unit.text()});
}

std::optional<Index> Lowering::condition(ast::ExprId expr, const Context& context) {
  const Result result = lower(expr, context);
  if (!result) return std::nullopt;
  if (result->type == FactType::YesNo) return result->node;
  out_.report(Code::P3012, context.ast->expr(expr).span, {quote(expr, context), type_words(*result)});
  return std::nullopt;
}

Lowering::Result Lowering::lower(ast::ExprId id, const Context& context) {
  const ast::Expr& expr = context.ast->expr(id);
  if (depth_ >= kMaxNesting) return refuse_depth(expr.span);
  ++depth_;
  Result result = lower_kind(expr, context);
  --depth_;
  return result;
}

/// Definitions that use each other can nest deeper than any text; one finding says so.
Lowering::Result Lowering::refuse_depth(base::Span span) {
  if (!is_too_deep_) {
    out_.report(Code::P1006, span, {plain(std::to_string(kMaxNesting))})
        .advise({"write the definitions that this one rests on in fewer steps", "请减少定义之间层层引用的层数"});
  }
  is_too_deep_ = true;
  return std::nullopt;
}

Lowering::Result Lowering::lower_kind(const ast::Expr& expr, const Context& context) {
  switch (expr.kind) {
    case ExprKind::Error: return std::nullopt;
    case ExprKind::Name: return name(expr, context);
    case ExprKind::ThisName: return this_name(expr, context);
    case ExprKind::This: return judged_claim();
    case ExprKind::String: return Lowered{nodes_.text(expr.name.text), FactType::Text, kNone, {}, false};
    case ExprKind::Number:
    case ExprKind::Money: return literal_number(expr);
    case ExprKind::Percent: return literal_percent(expr);
    case ExprKind::Date:
      return Lowered{nodes_.number(Fraction(expr.date.days), FactType::Date), FactType::Date, kNone, {}, false};
    case ExprKind::YesNo: return yes_no(nodes_.yes_no(expr.flag));
    case ExprKind::Negate: return negative(expr, context);
    case ExprKind::Not:
    case ExprKind::And:
    case ExprKind::Or: return logic(expr, context);
    case ExprKind::Compare: return compare(expr, context);
    case ExprKind::In: return in_list(expr, context);
    case ExprKind::Between: return between(expr, context);
    case ExprKind::Binary: return binary(expr, context);
    case ExprKind::PercentOf: return percent_of(expr, context);
    case ExprKind::If: return if_then_else(expr, context);
    case ExprKind::Call: return call(expr, context);
    case ExprKind::RoundDate: return rounded_date(expr, context);
    case ExprKind::At: return parameter_at(expr, context);
    case ExprKind::Any:
    case ExprKind::All:
    case ExprKind::Count:
    case ExprKind::Sum: return quantifier(expr, context);
    case ExprKind::Tiers: return tiers(expr, context);
    case ExprKind::PerFull: return per_full(expr, context);
    case ExprKind::AtMost:
    case ExprKind::AtLeast:
    case ExprKind::AtLeastOrNothing: return bounded(expr, context);
    case ExprKind::Rounded: return rounded(expr, context);
    case ExprKind::Nothing:
      return Lowered{nodes_.number(Fraction(0), FactType::Money), FactType::Money, kNone, {}, false};
    case ExprKind::UpTo:
    case ExprKind::BetweenAmounts: return discretion(expr, context);
  }
  return std::nullopt;
}

Lowering::Result Lowering::judged_claim() {
  Node node;
  node.op = Op::IsJudgedClaim;
  return yes_no(nodes_.add(node, {}));
}

Lowering::Result Lowering::logic(const ast::Expr& expr, const Context& context) {
  std::vector<Index> operands;
  for (const ast::ExprId arg : expr.args) {
    if (const auto operand = condition(arg, context)) operands.push_back(*operand);
  }
  if (operands.size() != expr.args.size()) return std::nullopt;
  if (expr.kind == ExprKind::Not) return yes_no(nodes_.negation(operands.front()));
  return yes_no(expr.kind == ExprKind::And ? nodes_.all_of(operands) : nodes_.any_of(operands));
}

Lowering::Result Lowering::parameter_at(const ast::Expr& expr, const Context& context) {
  const ast::Expr& target = context.ast->expr(expr.args[0]);
  const auto known = model_.parameters.find(target.name.text);
  if (known != model_.parameters.end()) return parameter(known->second, expr.args[1], context);
  model::report_unknown(model_, target.name, {"parameter", "参数"}, model::sorted_names(model_.parameters), out_);
  return std::nullopt;
}

// ---------------------------------------------------------------- literals

Lowering::Result Lowering::literal_percent(const ast::Expr& expr) {
  if (expr.number > Fraction(kSlipPercentTimes)) {
    out_.report(Code::P3006, expr.span, {plain(model_.sources->slice(expr.span))});
  }
  return Lowered{nodes_.number(expr.number, FactType::Percent), FactType::Percent, kNone, {}, false};
}

Lowering::Result Lowering::literal_number(const ast::Expr& expr) {
  if (expr.kind == ExprKind::Money) {
    if (expr.unit != model_.program.currency) {
      out_.report(Code::P3013, expr.span,
                  {plain(model_.sources->slice(expr.span)), plain(expr.unit), plain(model_.program.currency)});
      return std::nullopt;
    }
    return money(expr, {});
  }
  Unit unit = Unit::parse(expr.unit);
  const int yuan = unit.take(std::string(kYuan));
  if (yuan == 1) {
    if (model_.program.currency != "CNY") {
      out_.report(Code::P3013, expr.span,
                  {plain(model_.sources->slice(expr.span)), plain("CNY"), plain(model_.program.currency)});
      return std::nullopt;
    }
    return money(expr, std::move(unit));
  }
  if (expr.number > Fraction(std::numeric_limits<std::int64_t>::max())) {
    out_.report(Code::P3005, expr.span, {plain(model_.sources->slice(expr.span)), plain("9223372036854775807")});
    return std::nullopt;
  }
  const bool is_bare = expr.unit.empty();
  return Lowered{nodes_.number(expr.number, FactType::Number), FactType::Number, kNone, std::move(unit), is_bare};
}

Lowering::Result Lowering::money(const ast::Expr& expr, Unit unit) {
  const auto minor = runtime::multiply(expr.number, Fraction(minor_scale()));
  if (!minor || *minor > Fraction(std::numeric_limits<std::int64_t>::max())) {
    const Fraction most = *runtime::Fraction::ratio(std::numeric_limits<std::int64_t>::max(), minor_scale());
    out_.report(Code::P3005, expr.span, {plain(model_.sources->slice(expr.span)), plain(runtime::to_text(most))});
    return std::nullopt;
  }
  // A price per unit may be finer than the currency (0.125元/千瓦时); an amount may not.
  if (unit.is_none() && !minor->is_whole()) {
    out_.report(Code::P3008, expr.span,
                {plain(model_.sources->slice(expr.span)), plain(std::to_string(model_.program.minor_digits))});
    return std::nullopt;
  }
  return Lowered{nodes_.number(*minor, FactType::Money), FactType::Money, kNone, std::move(unit), false};
}

// ---------------------------------------------------------------- arithmetic

bool Lowering::unify(Lowered& lhs, Lowered& rhs, ast::ExprId lhs_expr, ast::ExprId rhs_expr, const Context& context) {
  const auto adopt = [&](Lowered& bare, const Lowered& other) {
    if (!bare.is_bare || other.is_bare || !is_numeric(other) || other.type == FactType::Date) return;
    if (other.type == FactType::Money) {
      bare.node = nodes_.arithmetic(Op::Multiply, bare.node, nodes_.number(Fraction(minor_scale()), FactType::Number),
                                    FactType::Money);
      bare.type = FactType::Money;
    }
    if (other.type == FactType::Percent) return;
    bare.unit = other.unit;
    bare.is_bare = false;
  };
  adopt(lhs, rhs);
  adopt(rhs, lhs);
  const auto family = [](FactType type) {
    if (type == FactType::Integer || type == FactType::Percent) return FactType::Number;
    return type;
  };
  if (family(lhs.type) != family(rhs.type)) {
    out_.report(Code::P3001, context.ast->expr(rhs_expr).span,
                {quote(rhs_expr, context), type_words(rhs), type_words(lhs)})
        .also(context.ast->expr(lhs_expr).span,
              {"this is " + type_words(lhs).english, "此处为" + type_words(lhs).chinese});
    return false;
  }
  if (lhs.unit == rhs.unit) return true;
  const auto unit_words = [](const Lowered& value) {
    return value.unit.is_none() ? Bilingual{"no unit", "无单位"} : plain(value.unit.text());
  };
  out_.report(Code::P4413, context.ast->expr(rhs_expr).span,
              {quote(lhs_expr, context), unit_words(lhs), quote(rhs_expr, context), unit_words(rhs)});
  return false;
}

Lowering::Result Lowering::negative(const ast::Expr& expr, const Context& context) {
  Result inner = lower(expr.args[0], context);
  if (!inner) return std::nullopt;
  if (!is_numeric(*inner) || inner->type == FactType::Date) {
    out_.report(Code::P3001, expr.span, {quote(expr.args[0], context), type_words(*inner), {"a number", "数值"}});
    return std::nullopt;
  }
  inner->node = nodes_.arithmetic(Op::Subtract, nodes_.number(Fraction(0), inner->type), inner->node, inner->type);
  return inner;
}

Lowering::Result Lowering::binary(const ast::Expr& expr, const Context& context) {
  Result lhs = lower(expr.args[0], context);
  Result rhs = lower(expr.args[1], context);
  if (!lhs || !rhs) return std::nullopt;
  for (const auto& [value, arg] : {std::pair(&*lhs, expr.args[0]), std::pair(&*rhs, expr.args[1])}) {
    if (is_numeric(*value)) continue;
    out_.report(Code::P3001, context.ast->expr(arg).span,
                {quote(arg, context), type_words(*value), {"a number", "数值"}});
    return std::nullopt;
  }
  const bool is_additive = expr.op == Operator::Add || expr.op == Operator::Subtract;
  if (lhs->type == FactType::Date || rhs->type == FactType::Date) {
    return date_arithmetic(expr, *lhs, *rhs, Operator::None, context);
  }
  if (!is_additive) {
    if (expr.op == Operator::Divide) check_divisor(context.ast->expr(expr.args[1]), rhs->node);
    return product(expr, *lhs, *rhs, arithmetic_op(expr.op));
  }
  if (!unify(*lhs, *rhs, expr.args[0], expr.args[1], context)) return std::nullopt;
  const FactType type = common_type(lhs->type, rhs->type);
  return Lowered{nodes_.arithmetic(arithmetic_op(expr.op), lhs->node, rhs->node, type), type, kNone, lhs->unit,
                 lhs->is_bare && rhs->is_bare};
}

Lowering::Result Lowering::product(const ast::Expr& expr, const Lowered& lhs, const Lowered& rhs, Op op) {
  const bool both_money = lhs.type == FactType::Money && rhs.type == FactType::Money;
  if (both_money && op == Op::Multiply) {
    out_.report(Code::P3010, expr.span, {plain(model_.sources->slice(expr.span))});
    return std::nullopt;
  }
  if (op == Op::Divide && rhs.type == FactType::Money && lhs.type != FactType::Money && !lhs.is_bare) {
    out_.report(Code::P3001, expr.span, {{"the divisor", "除数"}, {"money", "金额"}, {"a number", "数值"}});
    return std::nullopt;
  }
  Lowered left = lhs;
  if (op == Op::Divide && rhs.type == FactType::Money && lhs.is_bare) {
    left.node = nodes_.arithmetic(Op::Multiply, lhs.node, nodes_.number(Fraction(minor_scale()), FactType::Number),
                                  FactType::Money);
    left.type = FactType::Money;
  }
  const bool is_ratio = op == Op::Divide && left.type == FactType::Money && rhs.type == FactType::Money;
  const bool is_money = !is_ratio && (left.type == FactType::Money || rhs.type == FactType::Money);
  const bool is_percent = left.type == FactType::Percent && rhs.type == FactType::Percent && op == Op::Multiply;
  const FactType type = is_money ? FactType::Money : is_percent ? FactType::Percent : FactType::Number;
  Unit unit = op == Op::Multiply ? left.unit * rhs.unit : left.unit / rhs.unit;
  // A literal times a plain count is still a bare number: `200 × 人数` is 200元 for each.
  const bool is_bare =
      type == FactType::Number && unit.is_none() && !is_ratio && (left.is_bare || (rhs.is_bare && op == Op::Multiply));
  return Lowered{nodes_.arithmetic(op, left.node, rhs.node, type), type, kNone, std::move(unit), is_bare};
}

void Lowering::check_divisor(const ast::Expr& expr, Index divisor) {
  const runtime::Constant* constant = nodes_.constant(divisor);
  const Node& node = nodes_[divisor];
  bool may_be_zero = true;
  if (constant != nullptr) may_be_zero = constant->number.is_zero();
  if (node.op == Op::ApplicantFact || node.op == Op::ClaimFact || node.op == Op::JudgedClaimFact) {
    const runtime::Fact& fact = model_.program.facts[node.a];
    const bool is_above = fact.low && fact.low->sign() > 0;
    const bool is_below = fact.high && fact.high->sign() < 0;
    may_be_zero = !is_above && !is_below;
  }
  if (node.op == Op::Parameter) {
    const auto& steps = model_.program.parameters[node.a].steps;
    may_be_zero = std::any_of(steps.begin(), steps.end(), [](const auto& step) { return step.value.is_zero(); });
  }
  if (node.op == Op::Maximum) {
    may_be_zero = std::none_of(nodes_.args(divisor).begin(), nodes_.args(divisor).end(), [&](Index arg) {
      const runtime::Constant* least = nodes_.constant(arg);
      return least != nullptr && least->number.sign() > 0;
    });
  }
  if (!may_be_zero) return;
  out_.report(Code::P3004, expr.span, {plain(model_.sources->slice(expr.span))})
      .advise({"give the fact a lower bound above zero (`from 1`), or divide by `max(…, 1)`",
               "请为该项写明大于零的下限（“从 1”），或除以“取高（…， 1）”"});
}

Lowering::Result Lowering::date_arithmetic(const ast::Expr& expr, const Lowered& lhs, const Lowered& rhs,
                                           Operator rounding, const Context& context) {
  const bool both_dates = lhs.type == FactType::Date && rhs.type == FactType::Date;
  if (both_dates && expr.op == Operator::Subtract) {
    Node node;
    node.op = Op::DaysBetween;
    node.type = NodeType::Numeric;
    node.fact_type = FactType::Integer;
    return Lowered{nodes_.add(node, {rhs.node, lhs.node}), FactType::Integer, kNone, Unit::parse("日"), false};
  }
  const bool date_first = lhs.type == FactType::Date;
  const Lowered& date = date_first ? lhs : rhs;
  const Lowered& span = date_first ? rhs : lhs;
  const bool is_sum = expr.op == Operator::Add || (expr.op == Operator::Subtract && date_first);
  const std::string unit = span.unit.text();
  const bool is_span = unit == "年" || unit == "月" || unit == "日";
  if (both_dates || !is_sum || !is_span) {
    const ast::ExprId wrong = date_first ? expr.args[1] : expr.args[0];
    out_.report(Code::P3001, context.ast->expr(wrong).span,
                {quote(wrong, context),
                 type_words(span),
                 {"a time such as `3 years`, `6个月` or `30日`", "“3年”“6个月”“30日”这样的时长"}});
    return std::nullopt;
  }
  Index count = span.node;
  if (unit == "年")
    count = nodes_.arithmetic(Op::Multiply, count, nodes_.number(Fraction(kMonthsPerYear), FactType::Number),
                              FactType::Number);
  if (expr.op == Operator::Subtract)
    count = nodes_.arithmetic(Op::Subtract, nodes_.number(Fraction(0), FactType::Number), count, FactType::Number);
  Node node;
  node.type = NodeType::Numeric;
  node.fact_type = FactType::Date;
  node.op = unit == "日" ? Op::AddDays : Op::AddMonths;
  if (node.op == Op::AddMonths) {
    node.a = static_cast<Index>(month_end(rounding));
    const runtime::Constant* start = nodes_.constant(date.node);
    const runtime::Constant* months = nodes_.constant(count);
    const bool is_known = start != nullptr && months != nullptr && months->number.is_whole();
    const bool exists = is_known && runtime::add_months({static_cast<std::int32_t>(start->number.numerator())},
                                                        static_cast<std::int64_t>(months->number.numerator()),
                                                        runtime::MonthEnd::Refuse)
                                        .has_value();
    if (rounding == Operator::None && !exists) {
      report_month_end(expr, context);
      return std::nullopt;
    }
  }
  return Lowered{nodes_.add(node, {date.node, count}), FactType::Date, kNone, {}, false};
}

Lowering::Result Lowering::rounded_date(const ast::Expr& expr, const Context& context) {
  const ast::Expr& inner = context.ast->expr(expr.args[0]);
  if (inner.kind != ExprKind::Binary) return lower(expr.args[0], context);
  const Result lhs = lower(inner.args[0], context);
  const Result rhs = lower(inner.args[1], context);
  if (!lhs || !rhs) return std::nullopt;
  return date_arithmetic(inner, *lhs, *rhs, expr.op, context);
}

/// The fix speaks the language of the time it is written after.
void Lowering::report_month_end(const ast::Expr& expr, const Context& context) {
  const std::string words(model_.sources->slice(expr.span));
  const std::string& unit = context.ast->expr(expr.args[1]).unit;
  const bool is_chinese = !unit.empty() && static_cast<unsigned char>(unit.front()) >= 0x80U;
  const std::string down = is_chinese ? " 按月末" : " rounding down";
  const std::string up = is_chinese ? " 顺延" : " rounding up";
  const base::Span end{expr.span.source, expr.span.end, expr.span.end};
  out_.report(Code::P4509, expr.span, {plain(words)})
      .fix({"write `" + words + down + "` (the last day of the month)", "写作“" + words + down + "”（当月最后一日）"},
           {{end, down}}, false)
      .fix({"write `" + words + up + "` (the first day of the next month)", "写作“" + words + up + "”（次月第一日）"},
           {{end, up}}, false);
}

Lowering::Result Lowering::if_then_else(const ast::Expr& expr, const Context& context) {
  const auto test = condition(expr.args[0], context);
  Result yes = lower(expr.args[1], context);
  Result no = lower(expr.args[2], context);
  if (!test || !yes || !no) return std::nullopt;
  if (yes->enumeration == kNone && no->enumeration == kNone) {
    if (!unify(*yes, *no, expr.args[1], expr.args[2], context)) return std::nullopt;
  } else if (yes->enumeration != no->enumeration) {
    out_.report(Code::P3001, context.ast->expr(expr.args[2]).span,
                {quote(expr.args[2], context), type_words(*no), type_words(*yes)});
    return std::nullopt;
  }
  Node node;
  node.op = Op::If;
  node.type = nodes_[yes->node].type;
  node.fact_type = is_numeric(*yes) ? common_type(yes->type, no->type) : yes->type;
  node.enumeration = yes->enumeration;
  Lowered result = *yes;
  result.type = node.fact_type;
  result.is_bare = yes->is_bare && no->is_bare;
  result.node = nodes_.add(node, {*test, yes->node, no->node});
  return result;
}

// ---------------------------------------------------------------- functions

Lowering::Result Lowering::call(const ast::Expr& expr, const Context& context) {
  const std::string& function = expr.name.text;
  std::vector<Lowered> args;
  for (const ast::ExprId arg : expr.args) {
    const Result value = lower(arg, context);
    if (!value) return std::nullopt;
    args.push_back(*value);
  }
  const auto wrong = [&](std::size_t at, const Bilingual& expected) -> Result {
    out_.report(Code::P3001, context.ast->expr(expr.args[at]).span,
                {quote(expr.args[at], context), type_words(args[at]), expected});
    return std::nullopt;
  };
  const bool is_extremum = function == "min" || function == "max";
  const bool is_date = function == "year" || function.ends_with("_between");
  for (std::size_t at = 0; at < args.size(); ++at) {
    if (is_date && args[at].type != FactType::Date) return wrong(at, {"a date", "日期"});
    if (!is_date && !is_numeric(args[at])) return wrong(at, {"a number", "数值"});
    if (!is_date && !is_extremum && args[at].type == FactType::Date) return wrong(at, {"a number", "数值"});
  }
  const std::size_t expected =
      function == "year" || function == "floor" || function == "ceil" || function == "abs" ? 1 : 2;
  if (is_extremum ? args.empty() : args.size() != expected) {
    const std::string count = std::to_string(expected);
    out_.report(Code::P3001, expr.span,
                {plain("`" + function + "`"),
                 {"given " + std::to_string(args.size()) + " values", "有" + std::to_string(args.size()) + "个值"},
                 {count + " of them", count + "个"}});
    return std::nullopt;
  }
  if (is_date) return date_call(expr, args);
  if (!is_extremum) {
    Node node;
    node.op = function == "floor" ? Op::Floor : function == "ceil" ? Op::Ceil : Op::Absolute;
    node.type = NodeType::Numeric;
    node.fact_type = args[0].type;
    Lowered result = args[0];
    // Whole units are meant of a number; of money, whole 元 (its major unit).
    if (result.type == FactType::Money && node.op != Op::Absolute) {
      Node round;
      round.op = Op::Divide;
      const Index scale = nodes_.number(Fraction(minor_scale()), FactType::Number);
      const Index major = nodes_.arithmetic(Op::Divide, result.node, scale, FactType::Number);
      node.fact_type = FactType::Number;
      result.node = nodes_.arithmetic(Op::Multiply, nodes_.add(node, {major}), scale, FactType::Money);
      return result;
    }
    result.node = nodes_.add(node, {result.node});
    return result;
  }
  Lowered result = args[0];
  for (std::size_t at = 1; at < args.size(); ++at) {
    if (!unify(result, args[at], expr.args[0], expr.args[at], context)) return std::nullopt;
    const FactType type = common_type(result.type, args[at].type);
    result.node = nodes_.arithmetic(function == "min" ? Op::Minimum : Op::Maximum, result.node, args[at].node, type);
    result.type = type;
    result.is_bare = result.is_bare && args[at].is_bare;
  }
  return result;
}

Lowering::Result Lowering::date_call(const ast::Expr& expr, std::span<const Lowered> args) {
  const std::string& function = expr.name.text;
  Node node;
  node.type = NodeType::Numeric;
  node.fact_type = FactType::Integer;
  if (function == "year") {
    node.op = Op::YearOf;
    return Lowered{nodes_.add(node, {args[0].node}), FactType::Integer, kNone, {}, true};
  }
  const bool in_years = function == "years_between";
  const bool in_months = function == "months_between";
  node.op = in_years ? Op::YearsBetween : in_months ? Op::MonthsBetween : Op::DaysBetween;
  return Lowered{nodes_.add(node, {args[0].node, args[1].node}), FactType::Integer, kNone,
                 Unit::parse(in_years    ? "年"
                             : in_months ? "月"
                                         : "日"),
                 false};
}

}  // namespace polc::lower
