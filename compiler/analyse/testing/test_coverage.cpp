#include "compiler/analyse/testing/test_coverage.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "runtime/explain/evaluate.h"

namespace polc::analyse {

using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Program;

namespace {

/// Returns the rules that awards rest on, each with the first of them, by rule and without their use.
std::vector<RuleCoverage> rules_of_awards(const Program& program) {
  std::map<Index, RuleCoverage> rules;
  const auto add = [&](Index rule, Index award, bool is_deniable) {
    if (rule == kNone) return;
    RuleCoverage& one = rules.try_emplace(rule, RuleCoverage{rule, award, false, {}}).first->second;
    one.is_deniable = one.is_deniable || is_deniable;
  };
  for (Index at = 0; at < program.awards.size(); ++at) {
    const runtime::Award& award = program.awards[at];
    const bool is_closed_to_some =
        std::any_of(award.entitlements.begin(), award.entitlements.end(), [](const auto& one) { return !one.is_open; });
    add(award.kind_rule, at, is_closed_to_some);
    for (const runtime::Entitlement& entitlement : award.entitlements) {
      if (!entitlement.is_open) continue;
      const bool has_guard = !entitlement.guards.empty();
      for (const runtime::Guard& guard : entitlement.guards) add(guard.rule, at, true);
      add(entitlement.amount_rule, at, has_guard);
      if (entitlement.amount == kNone || program.nodes[entitlement.amount].op != runtime::Op::Cells) continue;
      const runtime::Table& table = program.tables[program.nodes[entitlement.amount].a];
      for (const runtime::TableCell& cell : table.cells) add(cell.rule, at, has_guard);
      add(table.otherwise_rule, at, has_guard);
    }
  }
  std::vector<RuleCoverage> in_order;
  for (const auto& [rule, one] : rules) in_order.push_back(one);
  return in_order;
}

std::optional<Fraction> neighbour(const Program& program, const Bound& bound, std::int64_t steps) {
  const auto step = step_of(program, bound.quantity);
  return step ? runtime::add(bound.value, *runtime::multiply(*step, Fraction(steps))) : std::nullopt;
}

}  // namespace

Reach::Reach(const Program& program)
    : program_(program), rules_(rules_of_awards(program)), bounds_(bounds_of(program)), uses_(program) {
  for (const runtime::Reading& reading : program.readings)
    used_codes_.emplace_back(program.enumerations[reading.enumeration].values.size(), false);
}

void Reach::add(const runtime::Case& one, const std::vector<Index>& readings, const runtime::Decision& decision) {
  uses_.add(decision);
  values_.add(program_, one);
  for (std::size_t at = 0; at < readings.size(); ++at) used_codes_[at][readings[at]] = true;
}

TestCoverage Reach::coverage() const {
  TestCoverage coverage;
  coverage.rules = rules_;
  for (RuleCoverage& one : coverage.rules) one.use = uses_.of(one.rule);
  add_bounds(coverage);
  add_readings(coverage);
  return coverage;
}

void Reach::add_bounds(TestCoverage& coverage) const {
  std::map<Quantity, std::set<Fraction>> cuts;
  for (const Bound& bound : bounds_) cuts[bound.quantity].insert(bound.value);
  for (const Bound& bound : bounds_) {
    BoundCoverage one{bound, values_.has(bound.quantity, bound.value), false, false};
    const auto below = neighbour(program_, bound, -1);
    const auto above = neighbour(program_, bound, 1);
    const std::set<Fraction>& of_quantity = cuts[bound.quantity];
    const auto here = of_quantity.find(bound.value);
    const auto before = here == of_quantity.begin() ? std::nullopt : std::optional(*std::prev(here));
    const auto after = std::next(here) == of_quantity.end() ? std::nullopt : std::optional(*std::next(here));
    one.below = below ? values_.has(bound.quantity, *below) : values_.has_between(bound.quantity, before, bound.value);
    one.above = above ? values_.has(bound.quantity, *above) : values_.has_between(bound.quantity, bound.value, after);
    coverage.bounds.push_back(one);
  }
}

void Reach::add_readings(TestCoverage& coverage) const {
  for (Index reading = 0; reading < program_.readings.size(); ++reading) {
    for (Index code = 0; code < used_codes_[reading].size(); ++code)
      coverage.readings.push_back({reading, code, used_codes_[reading][code]});
  }
}

std::size_t TestCoverage::num_points() const {
  std::size_t num = 3 * bounds.size() + readings.size();
  for (const RuleCoverage& one : rules) num += one.is_deniable ? 2 : 1;
  return num;
}

std::size_t TestCoverage::num_reached() const {
  std::size_t num = 0;
  for (const RuleCoverage& one : rules)
    num += static_cast<std::size_t>(one.use.pays) + static_cast<std::size_t>(one.is_deniable && one.use.denies);
  for (const BoundCoverage& one : bounds)
    num += static_cast<std::size_t>(one.at) + static_cast<std::size_t>(one.below) + static_cast<std::size_t>(one.above);
  for (const ReadingCoverage& one : readings) num += static_cast<std::size_t>(one.is_used);
  return num;
}

Reach reach_of_tests(const compiler::Compiled& compiled) {
  Reach reach(compiled.program);
  for (const runtime::PolicyTest& test : compiled.tests)
    reach.add(test.input, test.readings, runtime::evaluate(compiled.program, test.input, test.readings));
  return reach;
}

}  // namespace polc::analyse
