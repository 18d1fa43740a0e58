// A policy as regions: for every award and every applicant kind it is open to, where its gate holds and where
// each of its amounts is paid. All checks on regions read this; nothing here reports.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "compiler/analyse/region_share.h"
#include "compiler/analyse/regions/conditions.h"
#include "compiler/pipeline.h"
#include "runtime/program/program.h"

namespace polc::analyse {

/// A table inside an amount, with the conditions (of `if`) under which it is looked up.
struct TableView {
  Index table = kNone;
  bool is_root = false;        // the amount of the award is this table itself
  Regions path;                // where the table is looked up; everything for a root
  std::vector<Regions> cells;  // parallel to the table's cells: labels and condition, the gate left out
};

/// An amount that an award pays somewhere inside its gate.
struct Payment {
  Index rule = kNone;    // the cell, or the award
  Index amount = kNone;  // node; kNone for `refer to`
  std::size_t cell = 0;  // place in the root table's cells, their number for `otherwise`; 0 without a table
  bool is_nothing = false;
  Regions where;  // inside the gate
};

/// An award as it stands for one applicant kind that it is open to.
struct Entry {
  Index award = kNone;
  Index kind = kNone;
  Regions gate;                    // all guards together; empty when they exclude each other region by region
  std::vector<TableView> tables;   // of the amount, the root first
  std::vector<Payment> payments;   // in document order, `otherwise` last
  bool is_otherwise_known = true;  // false: too many regions to say where `otherwise` is paid; then it is left out
};

class PolicyView {
 public:
  /// `compiled` must outlive this. `readings`: a code for each reading. Cost: the guards and cells of each award
  /// once for each kind.
  PolicyView(const compiler::Compiled& compiled, std::vector<Index> readings);

  const compiler::Compiled& compiled() const { return compiled_; }
  const Program& program() const { return compiled_.program; }
  Axes& axes() { return axes_; }
  Conditions& conditions() { return conditions_; }

  /// Returns the applicant kinds in the order in which examples prefer them: those that more awards are open to first,
  /// then by name; never by where a file declares them. One nameless kind where none is declared.
  const std::vector<Index>& kinds() const { return kinds_; }
  /// Ascending by award, then in the order of `kinds`.
  const std::vector<Entry>& entries() const { return entries_; }
  /// Returns the entry of an award for a kind, or null when the award is not open to it.
  const Entry* find(Index award, Index kind) const;
  /// Returns the entries of one award.
  std::span<const Entry> entries_of(Index award) const;

  /// Returns where one guard is satisfied.
  const Regions& satisfied(const runtime::Guard& guard);

  /// Returns of each condition in a gate, under each truth asked of it, whether it is one region. Linear in the gates.
  RegionShare guards();
  /// Returns the same of the cells of each award and kind.
  RegionShare cells() const;

 private:
  void count(const Regions& regions, RegionShare& share) const;
  Entry make_entry(Index award, Index kind);
  Regions gate_of(const runtime::Entitlement& entitlement);
  std::size_t narrow_gate(std::size_t gate, Index node, bool truth);
  void collect_tables(Index node, const Regions& path, std::set<Index>& seen, Entry& entry);
  void add_payments(const runtime::Entitlement& entitlement, Entry& entry);

  const compiler::Compiled& compiled_;
  Axes axes_;
  Conditions conditions_;
  std::vector<Index> kinds_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> first_entry_;  // by award, one more than awards
  std::vector<Regions> gates_;            // shared by awards with the same guards
  std::map<std::tuple<std::size_t, Index, bool>, std::size_t> gate_numbers_;
};

/// Returns whether a rule is satisfied when its condition is yes (`exclude` and `unless`: no).
bool wants_yes(runtime::RuleKind kind);

}  // namespace polc::analyse
