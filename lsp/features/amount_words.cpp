#include "lsp/features/amount_words.h"

#include <cstddef>

#include "runtime/value/fraction.h"

namespace polc::lsp {
namespace {

/// Puts a comma between groups of three digits before the point.
std::string with_separators(const std::string& digits) {
  const std::size_t end = std::min(digits.find('.'), digits.size());
  std::string result = digits.substr(end);
  const std::size_t begin = !digits.empty() && digits.front() == '-' ? 1 : 0;
  std::size_t count = 0;
  for (std::size_t at = end; at > begin; --at) {
    if (count > 0 && count % 3 == 0) result.insert(result.begin(), ',');
    result.insert(result.begin(), digits[at - 1]);
    ++count;
  }
  return digits.substr(0, begin) + result;
}

bool is_yuan(const runtime::Program& program, const ast::Expr& literal) {
  return literal.kind == ast::ExprKind::Number && (literal.unit == "元" || (literal.unit.empty() && program.currency == "CNY"));
}

}  // namespace

std::optional<std::string> amount_in_full(const runtime::Program& program, const ast::Expr& literal) {
  const std::string digits = with_separators(runtime::to_text(literal.number));
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
