#include "compiler/analyse/text/literals.h"

#include <utility>
#include <variant>

namespace polc::analyse::text {
namespace {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;
using ast::kNoExpr;
using ast::Operator;

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

/// An expression that a statement holds directly, and what it is for.
struct Root {
  ExprId expr = kNoExpr;
  LiteralRole role = LiteralRole::Amount;
  Operator op = Operator::None;  // of a bound
  std::string compared_with;
};

void add(std::vector<Root>& roots, ExprId expr, LiteralRole role) {
  if (expr != kNoExpr) roots.push_back({expr, role, Operator::None, ""});
}

void add_table(std::vector<Root>& roots, const ast::CellTable& table) {
  for (const ast::Cell& cell : table.cells) {
    for (const ast::CellPart& part : cell.parts) {
      if (const auto* bound = std::get_if<ast::BoundLabel>(&part.label)) {
        const std::string dimension = !bound->dimension.empty() || table.dimensions.empty()
                                          ? bound->dimension.text
                                          : table.dimensions.front().text;
        for (const auto& one : bound->bounds) roots.push_back({one.value, LiteralRole::Condition, one.op, dimension});
      }
      add(roots, part.when, LiteralRole::Condition);
    }
    add(roots, cell.amount, LiteralRole::Amount);
  }
}

void add_facts(std::vector<Root>& roots, const std::vector<ast::FactDecl>& facts) {
  for (const ast::FactDecl& fact : facts) {
    add(roots, fact.type.from, LiteralRole::Declared);
    add(roots, fact.type.to, LiteralRole::Declared);
    add(roots, fact.presumed, LiteralRole::Declared);
  }
}

void add_award(std::vector<Root>& roots, const ast::Award& award) {
  for (const ast::Condition& condition : award.conditions) add(roots, condition.expr, LiteralRole::Condition);
  add(roots, award.each_at_most, LiteralRole::Cap);
  for (const ast::Times& times : award.times) {
    add(roots, times.factor, LiteralRole::Amount);
    add(roots, times.when, LiteralRole::Condition);
    if (times.table) add_table(roots, *times.table);
  }
  add(roots, award.amount, LiteralRole::Amount);
  if (award.table) add_table(roots, *award.table);
}

void add_group(std::vector<Root>& roots, const ast::Group& group) {
  add(roots, group.where, LiteralRole::Condition);
  add(roots, group.number, group.kind == ast::GroupKind::Cap ? LiteralRole::Cap : LiteralRole::Count);
  for (const ast::ModeChoice& mode : group.modes) add(roots, mode.when, LiteralRole::Condition);
  add(roots, group.when, LiteralRole::Condition);
}

/// Returns the expressions a statement holds directly, in the order of the text. Samples and tests have none here.
std::vector<Root> roots_of(const ast::Statement& statement) {
  std::vector<Root> roots;
  std::visit(Overloaded{
                 [&](const ast::ApplicantDecl& one) { add_facts(roots, one.facts); },
                 [&](const ast::ClaimDecl& one) { add_facts(roots, one.facts); },
                 [&](const ast::Define& one) {
                   add(roots, one.value, LiteralRole::Amount);
                   if (one.table) add_table(roots, *one.table);
                 },
                 [&](const ast::Parameter& one) {
                   add(roots, one.type.from, LiteralRole::Declared);
                   add(roots, one.type.to, LiteralRole::Declared);
                   for (const auto& step : one.steps) add(roots, step.value, LiteralRole::Amount);
                 },
                 [&](const ast::Award& one) { add_award(roots, one); },
                 [&](const ast::Gate& one) { add(roots, one.condition, LiteralRole::Condition); },
                 [&](const ast::Group& one) { add_group(roots, one); },
                 [&](const ast::Obligation& one) {
                   add(roots, one.share, LiteralRole::Share);
                   add(roots, one.when, LiteralRole::Condition);
                 },
                 [&](const ast::Revoke& one) { add(roots, one.when, LiteralRole::Condition); },
                 [&](const ast::Schedule& one) {
                   add(roots, one.when, LiteralRole::Condition);
                   for (const auto& part : one.parts) add(roots, part.share, LiteralRole::Share);
                 },
                 [&](const ast::Discretion& one) { add(roots, one.when, LiteralRole::Condition); },
                 [&](const ast::Priority& one) { add(roots, one.when, LiteralRole::Condition); },
                 [](const auto&) {},
             },
             statement);
  return roots;
}

Cut cut_of(Operator op, bool is_mirrored) {
  switch (op) {
    case Operator::GreaterEqual: return is_mirrored ? Cut::Above : Cut::Below;
    case Operator::Less: return is_mirrored ? Cut::Above : Cut::Below;
    case Operator::LessEqual: return is_mirrored ? Cut::Below : Cut::Above;
    case Operator::Greater: return is_mirrored ? Cut::Below : Cut::Above;
    default: return Cut::None;
  }
}

/// Walks one expression and collects its literals.
class Collector {
 public:
  Collector(const ast::Ast& ast, const ast::Statement& statement, std::vector<Literal>& found)
      : ast_(ast), statement_(statement), found_(found) {}

