#include "compiler/analyse/testing/mutants.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "compiler/analyse/text/literals.h"

namespace polc::analyse {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;
using ast::Operator;
using runtime::Fraction;
using text::Literal;
using text::LiteralRole;

namespace {

/// Returns the comparison that differs at the bound alone, or nothing.
std::optional<Operator> other_boundary(Operator op) {
  switch (op) {
    case Operator::Less: return Operator::LessEqual;
    case Operator::LessEqual: return Operator::Less;
    case Operator::Greater: return Operator::GreaterEqual;
    case Operator::GreaterEqual: return Operator::Greater;
    default: return std::nullopt;
  }
}

base::Bilingual boundary_words(Operator op) {
  switch (op) {
    case Operator::Less: return {"under", "不足"};
    case Operator::LessEqual: return {"at most", "不超过"};
    case Operator::Greater: return {"over", "超过"};
    case Operator::GreaterEqual: return {"at least", "不低于"};
    default: return {};
  }
}

base::Bilingual exchanged(Operator now, Operator before) {
  const base::Bilingual first = boundary_words(now);
  const base::Bilingual second = boundary_words(before);
  return {"`" + first.english + "` instead of `" + second.english + "`",
          "“" + first.chinese + "”代替“" + second.chinese + "”"};
}

const base::Bilingual kLeftOut{"left out", "删去"};

ast::CellTable& table_at(ast::Ast& ast, std::size_t statement, std::size_t table) {
  // The trees are the copy's own; only the search for tables is shared with readers.
  return const_cast<ast::CellTable&>(*text::tables_of(ast.statements[statement])[table]);
}

class MutantMaker {
 public:
  explicit MutantMaker(const compiler::Compiled& compiled) : compiled_(compiled) {}

  std::vector<Mutant> run() {
    for (file_ = 0; file_ < compiled_.trees.size(); ++file_) {
      ast_ = &compiled_.trees[file_].ast;
      index_literals();
      for (statement_ = 0; statement_ < ast_->statements.size(); ++statement_) {
        std::visit([this](const auto& one) { visit(one); }, ast_->statements[statement_]);
      }
    }
    std::stable_sort(mutants_.begin(), mutants_.end(), [](const Mutant& lhs, const Mutant& rhs) {
      return std::pair(lhs.file, lhs.span.begin) < std::pair(rhs.file, rhs.span.begin);
    });
    return std::move(mutants_);
  }

 private:
  void add(MutantKind kind, base::Span span, base::Bilingual change, std::function<void(ast::Ast&)> apply) {
    mutants_.push_back({kind, span, std::move(change), file_, std::move(apply)});
  }

  // ---- statements

  template <typename Statement>
  void visit(const Statement&) {}

  void visit(const ast::PolicyHeader& header) {
    if (header.effective)
      add_window(*header.effective, [at = statement_](ast::Ast& ast) -> ast::Window& {
        return *std::get<ast::PolicyHeader>(ast.statements[at]).effective;
      });
    if (header.apply)
      add_window(*header.apply, [at = statement_](ast::Ast& ast) -> ast::Window& {
        return *std::get<ast::PolicyHeader>(ast.statements[at]).apply;
      });
  }
  void visit(const ast::Heading& heading) {
    if (heading.apply)
      add_window(*heading.apply, [at = statement_](ast::Ast& ast) -> ast::Window& {
        return *std::get<ast::Heading>(ast.statements[at]).apply;
      });
  }
  void visit(const ast::Define&) { add_inner(); }
  void visit(const ast::Parameter&) { add_inner(); }
  void visit(const ast::Gate& gate) { add_whole(gate.span); }
  void visit(const ast::Group& group) { add_whole(group.span); }
  void visit(const ast::Revoke& one) { add_whole(one.span); }
  void visit(const ast::Discretion& one) { add_whole(one.span); }

  void visit(const ast::Award& award) {
    for (std::size_t at = 0; at < award.apply.size(); ++at) {
      add_window(award.apply[at], [here = statement_, at](ast::Ast& ast) -> ast::Window& {
        return std::get<ast::Award>(ast.statements[here]).apply[at];
      });
    }
    for (std::size_t at = 0; at < award.conditions.size(); ++at) {
      add(MutantKind::Condition, award.conditions[at].span, kLeftOut, [here = statement_, at](ast::Ast& ast) {
        auto& conditions = std::get<ast::Award>(ast.statements[here]).conditions;
        conditions.erase(conditions.begin() + static_cast<std::ptrdiff_t>(at));
      });
    }
    add_inner();
  }

