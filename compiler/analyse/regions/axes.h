// The axes of a policy's space of cases: one for each fact, one for each value an `any of` fact may hold, the
// event date, the application date, and one yes/no axis for each *atom*, a condition that ties facts
// together (a + b >= c, years between two facts, a look at a list). Atoms keep the algebra of regions exact on
// everything else; whether the atoms of a region can hold together is asked of `Satisfier`.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/analyse/regions/region.h"
#include "runtime/program/program.h"

namespace polc::analyse {

using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Program;

/// Returns the arguments of a node. The view lives as long as the program.
std::span<const Index> arguments(const Program& program, Index node);

enum class AxisKind : std::uint8_t { Fact, SetMember, ClaimDate, ApplicationDate, Atom };

/// constant + the sum of coefficient × axis >= 0, all whole; terms ascending by axis, the first coefficient above
/// zero, so that a condition and its opposite are one atom.
struct LinearAtom {
  struct Term {
    AxisId axis = 0;
    std::int64_t coefficient = 0;
    friend auto operator<=>(const Term&, const Term&) = default;
  };
  std::vector<Term> terms;
  std::int64_t constant = 0;
  friend auto operator<=>(const LinearAtom&, const LinearAtom&) = default;
};

struct Axis {
  AxisKind kind = AxisKind::Fact;
  Index slot = kNone;  // Fact, SetMember
  Index code = kNone;  // SetMember
  ValueSet domain;
  std::int64_t scale = 1;  // a whole number v of the axis stands for v ÷ scale in units of the program
  bool is_numeric = false;
  bool is_of_second_claim = false;   // asked of the second of two claims
  std::optional<LinearAtom> linear;  // Atom: one of the two
  Index node = kNone;                // Atom: a yes/no node, or the amount that is surely above `other`
  Index other = kNone;               // Atom: an amount; kNone for a yes/no node
  bool reads_lists = false;          // Atom: depends on claims, history or other grants beside the claim
};

class Axes {
 public:
  static constexpr AxisId kNoAxis = 0xFFFFFFFFU;

  /// `program` must outlive this.
  explicit Axes(const Program& program);

  const Program& program() const { return program_; }
  const Axis& operator[](AxisId axis) const { return axes_[axis]; }
  std::size_t size() const { return axes_.size(); }

  AxisId of_fact(Index slot) const { return slot; }
  AxisId of_member(Index slot, Index code);
  AxisId claim_date() const { return claim_date_; }
  AxisId application_date() const { return claim_date_ + 1; }
  AxisId atom(const LinearAtom& linear);
  AxisId atom(Index node);
  /// The atom that the amount `node` is surely above the amount `other`.
  AxisId atom_above(Index node, Index other);

  /// Returns the axis that asks the same of the second of two claims; the same axis where no claim matters or
  /// where the facts of claims differ anyway.
  AxisId second_claim(AxisId axis);
  Region second_claim(const Region& region);

  /// Returns the code of a text compared with a fact of type text; texts compared with nothing share the last code.
  std::int64_t text_code(Index slot, const std::string& text) const;
  /// Returns the text of a code, or nothing for the code of all other texts.
  std::optional<std::string> text_of(Index slot, std::int64_t code) const;

  /// Returns the part of `region` beyond `values` of an axis: the axis limited to its other values, or nothing.
  std::optional<Region> without(const Region& region, AxisId axis, const ValueSet& values) const;
  /// Returns `region` with an axis limited to `values` as well, or nothing when that is empty.
  std::optional<Region> limited(const Region& region, AxisId axis, const ValueSet& values) const;
  const ValueSet& values(const Region& region, AxisId axis) const;
  /// Returns a region over one axis: nothing when empty, everything when `values` is the whole domain.
  Regions one_axis(AxisId axis, const ValueSet& values) const;

  /// `simplify`, also dropping constraints that have become the whole domain.
  void tidy(Regions& regions) const;

  /// Returns `region` without `hole`, as disjoint regions. Linear in the constraints of `hole`.
  Regions subtract(const Region& region, const Region& hole) const;
  /// Returns `regions` without every one of `holes`; nothing when more than `most` pieces arise.
  std::optional<Regions> subtract(Regions regions, const Regions& holes, std::size_t most) const;

  /// Returns the smallest whole number of the axis at or above `value`, and the largest at or below, kept inside
  /// what an axis can hold.
  std::int64_t ceil_of(AxisId axis, const Fraction& value) const;
  std::int64_t floor_of(AxisId axis, const Fraction& value) const;
  /// Returns what a whole number of a numeric axis stands for, in units of the program.
  Fraction value_of(AxisId axis, std::int64_t whole) const;

  /// Returns whether the region constrains an atom, so that it may be empty after all.
  bool has_atoms(const Region& region) const;

 private:
  AxisId add(Axis axis);
  void add_fact(Index slot);
  void collect_texts();

  const Program& program_;
  std::deque<Axis> axes_;  // a reference to an axis stays valid while others are added
  AxisId claim_date_ = 0;
  std::map<std::pair<Index, Index>, AxisId> members_;
  std::map<LinearAtom, AxisId> linear_atoms_;
  std::map<std::pair<Index, Index>, AxisId> node_atoms_;
  std::map<AxisId, AxisId> second_claims_;
  std::map<Index, std::vector<std::string>> texts_;  // by slot, sorted
};

/// What the nodes below a node read.
struct Reads {
  bool claim = false;  // facts or the date of the claim judged
  bool lists = false;  // claims, history, other grants
  bool readings = false;
};
Reads reads_of(const Program& program, Index node);

/// Returns for every node of a program whether it or a node below it reads a reading. Linear.
std::vector<bool> nodes_reading_readings(const Program& program);

}  // namespace polc::analyse
