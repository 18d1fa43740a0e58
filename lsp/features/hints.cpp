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

bool is_money_role(LiteralRole role) {
  return role == LiteralRole::Amount || role == LiteralRole::Cap || role == LiteralRole::Condition;
}

/// Returns the tests about each award.
std::map<std::string, std::size_t> num_tests(const compiler::Compiled& compiled) {
  std::map<std::string, std::size_t> counts;
  for (const runtime::Award& award : compiled.program.awards) {
    for (const runtime::PolicyTest& test : compiled.tests) counts[award.name] += is_about(test, award) ? 1 : 0;
  }
  return counts;
}

/// Returns the findings about each award and another: `P41xx`.
std::map<std::string, std::size_t> num_overlaps(const base::Diagnostics& findings) {
  std::map<std::string, std::size_t> counts;
  for (const base::Diagnostic& one : findings.all()) {
    if (!base::info(one.code).id.starts_with("P41")) continue;
    for (const std::string& award : one.awards) ++counts[award];
  }
  return counts;
}

std::size_t count_of(const std::map<std::string, std::size_t>& counts, const std::string& award) {
  const auto found = counts.find(award);
  return found == counts.end() ? 0 : found->second;
}

std::string counted(std::size_t number, std::string_view noun) {
  return number == 0 ? fmt::format("no {}", noun) : fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

}  // namespace

Json inlay_hints(const Snapshot& snapshot, const Json& range) {
  const std::uint32_t begin = snapshot.lines().offset_of(read_position(range.value("start", Json::object())));
  const std::uint32_t end = snapshot.lines().offset_of(read_position(range.value("end", Json::object())));
  Json hints = Json::array();
  for (const ast::Statement& statement : snapshot.ast().statements) {
    for (const Literal& literal : analyse::text::literals_of(snapshot.ast(), statement)) {
      if (literal.span.begin < begin || literal.span.end > end || !is_money_role(literal.role)) continue;
      const std::string_view written = snapshot.sources().slice(literal.span);
      const bool is_short =
          written.find("万") != std::string_view::npos || written.find("亿") != std::string_view::npos;
      ast::Expr expr;
      expr.kind = literal.kind;
      expr.number = literal.value;
      expr.unit = literal.unit;
      const auto full = is_short ? amount_in_full(snapshot.compiled().program, expr) : std::nullopt;
      if (!full) continue;
      hints.push_back(
          {{"position", snapshot.lines().json_of(literal.span.end)}, {"label", "= " + *full}, {"paddingLeft", true}});
    }
  }
  return hints;
}

Json code_lenses(const Findings& findings, Language language) {
  const Snapshot& snapshot = findings.snapshot;
  const bool is_chinese = language == Language::Chinese;
  const std::map<std::string, std::size_t> tests = num_tests(snapshot.compiled());
  const std::map<std::string, std::size_t> overlaps = num_overlaps(findings.known());
  Json lenses = Json::array();
  for (const ast::Statement& statement : snapshot.ast().statements) {
    const auto* award = std::get_if<ast::Award>(&statement);
    if (award == nullptr) continue;
    const auto add = [&](std::string title, const char* command) {
      lenses.push_back({{"range", snapshot.lines().range_of(award->name.span)},
                        {"command",
                         {{"title", std::move(title)},
                          {"command", command},
                          {"arguments", {snapshot.input().path, award->name.text}}}}});
    };
    add(is_chinese ? "试算" : "try a case", "polc.tryCase");
    const std::size_t of_tests = count_of(tests, award->name.text);
    add(is_chinese ? of_tests == 0 ? "没有算例" : fmt::format("{} 个算例", of_tests) : counted(of_tests, "test"),
        "polc.runTests");
    if (const std::size_t of_overlaps = count_of(overlaps, award->name.text); of_overlaps > 0) {
      add(is_chinese ? fmt::format("{} 处重叠", of_overlaps) : counted(of_overlaps, "overlap"), "polc.showMatrix");
    }
  }
  return lenses;
}

}  // namespace polc::lsp
