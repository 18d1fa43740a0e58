// Conditions over lists: `any`, `all`, `count of`, `sum of` over the claims, the past payments or the other grants of a
// case. A list is a relation with a row for each element; each row that asks is put beside the elements of its case,
// what they come to is summed for each, and joined back as columns that the lowered condition reads.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/inputs.h"
#include "compiler/emit/lowering.h"
#include "compiler/emit/relations.h"

namespace polc::emit {

class Lists {
 public:
  /// All must outlive this.
  Lists(const runtime::Program& program, Query& query, Inputs& inputs, Wide largest_amount);

  /// Returns `rows` with the columns that `uses` read. `keys`: the fields that tell the rows apart, the case among
  /// them.
  RelationId attach(RelationId rows, const std::vector<std::string>& keys, const std::vector<ListUse>& uses);

 private:
  RelationId elements(const ListUse& use);
  RelationId claims(const ListUse& use);
  RelationId payments(const ListUse& use);
  RelationId other_grants();
  RelationId with_named_claim(RelationId list);
  Term fact_of(Index slot, const ListUse& use);
  Term facts_are_bad(Term award);
  Term text_or_null(const char* column);
  Term is_ours();
  std::vector<Field> contributions(const ListUse& use);

  const runtime::Program& program_;
  Query& query_;
  Inputs& inputs_;
  Terms& terms_;
  Wide largest_amount_;  // minor units
};

}  // namespace polc::emit
