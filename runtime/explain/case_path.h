// The fact paths of decisions ("applicant.信用良好", "claims.1.级别", "claims.1.on", "applied"): which fact of a
// program and which place in a case they mean, and how a letter says them. Used by the letter and by `nearest_change`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/program/program.h"

namespace polc::runtime {

struct CasePath {
  enum class Kind : std::uint8_t {
    ApplicantFact,
    ApplicantKind,
    ClaimFact,
    ClaimDate,
    ApplicationDate,
    Other
  } kind = Kind::Other;
  std::size_t claim = 0;     // index into Case::claims
  Index slot = kNone;        // ApplicantFact, ClaimFact
  std::size_t position = 0;  // ClaimFact: in Claim::facts
  std::string name;          // the last part
};

/// Returns what `path` means in `one`; Other for lists, payments and anything unknown.
CasePath parse_case_path(const Program& program, const Case& one, std::string_view path);

/// Returns the fact of the path, or null for dates, kinds and Other.
const Fact* fact_of(const Program& program, const CasePath& path);

/// Makes the case say `value` at `path`: days for a date, the number of the kind for the applicant's kind. Does nothing
/// for Other.
void give_value(Case& one, const CasePath& path, const Constant& value);

/// Returns the path as a letter says it: 信用良好, 申报日, "the level of claim 2". `home`: index of the claim that
/// is being spoken of, whose facts need no address; `Case::claims.size()` for none.
std::string path_words(const Case& one, const CasePath& path, std::size_t home, base::Language language);

}  // namespace polc::runtime
