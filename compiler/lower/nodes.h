// Adds nodes to the expression DAG of a program, each distinct node once (hash-consing), and folds what
// needs no fact: logic on constants and exact arithmetic.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compiler/lower/hash_index.h"
#include "runtime/program/program.h"

namespace polc::lower {

using runtime::Index;
using runtime::kNone;
using runtime::Node;
using runtime::Op;

class Nodes {
 public:
  /// `program` must outlive this and be changed in `nodes`, `args`, `constants` by nobody else.
  explicit Nodes(runtime::Program& program) : program_(program) {}

  /// Returns the index of a node equal to `node` with these arguments (indices of earlier nodes).
  Index add(Node node, std::span<const Index> args);
  Index add(Node node, std::initializer_list<Index> args) { return add(node, std::span(args.begin(), args.size())); }

  /// Numeric constant of type `type`; a yes/no; a code of an enumeration; a text.
  Index number(const runtime::Fraction& value, runtime::FactType type);
  Index yes_no(bool value);
  Index code(Index value, Index enumeration, runtime::FactType type);
  Index text(const std::string& value);

  /// Conjunction and disjunction, flattened; constants fold away, a single operand stays itself.
  Index all_of(std::span<const Index> operands) { return join(Op::And, operands); }
  Index any_of(std::span<const Index> operands) { return join(Op::Or, operands); }
  Index negation(Index operand);

  /// Comparison of two operands of one node type.
  Index compare(Op op, Index lhs, Index rhs);

  /// Numeric operation; folded when both are constants and the exact result exists.
  Index arithmetic(Op op, Index lhs, Index rhs, runtime::FactType type);

  const Node& operator[](Index index) const { return program_.nodes[index]; }
  /// Returns the constant behind a node, or null.
  const runtime::Constant* constant(Index index) const;
  std::span<const Index> args(Index index) const;
  /// Returns how many levels a node has, those of the tables it looks up counted.
  std::uint32_t depth(Index index) const { return depths_[index]; }
  bool is_yes_no(Index index, bool value) const;

 private:
  Index join(Op op, std::span<const Index> operands);
  Index append(Node node, std::uint64_t hash);
  Index constant_node(const runtime::Constant& constant, runtime::NodeType type, Index enumeration);

  runtime::Program& program_;
  HashIndex heads_;  // hash → newest node with it
  std::uint32_t depth_below(const Node& node) const;

  std::vector<std::uint32_t> depths_;  // parallel to nodes
  std::vector<Index> next_;            // parallel to nodes: older node with the same hash
};

}  // namespace polc::lower
