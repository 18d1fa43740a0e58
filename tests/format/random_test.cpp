// Random texts made from those of the repository. POLC_SEED repeats a run, POLC_ROUNDS sets how long it is:
// POLC_ROUNDS=100000 build/tests/format/polc_format_tests -tc="format: random*"
#include <string>

#include <doctest/doctest.h>

#include "tests/format/corpus.h"
#include "tests/format/format_checks.h"
#include "tests/format/mutate.h"
#include "tests/property/settings.h"

using namespace polc::testing;

TEST_CASE("format: random texts keep their words, layout and meaning") {
  const std::uint64_t seed = number_from("POLC_SEED", 20220301);
  const std::uint64_t num_rounds = number_from("POLC_ROUNDS", 3000);
  const std::vector<PolicyText> corpus = read_corpus();
  FormatTally tally;
  for (std::uint64_t round = 0; round < num_rounds; ++round) {
    Chance chance(seed + round);
    const std::string text = mutate(corpus, chance);
    const auto first = static_cast<std::uint32_t>(chance.between(1, 12));
    const std::string fault = find_fault(text, {first, first + static_cast<std::uint32_t>(chance.below(5))}, tally);
    CAPTURE(seed + round);
    REQUIRE(fault == "");
  }
  MESSAGE(num_rounds << " texts: " << tally.num_formatted << " formatted, " << tally.num_with_errors
                     << " refused for their errors, " << tally.num_untranslated << " kept their keywords, "
                     << tally.num_bracketed << " put names in brackets");
  CHECK(tally.num_formatted > num_rounds / 10);
}
