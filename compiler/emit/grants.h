// One row for each claim and each award of its kind: guard, amount, revocation. A case that does not say of which kind
// its applicant is has a row for each kind (`world`); settlement looks at each world by itself.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/inputs.h"
#include "compiler/emit/lists.h"
#include "compiler/emit/lowering.h"
#include "compiler/emit/relations.h"

namespace polc::emit {

/// What is larger is an error of the case: amounts of one grant, payments, rows of one case in settlement.
struct Limits {
  Wide number = 0;     // magnitude of any whole number
  Wide amount = 0;     // minor units of one amount
  Wide unlimited = 0;  // stands for "without limit" in settlement
};

/// Names of the columns of the relation of grants.
namespace column {
inline constexpr const char* kCase = "case_key";
inline constexpr const char* kWorld = "world";
inline constexpr const char* kClaim = "claim_id";
inline constexpr const char* kClaimKind = "claim_kind";
inline constexpr const char* kAward = "award";
inline constexpr const char* kArticle = "article";
inline constexpr const char* kAwardPlace = "award_place";    // by name
inline constexpr const char* kGuard = "guard";               // truth
inline constexpr const char* kEntitledLow = "entitled_low";  // minor units; the high ends may be NULL
inline constexpr const char* kEntitledHigh = "entitled_high";
inline constexpr const char* kLow = "low";
inline constexpr const char* kHigh = "high";
inline constexpr const char* kRefers = "refers";
inline constexpr const char* kFault = "fault";           // truth, never NULL
inline constexpr const char* kCaseFault = "case_fault";  // of scanned cases
inline constexpr const char* kTotalLow = "total_low";    // what the grant adds to the total of its case
inline constexpr const char* kTotalHigh = "total_high";
inline constexpr const char* kApplicant = "applicant_id";
inline constexpr const char* kNaturalId = "natural_id";
inline constexpr const char* kMatterName = "matter_name";  // NULL: a claim without key
inline constexpr const char* kMatter = "matter_value";
inline constexpr const char* kYearOn = "year_on";
inline constexpr const char* kYearApplied = "year_applied";
}  // namespace column

/// Columns settlement wants of every grant beside the amounts.
struct GrantColumns {
  bool has_order = false;  // natural_id
  bool has_matter = false;
  bool has_years = false;                   // year_on, year_applied
  std::vector<std::string> shared_facts;    // `per FACT`: columns s0, s1, …: text, and h0, h1, …: has the fact
  std::vector<std::vector<Field>> by_kind;  // by kind of applicant: more columns over the applicant's facts
};

std::string shared_fact_column(std::size_t place);
std::string has_fact_column(std::size_t place);

class Grants {
 public:
  Grants(const runtime::Program& program, Query& query, Inputs& inputs, Lowering& lowering, Arithmetic& arithmetic,
         Lists& lists, const Limits& limits);

  /// Returns the relation of grants. Columns as above; settlement adds those it asks for.
  RelationId build(const GrantColumns& wanted);

  /// Returns the cases whose applicant is, or may be, of one kind, with the facts that were lowered so far.
  RelationId scan_cases(std::size_t kind);

  /// Returns the award that stands at a place by name (`award_place`).
  std::size_t award_at(std::size_t place) const { return by_name_[place]; }

  /// Returns the text of a fact for comparison with the same fact of another claim; NULL when unknown.
  Term text_of_fact(Index slot, Term value);
  /// Returns the text a matter is compared by.
  Term text_of_matter(Index slot, Term value);

 private:
  struct Part {
    std::size_t kind = 0;
    Index claim_kind = kNone;
    std::vector<std::vector<Field>> by_award;  // in the order of the kind's awards
    std::vector<ListUse> lists;                // that the fields read
  };

  std::vector<Field> award_fields(std::size_t kind, Index claim_kind, Index award);
  std::vector<Field> shared_fields(Index claim_kind, const GrantColumns& wanted);
  RelationId scan_claims(Index claim_kind, const GrantColumns& wanted);
  Term is_bad_without_grants();
  RelationId misfits(RelationId grants);
  std::vector<Field> common_fields(const Part& part, const GrantColumns& wanted);
  Term no_award_field(const std::string& name, Type type);

  const runtime::Program& program_;
  Query& query_;
  Inputs& inputs_;
  Lowering& lowering_;
  Arithmetic& arithmetic_;
  Lists& lists_;
  Terms& terms_;
  const Limits& limits_;
  std::vector<std::size_t> by_name_;       // awards by name
  std::vector<std::size_t> award_places_;  // by award: its place by name
};

}  // namespace polc::emit