  struct Place {
    LiteralRole role = LiteralRole::Amount;
    Cut cut = Cut::None;
    std::string compared_with;
    bool is_plain = true;
  };

  void collect(ExprId id, const Place& place) {
    if (id == kNoExpr) return;
    const Expr& expr = ast_.expr(id);
    switch (expr.kind) {
      case ExprKind::Number:
      case ExprKind::Percent:
      case ExprKind::Money:
      case ExprKind::Date: return add_literal(expr, place);
      case ExprKind::Compare: return collect_compare(expr);
      case ExprKind::Between:
        collect(expr.args[0], condition(Cut::None, ""));
        collect(expr.args[1], condition(Cut::Below, name_at(expr.args[0])));
        collect(expr.args[2], condition(Cut::Above, name_at(expr.args[0])));
        return;
      case ExprKind::In:
      case ExprKind::Any:
      case ExprKind::All:
      case ExprKind::Count: return collect_all(expr, condition(Cut::None, ""));
      case ExprKind::If:
        collect(expr.args[0], condition(Cut::None, ""));
        collect(expr.args[1], place);
        collect(expr.args[2], place);
        return;
      case ExprKind::Tiers: return collect_tiers(expr, place);
      case ExprKind::PerFull:
        collect(expr.args[0], factor(place));
        collect(expr.args[1], {LiteralRole::Count, Cut::None, "", false});
        collect(expr.args[2], factor(place));
        return;
      case ExprKind::AtMost:
      case ExprKind::AtLeast:
      case ExprKind::AtLeastOrNothing:
        collect(expr.args[0], place);
        collect(expr.args[1], {LiteralRole::Cap, Cut::None, "", true});
        return;
      case ExprKind::Rounded:
        collect(expr.args[0], place);
        collect(expr.args[1], {LiteralRole::Rounding, Cut::None, "", false});
        return;
      case ExprKind::UpTo:
      case ExprKind::BetweenAmounts: return collect_all(expr, place);
      default: return collect_all(expr, factor(place));
    }
  }

 private:
  static Place condition(Cut cut, std::string name) { return {LiteralRole::Condition, cut, std::move(name), false}; }

  static Place factor(const Place& place) { return {place.role, Cut::None, "", false}; }

  std::string name_at(ExprId id) const {
    const Expr& expr = ast_.expr(id);
    return expr.kind == ExprKind::Name || expr.kind == ExprKind::ThisName ? expr.name.text : std::string();
  }

  void collect_all(const Expr& expr, const Place& place) {
    for (const ExprId arg : expr.args) collect(arg, place);
  }

  void collect_compare(const Expr& expr) {
    const Cut right = cut_of(expr.op, false);
    collect(expr.args[0], condition(cut_of(expr.op, true), name_at(expr.args[1])));
    collect(expr.args[1], condition(right, name_at(expr.args[0])));
  }

  /// The base, then pairs of bound and rate, then the rate above.
  void collect_tiers(const Expr& expr, const Place& place) {
    const std::string base = name_at(expr.args[0]);
    collect(expr.args[0], factor(place));
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      const bool is_last_rate = expr.flag && i + 1 == expr.args.size();
      const bool is_bound = i % 2 == 1 && !is_last_rate;
      collect(expr.args[i], is_bound ? condition(Cut::Above, base) : factor(place));
    }
  }

  void add_literal(const Expr& expr, const Place& place) {
    Literal literal;
    literal.role = place.role;
    literal.kind = expr.kind;
    literal.value = expr.kind == ExprKind::Date ? runtime::Fraction(expr.date.days) : expr.number;
    literal.unit = expr.unit;
    literal.span = expr.span;
    literal.cut = place.cut;
    literal.compared_with = place.compared_with;
    literal.statement = &statement_;
    literal.is_plain = place.is_plain;
    found_.push_back(std::move(literal));
  }

