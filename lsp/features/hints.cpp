#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "compiler/analyse/text/literals.h"
#include "lsp/features/amount_words.h"
#include "lsp/features/features.h"

namespace polc::lsp {

using analyse::text::Literal;
using analyse::text::LiteralRole;
using base::Language;

namespace {

bool is_money_role(LiteralRole role) { return role == LiteralRole::Amount || role == LiteralRole::Cap || role == LiteralRole::Condition; }

}  // namespace

Json inlay_hints(const Snapshot& snapshot, const Json& range) {
  const std::uint32_t begin = snapshot.lines().offset_of(read_position(range.value("start", Json::object())));
  const std::uint32_t end = snapshot.lines().offset_of(read_position(range.value("end", Json::object())));
  Json hints = Json::array();
  for (const ast::Statement& statement : snapshot.ast().statements) {
    for (const Literal& literal : analyse::text::literals_of(snapshot.ast(), statement)) {
      if (literal.span.begin < begin || literal.span.end > end || !is_money_role(literal.role)) continue;
      const std::string_view written = snapshot.sources().slice(literal.span);
      const bool is_short = written.find("万") != std::string_view::npos || written.find("亿") != std::string_view::npos;
      ast::Expr expr;
      expr.kind = literal.kind;
      expr.number = literal.value;
      expr.unit = literal.unit;
      const auto full = is_short ? amount_in_full(snapshot.compiled().program, expr) : std::nullopt;
      if (!full) continue;
      hints.push_back({{"position", snapshot.lines().json_of(literal.span.end)}, {"label", "= " + *full}, {"paddingLeft", true}});
    }
  }
  return hints;
}

Json code_lenses(const Findings& findings, Language language) {
  const Snapshot& snapshot = findings.snapshot;
  const runtime::Program& program = snapshot.compiled().program;
  const bool is_chinese = language == Language::Chinese;
  std::map<std::string, std::size_t> num_tests;
  for (const runtime::PolicyTest& test : snapshot.compiled().tests) {
    std::vector<std::string> awards;
    for (const runtime::Claim& claim : test.input.claims) {
      for (const runtime::Index award : program.claim_kinds[claim.kind].awards) awards.push_back(program.awards[award].name);
    }
    std::sort(awards.begin(), awards.end());
    awards.erase(std::unique(awards.begin(), awards.end()), awards.end());
    for (const std::string& award : awards) ++num_tests[award];
  }
  std::map<std::string, std::size_t> num_overlaps;
  for (const base::Diagnostic& one : findings.known().all()) {
    if (!base::info(one.code).id.starts_with("P41")) continue;
    for (const std::string& award : one.awards) ++num_overlaps[award];
  }
  Json lenses = Json::array();
  for (const ast::Statement& statement : snapshot.ast().statements) {
    const auto* award = std::get_if<ast::Award>(&statement);
    if (award == nullptr) continue;
    const auto add = [&](std::string title, const char* command) {
      lenses.push_back({{"range", snapshot.lines().range_of(award->name.span)},
                        {"command", {{"title", std::move(title)}, {"command", command}, {"arguments", {snapshot.input().path, award->name.text}}}}});
    };
    add(is_chinese ? "试算" : "try a case", "polc.tryCase");
    add(fmt::format(fmt::runtime(is_chinese ? "{} 个算例" : "{} tests"), num_tests[award->name.text]), "polc.runTests");
    if (const std::size_t overlaps = num_overlaps[award->name.text]; overlaps > 0) {
      add(fmt::format(fmt::runtime(is_chinese ? "{} 处重叠" : "{} overlaps"), overlaps), "polc.showMatrix");
    }
  }
  return lenses;
}

}  // namespace polc::lsp
