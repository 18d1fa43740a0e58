#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>

#include "compiler/model/model.h"

namespace polc::model {

using base::Code;
using base::plain;
using runtime::Fact;
using runtime::FactOwner;
using runtime::FactType;

namespace {

constexpr std::array<std::string_view, 2> kStageNames{"stage", "环节"};

bool names_stage(std::string_view name) { return name == kStageNames[0] || name == kStageNames[1]; }

class ShortForms {
 public:
  ShortForms(Model& model, base::Diagnostics& out) : model_(model), out_(out) {}

  void run() {
    for (Index award = 0; award < model_.award_statements.size(); ++award) declare_own_claim(award);
    for (Index award = 0; award < model_.award_statements.size(); ++award) link_claim(award);
    for (Definition& definition : model_.definition_list) link_definition(definition);
    for (Index award = 0; award < model_.award_statements.size(); ++award) {
      const ast::Award& statement = *model_.award_statements[award].statement;
      const Index kind = model_.program.awards[award].claim_kind;
      ast_ = &model_.ast_of(model_.award_statements[award].address);
      if (statement.table) declare_dimensions(kind, *statement.table);
      for (const ast::Times& times : statement.times) {
        if (times.table) declare_dimensions(kind, *times.table);
      }
    }
    for (const Definition& definition : model_.definition_list) {
      ast_ = &model_.ast_of(definition.placed.address);
      const auto& table = definition.placed.statement->table;
      if (table && definition.claim_kind != kNone) declare_dimensions(definition.claim_kind, *table);
    }
  }

 private:
  Index add_claim_kind(const std::string& name) {
    const auto index = static_cast<Index>(model_.program.claim_kinds.size());
    runtime::ClaimKind kind;
    kind.name = name;
    model_.program.claim_kinds.push_back(std::move(kind));
    model_.claim_facts.emplace_back();
    model_.claim_kinds.emplace(name, index);
    return index;
  }

  void declare_own_claim(Index award) {
    const ast::Award& statement = *model_.award_statements[award].statement;
    if (statement.claim) return;
    const auto known = model_.claim_kinds.find(statement.name.text);
    const Index kind = known != model_.claim_kinds.end() ? known->second : add_claim_kind(statement.name.text);
    link(award, kind);
  }

  void link_claim(Index award) {
    const ast::Award& statement = *model_.award_statements[award].statement;
    if (!statement.claim) return;
    const auto known = model_.claim_kinds.find(statement.claim->text);
    if (known != model_.claim_kinds.end()) return link(award, known->second);
    report_unknown(model_, *statement.claim, {"claim", "事项"}, sorted_names(model_.claim_kinds), out_);
    // A kind of its own keeps its labels and conditions from being reported too.
    link(award, add_claim_kind(statement.claim->text));
    model_.undeclared_claim_kinds.insert(model_.program.awards[award].claim_kind);
  }

  void link(Index award, Index kind) {
    model_.program.awards[award].claim_kind = kind;
    model_.program.claim_kinds[kind].awards.push_back(award);
  }

  void link_definition(Definition& definition) {
    const auto& scope = definition.placed.statement->scope;
    if (!scope) return;
    const auto applicant = model_.applicant_kinds.find(scope->text);
    const auto claim = model_.claim_kinds.find(scope->text);
    if (applicant != model_.applicant_kinds.end() && !scope->is_quoted) {
      definition.applicant_kind = applicant->second;
    } else if (claim != model_.claim_kinds.end()) {
      definition.claim_kind = claim->second;
    } else if (applicant != model_.applicant_kinds.end()) {
      definition.applicant_kind = applicant->second;
    } else {
      std::vector<std::string> known = sorted_names(model_.claim_kinds);
      for (const std::string& name : sorted_names(model_.applicant_kinds)) known.push_back(name);
      report_unknown(model_, *scope, {"claim or applicant kind", "事项或申请人类别"}, std::move(known), out_);
    }
  }

  // ---- dimensions

  bool is_applicant_fact(const std::string& name) const {
    return std::any_of(model_.applicant_facts.begin(), model_.applicant_facts.end(),
                       [&](const NameMap& facts) { return facts.contains(name); });
  }

  bool claim_has_value(Index kind, const ast::Name& label) const {
    for (const Index slot : model_.program.claim_kinds[kind].facts) {
      const Fact& fact = model_.program.facts[slot];
      if (!implicit_.contains(slot) && find_value(model_, fact.enumeration, label)) return true;
    }
    return false;
  }

  void declare_dimensions(Index kind, const ast::CellTable& table) {
    if (kind == kNone) return;
    declare_stage(kind, table);
    for (Index at = 0; at < table.dimensions.size(); ++at) {
      const ast::Name& dimension = table.dimensions[at];
      const auto known = model_.claim_facts[kind].find(dimension.text);
      const bool is_declared = known != model_.claim_facts[kind].end();
      if (is_declared && !implicit_.contains(known->second)) continue;
      if (!is_declared && (names_stage(dimension.text) || is_applicant_fact(dimension.text) ||
                           model_.definitions.contains(dimension.text)))
        continue;
      declare_dimension(kind, table, at);
    }
  }

  void declare_stage(Index kind, const ast::CellTable& table) {
    if (model_.program.claim_kinds[kind].stage != kNone) return;
    if (model_.claim_facts[kind].contains("stage")) return;
    if (!uses_stage(kind, table)) return;
    Fact fact;
    fact.name = "stage";
    fact.owner = FactOwner::Claim;
    fact.kind = kind;
    fact.type = FactType::OneOf;
    fact.enumeration = stages();
    const Index slot = add_fact(model_, std::move(fact), out_);
    model_.claim_facts[kind].emplace(std::string(kStageNames[1]), slot);
    model_.program.claim_kinds[kind].stage = slot;
  }

