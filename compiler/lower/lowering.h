// Lowers expressions and cell tables of the syntax tree to nodes of the program, checking names, types and
// units on the way. An expression means different things to different applicant kinds and claim kinds, so
// it is lowered once in each `Context` it is used in; a finding made twice is reported once.
// The parts live in names.cpp, expression.cpp, comparison.cpp, amounts.cpp and cells.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/diagnostic.h"
#include "compiler/ast/ast.h"
#include "compiler/lower/nodes.h"
#include "compiler/lower/rules.h"
#include "compiler/model/model.h"
#include "compiler/model/unit.h"
#include "runtime/program/program.h"

namespace polc::lower {

using model::Model;
using model::Unit;
using runtime::FactType;
using runtime::NodeType;

/// What an expression can see.
struct Context {
  const ast::Ast* ast = nullptr;
  Index applicant_kind = kNone;           // the kind whose facts are visible
  Index claim_kind = kNone;               // the kind of the claim being judged; kNone where no claim is
  std::optional<runtime::ListKind> list;  // inside a quantifier: what its element is
  Index element = kNone;                  // ClaimKind: the claim kind; History: the award or kNone
  bool sees_facts = true;                 // false: only readings and parameters (`when` of settlement statements)
  Index rule = kNone;                     // who decides, for discretion
};

/// A lowered expression with its type. `is_bare`: a number made of literals without a unit, which takes the
/// currency or the unit of what it meets.
struct Lowered {
  Index node = kNone;
  FactType type = FactType::YesNo;
  Index enumeration = kNone;
  Unit unit;
  bool is_bare = false;
};

/// The deepest expression that is lowered, definitions inlined: whoever walks the program by recursion must be able to.
inline constexpr std::size_t kMaxNesting = 550;

class Lowering {
 public:
  /// All must outlive this. `nodes` adds to `model.program`.
  Lowering(Model& model, Nodes& nodes, const RuleNumbers& rules, base::Diagnostics& out)
      : model_(model), nodes_(nodes), rules_(rules), out_(out) {}

  /// Returns another lowering of the same program that reports to `out`, for an attempt that may be dropped.
  Lowering attempt(base::Diagnostics& out) const;

  /// Returns the expression as a condition. Reports P3012 when it is none, and what lowering reports.
  std::optional<Index> condition(ast::ExprId expr, const Context& context);

  /// Returns the expression as money without a unit. Reports P3011.
  std::optional<Index> amount(ast::ExprId expr, const Context& context);

  /// Returns the expression with its type. Reports P2001, P2011–P2013, P3001–P3006, P3010, P3013, P4310, P4413, P4509.
  std::optional<Lowered> lower(ast::ExprId expr, const Context& context);

  /// How the cells of a table are wrapped and cited.
  struct TableOptions {
    std::string owner;                         // the award or definition, for messages
    bool pays_money = true;                    // cells must be money; else all of one type
    std::vector<Index> cell_rules;             // parallel to the cells; empty without
    const ast::Name* shared_bounds = nullptr;  // the reading that settles shared ends
    Index factor = kNone;                      // number node each amount is multiplied by
    Index each_at_most = kNone;                // money node that bounds each amount
  };
  /// Returns a Cells node. Reports P2001, P2004, P2005, P2014, P2015, P4310 and what amounts report.
  std::optional<Lowered> table(const ast::CellTable& table, const TableOptions& options, const Context& context);

  /// Multiplies and bounds an amount as TableOptions says.
  Index wrap(Index amount, const TableOptions& options);

  /// Returns the fact, definition, parameter or reading that a name names. Reports as `lower`.
  std::optional<Lowered> lower_name(const ast::Expr& expr, const Context& context) { return name(expr, context); }

  /// Returns `value` as a constant of the type and unit of `like`. Reports P3001, P4413.
  std::optional<runtime::Fraction> constant_like(const Lowered& like, Lowered value, ast::ExprId expr,
                                                 const Context& context);

  /// As `unify`, for the cells of a table.
  bool make_alike(Lowered& lhs, Lowered& rhs, ast::ExprId lhs_expr, ast::ExprId rhs_expr, const Context& context) {
    return unify(lhs, rhs, lhs_expr, rhs_expr, context);
  }

  /// True when something lowered since the last call read a fact of the claim being judged.
  bool take_read_claim();

  Nodes& nodes() { return nodes_; }
  Model& model() { return model_; }

 private:
  using Result = std::optional<Lowered>;

  // names.cpp
  Result name(const ast::Expr& expr, const Context& context);
  Result this_name(const ast::Expr& expr, const Context& context);
  Result fact(Index slot, Op op);
  Result built_in(const ast::Expr& expr, const Context& context);
  Result element_built_in(std::string_view key, const Context& context);
  Result definition(Index index, const ast::Expr& use, const Context& context);
  Result parameter(Index index, ast::ExprId date, const Context& context);
  void report_circle(std::vector<Index> members);
  void report_unknown(const ast::Expr& expr, const Context& context);
  std::vector<std::string> visible_names(const Context& context) const;

