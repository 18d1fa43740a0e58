#include "compiler/model/facts.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "compiler/model/unit.h"

namespace polc::model {

using base::Code;
using base::plain;
using runtime::Fact;
using runtime::FactOwner;
using runtime::FactType;

namespace {

// The English keys of a case (docs/language/formats): a fact of that name could not be told from the key.
// `stage` alone may be declared.
constexpr std::array<std::string_view, 3> kClaimKeys{"id", "kind", "on"};
constexpr std::array<std::string_view, 2> kApplicantKeys{"id", "kind"};
constexpr std::array<std::string_view, 7> kListKeys{"award", "paid", "claim", "matter", "recipient", "policy", "level"};

bool is_reserved(FactOwner owner, std::string_view name) {
  const auto has = [&](const auto& keys) { return std::find(keys.begin(), keys.end(), name) != keys.end(); };
  return owner == FactOwner::Claim ? has(kClaimKeys) || has(kListKeys) : has(kApplicantKeys);
}

FactType type_of(ast::TypeDecl::Kind kind) {
  switch (kind) {
    case ast::TypeDecl::Kind::YesNo: return FactType::YesNo;
    case ast::TypeDecl::Kind::Integer: return FactType::Integer;
    case ast::TypeDecl::Kind::Number: return FactType::Number;
    case ast::TypeDecl::Kind::Percent: return FactType::Percent;
    case ast::TypeDecl::Kind::Money: return FactType::Money;
    case ast::TypeDecl::Kind::Date: return FactType::Date;
    case ast::TypeDecl::Kind::Text: return FactType::Text;
    case ast::TypeDecl::Kind::OneOf: return FactType::OneOf;
    case ast::TypeDecl::Kind::Ranked: return FactType::Ranked;
    case ast::TypeDecl::Kind::AnyOf: return FactType::AnyOf;
  }
  return FactType::YesNo;
}

bool same_constant(const std::optional<runtime::Constant>& lhs, const std::optional<runtime::Constant>& rhs) {
  if (lhs.has_value() != rhs.has_value()) return false;
  return !lhs || (lhs->number == rhs->number && lhs->text == rhs->text && lhs->codes == rhs->codes);
}

bool same_fact(const Model& model, const Fact& lhs, const Fact& rhs) {
  const auto values = [&](const Fact& fact) {
    return fact.enumeration == kNone ? std::vector<std::string>{} : model.program.enumerations[fact.enumeration].values;
  };
  return lhs.type == rhs.type && values(lhs) == values(rhs) && lhs.unit == rhs.unit && lhs.low == rhs.low &&
         lhs.high == rhs.high && lhs.is_key == rhs.is_key && lhs.is_group_key == rhs.is_group_key &&
         lhs.is_judged == rhs.is_judged && lhs.judge == rhs.judge && same_constant(lhs.presumed, rhs.presumed);
}

const std::string& kind_name(const Model& model, FactOwner owner, Index kind) {
  return owner == FactOwner::Claim ? model.program.claim_kinds[kind].name : model.program.applicant_kinds[kind].name;
}

ValueType value_type(const Fact& fact) { return {fact.type, fact.enumeration, fact.unit}; }

void set_bounds(Model& model, const ast::Ast& ast, const ast::TypeDecl& type, Fact& fact, base::Diagnostics& out) {
  const ValueType value = value_type(fact);
  if (type.from != ast::kNoExpr) {
    if (const auto low = read_constant(model, ast, type.from, value, out)) fact.low = low->number;
  }
  if (type.to != ast::kNoExpr) {
    if (const auto high = read_constant(model, ast, type.to, value, out)) fact.high = high->number;
  }
  if (fact.low && fact.high && *fact.low > *fact.high) {
    const base::Span low = ast.expr(type.from).span;
    const base::Span high = ast.expr(type.to).span;
    out.report(Code::P3009, base::join(low, high),
               {plain(model.sources->slice(low)), plain(model.sources->slice(high))});
  }
}

}  // namespace

Index add_enumeration(Model& model, const std::vector<ast::Name>& values, base::Diagnostics& out) {
  runtime::Enumeration enumeration;
  for (const ast::Name& value : values) {
    const auto& known = enumeration.values;
    if (std::find(known.begin(), known.end(), value.text) != known.end()) {
      out.report(Code::P2002, value.span, {{"value", "取值"}, plain(value.text)});
      continue;
    }
    enumeration.values.push_back(value.text);
  }
  model.program.enumerations.push_back(std::move(enumeration));
  return static_cast<Index>(model.program.enumerations.size() - 1);
}

ValueType resolve_type(Model& model, const ast::TypeDecl& type, base::Diagnostics& out) {
  ValueType value{type_of(type.kind), kNone, type.unit.text};
  // A price per unit (`number in 元/平方米`) is money that still has to meet its unit.
  Unit unit = Unit::parse(type.unit.text);
  const bool is_price = unit.take("元") == 1;
  if (is_price &&
      (value.type == FactType::Number || value.type == FactType::Integer || value.type == FactType::Money)) {
    value.type = FactType::Money;
    value.unit = unit.text();
  }
  if (!type.values.empty()) value.enumeration = add_enumeration(model, type.values, out);
  return value;
}

Index add_fact(Model& model, Fact fact, base::Diagnostics& out) {
  const bool of_claim = fact.owner == FactOwner::Claim;
  NameMap& names = of_claim ? model.claim_facts[fact.kind] : model.applicant_facts[fact.kind];
  const std::string& owner = kind_name(model, fact.owner, fact.kind);
  if (is_reserved(fact.owner, fact.name)) {
    out.report(Code::P2010, fact.span, {plain(fact.name)});
  }
  const auto slot = static_cast<Index>(model.program.facts.size());
  const auto [known, is_new] = names.emplace(fact.name, slot);
  if (!is_new) {
    const Fact& earlier = model.program.facts[known->second];
    if (!same_fact(model, earlier, fact)) {
      out.report(
             Code::P2003, fact.span,
             {plain(fact.name), plain(owner), describe(model, value_type(earlier)), describe(model, value_type(fact))})
          .also(earlier.span, {"first declared here", "最先在此声明"});
    }
    return known->second;
  }
  if (of_claim) {
    runtime::ClaimKind& kind = model.program.claim_kinds[fact.kind];
    if (fact.is_key && kind.key != kNone) {
      out.report(Code::P2016, fact.span, {plain(owner), plain(model.program.facts[kind.key].name)});
    } else if (fact.is_key) {
      kind.key = slot;
    }
    kind.facts.push_back(slot);
  } else {
    model.program.applicant_kinds[fact.kind].facts.push_back(slot);
  }
  model.program.facts.push_back(std::move(fact));
  return slot;
}

void add_facts(Model& model, const ast::Ast& ast, FactOwner owner, Index kind, const std::vector<ast::FactDecl>& facts,
               base::Diagnostics& out) {
  for (const ast::FactDecl& decl : facts) {
    const ValueType type = resolve_type(model, decl.type, out);
    Fact fact;
    fact.name = decl.name.text;
    fact.owner = owner;
    fact.kind = kind;
    fact.type = type.type;
    fact.enumeration = type.enumeration;
    fact.unit = type.unit;
    fact.is_key = decl.is_key;
    fact.is_group_key = decl.is_group_key;
    fact.is_judged = decl.judged_by.has_value();
    if (decl.judged_by) fact.judge = decl.judged_by->text;
    fact.span = decl.name.span;
    if (fact.is_key && owner == FactOwner::Applicant) {
      out.report(
          Code::P1018, decl.name.span,
          {{"key", "识别号"},
           {"a fact of an applicant; a matter is known by a fact of its claim", "申请人的事实；识别号是事项的事实"}});
    }
    set_bounds(model, ast, decl.type, fact, out);
    if (decl.presumed != ast::kNoExpr) fact.presumed = read_constant(model, ast, decl.presumed, type, out);
    add_fact(model, std::move(fact), out);
  }
}

void check_keys(const Model& model, base::Diagnostics& out) {
  std::unordered_map<std::string_view, Index> first_of_name;
  for (const runtime::ClaimKind& kind : model.program.claim_kinds) {
    if (kind.key == kNone) continue;
    const Fact& key = model.program.facts[kind.key];
    const auto [known, is_new] = first_of_name.emplace(key.name, kind.key);
    if (is_new) continue;
    const Fact& earlier = model.program.facts[known->second];
    if (earlier.type == key.type && earlier.unit == key.unit) continue;
    out.report(Code::P3007, key.span,
               {plain(key.name), describe(model, value_type(earlier)),
                plain(kind_name(model, FactOwner::Claim, earlier.kind)), describe(model, value_type(key)),
                plain(kind.name)})
        .also(earlier.span, {"the other key", "另一识别号"});
  }
}

}  // namespace polc::model
