#include "compiler/analyse/text/usage.h"

#include <algorithm>
#include <variant>

#include "compiler/analyse/text/literals.h"

namespace polc::analyse::text {
namespace {

using runtime::Index;
using runtime::kNone;
using runtime::Op;

bool reads_fact(Op op) { return op == Op::ApplicantFact || op == Op::ClaimFact || op == Op::JudgedClaimFact; }

void add_facts(const runtime::Program& program, Usage& usage) {
  for (const runtime::Node& node : program.nodes) {
    if (reads_fact(node.op)) usage.facts.insert(node.a);
    if (node.op == Op::Discretion && node.a != kNone) usage.facts.insert(node.a);
  }
  for (Index slot = 0; slot < program.facts.size(); ++slot) {
    const runtime::Fact& fact = program.facts[slot];
    const bool is_built_in = fact.span.source == base::kNoSource;
    const bool divides = std::any_of(program.steps.begin(), program.steps.end(), [&](const runtime::Step& step) {
      return std::find(step.per_facts.begin(), step.per_facts.end(), fact.name) != step.per_facts.end();
    });
    if (fact.is_key || fact.is_group_key || is_built_in || divides) usage.facts.insert(slot);
  }
}

void add_statement_names(const ast::Ast& ast, const ast::Statement& statement, Usage& usage) {
  for_each_expr(ast, statement, [&](const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::Name || expr.kind == ast::ExprKind::ThisName) usage.names.insert(expr.name.text);
  });
  for (const ast::CellTable* table : tables_of(statement)) {
    for (const ast::Name& dimension : table->dimensions) usage.names.insert(dimension.text);
    for (const ast::Cell& cell : table->cells) {
      for (const ast::CellPart& part : cell.parts) {
        const auto* group = std::get_if<ast::LabelGroup>(&part.label);
        if (group == nullptr) continue;
        for (const ast::LabelRef& label : group->alternatives) usage.names.insert(label.dimension.text);
      }
    }
  }
  if (const auto* award = std::get_if<ast::Award>(&statement); award != nullptr && award->shared_bounds) {
    usage.names.insert(award->shared_bounds->text);
  }
}

void add_samples(const PolicyText& policy, Usage& usage) {
  const auto& model = policy.model();
  if (model.tests.empty()) return;
  std::set<std::string> used;
  for (const auto& test : model.tests) {
    if (test.statement->applicant) used.insert(test.statement->applicant->text);
  }
  for (const auto& sample : model.sample_list) {
    if (used.count(sample.statement->name.text) == 0) usage.unused_samples.push_back(sample.statement);
  }
}

void add_declared(const ArticleText& article, const std::vector<ast::FactDecl>& facts,
                  std::vector<DeclaredName>& names) {
  for (const ast::FactDecl& fact : facts) {
    names.push_back({fact.name.text, fact.name.span, &article, &fact});
    for (const ast::Name& value : fact.type.values) names.push_back({value.text, value.span, &article, &fact});
  }
}

}  // namespace

Usage find_usage(const PolicyText& policy) {
  Usage usage;
  add_facts(policy.program(), usage);
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) add_statement_names(*article.ast, *statement, usage);
    }
  }
  add_samples(policy, usage);
  return usage;
}

std::vector<DeclaredName> declared_names(const PolicyText& policy) {
  std::vector<DeclaredName> names;
  for (const ArticleText& article : policy.articles) {
    for (const Block& block : article.blocks) {
      for (const ast::Statement* statement : block.statements) {
        if (const auto* one = std::get_if<ast::ApplicantDecl>(statement)) add_declared(article, one->facts, names);
        if (const auto* one = std::get_if<ast::ClaimDecl>(statement)) add_declared(article, one->facts, names);
      }
    }
  }
  return names;
}

}  // namespace polc::analyse::text
