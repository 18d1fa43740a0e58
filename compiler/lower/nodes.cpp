#include "compiler/lower/nodes.h"

#include <algorithm>
#include <functional>

namespace polc::lower {

using runtime::Constant;
using runtime::FactType;
using runtime::Fraction;
using runtime::NodeType;

namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
  return hash * 0xFF51AFD7ED558CCDULL;
}

std::uint64_t hash_constant(const Constant& constant) {
  std::uint64_t hash = mix(7, static_cast<std::uint64_t>(constant.type));
  hash = mix(hash, static_cast<std::uint64_t>(constant.number.numerator()));
  hash = mix(hash, static_cast<std::uint64_t>(constant.number.denominator()));
  hash = mix(hash, std::hash<std::string>{}(constant.text));
  for (const Index code : constant.codes) hash = mix(hash, code);
  return hash;
}

bool same_constant(const Constant& lhs, const Constant& rhs) {
  return lhs.type == rhs.type && lhs.number == rhs.number && lhs.text == rhs.text && lhs.codes == rhs.codes;
}

}  // namespace

Index Nodes::add(Node node, std::span<const Index> args) {
  std::uint64_t hash = mix(static_cast<std::uint64_t>(node.op), static_cast<std::uint64_t>(node.fact_type));
  hash = mix(mix(mix(hash, node.a), node.b), node.enumeration);
  for (const Index arg : args) hash = mix(hash, arg);
  for (Index at = heads_.find(hash); at != kNone; at = next_[at]) {
    const Node& known = program_.nodes[at];
    const bool same = known.op == node.op && known.type == node.type && known.fact_type == node.fact_type &&
                      known.enumeration == node.enumeration && known.a == node.a && known.b == node.b &&
                      std::ranges::equal(this->args(at), args);
    if (same) return at;
  }
  node.first_arg = static_cast<Index>(program_.args.size());
  node.num_args = static_cast<Index>(args.size());
  program_.args.insert(program_.args.end(), args.begin(), args.end());
  return append(node, hash);
}

/// Adds a node that is not there yet; the newest of one hash comes first.
Index Nodes::append(Node node, std::uint64_t hash) {
  const auto index = static_cast<Index>(program_.nodes.size());
  depths_.push_back(1 + depth_below(node));
  program_.nodes.push_back(node);
  next_.push_back(heads_.find(hash));
  heads_.set(hash, index);
  return index;
}

std::uint32_t Nodes::depth_below(const Node& node) const {
  std::uint32_t deepest = 0;
  const auto look = [&](Index below) {
    if (below != kNone) deepest = std::max(deepest, depths_[below]);
  };
  for (const Index arg : std::span(program_.args).subspan(node.first_arg, node.num_args)) look(arg);
  if (node.op != Op::Cells) return deepest;
  const runtime::Table& table = program_.tables[node.a];
  for (const runtime::Dimension& dimension : table.dimensions) look(dimension.value);
  for (const runtime::TableCell& cell : table.cells) {
    look(cell.when);
    look(cell.amount);
  }
  look(table.otherwise);
  return deepest;
}

std::span<const Index> Nodes::args(Index index) const {
  const Node& node = program_.nodes[index];
  return std::span(program_.args).subspan(node.first_arg, node.num_args);
}

const Constant* Nodes::constant(Index index) const {
  const Node& node = program_.nodes[index];
  return node.op == Op::Constant ? &program_.constants[node.a] : nullptr;
}

Index Nodes::constant_node(const Constant& constant, NodeType type, Index enumeration) {
  // A constant is found by its value first: the hash of its node would need the constant's own index.
  const std::uint64_t hash = mix(hash_constant(constant), enumeration);
  for (Index at = heads_.find(hash); at != kNone; at = next_[at]) {
    const Node& known = program_.nodes[at];
    if (known.op == Op::Constant && known.enumeration == enumeration &&
        same_constant(program_.constants[known.a], constant))
      return at;
  }
  Node node;
  node.op = Op::Constant;
  node.type = type;
  node.fact_type = constant.type;
  node.enumeration = enumeration;
  node.a = static_cast<Index>(program_.constants.size());
  node.first_arg = static_cast<Index>(program_.args.size());
  program_.constants.push_back(constant);
  return append(node, hash);
}

Index Nodes::number(const Fraction& value, FactType type) {
  Constant constant;
  constant.type = type;
  constant.number = value;
  return constant_node(constant, NodeType::Numeric, kNone);
}

Index Nodes::yes_no(bool value) {
  Constant constant;
  constant.type = FactType::YesNo;
  constant.number = Fraction(value ? 1 : 0);
  return constant_node(constant, NodeType::Bool, kNone);
}

Index Nodes::code(Index value, Index enumeration, FactType type) {
  Constant constant;
  constant.type = type;
  constant.number = Fraction(value);
  constant.codes = {value};
  return constant_node(constant, NodeType::Enum, enumeration);
}

Index Nodes::text(const std::string& value) {
  Constant constant;
  constant.type = FactType::Text;
  constant.text = value;
  return constant_node(constant, NodeType::Text, kNone);
}

bool Nodes::is_yes_no(Index index, bool value) const {
  const Constant* known = constant(index);
  return known != nullptr && known->type == FactType::YesNo && known->number == Fraction(value ? 1 : 0);
}

Index Nodes::join(Op op, std::span<const Index> operands) {
  const bool neutral = op == Op::And;
  std::vector<Index> flat;
  for (const Index operand : operands) {
    if (is_yes_no(operand, neutral)) continue;
    if (is_yes_no(operand, !neutral)) return yes_no(!neutral);
    if (program_.nodes[operand].op == op) {
      const std::span<const Index> inner = args(operand);
      flat.insert(flat.end(), inner.begin(), inner.end());
    } else {
      flat.push_back(operand);
    }
  }
  if (flat.empty()) return yes_no(neutral);
  if (flat.size() == 1) return flat.front();
  Node node;
  node.op = op;
  node.type = NodeType::Bool;
  return add(node, flat);
}

Index Nodes::negation(Index operand) {
  if (is_yes_no(operand, true)) return yes_no(false);
  if (is_yes_no(operand, false)) return yes_no(true);
  Node node;
  node.op = Op::Not;
  node.type = NodeType::Bool;
  return add(node, {operand});
}

Index Nodes::compare(Op op, Index lhs, Index rhs) {
  Node node;
  node.op = op;
  node.type = NodeType::Bool;
  return add(node, {lhs, rhs});
}

Index Nodes::arithmetic(Op op, Index lhs, Index rhs, FactType type) {
  const Constant* left = constant(lhs);
  const Constant* right = constant(rhs);
  if (left != nullptr && right != nullptr) {
    std::optional<Fraction> folded;
    if (op == Op::Add) folded = runtime::add(left->number, right->number);
    if (op == Op::Subtract) folded = runtime::subtract(left->number, right->number);
    if (op == Op::Multiply) folded = runtime::multiply(left->number, right->number);
    if (op == Op::Divide) folded = runtime::divide(left->number, right->number);
    if (folded) return number(*folded, type);
  }
  Node node;
  node.op = op;
  node.type = NodeType::Numeric;
  node.fact_type = type;
  return add(node, {lhs, rhs});
}

}  // namespace polc::lower
