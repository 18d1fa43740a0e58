// Claims under the Minhang quality policy, made by a seed: the rows that the benchmarks of batch evaluation and their
// hand-written rivals run on.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/batch/case_table.h"

namespace polc::bench {

struct ClaimsWanted {
  std::size_t num_cases = 0;
  std::size_t claims_of_case = 1;
  unsigned percent_unknown = 0;       // of all facts and dates
  unsigned percent_with_history = 0;  // of cases: one to three past payments
  unsigned percent_with_others = 0;   // of cases: another policy's grant for a claim
};

/// A fixed sequence, the same on every machine.
class Sequence {
 public:
  explicit Sequence(std::uint64_t seed) : state_(seed) {}
  unsigned below(unsigned limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<unsigned>((state_ >> 33U) % limit);
  }
  bool percent(unsigned share) { return below(100) < share; }

 private:
  std::uint64_t state_;
};

/// Compiles the policy. Aborts when it cannot.
runtime::Program quality_policy();

/// Returns a table of claims of every kind. Most facts let a grant pass; dates reach beyond the policy's window.
runtime::CaseTable quality_claims(const runtime::Program& program, const ClaimsWanted& wanted);

}  // namespace polc::bench
