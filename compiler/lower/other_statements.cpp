#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "compiler/lower/selection.h"
#include "compiler/lower/statements.h"

namespace polc::lower {

using base::Code;
using base::plain;
using runtime::Fraction;

namespace {

bool is_only_out_of_reach(const base::Diagnostics& findings) {
  return !findings.all().empty() && std::all_of(findings.all().begin(), findings.all().end(),
                                                [](const auto& one) { return one.code == Code::P2011; });
}

class OtherStatements {
 public:
  OtherStatements(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out)
      : model_(model), lowering_(lowering), rules_(rules), out_(out) {}

  void run() {
    for (const auto& placed : model_.revocations) add_revocation(*placed.statement, placed.address);
    for (const auto& placed : model_.obligations) add_obligation(*placed.statement, placed.address);
    for (const auto& placed : model_.schedules) add_schedule(*placed.statement, placed.address);
    for (const auto& placed : model_.discretions) add_discretion(*placed.statement, placed.address);
  }

 private:
  /// Lowers a condition for each admitted applicant kind. A statement without `to` speaks of the kinds that have
  /// its facts; only when no kind has them is it a mistake.
  std::vector<Index> conditions(ast::ExprId expr, const std::vector<bool>& for_kind, bool names_kinds,
                                const model::Address& address, Index claim_kind) {
    std::vector<Index> nodes(model_.program.num_kinds(), kNone);
    if (expr == ast::kNoExpr) return nodes;
    bool is_met = false;
    base::Diagnostics first_findings;
    for (Index kind = 0; kind < nodes.size(); ++kind) {
      if (!for_kind[kind]) continue;
      Context context;
      context.ast = &model_.ast_of(address);
      context.applicant_kind = model_.program.applicant_kinds.empty() ? kNone : kind;
      context.claim_kind = claim_kind;
      base::Diagnostics findings;
      const auto node = lowering_.attempt(findings).condition(expr, context);
      if (!node && (names_kinds || !is_only_out_of_reach(findings))) {
        out_.take(findings);
        continue;
      }
      if (!node && first_findings.all().empty()) first_findings = std::move(findings);
      if (!node) continue;
      out_.take(findings);
      nodes[kind] = *node;
      is_met = true;
    }
    if (!is_met) out_.take(first_findings);
    return nodes;
  }

  /// Where a condition names facts of some kinds only, the statement is for those kinds only.
  static void narrow(std::vector<bool>& for_kind, const std::vector<Index>& nodes, bool has_condition) {
    if (!has_condition) return;
    for (std::size_t kind = 0; kind < for_kind.size(); ++kind) for_kind[kind] = for_kind[kind] && nodes[kind] != kNone;
  }

  std::vector<bool> every_kind() const { return std::vector<bool>(model_.program.num_kinds(), true); }

  void add_revocation(const ast::Revoke& statement, const model::Address& address) {
    runtime::Revocation made;
    made.awards = select_awards(model_, statement.awards, address.file, out_);
    made.when = conditions(statement.when, every_kind(), false, address, kNone);
    made.rule = rules_.of(&statement);
    model_.program.revocations.push_back(std::move(made));
  }

  void add_obligation(const ast::Obligation& statement, const model::Address& address) {
    runtime::Obligation made;
    made.text = statement.text.text;
    made.for_kind = select_kinds(model_, statement.to, out_);
    made.when = conditions(statement.when, made.for_kind, !statement.to.empty(), address, kNone);
    narrow(made.for_kind, made.when, statement.when != ast::kNoExpr);
    made.rule = rules_.of(&statement);
    if (statement.share != ast::kNoExpr) {
      const auto share = this->share(statement.share, address);
      if (!share) return;
      made.share = *share;
    }
    model_.program.obligations.push_back(std::move(made));
  }

  std::optional<Fraction> share(ast::ExprId expr, const model::Address& address) {
    const model::ValueType percent{FactType::Percent, kNone, ""};
    const auto constant = model::read_constant(model_, model_.ast_of(address), expr, percent, out_);
    if (!constant) return std::nullopt;
    // A part of what was granted is never more than all of it; the rest would be a payment below zero.
    if (constant->number > Fraction(1)) {
      const base::Span span = model_.ast_of(address).expr(expr).span;
      out_.report(base::Code::P4310, span,
                  {base::plain(model_.sources->slice(span)),
                   {"a share", "比例"},
                   {"a percent from 0% to 100%", "0%至100%的百分比"}});
      return std::nullopt;
    }
    return constant->number;
  }

