#include "tests/differential/analysis/brute_force.h"

#include <algorithm>
#include <map>

#include "runtime/explain/evaluate.h"
#include "runtime/explain/expression.h"

namespace polc::test {
namespace {

using runtime::Case;
using runtime::Fact;
using runtime::FactType;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Op;
using runtime::Program;
using runtime::RuleKind;
using runtime::Tri;

/// What one case gives under one award.
struct Seen {
  bool guard = false;
  bool conflict = false;
  bool covered = false;
  Index rule = kNone;  // the amount that applies
  Fraction amount;
  bool is_nothing = false;
};

class BruteForce {
 public:
  explicit BruteForce(const compiler::Compiled& compiled)
      : program_(compiled.program), readings_(runtime::adopted_readings(program_)) {}

  Truth run() {
    for (const runtime::Award& award : program_.awards) {
      alive_award_.emplace(award.name, false);
      const Index amount = award.entitlements[0].amount;
      if (program_.nodes[amount].op != Op::Cells) continue;
      for (const auto& cell : program_.tables[program_.nodes[amount].a].cells) alive_cell_.emplace(cell.rule, false);
    }
    Case one;
    one.id = "1";
    one.applicant_kind = 0;
    one.applicant_facts.resize(program_.facts.size());
    runtime::Claim claim;
    claim.id = "1";
    claim.kind = 0;
    claim.on = {runtime::Presence::Given, *runtime::make_date({2024, 1, 1})};
    claim.facts.resize(program_.claim_kinds[0].facts.size());
    one.claims.push_back(claim);
    assign(one, 0);
    conclude();
    return truth_;
  }

 private:
  static std::int64_t num_values(const Program& program, const Fact& fact) {
    if (fact.type == FactType::YesNo) return 2;
    if (fact.enumeration != kNone)
      return static_cast<std::int64_t>(program.enumerations[fact.enumeration].values.size());
    return static_cast<std::int64_t>(fact.high->numerator()) + 1;
  }

  void assign(Case& one, Index slot) {
    if (slot == program_.facts.size()) return look_at(one);
    const Fact& fact = program_.facts[slot];
    for (std::int64_t value = 0; value < num_values(program_, fact); ++value) {
      runtime::FactValue given{runtime::Presence::Given, {}};
      given.value.type = fact.type;
      given.value.number = Fraction(value);
      if (fact.owner == runtime::FactOwner::Applicant) {
        one.applicant_facts[slot] = given;
      } else {
        const auto& slots = program_.claim_kinds[0].facts;
        one.claims[0].facts[static_cast<std::size_t>(std::find(slots.begin(), slots.end(), slot) - slots.begin())] =
            given;
      }
      assign(one, slot + 1);
    }
  }

  bool satisfied(runtime::ExpressionEvaluator& evaluator, const runtime::Guard& guard) const {
    const bool truth = evaluator.evaluate(guard.node, runtime::Place{0, std::nullopt}).value.truth == Tri::Yes;
    const RuleKind kind = program_.rules[guard.rule].kind;
    return truth == (kind != RuleKind::Exclude && kind != RuleKind::Unless);
  }

  Seen see(runtime::ExpressionEvaluator& evaluator, Index award) {
    const runtime::Entitlement& entitlement = program_.awards[award].entitlements[0];
    Seen seen;
    seen.guard = std::all_of(entitlement.guards.begin(), entitlement.guards.end(),
                             [&](const auto& guard) { return satisfied(evaluator, guard); });
    const auto outcome = evaluator.evaluate(entitlement.amount, runtime::Place{0, std::nullopt});
    seen.conflict = outcome.notes.fault.has_value();
    seen.covered = outcome.notes.covered == Tri::Yes;
    seen.rule = entitlement.amount_rule;
    seen.amount = *outcome.value.range.low;
    for (const runtime::CitedCell& cited : outcome.notes.cells) {
      if (cited.holds != Tri::Yes) continue;
      const runtime::Table& table = program_.tables[cited.table];
      seen.rule = cited.cell == kNone ? table.otherwise_rule : table.cells[cited.cell].rule;
      seen.is_nothing = cited.cell != kNone && table.cells[cited.cell].is_nothing;
      if (seen.guard && cited.cell != kNone) alive_cell_[seen.rule] = true;
      if (seen.guard) applying_[award].insert(seen.rule);
    }
    return seen;
  }

