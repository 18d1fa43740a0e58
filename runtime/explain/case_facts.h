// The facts of one case as expressions read them: given, presumed or unknown, under the path results cite.
// Remembers which judged and which presumed facts were read. Does not evaluate anything.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/value.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// Whose facts are read: the applicant's, a claim's, or those of a past payment.
struct FactHolder {
  enum class Kind : std::uint8_t { Applicant, Claim, History };
  Kind kind = Kind::Applicant;
  std::size_t index = 0;  // of the claim or the history entry
};

class CaseFacts {
 public:
  /// Both must outlive this.
  CaseFacts(const Program& program, const Case& one);

  /// Returns the value of the fact in `slot`, or null when it is unknown or not a fact of this holder, and
  /// records the read. The pointer lives as long as the program and the case.
  const Constant* read(Index slot, FactHolder holder);
  /// Returns the same without recording.
  const Constant* peek(Index slot, FactHolder holder) const;

  /// Returns the path results cite: "applicant.信用良好", "claims.1.级别", "history.2.级别".
  std::string path(Index slot, FactHolder holder) const;
  /// Returns whether the holder's kind declares the fact.
  bool has(Index slot, FactHolder holder) const;

  /// Facts that were judged and read, and facts taken for granted when read.
  const std::set<std::string>& judged() const { return judged_; }
  const std::set<std::string>& presumed() const { return presumed_; }

 private:
  const FactValue* find(Index slot, FactHolder holder) const;
  const Constant* key_of_paid_claim(Index slot, FactHolder holder) const;

  const Program& program_;
  const Case& case_;
  std::vector<Index> places_;  // by slot: the place in ClaimKind::facts
  std::set<std::string> judged_;
  std::set<std::string> presumed_;
};

/// Returns "claims.ID.on" and the like: a built-in of the holder.
std::string built_in_path(const Case& one, FactHolder holder, std::string_view name);

/// Returns the text of a fact's value: labels, `YYYY-MM-DD`, plain decimals (money in whole units of the
/// currency, a percent with its sign), `yes` or `no`; members of a set joined by "、".
std::string value_text(const Program& program, const Fact& fact, const Constant& value);

/// Returns an amount of minor units in the currency's units, without a currency sign.
std::string money_text(const Program& program, const Fraction& minor_units);
/// Returns one amount, or both ends as "A–B"; an open end is "…".
std::string money_text(const Program& program, const Range& minor_units);

}  // namespace polc::runtime
