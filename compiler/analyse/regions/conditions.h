// Turns conditions of a program into regions, under fixed readings. Every condition gets an answer: what cannot be
// split into regions over single facts becomes an atom. The parts live in conditions.cpp (logic and labels),
// numbers.cpp (piecewise linear numbers) and comparisons.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/analyse/regions/axes.h"
#include "compiler/analyse/regions/linear.h"
#include "runtime/program/program.h"

namespace polc::analyse {

/// Which end of an amount that people decide within a range.
enum class End : std::uint8_t { Low, High };

class Conditions {
 public:
  /// More members than this and a condition becomes one atom.
  static constexpr std::size_t kMostRegions = 64;

  /// `axes` must outlive this. `readings`: a code for each reading of the program.
  Conditions(Axes& axes, std::vector<Index> readings)
      : axes_(axes), program_(axes.program()), readings_(std::move(readings)) {}

  /// Returns where the yes/no node `node` is `truth`; kNone is always yes. The reference stays valid.
  const Regions& where(Index node, bool truth);

  /// Returns the numeric node as linear pieces that together cover the space (but where a parameter has no value
  /// yet), or nothing.
  std::optional<Pieces> pieces(Index node, End end);

  /// Returns where `lhs` stands to `rhs` as `op` says (Equal to GreaterEqual); nothing on overflow or too many pieces.
  std::optional<Regions> compare(const Pieces& lhs, runtime::Op op, const Pieces& rhs);

  /// Returns where the amount `lhs` is surely above the amount `rhs` (kNone: above zero, at its high end).
  Regions above(Index lhs, Index rhs);

  /// Returns where the labels of a cell hold, and where its condition holds too.
  Region labels(const runtime::Table& table, const runtime::TableCell& cell);
  Regions cell(const runtime::Table& table, const runtime::TableCell& cell);

  /// Returns the exact value of a node at one point, where it is a function of one axis that never falls or never
  /// rises; `whole` is the value of that axis.
  struct Monotone {
    AxisId axis = Axes::kNoAxis;  // kNoAxis: a constant
    bool rises = true;
  };
  std::optional<Monotone> monotone(Index node);
  std::optional<Fraction> value_at(Index node, std::int64_t whole) const;

  Axes& axes() { return axes_; }
  const Program& program() const { return program_; }
  const std::vector<Index>& readings() const { return readings_; }

  /// Returns the axis of a leaf that reads a fact or a date, or nothing.
  std::optional<AxisId> axis_of(Index node) const;

 private:
  // conditions.cpp
  Regions fresh(Index node, bool truth);
  Regions all_of(std::span<const Index> nodes, bool truth, Index whole);
  Regions any_of(std::span<const Index> nodes, bool truth, Index whole);
  Regions either(Index condition, Index on_yes, Index on_no, bool truth);
  Regions atom(Index node, bool truth);
  Regions limit(Regions regions, Index whole, bool truth);

  // comparisons.cpp
  Regions comparison(Index node, bool truth);
  Regions compare_truths(Index node, bool truth);
  Regions compare_labels(Index node, bool truth);
  Regions compare_texts(Index node, bool truth);
  Regions compare_sets(Index node, bool truth);
  Regions compare_numbers(Index node, bool truth);
  std::optional<Regions> compare_monotone(Index function, runtime::Op op, const Pieces& constants);
  struct LabelChoice {
    Region where;
    std::int64_t code = 0;
  };
  std::optional<std::vector<LabelChoice>> label_choices(Index node);
  Regions computed_dimension(Index value, const runtime::CellSet& set);

  // numbers.cpp
  std::optional<Pieces> fresh_pieces(Index node, End end);
  std::optional<Pieces> leaf_pieces(Index node);
  std::optional<Pieces> parameter_pieces(Index node);
  std::optional<Pieces> choice_pieces(Index node, End end);
  std::optional<Pieces> table_pieces(Index node, End end);
  std::optional<Pieces> sum_pieces(Index node, End end);
  std::optional<Pieces> product_pieces(Index node, End end);
  std::optional<Pieces> extremum_pieces(Index node, End end);
  std::optional<Pieces> computed_pieces(Index node, End end);
  std::optional<Monotone> fresh_shape(Index node);
  std::optional<Monotone> scaled(Index node, const std::optional<Fraction>& factor);
  using ValuesAt = std::unordered_map<Index, std::optional<Fraction>>;
  std::optional<Fraction> value_at(Index node, std::int64_t whole, ValuesAt& known) const;
  std::optional<Fraction> fresh_value(Index node, std::int64_t whole, ValuesAt& known) const;
  std::optional<Monotone> joined(std::span<const Index> nodes);

  Axes& axes_;
  const Program& program_;
  std::vector<Index> readings_;
  std::unordered_map<std::uint64_t, Regions> known_;
  std::unordered_map<std::uint64_t, std::optional<Pieces>> known_pieces_;
  std::unordered_map<Index, std::optional<Monotone>> known_shapes_;
};

}  // namespace polc::analyse
