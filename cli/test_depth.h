// How deep the tests of a policy go, as `polc test --coverage` and `--mutate` show it: what no test reaches, which
// changes no test notices. Renders; measures nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/json_writer.h"
#include "base/language.h"
#include "base/source.h"
#include "compiler/analyse/testing/mutation.h"
#include "compiler/analyse/testing/test_coverage.h"
#include "compiler/pipeline.h"

namespace polc::cli {

/// A policy as the command shows it. All must outlive this.
struct MeasuredPolicy {
  const std::string& path;
  const compiler::Compiled& compiled;
  const base::SourceStore& sources;
};

/// What was measured of one policy.
struct TestDepth {
  MeasuredPolicy policy;
  std::optional<analyse::TestCoverage> coverage;
  std::optional<analyse::MutationResult> mutation;

  /// Returns the lowest share of what was measured that the tests reach or notice, in percent.
  std::size_t percent() const;
};

/// Each ends with a line break; the text lists what is missing, the JSON object everything that was looked at.
std::string depth_text(const TestDepth& depth, base::Language language);
void write_coverage(const MeasuredPolicy& policy, const analyse::TestCoverage& coverage, base::JsonWriter& json);
void write_mutation(const MeasuredPolicy& policy, const analyse::MutationResult& result, base::Language language,
                    base::JsonWriter& json);

}  // namespace polc::cli
