// The stacking matrix: for every two awards that one claim, matter or applicant can reach, what the policy says of
// having both. For `polc check --matrix`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "compiler/pipeline.h"

namespace polc::analyse {

/// What a policy says of two awards, the first that fits in this order. Unspecified: nothing, though one claim or
/// matter can have both. Separate: nothing, and they meet at the applicant only.
enum class Combination : std::uint8_t { Stack, Highest, Once, Limit, Cap, Unspecified, Separate };

struct MatrixRow {
  std::string first;  // award names, in document order
  std::string second;
  std::string shared;  // "claim", "matter" or "applicant": the narrowest thing both can be had for
  Combination combination = Combination::Separate;
  std::string statement;  // "policy.pol:12", where it is said; "" when nowhere
};

/// Returns a row for every two awards that one applicant can reach, in document order. Pairs that no case can have
/// together are left out. Quadratic in awards.
std::vector<MatrixRow> stacking_matrix(const compiler::Compiled& compiled);

enum class MatrixForm : std::uint8_t { Text, Csv, Json };

/// Writes the matrix. CSV and JSON have the same columns in either language.
std::string write_matrix(const std::vector<MatrixRow>& rows, MatrixForm form, base::Language language);

}  // namespace polc::analyse
