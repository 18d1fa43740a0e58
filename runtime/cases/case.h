// One case as an evaluator takes it: facts by slot of a `Program`, claims, history, other grants. Made by
// the readers of this folder and by `polc test`; a case that could not be read is a list of `CaseError`s.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/program.h"

namespace polc::runtime {

/// Absent: the case is silent (`presumed` applies). Null: said to be unknown.
enum class Presence : std::uint8_t { Absent, Null, Given };

/// A fact's value in a case. Numeric as `Constant`: money in minor units, dates in days.
struct FactValue {
  Presence presence = Presence::Absent;
  Constant value;  // when Given
};

struct CaseDate {
  Presence presence = Presence::Absent;
  Date date;
};

struct CaseMoney {
  Presence presence = Presence::Absent;
  Fraction minor_units;
};

/// A claim reported by the case. `facts` is parallel to ClaimKind::facts.
struct Claim {
  std::string id;
  Index kind = kNone;
  CaseDate on;
  std::vector<FactValue> facts;
};

struct HistoryEntry {
  Index award = kNone;  // of the program; kNone never (another policy's entries become OtherGrant)
  CaseDate on;
  CaseMoney paid;
  std::string claim;             // claim id, "" without
  std::string matter;            // text of the key fact, "" without
  std::string recipient;         // "" = the applicant
  std::string policy;            // as given, "" = this policy
  std::vector<FactValue> facts;  // parallel to the facts of the award's claim kind
};

struct OtherGrant {
  std::string policy;
  FactValue level;     // Enum of level_enumeration
  std::string claim;   // claim id or ""
  std::string matter;  // "" without; one of the two is given, or neither when it came from history
  CaseMoney entitled;
  CaseMoney paid;
  CaseDate on;
};

struct Case {
  std::string id;
  CaseDate applied;
  Index applicant_kind = kNone;  // kNone: not given (or the policy declares none)
  std::string applicant_id;
  std::vector<FactValue> applicant_facts;  // by slot: parallel to Program::facts, claim slots unused
  std::vector<Claim> claims;
  std::vector<HistoryEntry> history;
  std::vector<OtherGrant> others;
  bool claims_unknown = false;  // the list was null
  bool history_unknown = false;
  bool others_unknown = false;
};

/// What is wrong with a case, as results and standard error show it.
struct CaseError {
  std::string code;  // "E1003"; P-codes for conflicts of the policy itself (P4101)
  std::string path;  // JSON Pointer, or "" for the whole case
  std::string english;
  std::string chinese;
  std::string near_name;   // nearest known name, or ""
  std::uint32_t line = 0;  // tables only
  std::uint32_t column = 0;
};

}  // namespace polc::runtime