  const ast::Ast& ast_;
  const ast::Statement& statement_;
  std::vector<Literal>& found_;
};

void add_name(std::vector<std::string>& names, const ast::Name& name) {
  if (!name.empty()) names.push_back(name.text);
}

void add_label_names(std::vector<std::string>& names, const ast::CellTable& table) {
  for (const ast::Name& dimension : table.dimensions) add_name(names, dimension);
  for (const ast::Cell& cell : table.cells) {
    for (const ast::CellPart& part : cell.parts) {
      const auto* group = std::get_if<ast::LabelGroup>(&part.label);
      if (group == nullptr) continue;
      for (const ast::LabelRef& label : group->alternatives) add_name(names, label.label);
    }
  }
}

void add_fact_names(std::vector<std::string>& names, const std::vector<ast::FactDecl>& facts) {
  for (const ast::FactDecl& fact : facts) {
    add_name(names, fact.name);
    for (const ast::Name& value : fact.type.values) add_name(names, value);
  }
}

void add_selector_names(std::vector<std::string>& names, const std::vector<ast::AwardSelector>& awards) {
  for (const ast::AwardSelector& one : awards) {
    if (one.kind == ast::AwardSelector::Kind::Award) add_name(names, one.name);
  }
}

/// Adds the names a statement holds outside its expressions and tables.
void add_own_names(std::vector<std::string>& names, const ast::Statement& statement) {
  const auto add_optional = [&](const std::optional<ast::Name>& name) {
    if (name) add_name(names, *name);
  };
  std::visit(Overloaded{
                 [&](const ast::ApplicantDecl& one) { add_fact_names(names, one.facts); },
                 [&](const ast::ClaimDecl& one) {
                   add_name(names, one.kind);
                   add_fact_names(names, one.facts);
                 },
                 [&](const ast::Define& one) { add_name(names, one.name); },
                 [&](const ast::Parameter& one) { add_name(names, one.name); },
                 [&](const ast::Award& one) {
                   add_name(names, one.name);
                   add_optional(one.claim);
                   add_optional(one.refer_to);
                 },
                 [&](const ast::Gate& one) {
                   add_selector_names(names, one.awards);
                   add_optional(one.reason);
                 },
                 [&](const ast::Group& one) { add_selector_names(names, one.awards); },
                 [&](const ast::Obligation& one) { add_name(names, one.text); },
                 [&](const ast::Revoke& one) {
                   add_selector_names(names, one.awards);
                   add_optional(one.reason);
                 },
                 [&](const ast::Schedule& one) {
                   add_selector_names(names, one.awards);
                   for (const auto& part : one.parts) add_name(names, part.milestone);
                 },
                 [&](const ast::Discretion& one) { add_name(names, one.text); },
                 [&](const ast::Subordinate& one) { add_name(names, one.document); },
                 [&](const ast::Priority& one) { add_name(names, one.text); },
                 [&](const ast::Reading& one) {
                   add_name(names, one.name);
                   add_optional(one.text);
                 },
                 [](const auto&) {},
             },
             statement);
}

}  // namespace

bool Literal::is_money() const {
  if (kind == ExprKind::Money) return true;
  if (kind != ExprKind::Number) return false;
  if (unit.rfind("元", 0) == 0) return true;
  return unit.empty() && is_plain && (role == LiteralRole::Amount || role == LiteralRole::Cap);
}

std::vector<Literal> literals_of(const ast::Ast& ast, const ast::Statement& statement) {
  std::vector<Literal> found;
  Collector collector(ast, statement, found);
  const bool is_value = std::holds_alternative<ast::Define>(statement);
  for (const Root& root : roots_of(statement)) {
    collector.collect(root.expr, {root.role, cut_of(root.op, false), root.compared_with, !is_value});
  }
  if (const auto* group = std::get_if<ast::Group>(&statement); group != nullptr && group->rolling_years) {
    Literal years;
    years.role = LiteralRole::Count;
    years.value = runtime::Fraction(*group->rolling_years);
    years.unit = "年";
    years.span = group->span;
    years.statement = &statement;
    found.push_back(std::move(years));
  }
  return found;
}

std::vector<std::string> names_of(const ast::Ast& ast, const ast::Statement& statement) {
  std::vector<std::string> names;
  add_own_names(names, statement);
  for (const ast::CellTable* table : tables_of(statement)) add_label_names(names, *table);
  for_each_expr(ast, statement, [&](const Expr& expr) {
    if (expr.kind == ExprKind::Name || expr.kind == ExprKind::ThisName || expr.kind == ExprKind::String)
      add_name(names, expr.name);
  });
  return names;
}

void for_each_expr(const ast::Ast& ast, ExprId root, const std::function<void(const Expr&)>& visit) {
  if (root == kNoExpr) return;
  const Expr& expr = ast.expr(root);
  visit(expr);
  for (const ExprId arg : expr.args) for_each_expr(ast, arg, visit);
}

void for_each_expr(const ast::Ast& ast, const ast::Statement& statement,
                   const std::function<void(const Expr&)>& visit) {
  for (const Root& root : roots_of(statement)) for_each_expr(ast, root.expr, visit);
}

std::vector<const ast::CellTable*> tables_of(const ast::Statement& statement) {
  std::vector<const ast::CellTable*> tables;
  if (const auto* award = std::get_if<ast::Award>(&statement)) {
    if (award->table) tables.push_back(&*award->table);
    for (const ast::Times& times : award->times) {
      if (times.table) tables.push_back(&*times.table);
    }
  }
  if (const auto* define = std::get_if<ast::Define>(&statement); define != nullptr && define->table)
    tables.push_back(&*define->table);
  return tables;
}

}  // namespace polc::analyse::text
