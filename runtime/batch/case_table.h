// Many cases as columns, as the batch evaluator takes them. Filled by the readers of tables, which have checked every
// value; what cannot stand in a column is set aside as a whole case. Holds no results.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/column.h"
#include "runtime/cases/case.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Texts of rows, one after the other in one piece of memory.
class TextColumn {
 public:
  std::size_t size() const { return ends_.size(); }
  /// Returns the text of a row; the view lives until the next `append`.
  std::string_view operator[](std::size_t row) const;
  void append(std::string_view text);

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

/// Past payments and other policies' grants share what they have in common: whose they are and when. Rows of one
/// case stand together, in the order of the cases.
struct HistoryColumns {
  std::vector<std::uint32_t> first_of_case;  // by case, and one past the last; empty without any row
  std::vector<Index> award;
  std::vector<std::int32_t> on;    // as a Days column
  std::vector<std::int64_t> paid;  // as a Numbers column, minor units
  TextColumn claim, matter, recipient, policy;
  FactColumns facts;  // of the claim kind of the award
};

struct OtherGrantColumns {
  std::vector<std::uint32_t> first_of_case;
  TextColumn policy, claim, matter;
  std::vector<std::uint8_t> level;           // as a Codes column, of Program::level_enumeration
  std::vector<std::int64_t> entitled, paid;  // as a Numbers column, minor units
  std::vector<std::int32_t> on;
};

/// A case that cannot be evaluated, with every mistake in it. It has no claims in the table.
struct BadCase {
  std::uint32_t row = 0;  // of the case
  std::vector<CaseError> errors;
};

/// A case no row can hold: a number beyond 64 bits, a list said to be unknown, an applicant whose kind is not given
/// although the policy declares some. It has no claims in the table.
struct CaseAside {
  std::uint32_t row = 0;
  Case one;
};

/// A row is silent on facts that its kind does not have, and a code is one of its fact's values.
struct CaseTable {
  // By case.
  TextColumn case_ids;
  std::vector<Index> applicant_kind;  // kNone where the policy declares none
  TextColumn applicant_ids;           // empty, or a text for each case
  std::vector<std::int32_t> applied;  // as a Days column
  FactColumns applicant_facts;
  std::vector<std::uint32_t> first_claim;  // by case, and one past the last
  bool has_one_claim_each = false;         // true where that is known: first_claim[i] is i

  // By claim; the claims of one case stand together.
  std::vector<Index> claim_kind;
  TextColumn claim_ids;          // empty: every claim's id is its place in its case, from 1
  std::vector<std::int32_t> on;  // as a Days column
  FactColumns claim_facts;

  HistoryColumns history;
  OtherGrantColumns others;

  std::vector<std::string> texts;        // what Names columns of texts point to
  std::vector<std::vector<Index>> sets;  // what Names columns of sets point to: codes, ascending

  std::vector<BadCase> bad;      // ascending by row
  std::vector<CaseAside> aside;  // ascending by row

  std::size_t num_cases() const { return applicant_kind.size(); }
  std::size_t num_claims() const { return claim_kind.size(); }
};

/// Returns the value of a fact in a row of `facts`, which belong to `table`.
FactValue fact_of_row(const Program& program, const CaseTable& table, const FactColumns& facts, Index slot,
                      std::size_t row);

/// Returns the case of a row, as the explaining evaluator takes it. `row`: neither bad nor aside.
Case case_of_row(const Program& program, const CaseTable& table, std::size_t row);

}  // namespace polc::runtime
