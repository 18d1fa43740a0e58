// `test` and `sample` statements as the evaluator takes them: a case and what it should give; an applicant.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/source.h"
#include "runtime/cases/case.h"
#include "runtime/value/range.h"

namespace polc::runtime {

struct Expected {
  enum class Kind : std::uint8_t {
    Total,
    Between,
    Undetermined,
    Referred,
    Denied,
    Because,
    Item,
    Missing
  } kind = Kind::Total;
  Range amount;                    // Total and Item: minor units (Total exact); Between: the range
  std::string item;                // Item: the claim id
  std::string reason;              // Because
  std::vector<std::string> facts;  // Missing: paths, or bare fact names that match the last part of a path
  base::Span span;
};

/// A `sample` statement: an applicant that tests begin from.
struct PolicySample {
  std::string name;
  Index kind = kNone;            // of applicant; kNone after an error
  std::vector<FactValue> facts;  // by slot of the program, as Case::applicant_facts
};

struct PolicyTest {
  std::string name;
  Case input;
  std::vector<Index> readings;     // a code for each reading of the program
  std::vector<Expected> expected;  // all must hold
  base::Span span;
};

/// Returns whether a claim of the test is one that `award` answers, so that the test says what the award gives.
inline bool is_about(const PolicyTest& test, const Award& award) {
  return std::any_of(test.input.claims.begin(), test.input.claims.end(),
                     [&](const Claim& claim) { return claim.kind == award.claim_kind; });
}

}  // namespace polc::runtime
