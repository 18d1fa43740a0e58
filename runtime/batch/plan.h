// A policy under one choice of readings, worked out for columns: registers of one byte a row, and for each award and
// kind of applicant one look-up that gives guard and amounts at once. Every entry of a look-up was computed by the
// explaining evaluator. Made by `PlanBuilder`, run block by block by `BlockEvaluator`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/batch/formula.h"
#include "runtime/batch/plan_input.h"
#include "runtime/explain/decision.h"
#include "runtime/program/program.h"

namespace polc::runtime {

enum class RegisterOp : std::uint8_t {
  Constant,  // `byte` in every row
  Steps,     // the byte of a raw value
  Names,     // the class of a text or set
  Minimum,
  Maximum,
  Inverse,  // three-valued and, or, not
  Combine,  // args[0] × 3 + args[1]
  LookUp,   // an entry of `table`
  Expand,   // args[0] or `input`, which have a row for each case, for each claim
};

/// Reads one byte of a row as a digit: (byte + 2) × stride is added to the index of a look-up.
struct Term {
  std::uint32_t source = 0;  // into Plan::sources
  std::uint32_t stride = 0;

  friend auto operator<=>(const Term&, const Term&) = default;
};

/// A byte for each case or each claim of a block. Truths are No 0, Unknown 1, Yes 2.
struct Register {
  RegisterOp op = RegisterOp::Constant;
  bool is_of_case = false;
  std::uint8_t byte = 0;  // Constant
  Input input;            // Steps, Names; Expand without args
  ByteSteps steps;        // Steps; of the raw values of `storage`
  Storage storage = Storage::Codes;
  NameClasses names;        // Names
  std::vector<Index> args;  // earlier registers
  std::vector<Term> terms;  // LookUp
  std::vector<std::uint8_t> table;

  friend auto operator<=>(const Register&, const Register&) = default;
};

/// Where a look-up finds a byte: a column of codes, or a register. Source 0 is silent in every row.
struct Source {
  Index reg = kNone;
  Input input;  // without a register

  friend auto operator<=>(const Source&, const Source&) = default;
};

/// Marks of a grant; those of a case are the marks of its grants together.
enum Mark : std::uint8_t {
  kNotDenied = 1,
  kReferred = 2,
  kInexact = 4,  // the amount is a range
  kUndetermined = 8,
  kCanPay = 16,        // the amount is not 0
  kChangedAlone = 32,  // settlement can change it although it meets no other grant and no payment
  kGuardHolds = 64,
  kLeftOpen = 128,  // an error or too much for 64 bits: the explaining evaluator answers the case
};

/// What one entry of a look-up says of a grant before settlement. Minor units.
struct GrantValue {
  std::int64_t entitled_min = 0;
  std::int64_t entitled_max = 0;
  std::int64_t amount_min = 0;
  std::int64_t amount_max = 0;
  Index award = kNone;
  GrantOutcome outcome = GrantOutcome::Denied;
  std::uint8_t marks = 0;

  friend auto operator<=>(const GrantValue&, const GrantValue&) = default;
};

inline constexpr std::size_t kMostTerms = 12;

/// The look-up of an award for a kind of applicant: Plan::entries[base + digits of terms] is the place of its
/// GrantValue. Every source has a row for each claim.
struct GrantLookUp {
  std::uint32_t base = 0;
  std::array<Term, kMostTerms> terms{};
  std::uint32_t num_terms = 0;
  bool has_guard = false;         // the last term is a register of truths, which count 2 too much
  std::uint32_t num_guards = 1;   // digits of that register
  std::uint32_t num_entries = 1;  // for each of them
  Index award = kNone;
  std::uint32_t kind = 0;  // of the applicant
  Index formula = kNone;   // where the amount is computed; the look-up is then left open
};

/// The awards of a kind of claim for a kind of applicant, by name.
struct GrantClass {
  std::uint32_t first_look_up = 0;
  std::uint32_t num_look_ups = 0;
  bool is_made = false;
};

/// A condition that holds of a case when it holds of one of its claims of a kind.
struct AnyClaim {
  Index claim_kind = kNone;
  Index reg = kNone;  // of claims
};

/// What holds for a kind of applicant whatever is claimed.
struct KindPlan {
  bool is_left_open = false;  // all its cases go to the explaining evaluator
  Index discretion = kNone;   // register of cases: whether the case is referred to a person; kNone: never
  std::vector<AnyClaim> discretion_of_claims;  // these refer it too
};

struct Plan {
  std::vector<Register> registers;
  std::vector<Source> sources;
  std::vector<std::uint32_t> entries;  // places in `values`
  std::vector<GrantValue> values;      // the first of each award that needs it is left open
  std::vector<GrantLookUp> look_ups;
  std::vector<Formula> formulas;
  std::vector<GrantClass> classes;  // applicant kind × number of claim kinds + claim kind
  std::vector<KindPlan> kinds;      // by applicant kind
  bool has_one_award_each = true;   // every class made has exactly one
};

}  // namespace polc::runtime
