#include <algorithm>
#include <tuple>
#include <utility>

#include "compiler/lower/selection.h"
#include "compiler/lower/statements.h"

namespace polc::lower {

using base::Code;
using base::plain;
using runtime::Mode;
using runtime::Scope;
using runtime::Step;
using runtime::StepKind;
using runtime::WindowKind;

namespace {

std::optional<StepKind> step_kind(ast::GroupKind kind) {
  switch (kind) {
    case ast::GroupKind::Stack: return std::nullopt;
    case ast::GroupKind::Highest: return StepKind::Highest;
    case ast::GroupKind::HighestWithOthers: return StepKind::HighestWithOthers;
    case ast::GroupKind::Once: return StepKind::Once;
    case ast::GroupKind::Limit: return StepKind::Limit;
    case ast::GroupKind::Cap: return StepKind::Cap;
  }
  return std::nullopt;
}

/// Without `per`, a statement speaks of the applicant; grants of other policies are compared by matter.
Scope scope_of(const ast::Group& group) {
  switch (group.scope) {
    case ast::Scope::Claim: return Scope::Claim;
    case ast::Scope::Matter: return Scope::Matter;
    case ast::Scope::Applicant: return Scope::Applicant;
    case ast::Scope::Group: return Scope::Group;
    case ast::Scope::Unstated: break;
  }
  return group.kind == ast::GroupKind::HighestWithOthers ? Scope::Matter : Scope::Applicant;
}

Mode mode_of(ast::Mode mode) {
  switch (mode) {
    case ast::Mode::ToppingUp: return Mode::ToppingUp;
    case ast::Mode::IgnoringPaid: return Mode::IgnoringPaid;
    case ast::Mode::NothingMoreOncePaid: return Mode::NothingMoreOncePaid;
    case ast::Mode::ReplacingPaid: return Mode::ReplacingPaid;
    case ast::Mode::FirstOnly: return Mode::FirstOnly;
  }
  return Mode::ToppingUp;
}

class GroupLowering {
 public:
  GroupLowering(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out)
      : model_(model), lowering_(lowering), rules_(rules), out_(out) {}

  void run() {
    for (const auto& placed : model_.groups) lower_group(*placed.statement, placed.address);
    sort_steps();
  }

 private:
  void lower_group(const ast::Group& group, const model::Address& address) {
    ast_ = &model_.ast_of(address);
    Step step;
    step.awards = select_awards(model_, group.awards, address.file, out_);
    step.for_kind = select_kinds(model_, group.to, out_);
    const auto kind = step_kind(group.kind);
    if (!kind) return add_stack(group, std::move(step.awards));
    step.kind = *kind;
    step.scope = scope_of(group);
    step.rule = rules_.of(&group);
    step.refuses_whole = group.refusing_whole;
    step.counts_others = group.counts_others;
    step.by_application_date = group.year_basis == ast::Basis::ApplicationDate;
    if (group.per_year) step.window = WindowKind::PerYear;
    if (group.rolling_years) {
      step.window = WindowKind::Rolling;
      step.years = *group.rolling_years;
    }
    if (group.when != ast::kNoExpr) step.when = readings_condition(group.when);
    if (group.where != ast::kNoExpr) step.where = other_grants_condition(group.where);
    for (const ast::ModeChoice& choice : group.modes) {
      step.modes.push_back(
          {mode_of(choice.mode), choice.when == ast::kNoExpr ? kNone : readings_condition(choice.when)});
    }
    if (!add_per_facts(group, step) || !add_number(group, step)) return;
    model_.program.steps.push_back(std::move(step));
  }

  void add_stack(const ast::Group& group, std::vector<Index> awards) {
    model_.program.stacks.push_back(
        {std::move(awards), group.when == ast::kNoExpr ? kNone : readings_condition(group.when), rules_.of(&group)});
  }

  Index readings_condition(ast::ExprId expr) {
    Context context;
    context.ast = ast_;
    context.sees_facts = false;
    return lowering_.condition(expr, context).value_or(kNone);
  }

  Index other_grants_condition(ast::ExprId expr) {
    Context context;
    context.ast = ast_;
    context.list = runtime::ListKind::OtherGrants;
    return lowering_.condition(expr, context).value_or(kNone);
  }

