// The decision on one case with every reason, as data. Made by the explaining evaluator; written as JSON
// or as a letter by `runtime/explain/write_*`. Amounts are in minor units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "runtime/cases/case.h"
#include "runtime/program/program.h"
#include "runtime/value/range.h"
#include "runtime/value/tri.h"

namespace polc::runtime {

enum class GrantOutcome : std::uint8_t { Granted, Denied, Undetermined, Referred };
enum class CaseOutcome : std::uint8_t { Determined, Undetermined, Referred, Error };

/// A fact that a rule read, with what the case says of it, for the letter ("✗ 税务登记在本区 = 否").
struct ReadFact {
  std::string path;          // applicant.信用良好, claims.1.级别
  std::string value;         // as text; "" when unknown
  Tri holds = Tri::Unknown;  // of the smallest condition that reads it
  std::string judge;         // "" when nobody judges
};

/// One rule read for a grant. `holds`: the rule is satisfied (an exclusion that hits: No).
struct Reason {
  Index rule = kNone;
  RuleKind kind = RuleKind::Award;
  std::string text;
  base::Bilingual sentence;  // where the evaluator says why, not the policy ("the policy sets no amount for
                             // 二等奖"): shown instead of `text`, which is then its English; else empty
  Tri holds = Tri::Unknown;
  std::vector<ReadFact> facts;
};

/// A settlement step that changed a grant.
struct Adjustment {
  Index rule = kNone;
  std::string kind;          // revoke once limit highest other cap
  std::optional<Mode> mode;  // highest and other
  Range from;
  Range to;
  std::optional<Range> paid;  // past or other payments that counted
};

struct Grant {
  Index award = kNone;
  GrantOutcome outcome = GrantOutcome::Denied;
  Range entitled;
  Range amount;
  std::vector<Reason> because;  // in document order
  std::vector<Adjustment> adjusted;
  std::vector<std::string> missing;     // paths, sorted by code point
  std::vector<std::string> discretion;  // who decides
};

struct ClaimDecision {
  std::string id;
  std::string kind;
  std::vector<Grant> grants;  // by award in document order
  base::Bilingual reason;     // why `grants` is empty
};

struct ObligationDue {
  std::string text;
  std::optional<Range> amount;  // without for a duty without a share
};
struct Recovery {
  std::string award;  // "" for another policy's payment
  CaseDate on;
  Range paid;
  std::string policy;  // "" = this policy
  std::string because;
};
struct ScheduledPart {
  std::string claim;
  std::string award;
  std::string on;
  Range amount;
};
struct ReadingResult {
  std::vector<std::pair<std::string, std::string>> readings;
  CaseOutcome outcome = CaseOutcome::Determined;
  Range total;
};

struct Decision {
  std::string case_id;
  CaseOutcome outcome = CaseOutcome::Determined;
  Range total;
  std::vector<std::string> missing;
  std::vector<std::string> referred;
  std::vector<std::string> discretion;
  std::vector<std::string> judged;
  std::vector<std::string> presumed;
  std::vector<ClaimDecision> claims;
  std::vector<ObligationDue> obligations;
  std::vector<Recovery> recover;
  std::vector<ScheduledPart> schedule;
  std::vector<std::pair<std::string, std::string>> readings;  // in document order
  std::vector<ReadingResult> by_reading;                      // --all-readings only
  std::vector<std::string> deciding_readings;
  std::vector<CaseError> errors;  // outcome Error
};

}  // namespace polc::runtime
