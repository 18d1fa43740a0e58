#include "compiler/names/occurrences.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <variant>

namespace polc::names {

using ast::Expr;
using ast::ExprId;
using ast::ExprKind;
using ast::Name;

namespace {

class Collector {
 public:
  explicit Collector(const compiler::Compiled& compiled) : compiled_(compiled), model_(compiled.model) {
    for (const runtime::Enumeration& enumeration : compiled.program.enumerations) {
      for (const std::string& value : enumeration.values) values_.insert(value);
    }
    for (const auto* kinds : {&model_.applicant_facts, &model_.claim_facts}) {
      for (const model::NameMap& facts : *kinds) {
        for (const auto& [name, slot] : facts) facts_.insert(name);
      }
    }
    for (const auto& award : model_.award_statements) {
      if (award.statement->claim) with_claim_.insert(award.statement->name.text);
    }
  }

  std::vector<Occurrence> run() {
    for (const compiler::UsedFile& file : compiled_.trees) {
      ast_ = &file.ast;
      for (const ast::Statement& statement : ast_->statements)
        std::visit([this](const auto& one) { visit(one); }, statement);
    }
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Occurrence& lhs, const Occurrence& rhs) { return key_of(lhs) < key_of(rhs); });
    return std::move(all_);
  }

 private:
  static std::tuple<std::uint32_t, std::uint32_t> key_of(const Occurrence& one) {
    return {static_cast<std::uint32_t>(one.span.source), one.span.begin};
  }

  void add(const Name& name, SymbolKind kind, bool is_declaration = false) {
    if (name.empty() || name.span.source == base::kNoSource) return;
    all_.push_back({name.span, {kind, name.text}, is_declaration, name.is_quoted});
  }
  void add(const std::optional<Name>& name, SymbolKind kind) {
    if (name) add(*name, kind);
  }
  void add_all(const std::vector<Name>& names, SymbolKind kind) {
    for (const Name& name : names) add(name, kind);
  }

  // ---- what a word names

  bool is_fact(const std::string& name) const { return facts_.contains(name); }

  void add_operand(const Name& name) {
    if (is_fact(name.text)) return add(name, SymbolKind::Fact);
    if (model_.definitions.contains(name.text)) return add(name, SymbolKind::Definition);
    if (model_.parameters.contains(name.text)) return add(name, SymbolKind::Parameter);
    if (model_.readings.contains(name.text)) return add(name, SymbolKind::Reading);
    add_label(name);
  }

  /// A label is a kind of applicant or a value.
  void add_label(const Name& name) {
    if (model_.applicant_kinds.contains(name.text)) return add(name, SymbolKind::ApplicantKind);
    if (values_.contains(name.text)) add(name, SymbolKind::Value);
  }

  void add_dimension(const Name& name) {
    if (is_fact(name.text)) return add(name, SymbolKind::Fact);
    if (model_.definitions.contains(name.text)) add(name, SymbolKind::Definition);
  }

  /// An award without `for` is for the claim of its own name: one name for both.
  void add_award(const Name& name, bool is_declaration = false) {
    add(name, !with_claim_.contains(name.text) ? SymbolKind::Claim : SymbolKind::Award, is_declaration);
  }

  void add_selectors(const std::vector<ast::AwardSelector>& selectors) {
    for (const ast::AwardSelector& one : selectors) {
      if (one.kind == ast::AwardSelector::Kind::Award) add_award(one.name);
      if (one.kind == ast::AwardSelector::Kind::Article) add(one.name, SymbolKind::Article);
      if (one.kind == ast::AwardSelector::Kind::Section) add(one.name, SymbolKind::Section);
    }
  }

  // ---- expressions

  void walk(ExprId root) {
    if (root == ast::kNoExpr) return;
    const Expr& expr = ast_->expr(root);
    if (expr.kind == ExprKind::Name || expr.kind == ExprKind::ThisName) add_operand(expr.name);
    if (expr.kind == ExprKind::String) add_label(expr.name);
    if (expr.list.kind == ast::ListRef::Kind::ClaimKind) add(expr.list.name, SymbolKind::Claim);
    if (expr.list.kind == ast::ListRef::Kind::History && !expr.list.name.empty()) add_award(expr.list.name);
    for (const ExprId arg : expr.args) walk(arg);
  }

  void walk(const ast::CellTable& table) {
    for (const Name& dimension : table.dimensions) add_dimension(dimension);
    for (const ast::Cell& cell : table.cells) {
      for (const ast::CellPart& part : cell.parts) {
        if (const auto* group = std::get_if<ast::LabelGroup>(&part.label)) add_labels(group->alternatives);
        if (const auto* any = std::get_if<ast::AnyLabel>(&part.label)) add_dimension(any->dimension);
        if (const auto* bound = std::get_if<ast::BoundLabel>(&part.label)) {
          add_dimension(bound->dimension);
          for (const auto& one : bound->bounds) walk(one.value);
        }
        walk(part.when);
      }
      walk(cell.amount);
    }
  }

  void add_labels(const std::vector<ast::LabelRef>& labels) {
    for (const ast::LabelRef& one : labels) {
      add_dimension(one.dimension);
      add_label(one.label);
    }
  }

  void walk(const std::vector<ast::FactDecl>& facts) {
    for (const ast::FactDecl& fact : facts) {
      add(fact.name, SymbolKind::Fact, true);
      for (const Name& value : fact.type.values) add(value, SymbolKind::Value, true);
      walk(fact.type.from);
      walk(fact.type.to);
      walk(fact.presumed);
    }
  }

  void walk(const std::vector<ast::Assignment>& facts) {
    for (const ast::Assignment& fact : facts) {
      add(fact.fact, SymbolKind::Fact);
      for (const ExprId value : fact.values) walk(value);
    }
  }

