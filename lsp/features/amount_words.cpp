#include "lsp/features/amount_words.h"

#include "runtime/explain/write_amount.h"
#include "runtime/value/fraction.h"

namespace polc::lsp {
namespace {

bool is_yuan(const runtime::Program& program, const ast::Expr& literal) {
  return literal.kind == ast::ExprKind::Number &&
         (literal.unit == "元" || (literal.unit.empty() && program.currency == "CNY"));
}

}  // namespace

std::optional<std::string> amount_in_full(const runtime::Program& program, const ast::Expr& literal) {
  const std::string digits = runtime::group_digits(runtime::to_text(literal.number));
  if (literal.kind == ast::ExprKind::Money) return literal.unit + " " + digits;
  if (is_yuan(program, literal)) return digits + "元";
  if (literal.kind == ast::ExprKind::Number && literal.unit.empty()) return program.currency + " " + digits;
  return std::nullopt;
}

std::optional<std::string> amount_in_wan(const runtime::Program& program, const ast::Expr& literal) {
  const runtime::Fraction wan(10'000);
  if (!is_yuan(program, literal) || literal.number < wan) return std::nullopt;
  const auto number = runtime::divide(literal.number, wan);
  return number ? std::optional(runtime::to_text(*number) + "万元") : std::nullopt;
}

}  // namespace polc::lsp
