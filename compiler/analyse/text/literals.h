// The numbers that the statements of a policy write, each with what it is for: an amount, a bound of a condition, a
// cap, a share. Compared with the numbers of the text by the checks of rules against text.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/analyse/text/mention.h"
#include "compiler/ast/ast.h"

namespace polc::analyse::text {

enum class LiteralRole : std::uint8_t {
  Amount,     // paid, or a factor of what is paid
  Cap,        // at most, at least, a cap of several awards
  Condition,  // compared with a fact, or a bound before a cell
  Share,      // of an obligation or a schedule
  Count,      // how often, how many years, the step of 每满
  Rounding,
  Declared,  // bounds of a type, what is presumed
};

struct Literal {
  LiteralRole role = LiteralRole::Amount;
  ast::ExprKind kind = ast::ExprKind::Number;  // Number, Percent, Money or Date
  runtime::Fraction value;                     // money in major units, a percent as its share, a date in days
  std::string unit;                            // as written
  base::Span span;
  Cut cut = Cut::None;        // of a Condition
  std::string compared_with;  // the name on the other side of a comparison, or the dimension
  const ast::Statement* statement = nullptr;
  bool is_plain = true;  // written alone as an amount, not as a factor of one

  bool is_percent() const { return kind == ast::ExprKind::Percent; }
  /// Written with 元, a currency, or bare where only money can stand.
  bool is_money() const;
};

/// Returns the numbers of one statement in the order of the text.
std::vector<Literal> literals_of(const ast::Ast& ast, const ast::Statement& statement);

/// Returns the names a statement uses that its text could use too: awards, labels (kinds of applicants among them),
/// facts, quoted sentences.
std::vector<std::string> names_of(const ast::Ast& ast, const ast::Statement& statement);

/// Calls `visit` with every expression of a statement, parents before children.
void for_each_expr(const ast::Ast& ast, const ast::Statement& statement,
                   const std::function<void(const ast::Expr&)>& visit);

/// Calls `visit` with `root` and every expression below it, parents before children.
void for_each_expr(const ast::Ast& ast, ast::ExprId root, const std::function<void(const ast::Expr&)>& visit);

/// Returns the cells of a statement: of an award, of its `times`, of a definition.
std::vector<const ast::CellTable*> tables_of(const ast::Statement& statement);

}  // namespace polc::analyse::text
