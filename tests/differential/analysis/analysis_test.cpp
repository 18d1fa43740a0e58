// The analysis against brute force: on small random policies a finding of P41–P43 is reported exactly when trying
// every case shows what it says. 2,000 policies; POLC_ROUNDS=100000 tries more, POLC_SEED=N begins elsewhere.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "compiler/analyse/regions/check_regions.h"
#include "tests/differential/analysis/brute_force.h"
#include "tests/differential/analysis/random_policy.h"
#include "tests/property/settings.h"

namespace polc::test {
namespace {

using base::Code;
using runtime::Index;

/// What the analysis says, in the terms of `Truth`.
Truth reported(const compiler::Compiled& compiled, const base::Diagnostics& findings) {
  Truth said;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Index> rules;
  for (Index rule = 0; rule < compiled.program.rules.size(); ++rule)
    rules.emplace(std::pair(compiled.program.rules[rule].span.begin, compiled.program.rules[rule].span.end), rule);
  for (const base::Diagnostic& found : findings.all()) {
    const auto at = rules.find(std::pair(found.span.begin, found.span.end));
    const Index rule = at == rules.end() ? runtime::kNone : at->second;
    switch (found.code) {
      case Code::P4101:
      case Code::P4203: said.conflicting.insert(found.awards.front()); break;
      case Code::P4201:
      case Code::P4202:
      case Code::P4205: said.open.insert(found.awards.front()); break;
      case Code::P4106:
      case Code::P4302: said.dead_awards.insert(found.awards.begin(), found.awards.end()); break;
      case Code::P4301:
      case Code::P4309: said.dead_cells.insert(rule); break;
      case Code::P4104: said.undeclared.emplace(found.awards[0], found.awards[1]); break;
      case Code::P4303: said.idle_exclusions.insert(rule); break;
      case Code::P4307:
      case Code::P4308: said.shadowed.insert(rule); break;
      default: break;
    }
  }
  return said;
}

/// Takes away what a graver finding holds back: all about dead awards, gaps left by dead cells, exclusions said to be
/// constant.
void hold_back(const compiler::Compiled& compiled, const Truth& said, const base::Diagnostics& findings, Truth& truth) {
  const runtime::Program& program = compiled.program;
  std::set<Index> rules_of_dead;
  for (const runtime::Award& award : program.awards) {
    const Index amount = award.entitlements[0].amount;
    if (program.nodes[amount].op != runtime::Op::Cells) continue;
    for (const auto& cell : program.tables[program.nodes[amount].a].cells) {
      if (truth.dead_awards.contains(award.name)) rules_of_dead.insert(cell.rule);
      if (truth.dead_cells.contains(cell.rule) && !said.open.contains(award.name)) truth.open.erase(award.name);
    }
    if (truth.dead_awards.contains(award.name)) truth.open.erase(award.name);
  }
  for (const Index rule : rules_of_dead) truth.dead_cells.erase(rule);
  for (const base::Diagnostic& found : findings.all()) {
    if (found.code != Code::P4318 && found.code != Code::P4304 && found.code != Code::P4305 &&
        found.code != Code::P4306)
      continue;
    for (Index rule = 0; rule < program.rules.size(); ++rule) {
      if (program.rules[rule].span == found.span) truth.idle_exclusions.erase(rule);
    }
  }
}

void compare(std::uint64_t seed) {
  const std::string text = random_policy(seed);
  base::SourceStore sources;
  base::Diagnostics findings;
  const auto read = [&](const std::string&) -> std::optional<std::string> { return text; };
  const compiler::Compiled compiled = compiler::compile("random.pol", read, sources, findings);
  if (!compiled.can_evaluate) return;
  base::Diagnostics out;
  const analyse::Proved proved = analyse::check_regions({{&compiled, "random.pol", std::nullopt}}, sources, out);
  const Truth said = reported(compiled, out);
  Truth truth = try_every_case(compiled);
  hold_back(compiled, said, out, truth);

  INFO("seed ", seed, "\n", text);
  CHECK(proved.undecided == 0);
  CHECK(said.conflicting == truth.conflicting);
  CHECK(said.open == truth.open);
  CHECK(said.dead_awards == truth.dead_awards);
  CHECK(said.dead_cells == truth.dead_cells);
  CHECK(said.undeclared == truth.undeclared);
  // Where cells contradict each other, what is highest is not said.
  if (truth.conflicting.empty()) CHECK(said.shadowed == truth.shadowed);
  // With a dead award in its scope an exclusion is not looked at.
  // Of two that make each other idle one is named.
  if (truth.dead_awards.empty()) {
    CHECK(std::includes(truth.idle_exclusions.begin(), truth.idle_exclusions.end(), said.idle_exclusions.begin(),
                        said.idle_exclusions.end()));
    CHECK(said.idle_exclusions.empty() == truth.idle_exclusions.empty());
  }
  CHECK(proved.no_overlap == (truth.conflicting.empty() && truth.undeclared.empty()));
}

}  // namespace

TEST_CASE("analysis: findings on small random policies are those that trying every case shows") {
  const std::uint64_t rounds = testing::number_from("POLC_ROUNDS", 2000);
  const std::uint64_t first = testing::number_from("POLC_SEED", 1);
  for (std::uint64_t seed = first; seed < first + rounds; ++seed) compare(seed);
}

}  // namespace polc::test
