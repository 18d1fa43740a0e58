// What the samples of a policy say of their applicants, as whole numbers of axes, so that a witness can begin
// from an applicant the drafter thinks ordinary.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "compiler/analyse/regions/axes.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

class SampleValues {
 public:
  /// Reads one sample of each applicant kind: the one that says most, of several the first by name. Where they stand
  /// does not matter.
  SampleValues(const compiler::Compiled& compiled, Axes& axes);

  /// Returns what the sample of an applicant kind says of an axis, or nothing.
  std::optional<std::int64_t> find(Index applicant_kind, AxisId axis) const;

 private:
  void read(const compiler::Compiled& compiled, const model::Sample& sample, Axes& axes);

  std::vector<std::map<AxisId, std::int64_t>> values_;  // by applicant kind
};

}  // namespace polc::analyse