  /// The last part takes the rest, which would be a payment below zero.
  bool exceeds_whole(const std::vector<runtime::Schedule::Part>& parts, const ast::Schedule& statement,
                     const model::Address& address) {
    Fraction sum(0);
    for (const runtime::Schedule::Part& part : parts) sum = runtime::add(sum, part.share).value_or(Fraction(2));
    if (sum <= Fraction(1)) return false;
    const ast::Ast& ast = model_.ast_of(address);
    const base::Span span{ast.source, ast.expr(statement.parts.front().share).span.begin,
                          ast.expr(statement.parts.back().share).span.end};
    const std::string percent = runtime::to_text(runtime::multiply(sum, Fraction(100)).value_or(sum)) + "%";
    out_.report(base::Code::P4310, span,
                {base::plain(percent),
                 {"the shares of a schedule together", "分期比例之和"},
                 {"a percent from 0% to 100%", "0%至100%的百分比"}});
    return true;
  }

  void add_schedule(const ast::Schedule& statement, const model::Address& address) {
    runtime::Schedule made;
    made.awards = select_awards(model_, statement.awards, address.file, out_);
    Index claim_kind = kNone;
    bool is_one_kind = true;
    for (const Index award : made.awards) {
      const Index own = model_.program.awards[award].claim_kind;
      is_one_kind = is_one_kind && (claim_kind == kNone || claim_kind == own);
      claim_kind = own;
    }
    made.when = conditions(statement.when, every_kind(), false, address, is_one_kind ? claim_kind : kNone);
    made.rule = rules_.of(&statement);
    for (const ast::Schedule::Part& part : statement.parts) {
      const auto portion = share(part.share, address);
      if (!portion) return;
      made.parts.push_back({*portion, part.milestone.text});
    }
    if (exceeds_whole(made.parts, statement, address)) return;
    for (std::uint32_t year = 1; year <= statement.equal_years; ++year) {
      made.parts.push_back({*Fraction::ratio(1, statement.equal_years), std::to_string(year)});
    }
    model_.program.schedules.push_back(std::move(made));
  }

  void add_discretion(const ast::Discretion& statement, const model::Address& address) {
    runtime::Discretion made;
    made.text = statement.text.text;
    made.for_kind = select_kinds(model_, statement.to, out_);
    made.when = conditions(statement.when, made.for_kind, !statement.to.empty(), address, kNone);
    narrow(made.for_kind, made.when, statement.when != ast::kNoExpr);
    made.rule = rules_.of(&statement);
    model_.program.discretions.push_back(std::move(made));
  }

  Model& model_;
  Lowering& lowering_;
  const RuleNumbers& rules_;
  base::Diagnostics& out_;
};

}  // namespace

void lower_other_statements(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out) {
  OtherStatements(model, lowering, rules, out).run();
}

namespace {

bool has_depth_finding(const base::Diagnostics& findings) {
  return std::any_of(findings.all().begin(), findings.all().end(),
                     [](const base::Diagnostic& one) { return one.code == Code::P1006; });
}

}  // namespace

void check_definitions(Model& model, Lowering& lowering, base::Diagnostics& out) {
  if (has_depth_finding(out)) return;
  // Within its own scope a definition must make sense; without one, for some kind of applicant.
  for (const model::Definition& definition : model.definition_list) {
    ast::Expr use;
    use.kind = ast::ExprKind::Name;
    use.name = definition.placed.statement->name;
    use.span = use.name.span;
    base::Diagnostics first_findings;
    bool is_sound = false;
    for (Index kind = 0; kind < model.program.num_kinds() && !is_sound; ++kind) {
      if (definition.applicant_kind != kNone && definition.applicant_kind != kind) continue;
      Context context;
      context.ast = &model.ast_of(definition.placed.address);
      context.applicant_kind = model.program.applicant_kinds.empty() ? kNone : kind;
      context.claim_kind = definition.claim_kind;
      base::Diagnostics findings;
      is_sound = lowering.attempt(findings).lower_name(use, context).has_value();
      if (!is_sound && first_findings.all().empty()) first_findings = std::move(findings);
    }
    // Without a scope it may speak of claims; then its uses are what is checked.
    const bool may_need_claim = definition.claim_kind == kNone && definition.applicant_kind == kNone;
    const bool only_out_of_reach = is_only_out_of_reach(first_findings);
    if (!is_sound && !(may_need_claim && only_out_of_reach)) out.take(first_findings);
    // What rests on a definition that is too deep is too deep as well.
    if (has_depth_finding(out)) return;
  }
}

}  // namespace polc::lower
