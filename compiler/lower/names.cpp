#include <algorithm>
#include <array>
#include <string_view>

#include "base/spelling.h"
#include "compiler/lower/lowering.h"

namespace polc::lower {

using base::Bilingual;
using base::Code;
using base::plain;
using runtime::ListKind;

namespace {

struct BuiltIn {
  std::string_view english;
  std::string_view chinese;
};

// The built-in facts, by both spellings (docs/language/facts.md).
constexpr std::array<BuiltIn, 9> kBuiltIns{{{"on", "于"},
                                            {"applied", "申报日"},
                                            {"paid", "已拨付"},
                                            {"award", "资助"},
                                            {"policy", "政策"},
                                            {"level", "层级"},
                                            {"entitled", "应得"},
                                            {"recipient", "领取人"},
                                            {"stage", "环节"}}};

/// Returns the English key of a built-in fact, or "".
std::string_view built_in_key(std::string_view word) {
  for (const BuiltIn& one : kBuiltIns) {
    if (word == one.english || word == one.chinese) return one.english;
  }
  return {};
}

std::optional<Index> find(const model::NameMap& names, const ast::Name& name, const Model& model) {
  if (const auto at = names.find(name.text); at != names.end()) return at->second;
  const std::string_view written = model.written(name);
  if (written == name.text) return std::nullopt;
  if (const auto at = names.find(std::string(written)); at != names.end()) return at->second;
  return std::nullopt;
}

}  // namespace

Lowering::Result Lowering::fact(Index slot, Op op) {
  const runtime::Fact& fact = model_.program.facts[slot];
  Node node;
  node.op = op;
  node.type = runtime::node_type_of(fact.type);
  node.fact_type = fact.type;
  node.enumeration = fact.enumeration;
  node.a = slot;
  return Lowered{nodes_.add(node, {}), fact.type, fact.enumeration, Unit::parse(fact.unit), false};
}

Lowering::Result Lowering::name(const ast::Expr& expr, const Context& context) {
  const ast::Name& name = expr.name;
  if (context.sees_facts) {
    const Index kind = context.list == ListKind::ClaimKind ? context.element
                       : context.list == ListKind::History && context.element != kNone
                           ? model_.program.awards[context.element].claim_kind
                       : context.list ? kNone
                                      : context.claim_kind;
    if (kind != kNone) {
      if (const auto slot = find(model_.claim_facts[kind], name, model_)) {
        if (!context.list) read_claim_ = true;
        return fact(*slot, Op::ClaimFact);
      }
    }
    if (context.applicant_kind != kNone) {
      if (const auto slot = find(model_.applicant_facts[context.applicant_kind], name, model_))
        return fact(*slot, Op::ApplicantFact);
    }
  }
  if (const auto index = find(model_.definitions, name, model_)) return definition(*index, expr, context);
  if (const auto index = find(model_.parameters, name, model_)) return parameter(*index, ast::kNoExpr, context);
  if (const auto index = find(model_.readings, name, model_)) {
    Node node;
    node.op = Op::ReadingValue;
    node.type = NodeType::Enum;
    node.fact_type = FactType::OneOf;
    node.enumeration = model_.program.readings[*index].enumeration;
    node.a = *index;
    return Lowered{nodes_.add(node, {}), FactType::OneOf, node.enumeration, {}, false};
  }
  return built_in(expr, context);
}

Lowering::Result Lowering::this_name(const ast::Expr& expr, const Context& context) {
  if (context.claim_kind != kNone) {
    if (const auto slot = find(model_.claim_facts[context.claim_kind], expr.name, model_)) {
      read_claim_ = true;
      return fact(*slot, context.list ? Op::JudgedClaimFact : Op::ClaimFact);
    }
    if (built_in_key(expr.name.text) == "on") {
      read_claim_ = true;
      Node node;
      node.op = context.list ? Op::JudgedClaimDate : Op::ClaimDate;
      node.type = NodeType::Numeric;
      node.fact_type = FactType::Date;
      return Lowered{nodes_.add(node, {}), FactType::Date, kNone, {}, false};
    }
  }
  report_unknown(expr, context);
  return std::nullopt;
}

Lowering::Result Lowering::built_in(const ast::Expr& expr, const Context& context) {
  const std::string_view key = built_in_key(expr.name.text);
  if (key.empty() || !context.sees_facts) {
    report_unknown(expr, context);
    return std::nullopt;
  }
  Node node;
  node.type = NodeType::Numeric;
  node.fact_type = FactType::Date;
  if (key == "applied") {
    node.op = Op::ApplicationDate;
    return Lowered{nodes_.add(node, {}), FactType::Date, kNone, {}, false};
  }
  if (key == "on" && (context.list || context.claim_kind != kNone)) {
    if (!context.list) read_claim_ = true;
    node.op = Op::ClaimDate;
    return Lowered{nodes_.add(node, {}), FactType::Date, kNone, {}, false};
  }
  if (auto element = element_built_in(key, context)) return element;
  report_unknown(expr, context);
  return std::nullopt;
}

Lowering::Result Lowering::element_built_in(std::string_view key, const Context& context) {
  const bool of_history = context.list == ListKind::History;
  const bool of_other = context.list == ListKind::OtherGrants;
  if (!of_history && !of_other) return std::nullopt;
  const auto make = [&](Op op, FactType type, Index enumeration) -> Result {
    Node node;
    node.op = op;
    node.type = runtime::node_type_of(type);
    node.fact_type = type;
    node.enumeration = enumeration;
    return Lowered{nodes_.add(node, {}), type, enumeration, {}, false};
  };
  if (key == "paid") return make(Op::ElementPaid, FactType::Money, kNone);
  if (of_history && key == "award") return make(Op::ElementAward, FactType::Text, kNone);
  if (of_history && key == "recipient") return make(Op::ElementRecipient, FactType::Text, kNone);
  if (of_other && key == "policy") return make(Op::ElementPolicy, FactType::Text, kNone);
  if (of_other && key == "entitled") return make(Op::ElementEntitled, FactType::Money, kNone);
  if (of_other && key == "level") return make(Op::ElementLevel, FactType::Ranked, model_.program.level_enumeration);
  return std::nullopt;
}

Lowering::Result Lowering::definition(Index index, const ast::Expr& use, const Context& context) {
  const model::Definition& definition = model_.definition_list[index];
  const ast::Define& statement = *definition.placed.statement;
  const auto opened = std::find(open_definitions_.begin(), open_definitions_.end(), index);
  if (opened != open_definitions_.end()) {
    report_circle({opened, open_definitions_.end()});
    return std::nullopt;
  }
  const bool kind_differs = definition.applicant_kind != kNone && definition.applicant_kind != context.applicant_kind;
  const Index seen_claim = context.list == ListKind::ClaimKind ? context.element : context.claim_kind;
  const bool claim_differs = definition.claim_kind != kNone && definition.claim_kind != seen_claim;
  if (kind_differs || claim_differs) {
    out_.report(Code::P2011, use.span, {plain(use.name.text), plain(statement.scope->text)})
        .also(statement.name.span, {"defined here", "在此定义"});
    return std::nullopt;
  }
  const UseKey key = key_of(index, context);
  auto known = inlined_->find(key);
  if (known == inlined_->end()) known = inlined_->emplace(key, inlined(index, use, context)).first;
  out_.take(known->second.findings);
  read_claim_ = read_claim_ || known->second.reads_claim;
  return known->second.result;
}

Lowering::Inlined Lowering::inlined(Index index, const ast::Expr& use, const Context& context) const {
  const model::Definition& definition = model_.definition_list[index];
  Context inner = context;
  inner.ast = &model_.ast_of(definition.placed.address);
  Inlined made;
  Lowering own = attempt(made.findings);
  own.open_definitions_.push_back(index);
  made.result = own.lower_definition(*definition.placed.statement, inner);
  if (made.result && nodes_.depth(made.result->node) > kMaxNesting) made.result = own.refuse_depth(use.span);
  made.reads_claim = own.read_claim_;
  return made;
}

Lowering::UseKey Lowering::key_of(Index definition, const Context& context) {
  const int list = context.list ? static_cast<int>(*context.list) : -1;
  return {definition,      context.applicant_kind, context.claim_kind, list,
          context.element, context.sees_facts,     context.rule};
}

Lowering::Result Lowering::lower_definition(const ast::Define& statement, const Context& context) {
  if (!statement.table) return lower(statement.value, context);
  TableOptions options;
  options.owner = statement.name.text;
  options.pays_money = false;
  for (const ast::Cell& cell : statement.table->cells) options.cell_rules.push_back(rules_.of(&cell));
  return table(*statement.table, options, context);
}

/// One circle is one finding, at its first definition, wherever it was entered.
void Lowering::report_circle(std::vector<Index> members) {
  std::rotate(members.begin(), std::min_element(members.begin(), members.end()), members.end());
  const ast::Name& first = model_.definition_list[members.front()].placed.statement->name;
  std::string circle;
  for (const Index member : members) circle += model_.definition_list[member].placed.statement->name.text + " → ";
  out_.report(Code::P2012, first.span, {plain(first.text), plain(circle + first.text)});
}

Lowering::Result Lowering::parameter(Index index, ast::ExprId date, const Context& context) {
  const runtime::Parameter& parameter = model_.program.parameters[index];
  Index at = kNone;
  if (date != ast::kNoExpr) {
    const Result when = lower(date, context);
    if (!when) return std::nullopt;
    if (when->type != FactType::Date) {
      out_.report(Code::P3001, context.ast->expr(date).span,
                  {quote(date, context), type_words(*when), {"a date", "日期"}});
      return std::nullopt;
    }
    at = when->node;
  } else {
    Node node;
    node.op = context.claim_kind != kNone ? Op::ClaimDate : Op::ApplicationDate;
    node.type = NodeType::Numeric;
    node.fact_type = FactType::Date;
    at = nodes_.add(node, {});
    if (node.op == Op::ClaimDate && !context.list) read_claim_ = true;
  }
  if (!runtime::is_numeric(parameter.type)) return std::nullopt;  // reported at the parameter
  Node node;
  node.op = Op::Parameter;
  node.type = NodeType::Numeric;
  node.fact_type = parameter.type;
  node.a = index;
  return Lowered{nodes_.add(node, {at}), parameter.type, kNone, Unit::parse(model_.parameter_units[index]), false};
}

std::vector<std::string> Lowering::visible_names(const Context& context) const {
  std::vector<std::string> names;
  const auto take = [&](const model::NameMap& map) {
    for (const auto& [name, index] : map) names.push_back(name);
  };
  if (context.sees_facts) {
    if (context.list == ListKind::ClaimKind) take(model_.claim_facts[context.element]);
    if (!context.list && context.claim_kind != kNone) take(model_.claim_facts[context.claim_kind]);
    if (context.applicant_kind != kNone) take(model_.applicant_facts[context.applicant_kind]);
  }
  take(model_.definitions);
  take(model_.parameters);
  take(model_.readings);
  std::sort(names.begin(), names.end());
  return names;
}

void Lowering::report_unknown(const ast::Expr& expr, const Context& context) {
  const std::string& word = expr.name.text;
  const auto out_of_reach = [&](const Bilingual& owner, base::Span declared) {
    base::Diagnostic& found = out_.report(Code::P2011, expr.span, {plain(word), owner});
    found.also(declared, {"declared here", "在此声明"});
    return &found;
  };
  for (Index kind = 0; kind < model_.applicant_facts.size(); ++kind) {
    const auto slot = find(model_.applicant_facts[kind], expr.name, model_);
    if (!slot) continue;
    const std::string& owner = model_.program.applicant_kinds[kind].name;
    base::Diagnostic* found = out_of_reach({"`" + owner + "`", "“" + owner + "”"}, model_.program.facts[*slot].span);
    if (context.sees_facts)
      found->advise({"narrow the statement with `to " + owner + "`", "请以“对象 " + owner + "”限定本句"});
    return;
  }
  for (Index kind = 0; kind < model_.claim_facts.size(); ++kind) {
    const auto slot = find(model_.claim_facts[kind], expr.name, model_);
    if (!slot) continue;
    const std::string& owner = model_.program.claim_kinds[kind].name;
    base::Diagnostic* found =
        out_of_reach({"the claim `" + owner + "`", "事项“" + owner + "”"}, model_.program.facts[*slot].span);
    if (context.list && context.claim_kind == kind) {
      found->advise({"for the claim being judged write `this " + word + "`", "如指本项，请写“本项的" + word + "”"});
    }
    return;
  }
  if (model_.awards.contains(word) || model_.claim_kinds.contains(word)) {
    const bool is_award = model_.awards.contains(word);
    out_.report(
        Code::P2013, expr.span,
        {plain(word), is_award ? Bilingual{"an award", "资助"} : Bilingual{"a claim", "事项"}, {"a fact", "事实"}});
    return;
  }
  const std::string_view key = built_in_key(word);
  if (key == "paid" || key == "entitled" || key == "recipient") {
    out_.report(Code::P2011, expr.span, {plain(word), {"a past or other grant", "既往资助或其他资助"}})
        .advise({"ask about it in a list: `sum of paid over history \"AWARD\"`",
                 "请在清单中提问，如“合计 已拨付 之 既往资助 \"资助名\"”"});
    return;
  }
  const std::vector<std::string> visible = visible_names(context);
  if (model::report_glued_word(word, expr.span, visible, out_)) return;
  model::suggest(out_.report(Code::P2001, expr.span, {{"fact", "事实"}, plain(word)}), expr.span, word, visible);
}

Lowering Lowering::attempt(base::Diagnostics& out) const {
  Lowering other(model_, nodes_, rules_, out);
  other.open_definitions_ = open_definitions_;
  other.depth_ = depth_;
  other.inlined_ = inlined_;
  return other;
}

bool Lowering::take_read_claim() {
  const bool result = read_claim_;
  read_claim_ = false;
  return result;
}

}  // namespace polc::lower