  /// A statement without which the policy still stands.
  void add_whole(base::Span span) {
    add(MutantKind::Statement, span, kLeftOut, [at = statement_](ast::Ast& ast) {
      ast.statements.erase(ast.statements.begin() + static_cast<std::ptrdiff_t>(at));
    });
    add_inner();
  }

  /// What stands inside a statement: literals, comparisons, conjunctions, labels.
  void add_inner() {
    const ast::Statement& statement = ast_->statements[statement_];
    for (const Literal& literal : text::literals_of(*ast_, statement)) add_literal(literal);
    text::for_each_expr(*ast_, statement, [this](const Expr& expr) { add_expr(expr); });
    const auto tables = text::tables_of(statement);
    for (std::size_t at = 0; at < tables.size(); ++at) add_cells(*tables[at], at);
  }

  // ---- windows

  template <typename Find>
  void add_window(const ast::Window& window, Find find) {
    const base::Bilingual later{"a day later", "推后一日"};
    if (window.from)
      add(MutantKind::Boundary, window.span, {"from: " + later.english, "起始日：" + later.chinese},
          [find](ast::Ast& ast) { ++find(ast).from->days; });
    if (window.to)
      add(MutantKind::Boundary, window.span, {"to: " + later.english, "截止日：" + later.chinese},
          [find](ast::Ast& ast) { ++find(ast).to->days; });
  }

  // ---- expressions

  void index_literals() {
    literals_.clear();
    for (std::size_t at = 0; at < ast_->exprs.size(); ++at) {
      const ExprKind kind = ast_->exprs[at].kind;
      const bool is_literal =
          kind == ExprKind::Number || kind == ExprKind::Money || kind == ExprKind::Percent || kind == ExprKind::Date;
      if (is_literal) literals_[ast_->exprs[at].span.begin] = at;
    }
  }

  std::size_t place_of(const Expr& expr) const { return static_cast<std::size_t>(&expr - ast_->exprs.data()); }

  void add_literal(const Literal& literal) {
    const auto found = literals_.find(literal.span.begin);
    if (found == literals_.end() || literal.role == LiteralRole::Declared || literal.role == LiteralRole::Rounding)
      return;
    const std::size_t at = found->second;
    if (literal.kind == ExprKind::Date) {
      add(MutantKind::Boundary, literal.span, {"a day later", "推后一日"},
          [at](ast::Ast& ast) { ++ast.exprs[at].date.days; });
      return;
    }
    const bool is_counted = literal.role == LiteralRole::Condition || literal.role == LiteralRole::Count;
    if (is_counted && !literal.is_percent()) {
      change_number(MutantKind::Boundary, literal, at, {"1 more", "加 1"},
                    [](const Fraction& value) { return runtime::add(value, Fraction(1)); });
    } else if (literal.is_percent()) {
      const MutantKind kind = is_counted ? MutantKind::Boundary : MutantKind::Amount;
      change_number(kind, literal, at, {"half of it", "减半"},
                    [](const Fraction& value) { return runtime::divide(value, Fraction(2)); });
    } else {
      change_number(MutantKind::Amount, literal, at, {"10 times as much", "乘以 10"},
                    [](const Fraction& value) { return runtime::multiply(value, Fraction(10)); });
    }
  }

  template <typename Change>
  void change_number(MutantKind kind, const Literal& literal, std::size_t at, base::Bilingual words, Change change) {
    const auto number = change(ast_->exprs[at].number);
    if (!number || *number == ast_->exprs[at].number) return;
    add(kind, literal.span, std::move(words), [at, value = *number](ast::Ast& ast) { ast.exprs[at].number = value; });
  }

