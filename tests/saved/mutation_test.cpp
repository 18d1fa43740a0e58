// Attacks on the verifier: random edits of saved programs under a checksum that is right again. What is not refused is
// evaluated in every way there is and must neither crash nor fail an assertion. Build with POLC_SANITIZE to see more.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/assert.h"
#include "runtime/explain/evaluate.h"
#include "runtime/program/load.h"
#include "runtime/program/save.h"
#include "tests/property/random_policy.h"
#include "tests/property/settings.h"
#include "tests/saved/edit_file.h"
#include "tests/saved/order_nodes.h"
#include "tests/saved/policy_files.h"
#include "tests/saved/sound_case.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

std::uint64_t seed() { return number_from("POLC_SEED", 20220301); }
std::uint64_t num_rounds() { return number_from("POLC_ROUNDS", 6'000); }

/// Returns a place in a section that is not empty, seldom in the texts.
std::size_t some_place(Chance& chance, const std::string& bytes) {
  for (;;) {
    const std::size_t section = chance.percent(3) ? 0 : 1 + chance.below(kNumSections - 1);
    const std::size_t size = section_size(bytes, section);
    if (size > 0) return section_begin(bytes, section) + chance.below(size);
  }
}

/// Numbers of four bytes in files are mostly indices, counts and "none": others of their kind make the best lies.
std::uint32_t some_number(Chance& chance, std::uint32_t old) {
  switch (chance.below(5)) {
    case 0: return kNone;
    case 1: return old + 1;
    case 2: return old - 1;
    case 3: return static_cast<std::uint32_t>(chance.below(300));
    default: return static_cast<std::uint32_t>(chance.below(8));
  }
}

void edit(Chance& chance, std::string& bytes) {
  const std::size_t at = some_place(chance, bytes);
  switch (chance.below(4)) {
    case 0: bytes[at] = static_cast<char>(chance.below(256)); return;
    case 1: bytes[at] = static_cast<char>(chance.below(12)); return;
    default: put_u32(bytes, at, some_number(chance, get_u32(bytes, at))); return;
  }
}

std::string mutated(Chance& chance, const std::string& whole) {
  std::string bytes = whole;
  const std::size_t num_edits = 1 + chance.below(3);
  for (std::size_t i = 0; i < num_edits; ++i) edit(chance, bytes);
  if (chance.percent(3))
    put_u32(bytes, count_place(chance.below(kNumSections)), static_cast<std::uint32_t>(chance.below(100)));
  seal(bytes);
  return bytes;
}

/// Says all that can be said of a few cases; what it says does not matter.
void use(Chance& chance, const Program& program) {
  for (int i = 0; i < 3; ++i) {
    const Case one = sound_case(chance, program);
    everything_said(program, one, adopted_readings(program));
    if (program.readings.size() < 4) evaluate_all_readings(program, one);
  }
}

}  // namespace

TEST_CASE("saved: an edited file with a right checksum is refused or does no harm") {
  MESSAGE("POLC_SEED=" << seed() << " POLC_ROUNDS=" << num_rounds());
  std::vector<std::string> files;
  for (const CompiledPolicy& policy : repository_policies()) files.push_back(save_program(policy.program));
  for (std::uint64_t i = 0; i < 40; ++i) {
    Chance chance(seed() + i);
    files.push_back(save_program(in_order(random_policy(chance).program())));
  }
  std::size_t num_used = 0;
  for (std::uint64_t round = 0; round < num_rounds(); ++round) {
    Chance chance(seed() + round);
    const LoadedProgram loaded = load_program(mutated(chance, chance.one_of(files)));
    if (loaded.fault) continue;
    ++num_used;
    try {
      use(chance, loaded.program);
    } catch (const polc::base::InternalFault& fault) {
      FAIL_CHECK("POLC_SEED=" << seed() + round << " POLC_ROUNDS=1: " << fault.what());
    }
  }
  MESSAGE(num_used << " of " << num_rounds() << " edited files were accepted");
  CHECK(num_used > num_rounds() / 50);
  CHECK(num_used < num_rounds());
}
