#include "doc/material.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/explain/evaluate.h"

namespace polc::doc {

Material::Material(const Subject& one, const base::SourceStore& store)
    : subject(one), sources(store), compiled(*one.compiled), program(one.compiled->program), links(compiled, store) {
  analyse::Reach reach(program);
  for (const runtime::PolicyTest& test : compiled.tests) {
    const runtime::Decision decision = runtime::evaluate(program, test.input, test.readings);
    tests.push_back({&test, runtime::judge(program, test, decision)});
    reach.add(test.input, test.readings, decision);
  }
  coverage = reach.coverage();
  for (const analyse::RuleCoverage& rule : coverage.rules) rules.emplace(rule.rule, rule);
  std::vector<std::string> order;
  for (runtime::Index at = 0; at < program.awards.size(); ++at) {
    order.push_back(program.awards[at].name);
    awards.emplace(program.awards[at].name, at);
  }
  pairs = analyse::stacking_matrix(compiled);
  grouped = group_pairs(pairs, order);
  for (std::size_t at = 0; at < subject.findings.size(); ++at) {
    const std::string home = links.statement_id(subject.findings[at]->span);
    findings_at[home].push_back(at);
    for (const base::Related& related : subject.findings[at]->related) {
      const std::string place = links.statement_id(related.span);
      std::vector<std::size_t>& mentions = mentions_at[place];
      if (place != home && (mentions.empty() || mentions.back() != at)) mentions.push_back(at);
    }
  }
}

std::string finding_id(std::size_t index) { return fmt::format("finding-{}", index + 1); }
std::string pair_id(std::size_t index) { return fmt::format("pair-{}", index + 1); }

}  // namespace polc::doc
