// The table of random cases of random policies, against the explaining evaluator.
#include <doctest/doctest.h>

#include "tests/differential/batch/agreement.h"
#include "tests/property/random_case.h"
#include "tests/property/random_policy.h"
#include "tests/property/settings.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

constexpr std::size_t kCasesOfPolicy = 8;

// Leaves facts unsaid, which is not the same as unknown where one is presumed.
void fall_silent(Chance& chance, Case& one) {
  const std::size_t share = chance.one_of(std::vector<std::size_t>{0, 10, 30});
  for (FactValue& value : one.applicant_facts) {
    if (chance.percent(share)) value = {};
  }
  for (Claim& claim : one.claims) {
    for (FactValue& value : claim.facts) {
      if (chance.percent(share)) value = {};
    }
  }
}

// Most policies meet simple cases too: one claim, no history, nothing unknown.
Case some_case(Chance& chance, const Program& program) {
  Case one = random_case(chance, program);
  if (chance.percent(30)) one.claims.resize(1);
  if (chance.percent(40)) one.history.clear();
  if (chance.percent(40)) one.others.clear();
  if (chance.percent(50)) one = with_gaps(chance, program, one);
  if (chance.percent(30)) fall_silent(chance, one);
  return one;
}

std::vector<Index> some_readings(Chance& chance, const Program& program) {
  std::vector<Index> result;
  for (const Reading& reading : program.readings)
    result.push_back(static_cast<Index>(chance.below(program.enumerations[reading.enumeration].values.size())));
  return result;
}

}  // namespace

TEST_CASE("batch: random cases of random policies come out as the explaining evaluator decides them") {
  const std::uint64_t seed = number_from("POLC_SEED", 20220301);
  const std::uint64_t num_rounds = number_from("POLC_ROUNDS", 5'000);
  MESSAGE("POLC_SEED=" << seed << " POLC_ROUNDS=" << num_rounds);
  std::size_t num_cases = 0;
  std::size_t num_explained = 0;
  std::size_t num_open = 0;
  for (std::uint64_t round = 0; round < num_rounds; ++round) {
    Chance chance(seed + round);
    const ProgramBuilder policy = random_policy(chance, chance.percent(50) ? Extent::Whole : Extent::Settlement);
    std::vector<Case> cases;
    for (std::size_t i = 0; i < kCasesOfPolicy; ++i) cases.push_back(some_case(chance, policy.program()));

    const Agreement agreement =
        compare_with_decisions(policy.program(), cases, some_readings(chance, policy.program()));

    if (!agreement.difference.empty()) FAIL("POLC_SEED=" << seed + round << " POLC_ROUNDS=1: " << agreement.difference);
    num_cases += agreement.num_cases;
    num_explained += agreement.num_explained;
    num_open += agreement.num_open;
  }
  MESSAGE(num_cases << " cases, " << num_open << " open or in error, " << num_explained
                    << " left to the explaining evaluator");
  CHECK(num_open > num_cases / 10);
  CHECK(num_open < num_cases);
}
