// Runs an example through the reader of cases and the explaining evaluator, so that nothing is shown that `polc
// eval` would not show.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/analyse/regions/policy_view.h"
#include "runtime/cases/case.h"
#include "runtime/cases/read_json.h"
#include "runtime/explain/decision.h"
#include "runtime/value/range.h"

namespace polc::analyse {

struct Replay {
  std::string case_json;
  runtime::Case input;  // as the reader of cases gave it back
  runtime::Decision decision;

  /// Returns the grant of an award for a claim (by place), or null.
  const runtime::Grant* find(std::size_t claim, Index award) const;
  /// Returns whether the case is an error of the policy with that code.
  bool is_error(std::string_view code) const;
};

class Replayer {
 public:
  /// `view` must outlive this.
  explicit Replayer(PolicyView& view) : view_(view) {}

  /// Writes, reads and evaluates the case. A case that cannot be read is a fault of polc. Where its claims have very
  /// many awards, only the grants of `awards` are worked out, which the others do not change.
  Replay run(const runtime::Case& made, const std::vector<Index>& awards);

  /// Returns the amount of a node for a claim (by place) of a case, or of no claim.
  runtime::Range amount(const runtime::Case& made, std::size_t claim, Index node);
  /// Returns whether a yes/no node holds for a claim of a case.
  runtime::Tri truth(const runtime::Case& made, std::size_t claim, Index node);

 private:
  const Program& narrowed(const runtime::Case& made, const std::vector<Index>& awards);

  PolicyView& view_;
  std::optional<runtime::JsonCaseReader> reader_;
  std::optional<Program> narrowed_;  // a copy whose claim kinds have the awards of the case at hand only
  std::vector<Index> narrowed_kinds_;
};

}  // namespace polc::analyse
