#include "doc/tests.h"

#include <algorithm>
#include <array>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "doc/articles.h"
#include "doc/code.h"
#include "doc/phrases.h"
#include "runtime/cases/value_text.h"

namespace polc::doc {

using analyse::BoundCoverage;
using analyse::Quantity;
using base::Bilingual;
using names::SymbolKind;

namespace {

struct Sign {
  const char* style;
  const char* sign;
  Phrase words;
};

constexpr std::array<Sign, 4> kLegend = {{{"mark full", "●", Phrase::MarkFull},
                                          {"mark half", "◐", Phrase::MarkHalf},
                                          {"mark half", "◑", Phrase::MarkOtherHalf},
                                          {"mark none", "○", Phrase::MarkNone}}};

class TestWriter {
 public:
  TestWriter(Html& html, const Material& material, const ExplainCode& explain)
      : html_(html), material_(material), explain_(explain) {}

  void write() {
    html_.open("section", {{"id", "tests"}}).element("h2", {}, phrase(Phrase::TestsTitle));
    if (material_.tests.empty()) {
      html_.element("p", {}, phrase(Phrase::NoTests));
    } else {
      write_reach();
      write_verdicts();
      write_bounds();
    }
    write_code_of_tests();
    html_.close();
  }

 private:
  void write_reach() {
    const std::size_t num_points = material_.coverage.num_points();
    const std::size_t num_reached = material_.coverage.num_reached();
    const std::size_t percent = num_points == 0 ? 100 : num_reached * 100 / num_points;
    html_.element("p", {{"class", "lead"}},
                  phrase(Phrase::TestsReach, {count(num_reached), count(num_points), count(percent)}));
    html_.open("ul", {{"class", "legend"}});
    for (const auto& [style, sign, words] : kLegend) {
      html_.open("li").open("span", {{"class", style}}).text(sign).close().text(" ").words(phrase(words)).close();
    }
    html_.close();
  }

  void write_verdicts() {
    html_.open("ol", {{"class", "verdicts"}});
    for (const TestVerdict& one : material_.tests) {
      const bool has_passed = one.unmet.empty();
      html_.open("li")
          .open("span", {{"class", has_passed ? "verdict passed" : "verdict failed"}})
          .words(phrase(has_passed ? Phrase::Passed : Phrase::Failed))
          .close()
          .text(" ");
      html_.open("a", {{"href", "#" + material_.links.statement_id(one.test->span)}}).quote(one.test->name).close();
      for (const runtime::Unmet& unmet : one.unmet) {
        html_.open("p")
            .words(phrase(Phrase::Expected))
            .text(" ")
            .sentence(unmet.expected)
            .words({"; ", "；"})
            .words(phrase(Phrase::Came))
            .text(" ")
            .sentence(unmet.came)
            .close();
      }
      html_.close();
    }
    html_.close();
  }

  void write_bounds() {
    const auto lacks = [](const BoundCoverage& one) { return !one.at || !one.below || !one.above; };
    if (std::none_of(material_.coverage.bounds.begin(), material_.coverage.bounds.end(), lacks)) return;
    html_.element("h3", {{"id", "bounds"}}, phrase(Phrase::BoundsTitle)).element("p", {}, phrase(Phrase::BoundsLead));
    html_.open("div", {{"class", "scroll"}}).open("table", {{"class", "bounds"}}).open("thead").open("tr");
    for (const Phrase column : {Phrase::BoundOf, Phrase::BoundBelow, Phrase::BoundAt, Phrase::BoundAbove})
      html_.element("th", {{"scope", "col"}}, phrase(column));
    html_.close().close().open("tbody");
    for (const BoundCoverage& one : material_.coverage.bounds) {
      if (lacks(one)) write_bound(one);
    }
    html_.close().close().close();
  }

  void write_bound(const BoundCoverage& one) {
    html_.open("tr").open("th", {{"scope", "row"}});
    write_quantity(one.bound.quantity);
    html_.text(" ")
        .open("a", {{"href", "#" + material_.links.statement_id(material_.program.rules[one.bound.rule].span)}})
        .text(value_of(one))
        .close()
        .close();
    for (const bool is_tested : {one.below, one.at, one.above}) {
      html_.open("td")
          .open("span", {{"class", is_tested ? "mark full" : "mark none"}, {"aria-hidden", "true"}})
          .text(is_tested ? "●" : "○")
          .close();
      html_.hidden(phrase(is_tested ? Phrase::Tested : Phrase::NotTested)).close();
    }
    html_.close();
  }

  void write_quantity(const Quantity& quantity) {
    switch (quantity.kind) {
      case Quantity::Kind::EventDate: html_.words(phrase(Phrase::EventDate)); return;
      case Quantity::Kind::ApplicationDate: html_.words(phrase(Phrase::ApplicationDate)); return;
      case Quantity::Kind::Fact:
        write_name(html_, material_.links, {SymbolKind::Fact, material_.program.facts[quantity.slot].name});
    }
  }

  std::string value_of(const BoundCoverage& one) const {
    runtime::Fact fact;
    fact.type = runtime::FactType::Date;
    if (one.bound.quantity.kind == Quantity::Kind::Fact) fact = material_.program.facts[one.bound.quantity.slot];
    return runtime::number_text(material_.program, fact, one.bound.value);
  }

  void write_code_of_tests() {
    std::vector<const ast::Statement*> statements;
    for (const compiler::UsedFile& file : material_.compiled.trees) {
      for (const ast::Statement& statement : file.ast.statements) {
        if (std::holds_alternative<ast::Sample>(statement) || std::holds_alternative<ast::Test>(statement))
          statements.push_back(&statement);
      }
    }
    if (statements.empty()) return;
    html_.open("details", {{"class", "code-of-tests"}})
        .element("summary", {}, phrase(Phrase::CodeOfTests, {count(statements.size())}));
    for (const ast::Statement* statement : statements) {
      write_statement(html_, material_, *statement);
      write_findings_at(html_, material_, explain_, material_.links.statement_id(ast::span_of(*statement)));
    }
    html_.close();
  }

  Html& html_;
  const Material& material_;
  const ExplainCode& explain_;
};

}  // namespace

void write_tests(Html& html, const Material& material, const ExplainCode& explain) {
  TestWriter(html, material, explain).write();
}

}  // namespace polc::doc