  void look_at(const Case& one) {
    runtime::ExpressionEvaluator evaluator(program_, one, readings_);
    applying_.clear();
    std::vector<Seen> seen;
    for (Index award = 0; award < program_.awards.size(); ++award) seen.push_back(see(evaluator, award));
    bool is_sound = true;
    for (Index award = 0; award < seen.size(); ++award) {
      const std::string& name = program_.awards[award].name;
      if (seen[award].guard && seen[award].conflict) truth_.conflicting.insert(name);
      if (seen[award].guard && seen[award].covered) alive_award_[name] = true;
      is_sound = is_sound && !(seen[award].guard && seen[award].conflict);
    }
    if (runtime::evaluate(program_, one, readings_).outcome == runtime::CaseOutcome::Error) is_sound = false;
    for (Index award = 0; award < seen.size() && is_sound; ++award) {
      if (seen[award].guard && !seen[award].covered) truth_.open.insert(program_.awards[award].name);
    }
    for (Index first = 0; first < seen.size() && is_sound; ++first) {
      for (Index second = first + 1; second < seen.size(); ++second) {
        const bool both = is_paid(seen[first]) && is_paid(seen[second]);
        if (both && !is_declared(first, second))
          truth_.undeclared.emplace(program_.awards[first].name, program_.awards[second].name);
      }
    }
    look_at_exclusions(evaluator);
    look_at_highest(seen);
  }

  static bool is_paid(const Seen& seen) { return seen.guard && seen.covered && seen.amount.sign() > 0; }

  template <typename Groups>
  static bool names_both(const Groups& groups, Index first, Index second) {
    return std::any_of(groups.begin(), groups.end(), [&](const auto& group) {
      return std::count(group.awards.begin(), group.awards.end(), first) != 0 &&
             std::count(group.awards.begin(), group.awards.end(), second) != 0;
    });
  }

  bool is_declared(Index first, Index second) const {
    return names_both(program_.stacks, first, second) || names_both(program_.steps, first, second);
  }

  void look_at_exclusions(runtime::ExpressionEvaluator& evaluator) {
    for (const runtime::Award& award : program_.awards) {
      for (const runtime::Guard& guard : award.entitlements[0].guards) {
        if (program_.rules[guard.rule].kind != RuleKind::Exclude) continue;
        exclusions_.emplace(guard.rule, true);
        if (satisfied(evaluator, guard)) continue;
        const bool others =
            std::all_of(award.entitlements[0].guards.begin(), award.entitlements[0].guards.end(),
                        [&](const auto& other) { return other.rule == guard.rule || satisfied(evaluator, other); });
        if (others) exclusions_[guard.rule] = false;
      }
    }
  }

  /// An amount is idle when wherever it applies another award of the group gives more, or as much and stands earlier.
  void look_at_highest(const std::vector<Seen>& seen) {
    for (const runtime::Step& step : program_.steps) {
      for (const Index award : step.awards) {
        if (!is_paid(seen[award]) || seen[award].is_nothing) continue;
        const bool is_beaten = std::any_of(step.awards.begin(), step.awards.end(), [&](Index other) {
          return other != award && is_paid(seen[other]) &&
                 (seen[other].amount > seen[award].amount ||
                  (seen[other].amount == seen[award].amount && other < award));
        });
        std::set<Index> rules = applying_[award];
        if (rules.empty()) rules.insert(seen[award].rule);
        for (const Index rule : rules) {
          const auto at = beaten_.emplace(rule, true).first;
          at->second = at->second && is_beaten;
        }
      }
    }
  }

  void conclude() {
    for (const auto& [name, alive] : alive_award_) {
      if (!alive) truth_.dead_awards.insert(name);
    }
    for (const auto& [rule, alive] : alive_cell_) {
      if (!alive) truth_.dead_cells.insert(rule);
    }
    for (const auto& [rule, idle] : exclusions_) {
      if (idle) truth_.idle_exclusions.insert(rule);
    }
    for (const auto& [rule, beaten] : beaten_) {
      if (beaten) truth_.shadowed.insert(rule);
    }
  }

  const Program& program_;
  std::vector<Index> readings_;
  std::map<std::string, bool> alive_award_;
  std::map<Index, bool> alive_cell_;
  std::map<Index, bool> exclusions_;
  std::map<Index, bool> beaten_;
  std::map<Index, std::set<Index>> applying_;  // of the case looked at
  Truth truth_;
};

}  // namespace

Truth try_every_case(const compiler::Compiled& compiled) { return BruteForce(compiled).run(); }

}  // namespace polc::test
