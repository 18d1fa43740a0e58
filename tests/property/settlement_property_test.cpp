// Whatever is unknown turns out to be, the result lies inside what was reported; and no order of writing
// changes an amount.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "tests/property/random_case.h"
#include "tests/property/random_policy.h"
#include "tests/property/settings.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

std::uint64_t seed() { return number_from("POLC_SEED", 20220301); }
std::uint64_t num_rounds() { return number_from("POLC_ROUNDS", 10'000); }

bool is_inside(const Range& inner, const Range& outer) {
  const bool is_low = !outer.low || (inner.low && *inner.low >= *outer.low);
  const bool is_high = !outer.high || (inner.high && *inner.high <= *outer.high);
  return is_low && is_high;
}

// Amounts by claim id and award name, which no order changes.
std::map<std::string, Range> named_amounts(const Program& program, const Decision& decision) {
  std::map<std::string, Range> result;
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) result[claim.id + " " + program.awards[grant.award].name] = grant.amount;
  }
  return result;
}

// Returns the first difference, or "".
std::string find_outside(const Program& program, const Decision& reported, const Decision& actual) {
  if (!is_inside(actual.total, reported.total)) return "total";
  const std::map<std::string, Range> amounts = named_amounts(program, actual);
  for (const auto& [name, range] : named_amounts(program, reported)) {
    if (!is_inside(amounts.at(name), range)) return name;
  }
  return "";
}

bool leaves_nothing_open(const Program& program) {
  for (const Award& award : program.awards) {
    if (award.refers) return false;
  }
  for (const Node& node : program.nodes) {
    if (node.op == Op::Discretion || node.op == Op::Divide) return false;
  }
  // Another policy's grant has no facts, so `per FACT` cannot place it.
  for (const Step& step : program.steps) {
    if (!step.per_facts.empty() && (step.kind == StepKind::HighestWithOthers || step.counts_others)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("property: every completion of the unknowns falls inside the reported ranges") {
  MESSAGE("POLC_SEED=" << seed() << " POLC_ROUNDS=" << num_rounds());
  std::size_t num_compared = 0;
  for (std::uint64_t round = 0; round < num_rounds(); ++round) {
    Chance chance(seed() + round);
    const ProgramBuilder policy = random_policy(chance);
    const Case whole = random_case(chance, policy.program());
    const Case partial = with_gaps(chance, policy.program(), whole);
    const Decision reported = decide(policy, partial);
    if (reported.outcome == CaseOutcome::Error) continue;
    for (int completion = 0; completion < 4; ++completion) {
      const Decision actual = decide(policy, completion == 0 ? whole : fill_gaps(chance, policy.program(), partial));
      if (actual.outcome == CaseOutcome::Error) continue;
      ++num_compared;
      const std::string outside = find_outside(policy.program(), reported, actual);
      if (outside.empty()) continue;
      FAIL("POLC_SEED=" << seed() + round << " POLC_ROUNDS=1, completion " << completion << ": " << outside << " of "
                        << actual.total << " is outside " << reported.total);
    }
  }
  CHECK(num_compared > num_rounds());
}

TEST_CASE("property: no order of claims, payments or awards changes an amount") {
  for (std::uint64_t round = 0; round < num_rounds(); ++round) {
    Chance chance(seed() + round);
    ProgramBuilder policy = random_policy(chance);
    Case one = with_gaps(chance, policy.program(), random_case(chance, policy.program()));
    const Decision before = decide(policy, one);
    const std::map<std::string, Range> amounts = named_amounts(policy.program(), before);

    shuffle_case(chance, one);
    shuffle_awards(chance, policy.program(), one);
    const Decision after = decide(policy, one);

    const bool is_same = before.total == after.total && before.outcome == after.outcome &&
                         amounts == named_amounts(policy.program(), after);
    if (!is_same)
      FAIL("POLC_SEED=" << seed() + round << " POLC_ROUNDS=1: " << before.total << " became " << after.total);
  }
}

TEST_CASE("property: an open total names what is missing, and a whole case has none") {
  for (std::uint64_t round = 0; round < num_rounds(); ++round) {
    Chance chance(seed() + round);
    const ProgramBuilder policy = random_policy(chance);
    if (!leaves_nothing_open(policy.program())) continue;
    const Case whole = random_case(chance, policy.program());
    const Decision of_whole = decide(policy, whole);
    const Decision of_partial = decide(policy, with_gaps(chance, policy.program(), whole));

    const bool is_settled = of_whole.outcome == CaseOutcome::Error ||
                            (of_whole.outcome == CaseOutcome::Determined && of_whole.missing.empty());
    const bool is_explained = of_partial.outcome != CaseOutcome::Undetermined || !of_partial.missing.empty();
    if (!is_settled || !is_explained)
      FAIL("POLC_SEED=" << seed() + round << " POLC_ROUNDS=1: " << of_whole.total << ", " << of_partial.total);
  }
}
