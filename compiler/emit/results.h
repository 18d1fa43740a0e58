// What the user sees: one row for each claim and award, or one for each case. Puts the worlds of a case together whose
// applicant's kind is not known, and turns every row of a case in error into an error.
#pragma once

#include "compiler/emit/grants.h"

namespace polc::emit {

class Results {
 public:
  Results(const runtime::Program& program, Query& query, Inputs& inputs, Lowering& lowering, Grants& grants,
          Lists& lists, const Limits& limits);

  /// Columns: case, claim, award, article, outcome, entitled_min, entitled_max, amount_min, amount_max.
  RelationId by_grant(RelationId settled);
  /// Columns: case, outcome, min, max. Cases without claims too.
  RelationId by_case(RelationId settled);

 private:
  RelationId join_worlds(RelationId settled);
  RelationId totals(RelationId settled);
  RelationId flags(RelationId joined);
  RelationId discretions();
  Term flag(Term truth);
  Term major(Term minor_units);

  const runtime::Program& program_;
  Query& query_;
  Inputs& inputs_;
  Lowering& lowering_;
  Grants& grants_;
  Lists& lists_;
  const Limits& limits_;
  Terms& terms_;
};

}  // namespace polc::emit
