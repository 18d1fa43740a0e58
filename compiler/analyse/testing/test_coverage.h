// How far the tests of a policy reach: which amounts and conditions no test pays by or is denied by, which thresholds
// and dates no test stands at, below and above, which values of readings no test uses. For `polc test --coverage` and
// as the list of what `--suggest` writes tests for.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/analyse/testing/bounds.h"
#include "compiler/analyse/testing/rule_uses.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

/// An amount (award or cell) or a condition. Amounts left to another document and windows without an end are not asked
/// for.
struct RuleCoverage {
  runtime::Index rule = runtime::kNone;
  runtime::Index award = runtime::kNone;  // the first award that rests on it
  bool is_deniable = true;                // false: an amount whose award asks for nothing, a kind that everybody is of
  RuleUse use;
};

struct BoundCoverage {
  Bound bound;
  bool at = false;
  bool below = false;  // the neighbouring value, or for numbers without neighbours one above the bound before
  bool above = false;
};

struct ReadingCoverage {
  runtime::Index reading = 0;
  runtime::Index code = 0;
  bool is_used = false;
};

struct TestCoverage {
  std::vector<RuleCoverage> rules;        // in document order
  std::vector<BoundCoverage> bounds;      // in document order
  std::vector<ReadingCoverage> readings;  // in document order

  /// What could be reached: two points a rule (one where nothing can be denied), three a bound, one a value of a
  /// reading.
  std::size_t num_points() const;
  std::size_t num_reached() const;
};

/// Gathers what evaluated cases reach, case by case.
class Reach {
 public:
  /// `program` must outlive this.
  explicit Reach(const runtime::Program& program);

  void add(const runtime::Case& one, const std::vector<runtime::Index>& readings, const runtime::Decision& decision);
  TestCoverage coverage() const;

 private:
  void add_bounds(TestCoverage& coverage) const;
  void add_readings(TestCoverage& coverage) const;

  const runtime::Program& program_;
  std::vector<RuleCoverage> rules_;  // to reach, without their use
  std::vector<Bound> bounds_;
  RuleUses uses_;
  GivenValues values_;
  std::vector<std::vector<bool>> used_codes_;  // by reading
};

/// Returns what the tests of `compiled` reach, whose program can be evaluated. Evaluates every test once.
Reach reach_of_tests(const compiler::Compiled& compiled);

}  // namespace polc::analyse