  // expression.cpp
  Result judged_claim();
  Result logic(const ast::Expr& expr, const Context& context);
  Result parameter_at(const ast::Expr& expr, const Context& context);
  Result literal_percent(const ast::Expr& expr);
  Result negative(const ast::Expr& expr, const Context& context);
  Result rounded_date(const ast::Expr& expr, const Context& context);
  Result literal_number(const ast::Expr& expr);
  Result money(const ast::Expr& expr, Unit unit);
  Result binary(const ast::Expr& expr, const Context& context);
  Result date_arithmetic(const ast::Expr& expr, const Lowered& lhs, const Lowered& rhs, ast::Operator rounding,
                         const Context& context);
  void report_month_end(const ast::Expr& expr, const Context& context);
  Result product(const ast::Expr& expr, const Lowered& lhs, const Lowered& rhs, Op op);
  Result if_then_else(const ast::Expr& expr, const Context& context);
  Result call(const ast::Expr& expr, const Context& context);
  Result date_call(const ast::Expr& expr, std::span<const Lowered> args);
  Result quantifier(const ast::Expr& expr, const Context& context);
  Result quantify(const ast::Expr& expr, runtime::ListKind list, Index element, const Context& context);
  Result quantify_all_claims(const ast::Expr& expr, const Context& context);
  void check_divisor(const ast::Expr& expr, Index divisor);

  // comparison.cpp
  Result compare(const ast::Expr& expr, const Context& context);
  Result compare_operands(ast::Operator op, ast::ExprId lhs, ast::ExprId rhs, const Context& context);
  Result compare_values(ast::Operator op, const Lowered& lhs, const Lowered& rhs, ast::ExprId lhs_expr,
                        ast::ExprId rhs_expr, const Context& context);
  Result with_label(ast::Operator op, const Lowered& fact, ast::ExprId fact_expr, ast::ExprId label,
                    const Context& context);
  bool is_label_of(ast::ExprId expr, const Context& context, const Lowered& fact) const;
  bool could_be_label(ast::ExprId expr, const Context& context) const;
  Result in_list(const ast::Expr& expr, const Context& context);
  Result between(const ast::Expr& expr, const Context& context);
  void report_value(const Lowered& fact, ast::ExprId fact_expr, ast::ExprId label, const Context& context);

  // amounts.cpp
  Result percent_of(const ast::Expr& expr, const Context& context);
  Result bounded(const ast::Expr& expr, const Context& context);
  Result rounded(const ast::Expr& expr, const Context& context);
  Result tiers(const ast::Expr& expr, const Context& context);
  Result per_full(const ast::Expr& expr, const Context& context);
  Result discretion(const ast::Expr& expr, const Context& context);
  Result lower_kind(const ast::Expr& expr, const Context& context);
  Result lower_definition(const ast::Define& statement, const Context& context);
  Result refuse_depth(base::Span span);
  std::optional<Index> as_money(const Lowered& value);

  // shared
  /// Makes two values of one type: a bare number takes the currency or unit of the other. Reports P3001, P4413.
  bool unify(Lowered& lhs, Lowered& rhs, ast::ExprId lhs_expr, ast::ExprId rhs_expr, const Context& context);
  base::Bilingual quote(ast::ExprId expr, const Context& context) const;
  base::Bilingual type_words(const Lowered& value) const;
  bool is_numeric(const Lowered& value) const { return runtime::is_numeric(value.type); }
  Lowered yes_no(Index node) const { return {node, FactType::YesNo, kNone, {}, false}; }
  std::int64_t minor_scale() const;

  Model& model_;
  Nodes& nodes_;
  const RuleNumbers& rules_;
  base::Diagnostics& out_;
  /// A definition as it was lowered for one kind of use.
  struct Inlined {
    Result result;
    bool reads_claim = false;
    base::Diagnostics findings;
  };
  using UseKey = std::tuple<Index, Index, Index, int, Index, bool, Index>;
  static UseKey key_of(Index definition, const Context& context);
  Inlined inlined(Index definition, const ast::Expr& use, const Context& context) const;

  bool read_claim_ = false;
  bool is_too_deep_ = false;             // reported
  std::size_t depth_ = 0;                // of the expression being lowered, definitions inlined
  std::vector<Index> open_definitions_;  // the definitions being inlined, outermost first
  // Each definition once for each kind of use, in this and all its attempts, so that uses do not multiply.
  std::shared_ptr<std::map<UseKey, Inlined>> inlined_ = std::make_shared<std::map<UseKey, Inlined>>();
};

}  // namespace polc::lower
