// Every policy, example, mistake and test policy of the repository goes through the formatter unharmed.
#include <doctest/doctest.h>

#include "tests/format/corpus.h"
#include "tests/format/format_checks.h"

using namespace polc::testing;

TEST_CASE("format: every policy of the repository keeps its words, layout and meaning") {
  FormatTally tally;
  for (const PolicyText& policy : read_corpus()) {
    CAPTURE(policy.path);
    CHECK(find_fault(policy.text, {3, 9}, tally) == "");
  }
  MESSAGE(tally.num_formatted << " formatted, " << tally.num_with_errors << " refused for their errors");
  CHECK(tally.num_formatted > 300);
  CHECK(tally.num_untranslated == 0);
}