  void add_expr(const Expr& expr) {
    const std::size_t at = place_of(expr);
    if (expr.kind == ExprKind::Compare) {
      if (const auto op = other_boundary(expr.op)) {
        add(MutantKind::Boundary, expr.span, exchanged(*op, expr.op),
            [at, op](ast::Ast& ast) { ast.exprs[at].op = *op; });
      }
    }
    const bool is_joined = expr.kind == ExprKind::And || expr.kind == ExprKind::Or;
    const std::size_t first = expr.kind == ExprKind::In ? 1 : 0;  // the values after the operand
    if (!is_joined && (expr.kind != ExprKind::In || expr.args.size() < 3)) return;
    const MutantKind kind = is_joined ? MutantKind::Condition : MutantKind::Label;
    for (std::size_t arg = first; arg < expr.args.size(); ++arg) {
      add(kind, ast_->expr(expr.args[arg]).span, kLeftOut, [at, arg](ast::Ast& ast) {
        auto& args = ast.exprs[at].args;
        args.erase(args.begin() + static_cast<std::ptrdiff_t>(arg));
      });
    }
  }

  // ---- cells

  void add_cells(const ast::CellTable& table, std::size_t of_statement) {
    for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
      for (std::size_t part = 0; part < table.cells[cell].parts.size(); ++part)
        add_part(table, {of_statement, cell, part});
    }
  }

  struct PartPlace {
    std::size_t table = 0;
    std::size_t cell = 0;
    std::size_t part = 0;
  };

  void change_part(MutantKind kind, base::Span span, base::Bilingual words, const PartPlace& place,
                   std::function<void(ast::CellPart&)> change) {
    add(kind, span, std::move(words), [here = statement_, place, change = std::move(change)](ast::Ast& ast) {
      change(table_at(ast, here, place.table).cells[place.cell].parts[place.part]);
    });
  }

  void add_part(const ast::CellTable& table, const PartPlace& place) {
    const ast::CellPart& part = table.cells[place.cell].parts[place.part];
    if (part.when != ast::kNoExpr) {
      change_part(MutantKind::Condition, ast_->expr(part.when).span, kLeftOut, place,
                  [](ast::CellPart& one) { one.when = ast::kNoExpr; });
    }
    if (const auto* bound = std::get_if<ast::BoundLabel>(&part.label)) {
      for (std::size_t at = 0; at < bound->bounds.size(); ++at) {
        const auto op = other_boundary(bound->bounds[at].op);
        if (!op) continue;
        change_part(MutantKind::Boundary, part.span, exchanged(*op, bound->bounds[at].op), place,
                    [at, op](ast::CellPart& one) { std::get<ast::BoundLabel>(one.label).bounds[at].op = *op; });
      }
    }
    if (const auto* group = std::get_if<ast::LabelGroup>(&part.label)) add_labels(table, place, part, *group);
  }

  void add_labels(const ast::CellTable& table, const PartPlace& place, const ast::CellPart& part,
                  const ast::LabelGroup& group) {
    if (group.alternatives.size() > 1) {
      for (std::size_t at = 0; at < group.alternatives.size(); ++at) {
        change_part(MutantKind::Label, group.alternatives[at].label.span, kLeftOut, place, [at](ast::CellPart& one) {
          auto& alternatives = std::get<ast::LabelGroup>(one.label).alternatives;
          alternatives.erase(alternatives.begin() + static_cast<std::ptrdiff_t>(at));
        });
      }
      return;
    }
    const ast::Name* other = other_label(table, place, group.alternatives.front().label);
    if (other == nullptr) return;
    change_part(MutantKind::Label, part.span, {"`" + other->text + "` instead", "改为“" + other->text + "”"}, place,
                [label = *other](ast::CellPart& one) {
                  std::get<ast::LabelGroup>(one.label).alternatives.front().label = label;
                });
  }

  /// Returns a label that stands at the same place of another cell.
  static const ast::Name* other_label(const ast::CellTable& table, const PartPlace& place, const ast::Name& own) {
    const std::size_t from_right = table.cells[place.cell].parts.size() - place.part;
    for (const ast::Cell& cell : table.cells) {
      if (cell.parts.size() < from_right) continue;
      const auto* group = std::get_if<ast::LabelGroup>(&cell.parts[cell.parts.size() - from_right].label);
      if (group != nullptr && group->alternatives.size() == 1 && group->alternatives.front().label.text != own.text)
        return &group->alternatives.front().label;
    }
    return nullptr;
  }

  const compiler::Compiled& compiled_;
  const ast::Ast* ast_ = nullptr;
  std::size_t file_ = 0;
  std::size_t statement_ = 0;
  std::map<std::uint32_t, std::size_t> literals_;  // by where it begins: its place in the expressions
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(const compiler::Compiled& compiled) { return MutantMaker(compiled).run(); }

}  // namespace polc::analyse