  bool add_per_facts(const ast::Group& group, Step& step) {
    bool is_whole = true;
    for (const ast::Name& name : group.per_facts) {
      std::vector<std::string> known;
      bool exists = false;
      const auto look = [&](const model::NameMap& facts) {
        exists = exists || facts.contains(name.text);
        for (const auto& [fact, slot] : facts) known.push_back(fact);
      };
      for (const model::NameMap& facts : model_.applicant_facts) look(facts);
      for (const Index award : step.awards) look(model_.claim_facts[model_.program.awards[award].claim_kind]);
      if (exists) {
        step.per_facts.push_back(name.text);
        continue;
      }
      is_whole = false;
      std::sort(known.begin(), known.end());
      model::suggest(out_.report(Code::P2001, name.span, {{"fact", "事实"}, plain(name.text)}), name.span, name.text,
                     known);
    }
    return is_whole;
  }

  /// The N of a limit and the amount of a cap, for each applicant kind the statement is for.
  bool add_number(const ast::Group& group, Step& step) {
    if (group.number == ast::kNoExpr) return true;
    for (Index kind = 0; kind < model_.program.num_kinds(); ++kind) {
      Context context;
      context.ast = ast_;
      context.applicant_kind = model_.program.applicant_kinds.empty() ? kNone : kind;
      if (step.scope == Scope::Claim || step.scope == Scope::Matter)
        context.claim_kind = common_claim_kind(step.awards);
      Index node = kNone;
      if (step.for_kind[kind]) {
        const auto lowered =
            step.kind == StepKind::Cap ? lowering_.amount(group.number, context) : count(group.number, context);
        if (!lowered) return false;
        node = *lowered;
      }
      step.number.push_back(node);
    }
    return true;
  }

  std::optional<Index> count(ast::ExprId expr, const Context& context) {
    const auto value = lowering_.lower(expr, context);
    if (!value) return std::nullopt;
    const bool is_number = value->type == FactType::Number || value->type == FactType::Integer;
    const runtime::Constant* constant = lowering_.nodes().constant(value->node);
    const bool is_count =
        is_number && (constant == nullptr || (constant->number.is_whole() && constant->number.sign() > 0));
    if (is_count) return value->node;
    const std::string words(model_.sources->slice(context.ast->expr(expr).span));
    out_.report(Code::P3001, context.ast->expr(expr).span,
                {{"`" + words + "`", "“" + words + "”"},
                 model::describe(model_, {value->type, value->enumeration, value->unit.text()}),
                 {"a whole number above zero", "大于零的整数"}});
    return std::nullopt;
  }

  Index common_claim_kind(const std::vector<Index>& awards) const {
    Index kind = kNone;
    for (const Index award : awards) {
      const Index own = model_.program.awards[award].claim_kind;
      if (kind != kNone && kind != own) return kNone;
      kind = own;
    }
    return kind;
  }

  /// semantics.md 4: scope by scope; in a scope once, limit and highest (smaller award set first, longer window
  /// last), then other grants, then caps (smaller award set first, shorter window first). What is still equal
  /// goes by names and contents, never by place.
  void sort_steps() {
    const auto phase = [](StepKind kind) {
      if (kind == StepKind::HighestWithOthers) return 1;
      return kind == StepKind::Cap ? 2 : 0;
    };
    const auto window_length = [](const Step& step) {
      if (step.window == WindowKind::PerYear) return 1U;
      return step.window == WindowKind::Rolling ? 1U + step.years : 0xFFFFFFFFU;
    };
    const auto names = [&](const Step& step) {
      std::vector<std::string> result;
      for (const Index award : step.awards) result.push_back(model_.program.awards[award].name);
      return result;
    };
    const auto less = [&](const Step& lhs, const Step& rhs) {
      // A `per FACT` divides a scope further, so it is the narrower one.
      const auto key = [&](const Step& one) {
        return std::tuple(static_cast<int>(one.scope), phase(one.kind), one.awards.size(),
                          -static_cast<int>(one.per_facts.size()), window_length(one), static_cast<int>(one.kind));
      };
      const auto left = key(lhs);
      const auto right = key(rhs);
      if (left != right) return left < right;
      return std::tuple(names(lhs), lhs.per_facts, lhs.for_kind, model_.program.rules[lhs.rule].text) <
             std::tuple(names(rhs), rhs.per_facts, rhs.for_kind, model_.program.rules[rhs.rule].text);
    };
    std::stable_sort(model_.program.steps.begin(), model_.program.steps.end(), less);
  }

  Model& model_;
  Lowering& lowering_;
  const RuleNumbers& rules_;
  base::Diagnostics& out_;
  const ast::Ast* ast_ = nullptr;
};

}  // namespace

void lower_groups(Model& model, Lowering& lowering, const RuleNumbers& rules, base::Diagnostics& out) {
  GroupLowering(model, lowering, rules, out).run();
}

}  // namespace polc::lower
