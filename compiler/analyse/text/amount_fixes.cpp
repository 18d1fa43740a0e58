#include "compiler/analyse/text/amount_fixes.h"

#include <vector>

#include "compiler/analyse/text/literals.h"

namespace polc::analyse::text {
namespace {

/// Returns the expression that an item was lowered from.
ast::ExprId amount_of(const PolicyText& policy, const PaidItem& item) {
  const ast::Award& award = *policy.model().award_statements[item.award].statement;
  if (item.cell == nullptr) return award.amount;
  if (!award.table) return ast::kNoExpr;
  for (const ast::Cell& cell : award.table->cells) {
    if (cell.span == item.span) return cell.amount;
  }
  return ast::kNoExpr;
}

}  // namespace

std::optional<base::Span> amount_span(const PolicyText& policy, const PaidItem& item) {
  const ast::Ast& ast = policy.model().ast_of(policy.model().award_statements[item.award].address);
  std::vector<base::Span> numbers;
  for_each_expr(ast, amount_of(policy, item), [&](const ast::Expr& expr) {
    const bool is_number =
        expr.kind == ast::ExprKind::Number || expr.kind == ast::ExprKind::Money || expr.kind == ast::ExprKind::Percent;
    if (is_number) numbers.push_back(expr.span);
  });
  if (numbers.size() != 1) return std::nullopt;
  return numbers.front();
}

void offer_exchange(const PolicyText& policy, const PaidItem& one, const PaidItem& other, base::Diagnostic& finding) {
  const auto left = amount_span(policy, one);
  const auto right = amount_span(policy, other);
  if (!left || !right || *left == *right) return;
  const std::string left_text(policy.sources->slice(*left));
  const std::string right_text(policy.sources->slice(*right));
  finding.fix({"exchange " + left_text + " and " + right_text, "对调 " + left_text + " 与 " + right_text},
              {{*left, right_text}, {*right, left_text}}, false);
}

void offer_number(const PolicyText& policy, const PaidItem& item, const std::string& number,
                  base::Diagnostic& finding) {
  if (const auto span = amount_span(policy, item)) {
    finding.fix({"write " + number, "写作" + number}, {{*span, number}}, false);
  }
}

}  // namespace polc::analyse::text
