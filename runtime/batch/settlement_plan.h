// The settlement statements of a policy as they stand under one choice of readings: which apply to a kind of
// applicant, in which mode, with which number. Made once for a plan, read by `CaseSettler`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/program/program.h"
#include "runtime/value/tri.h"

namespace polc::runtime {

struct SettlementStep {
  const Step* step = nullptr;  // of the program
  Mode mode = Mode::ToppingUp;
  std::int64_t number = 0;          // Limit: N; Cap: the amount
  bool is_left_open = false;        // its condition, mode or number is not the same for every case
  bool is_where_left_open = false;  // its `where` asks more of another policy's grant than its level
  std::vector<Tri> where;           // by level, as a byte + 2: absent, null, then codes; empty without `where`
  std::vector<bool> has_award;      // by award

  /// Returns whether past payments can change what it leaves.
  bool reads_history() const;
  bool reads_others() const { return step->kind == StepKind::HighestWithOthers || step->counts_others; }
};

/// Bits of statements. More than 64 share bits, so that a bit says that something may be.
using StepBits = std::uint64_t;

/// What an award has to do with the statements of a kind.
struct AwardSteps {
  StepBits together = 0;  // can change one of several grants
  StepBits alone = 0;     // can change a single grant without any payment
  StepBits payments = 0;  // read past payments
  StepBits others = 0;    // read other policies' grants
};

struct SettlementKind {
  std::vector<SettlementStep> steps;  // in the order of settlement
  std::vector<AwardSteps> awards;     // by award
};

struct SettlementPlan {
  std::vector<SettlementKind> kinds;       // by applicant kind
  std::vector<std::uint32_t> award_ranks;  // by award: its place by name
};

/// `readings`: a code for each reading of `program`, which must outlive the result.
SettlementPlan make_settlement_plan(const Program& program, const std::vector<Index>& readings);

}  // namespace polc::runtime