  /// Returns the enumeration of every built-in stage.
  Index stages() {
    if (model_.stage_enumeration == kNone) {
      model_.stage_enumeration = static_cast<Index>(model_.program.enumerations.size());
      model_.program.enumerations.push_back({{"first", "renewal"}, {"首次", "复评"}});
    }
    return model_.stage_enumeration;
  }

  bool uses_stage(Index kind, const ast::CellTable& table) const {
    for (const ast::Name& dimension : table.dimensions) {
      if (names_stage(dimension.text)) return true;
    }
    for (const ast::Cell& cell : table.cells) {
      for (const ast::CellPart& part : cell.parts) {
        const auto* group = std::get_if<ast::LabelGroup>(&part.label);
        if (group == nullptr) continue;
        for (const ast::LabelRef& ref : group->alternatives) {
          const bool is_stage = !ref.label.is_quoted && (ref.label.text == "first" || ref.label.text == "renewal");
          if (is_stage && ref.dimension.empty() && !claim_has_value(kind, ref.label)) return true;
        }
      }
    }
    return false;
  }

  /// Declares `by NAME` as a number in the unit of its bounds, or as an enumeration of the labels that no
  /// declared dimension has. With several undeclared dimensions a label belongs to the one at its place,
  /// counted from the right, because the leading labels of later rows are carried and not repeated.
  void declare_dimension(Index kind, const ast::CellTable& table, Index dimension) {
    std::vector<const ast::Name*> labels;
    const ast::BoundLabel* bound = nullptr;
    for (const ast::Cell& cell : table.cells) collect(kind, table, dimension, cell, labels, bound);
    const ast::Name& name = table.dimensions[dimension];
    const auto known = model_.claim_facts[kind].find(name.text);
    if (known != model_.claim_facts[kind].end()) return extend(known->second, labels);
    Fact fact;
    fact.name = name.text;
    fact.owner = FactOwner::Claim;
    fact.kind = kind;
    fact.span = name.span;
    if (bound != nullptr && labels.empty()) {
      const ast::Expr& value = ast_->expr(bound->bounds.front().value);
      const bool is_money = value.kind == ast::ExprKind::Money || value.unit == "元";
      fact.type = is_money                               ? FactType::Money
                  : value.kind == ast::ExprKind::Percent ? FactType::Percent
                  : value.kind == ast::ExprKind::Date    ? FactType::Date
                                                         : FactType::Number;
      fact.unit = is_money ? "" : value.unit;
    } else {
      fact.type = FactType::OneOf;
      fact.enumeration = static_cast<Index>(model_.program.enumerations.size());
      model_.program.enumerations.emplace_back();
      const Index slot = add_fact(model_, std::move(fact), out_);
      implicit_.insert(slot);
      return extend(slot, labels);
    }
    implicit_.insert(add_fact(model_, std::move(fact), out_));
  }

  void collect(Index kind, const ast::CellTable& table, Index dimension, const ast::Cell& cell,
               std::vector<const ast::Name*>& labels, const ast::BoundLabel*& bound) const {
    for (Index at = 0; at < cell.parts.size(); ++at) {
      const auto from_right = static_cast<Index>(cell.parts.size() - at);
      const bool is_here = table.dimensions.size() == 1 || table.dimensions.size() == dimension + from_right;
      if (const auto* bounds = std::get_if<ast::BoundLabel>(&cell.parts[at].label)) {
        if (is_here || bounds->dimension.text == table.dimensions[dimension].text) bound = bounds;
        continue;
      }
      const auto* group = std::get_if<ast::LabelGroup>(&cell.parts[at].label);
      if (group == nullptr) continue;
      for (const ast::LabelRef& ref : group->alternatives) {
        const bool is_named = ref.dimension.text == table.dimensions[dimension].text;
        if (!is_named && (!ref.dimension.empty() || !is_here || belongs_elsewhere(kind, table, ref.label))) continue;
        labels.push_back(&ref.label);
      }
    }
  }

  bool belongs_elsewhere(Index kind, const ast::CellTable& table, const ast::Name& label) const {
    if (model_.applicant_kinds.contains(label.text)) return true;
    const auto stage = model_.program.claim_kinds[kind].stage;
    if (stage != kNone && find_value(model_, model_.program.facts[stage].enumeration, label)) return true;
    for (const ast::Name& dimension : table.dimensions) {
      const auto known = model_.claim_facts[kind].find(dimension.text);
      if (known == model_.claim_facts[kind].end() || implicit_.contains(known->second)) continue;
      if (find_value(model_, model_.program.facts[known->second].enumeration, label)) return true;
    }
    return false;
  }

  void extend(Index slot, const std::vector<const ast::Name*>& labels) {
    const Index enumeration = model_.program.facts[slot].enumeration;
    if (enumeration == kNone) return;
    for (const ast::Name* label : labels) {
      if (!find_value(model_, enumeration, *label))
        model_.program.enumerations[enumeration].values.emplace_back(label->text);
    }
  }

  Model& model_;
  base::Diagnostics& out_;
  const ast::Ast* ast_ = nullptr;
  std::unordered_set<Index> implicit_;
};

}  // namespace

void declare_short_forms(Model& model, base::Diagnostics& out) { ShortForms(model, out).run(); }

}  // namespace polc::model