  // ---- statements

  template <typename Statement>
  void visit(const Statement&) {}

  void visit(const ast::Heading& one) {
    add(one.label, one.is_section ? SymbolKind::Section : SymbolKind::Article, true);
  }
  void visit(const ast::ApplicantDecl& one) {
    add(one.kind, SymbolKind::ApplicantKind, true);
    walk(one.facts);
  }
  void visit(const ast::ClaimDecl& one) {
    add(one.kind, SymbolKind::Claim, true);
    walk(one.facts);
  }
  void visit(const ast::Define& one) {
    add(one.name, SymbolKind::Definition, true);
    if (one.scope)
      add(*one.scope, model_.applicant_kinds.contains(one.scope->text) && !one.scope->is_quoted
                          ? SymbolKind::ApplicantKind
                          : SymbolKind::Claim);
    walk(one.value);
    if (one.table) walk(*one.table);
  }
  void visit(const ast::Parameter& one) {
    add(one.name, SymbolKind::Parameter, true);
    for (const auto& step : one.steps) walk(step.value);
  }
  void visit(const ast::Award& one) {
    add_award(one.name, true);
    add(one.claim, SymbolKind::Claim);
    add_all(one.to, SymbolKind::ApplicantKind);
    for (const ast::Condition& condition : one.conditions) walk(condition.expr);
    walk(one.each_at_most);
    for (const ast::Times& times : one.times) {
      if (times.table) walk(*times.table);
      walk(times.factor);
      walk(times.when);
    }
    add(one.shared_bounds, SymbolKind::Reading);
    walk(one.amount);
    if (one.table) walk(*one.table);
  }
  void visit(const ast::Gate& one) {
    add_selectors(one.awards);
    add_all(one.to, SymbolKind::ApplicantKind);
    walk(one.condition);
  }
  void visit(const ast::Group& one) {
    add_selectors(one.awards);
    add_all(one.to, SymbolKind::ApplicantKind);
    for (const Name& fact : one.per_facts) add(fact, SymbolKind::Fact);
    for (const ExprId expr : {one.where, one.number, one.when}) walk(expr);
    for (const ast::ModeChoice& mode : one.modes) walk(mode.when);
  }
  void visit(const ast::Obligation& one) {
    add_all(one.to, SymbolKind::ApplicantKind);
    walk(one.when);
  }
  void visit(const ast::Revoke& one) {
    add_selectors(one.awards);
    walk(one.when);
  }
  void visit(const ast::Schedule& one) {
    add_selectors(one.awards);
    walk(one.when);
  }
  void visit(const ast::Discretion& one) {
    add_all(one.to, SymbolKind::ApplicantKind);
    walk(one.when);
  }
  void visit(const ast::Priority& one) { walk(one.when); }
  void visit(const ast::Reading& one) {
    add(one.name, SymbolKind::Reading, true);
    for (const Name& option : one.options) add(option, SymbolKind::Value, true);
    add(one.adopted, SymbolKind::Value);
  }
  void visit(const ast::Allow& one) {
    for (const Name& name : one.names) {
      if (model_.awards.contains(name.text)) add_award(name);
    }
  }
  void visit(const ast::Sample& one) {
    add(one.name, SymbolKind::Sample, true);
    add(one.kind, SymbolKind::ApplicantKind);
    walk(one.facts);
  }
  void visit(const ast::Test& one) {
    add(one.name, SymbolKind::Test, true);
    if (one.applicant)
      add(*one.applicant,
          model_.samples.contains(one.applicant->text) ? SymbolKind::Sample : SymbolKind::ApplicantKind);
    walk(one.applicant_facts);
    for (const auto& choice : one.readings) {
      add(choice.reading, SymbolKind::Reading);
      add(choice.value, SymbolKind::Value);
    }
    for (const ast::TestClaim& claim : one.claims) {
      add(claim.kind, SymbolKind::Claim);
      add_labels(claim.labels);
      walk(claim.facts);
    }
    for (const ast::TestHistory& entry : one.history) {
      add_award(entry.award);
      add_labels(entry.labels);
      walk(entry.facts);
    }
    for (const ast::Expectation& expected : one.expectations) {
      for (const Name& fact : expected.facts) {
        if (is_fact(fact.text)) add(fact, SymbolKind::Fact);
      }
    }
  }

  const compiler::Compiled& compiled_;
  const model::Model& model_;
  const ast::Ast* ast_ = nullptr;
  std::unordered_set<std::string> facts_;
  std::unordered_set<std::string> values_;
  std::unordered_set<std::string> with_claim_;  // awards that name another claim
  std::vector<Occurrence> all_;
};

}  // namespace

Occurrences::Occurrences(const compiler::Compiled& compiled) : all_(Collector(compiled).run()) {}

const Occurrence* Occurrences::at(base::SourceId source, std::uint32_t offset) const {
  const auto key = std::pair(static_cast<std::uint32_t>(source), offset);
  auto after = std::upper_bound(all_.begin(), all_.end(), key, [](const auto& wanted, const Occurrence& one) {
    return wanted < std::pair(static_cast<std::uint32_t>(one.span.source), one.span.begin);
  });
  // The innermost name that covers the offset stands directly before; names do not nest.
  if (after == all_.begin()) return nullptr;
  const Occurrence& found = *std::prev(after);
  const bool covers = found.span.source == source && found.span.begin <= offset && offset <= found.span.end;
  return covers ? &found : nullptr;
}

std::vector<const Occurrence*> Occurrences::of(const Symbol& symbol) const {
  std::vector<const Occurrence*> found;
  for (const Occurrence& one : all_) {
    if (one.symbol == symbol) found.push_back(&one);
  }
  return found;
}

}  // namespace polc::names
