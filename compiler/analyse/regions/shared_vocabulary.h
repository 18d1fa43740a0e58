// Two policies given together: which facts of theirs are the same, matched by the names of kind and fact, and how a
// region or a case of one reads in the other.
#pragma once

#include <map>
#include <optional>

#include "compiler/analyse/regions/inspection.h"

namespace polc::analyse {

class SharedVocabulary {
 public:
  /// Facts are the same when their names, types and, for labels, the names of some values agree.
  SharedVocabulary(Inspection& first, Inspection& second);

  /// Returns the applicant kind of the second policy that has the name of `kind` in the first; a policy without kinds
  /// has one without name.
  std::optional<Index> applicant_kind(Index kind) const;
  /// Returns the claim kind of the second policy with the same name.
  std::optional<Index> claim_kind(Index kind) const;

  /// Returns what a region of the second policy says of shared facts, in axes of the first; nothing when no value
  /// of a shared fact remains. `shares_claim`: the claim and its date are the same too.
  std::optional<Region> to_first(const Region& region, bool shares_claim) const;

  /// Returns `region` of the second policy limited to what a case of the first says of shared facts.
  std::optional<Region> limited_to(const Region& region, const runtime::Case& made, bool shares_claim) const;

 private:
  void match_facts(Index first_slot, Index second_slot);
  std::optional<std::int64_t> value_in_first(Index second_slot, std::int64_t value) const;
  const runtime::FactValue* value_in_case(Index slot, const runtime::Case& made) const;

  Inspection& first_;
  Inspection& second_;
  std::map<Index, Index> first_slots_;  // by slot of the second policy
};

}  // namespace polc::analyse
