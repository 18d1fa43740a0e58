// Conditions over lists: `any`, `all`, `count of`, `sum of` over claims, past payments and other grants.
#include <utility>
#include <vector>

#include "compiler/lower/lowering.h"

namespace polc::lower {

using ast::ExprKind;
using base::Bilingual;
using base::Code;
using base::plain;
using runtime::ListKind;

Lowering::Result Lowering::quantifier(const ast::Expr& expr, const Context& context) {
  const auto unknown = [&](const Bilingual& kind, const model::NameMap& known) -> Result {
    model::report_unknown(model_, expr.list.name, kind, model::sorted_names(known), out_);
    return std::nullopt;
  };
  switch (expr.list.kind) {
    case ast::ListRef::Kind::ClaimKind: {
      const auto kind = model_.claim_kinds.find(expr.list.name.text);
      if (kind == model_.claim_kinds.end()) return unknown({"claim", "事项"}, model_.claim_kinds);
      return quantify(expr, ListKind::ClaimKind, kind->second, context);
    }
    case ast::ListRef::Kind::Claims: return quantify_all_claims(expr, context);
    case ast::ListRef::Kind::History: {
      if (expr.list.name.empty()) return quantify(expr, ListKind::History, kNone, context);
      const auto award = model_.awards.find(expr.list.name.text);
      if (award == model_.awards.end()) return unknown({"award", "资助"}, model_.awards);
      return quantify(expr, ListKind::History, award->second, context);
    }
    case ast::ListRef::Kind::OtherGrants: return quantify(expr, ListKind::OtherGrants, kNone, context);
  }
  return std::nullopt;
}

Lowering::Result Lowering::quantify(const ast::Expr& expr, ListKind list, Index element, const Context& context) {
  Context inner = context;
  inner.list = list;
  inner.element = element;
  const auto where = condition(expr.args[0], inner);
  if (!where) return std::nullopt;
  Node node;
  node.type = NodeType::Numeric;
  node.fact_type = FactType::Integer;
  node.a = static_cast<Index>(list);
  node.b = element;
  if (expr.kind == ExprKind::Sum) {
    const Result value = lower(expr.args[1], inner);
    if (!value) return std::nullopt;
    if (!is_numeric(*value) || value->type == FactType::Date) {
      out_.report(Code::P3001, context.ast->expr(expr.args[1]).span,
                  {quote(expr.args[1], context), type_words(*value), {"a number or money", "数值或金额"}});
      return std::nullopt;
    }
    node.op = Op::Sum;
    node.fact_type = value->type;
    return Lowered{nodes_.add(node, {*where, value->node}), value->type, kNone, value->unit, false};
  }
  if (expr.kind == ExprKind::Count) {
    node.op = Op::Count;
    return Lowered{nodes_.add(node, {*where}), FactType::Integer, kNone, {}, false};
  }
  node.op = expr.kind == ExprKind::Any ? Op::Any : Op::All;
  node.type = NodeType::Bool;
  node.fact_type = FactType::YesNo;
  return yes_no(nodes_.add(node, {*where}));
}

/// `claims` ranges over all kinds. A condition that names facts speaks of the kinds that have them; it is
/// lowered for each kind and the parts are put together (any: or, all: and, count and sum: added).
Lowering::Result Lowering::quantify_all_claims(const ast::Expr& expr, const Context& context) {
  std::vector<Lowered> parts;
  base::Diagnostics first_findings;
  bool is_first_failure = true;
  for (Index kind = 0; kind < model_.program.claim_kinds.size(); ++kind) {
    base::Diagnostics findings;
    Lowering trial = attempt(findings);
    const Result part = trial.quantify(expr, ListKind::ClaimKind, kind, context);
    read_claim_ = read_claim_ || trial.read_claim_;
    if (part) {
      parts.push_back(*part);
    } else if (is_first_failure) {
      first_findings = std::move(findings);
      is_first_failure = false;
    }
  }
  if (parts.empty()) {
    out_.take(first_findings);
    return std::nullopt;
  }
  std::vector<Index> operands;
  for (const Lowered& part : parts) operands.push_back(part.node);
  if (expr.kind == ExprKind::Any) return yes_no(nodes_.any_of(operands));
  if (expr.kind == ExprKind::All) return yes_no(nodes_.all_of(operands));
  Lowered total = parts.front();
  for (std::size_t at = 1; at < parts.size(); ++at)
    total.node = nodes_.arithmetic(Op::Add, total.node, parts[at].node, total.type);
  return total;
}

}  // namespace polc::lower
