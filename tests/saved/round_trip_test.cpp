// What was saved is what is loaded: the same bytes again, and the same words for every case.
#include <doctest/doctest.h>

#include <string>

#include "runtime/explain/evaluate.h"
#include "runtime/program/load.h"
#include "runtime/program/save.h"
#include "tests/property/random_case.h"
#include "tests/property/random_policy.h"
#include "tests/saved/order_nodes.h"
#include "tests/saved/policy_files.h"
#include "tests/saved/sound_case.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

constexpr std::uint64_t kSeed = 20220301;

/// Loads and saves again; fails the test where anything differs.
Program round_trip(const Program& program) {
  const std::string bytes = save_program(program);
  LoadedProgram loaded = load_program(bytes);
  REQUIRE_MESSAGE(!loaded.fault, loaded.fault->message.english);
  CHECK(save_program(loaded.program) == bytes);
  return std::move(loaded.program);
}

}  // namespace

TEST_CASE("saved: every policy of the repository says the same of its tests and of random cases") {
  const std::vector<CompiledPolicy> policies = repository_policies();
  std::size_t num_tests = 0;
  for (const CompiledPolicy& policy : policies) {
    INFO(policy.path);
    const Program loaded = round_trip(policy.program);
    for (const PolicyTest& test : policy.tests) {
      INFO(test.name);
      ++num_tests;
      CHECK(everything_said(loaded, test.input, test.readings) ==
            everything_said(policy.program, test.input, test.readings));
    }
    Chance chance(kSeed);
    const std::vector<Index> readings = adopted_readings(policy.program);
    for (int i = 0; i < 5; ++i) {
      const Case one = sound_case(chance, policy.program);
      CHECK(everything_said(loaded, one, readings) == everything_said(policy.program, one, readings));
    }
  }
  CHECK(policies.size() > 20);
  CHECK(num_tests > 200);
}

TEST_CASE("saved: random policies decide random cases as they did") {
  for (std::uint64_t round = 0; round < 500; ++round) {
    CAPTURE(round);
    Chance chance(kSeed + round);
    const Program policy = in_order(random_policy(chance).program());
    const Program loaded = round_trip(policy);
    const std::vector<Index> readings = adopted_readings(loaded);
    const Case one = with_gaps(chance, policy, random_case(chance, policy));
    CHECK(everything_said(loaded, one, readings) == everything_said(policy, one, readings));
  }
}

TEST_CASE("saved: an empty policy can be saved") { round_trip(ProgramBuilder().program()); }

TEST_CASE("saved: numbers of 128 bits, fractions and large negative numbers come back") {
  ProgramBuilder builder;
  const Fraction::Wide large = static_cast<Fraction::Wide>(1) << 126U;
  for (const Fraction& value : {Fraction::ratio(large, 7).value(), Fraction::ratio(-large, large - 1).value(),
                                Fraction(INT64_MIN), Fraction(INT64_MAX), Fraction::ratio(-1, 3).value()}) {
    Constant constant;
    constant.type = FactType::Number;
    constant.number = value;
    builder.program().constants.push_back(constant);
  }

  const Program loaded = round_trip(builder.program());

  REQUIRE(loaded.constants.size() == builder.program().constants.size());
  for (std::size_t i = 0; i < loaded.constants.size(); ++i)
    CHECK(loaded.constants[i].number == builder.program().constants[i].number);
}

TEST_CASE("saved: the bytes do not depend on the run") {
  const std::string text = "award \"甲\" first 300000 renewal 80000\n";
  CHECK(save_program(compile_text(text)) == save_program(compile_text(text)));
}
