// The expression DAG: order, arity and types of arguments, what operators name, where they may stand, and that no
// expression is too deep or too large to be evaluated.
#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "runtime/program/verify_parts.h"

namespace polc::runtime {
namespace {

using Found = std::optional<Flaw>;

constexpr FlawWords kNode{"node", "节点"};
constexpr std::uint32_t kTableLevels = 3;
constexpr Index kManyArgs = std::numeric_limits<Index>::max();

/// What an operator takes and gives. `result`: nothing where it is the type of an argument or of what is read.
struct Shape {
  enum class Args : std::uint8_t { Bools, Numbers, OneType, Ordered, Set, BoolThenNumber, BoolThenOneType };
  std::optional<NodeType> result;
  Index least_args = 0;
  Index most_args = 0;
  Args args = Args::Numbers;
};

Shape leaf(std::optional<NodeType> result) { return {result, 0, 0, Shape::Args::Numbers}; }
Shape numbers(Index least, Index most) { return {NodeType::Numeric, least, most, Shape::Args::Numbers}; }
Shape truth(Index least, Index most, Shape::Args args) { return {NodeType::Bool, least, most, args}; }

Shape shape_of(Op op) {
  using Args = Shape::Args;
  switch (op) {
    case Op::Constant:
    case Op::ApplicantFact:
    case Op::ClaimFact:
    case Op::JudgedClaimFact: return leaf(std::nullopt);
    case Op::ClaimDate:
    case Op::JudgedClaimDate:
    case Op::ApplicationDate:
    case Op::ElementPaid:
    case Op::ElementEntitled:
    case Op::Cells: return leaf(NodeType::Numeric);
    case Op::IsJudgedClaim:
    case Op::ElementIsKind: return leaf(NodeType::Bool);
    case Op::ElementAward:
    case Op::ElementRecipient:
    case Op::ElementPolicy: return leaf(NodeType::Text);
    case Op::ElementLevel:
    case Op::ReadingValue: return leaf(NodeType::Enum);
    case Op::Not: return truth(1, 1, Args::Bools);
    case Op::And:
    case Op::Or: return truth(1, kManyArgs, Args::Bools);
    case Op::Equal:
    case Op::NotEqual: return truth(2, 2, Args::OneType);
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual: return truth(2, 2, Args::Ordered);
    case Op::Contains: return truth(1, 1, Args::Set);
    case Op::Negate:
    case Op::Floor:
    case Op::Ceil:
    case Op::Absolute:
    case Op::YearOf:
    case Op::Parameter: return numbers(1, 1);
    case Op::Add:
    case Op::Multiply:
    case Op::Minimum:
    case Op::Maximum: return numbers(1, kManyArgs);
    case Op::Subtract:
    case Op::Divide:
    case Op::Round:
    case Op::OrNothing:
    case Op::Discretion:
    case Op::YearsBetween:
    case Op::MonthsBetween:
    case Op::DaysBetween:
    case Op::AddMonths:
    case Op::AddDays: return numbers(2, 2);
    case Op::Tiers: return numbers(2, kManyArgs);
    case Op::PerFull: return numbers(3, 3);
    case Op::If: return {std::nullopt, 3, 3, Args::BoolThenOneType};
    case Op::Any:
    case Op::All:
    case Op::Count: return {op == Op::Count ? NodeType::Numeric : NodeType::Bool, 1, 1, Args::Bools};
    case Op::Sum: return {NodeType::Numeric, 2, 2, Args::BoolThenNumber};
  }
  return {};
}

bool is_quantifier(Op op) { return op == Op::Any || op == Op::All || op == Op::Count || op == Op::Sum; }

/// What is known of a node once those before it are.
struct Extent {
  std::uint32_t levels = 0;       // as kMostLevels counts
  std::uint32_t quantifiers = 0;  // inside each other
  std::uint32_t written_out = 0;  // nodes, at every use, up to kMostTotal
  Places places = kAnywhere;

  /// Adds a node that this one needs.
  void take(const Extent& needed) {
    levels = std::max(levels, needed.levels);
    quantifiers = std::max(quantifiers, needed.quantifiers);
    written_out = std::min(written_out + needed.written_out, kMostTotal);  // half of the range, so it never wraps
    places &= needed.places;
  }

  static constexpr std::uint32_t kMostTotal = std::numeric_limits<std::uint32_t>::max() / 2;
};

class NodeVerifier {
 public:
  explicit NodeVerifier(const ProgramView& view) : view_(view), program_(view.program) {
    extents_.reserve(program_.nodes.size());
  }

  Found run(std::vector<Places>& places) {
    const std::size_t most = kMostWrittenOut + kMostWrittenOutPerNode * program_.nodes.size();
    std::size_t written_out = 0;
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      if (Found flaw = check(i)) return flaw;
      if (Found flaw = measure(i)) return flaw;
      written_out += extents_.back().written_out;
      if (written_out > most) return flaw_of(kNode, i, {"the expressions are too large", "算式过大"});
    }
    places.reserve(extents_.size());
    for (const Extent& extent : extents_) places.push_back(extent.places);
    return std::nullopt;
  }

 private:
  std::span<const Index> args_of(const Node& node) const {
    return std::span(program_.args).subspan(node.first_arg, node.num_args);
  }

  NodeType type_of(Index node) const { return program_.nodes[node].type; }

  // ---- one node by itself and its arguments

  Found check(std::size_t index) const {
    const Node& node = program_.nodes[index];
    const Shape shape = shape_of(node.op);
    const bool has_args = std::uint64_t{node.first_arg} + node.num_args <= program_.args.size();
    if (!has_args || node.num_args < shape.least_args || node.num_args > shape.most_args)
      return flaw_of(kNode, index, {"it has the wrong number of arguments", "参数个数有误"});
    for (const Index arg : args_of(node)) {
      if (arg >= index) return flaw_of(kNode, index, {"an argument does not come before it", "有参数不在其前"});
    }
    const bool has_right_type = !shape.result || node.type == *shape.result;
    if (!has_right_type || !fits(args_of(node), shape.args, node))
      return flaw_of(kNode, index, {"an argument or its result has the wrong type", "参数或结果的类型有误"});
    if (!reads_rightly(node))
      return flaw_of(kNode, index, {"what it reads does not exist or is of another type", "所读内容不存在或类型不符"});
    return std::nullopt;
  }

  bool are_all(std::span<const Index> args, NodeType type) const {
    return std::all_of(args.begin(), args.end(), [&](Index arg) { return type_of(arg) == type; });
  }

  bool fits(std::span<const Index> args, Shape::Args wanted, const Node& node) const {
    using Args = Shape::Args;
    switch (wanted) {
      case Args::Bools: return are_all(args, NodeType::Bool);
      case Args::Numbers: return are_all(args, NodeType::Numeric);
      case Args::OneType: return type_of(args[0]) == type_of(args[1]);
      case Args::Ordered:
        return type_of(args[0]) == type_of(args[1]) &&
               (type_of(args[0]) == NodeType::Numeric || type_of(args[0]) == NodeType::Enum);
      case Args::Set: return type_of(args[0]) == NodeType::Set;
      case Args::BoolThenNumber: return type_of(args[0]) == NodeType::Bool && type_of(args[1]) == NodeType::Numeric;
      case Args::BoolThenOneType:
        return type_of(args[0]) == NodeType::Bool && type_of(args[1]) == node.type && type_of(args[2]) == node.type;
    }
    return false;
  }

  // ---- what `a`, `b` and `enumeration` name

  bool reads_rightly(const Node& node) const {
    switch (node.op) {
      case Op::Constant: return is_constant(node);
      case Op::ApplicantFact: return is_fact(node, FactOwner::Applicant);
      case Op::ClaimFact:
      case Op::JudgedClaimFact: return is_fact(node, FactOwner::Claim);
      case Op::ElementLevel: return node.enumeration == program_.level_enumeration;
      case Op::ElementIsKind: return node.a < program_.claim_kinds.size();
      case Op::ReadingValue:
        return node.a < program_.readings.size() && node.enumeration == program_.readings[node.a].enumeration;
      case Op::Parameter: return node.a < program_.parameters.size();
      case Op::Contains: return is_code_of(node.a, args_of(node)[0]);
      case Op::Round: return node.a <= static_cast<Index>(Rounding::HalfEven);
      case Op::AddMonths: return node.a <= static_cast<Index>(MonthEnd::Up);
      case Op::Discretion: return is_decided_by(node.a) && view_.has_rule_or_none(node.b);
      case Op::Cells: return node.a < program_.tables.size();
      case Op::If: return keeps_values(node);
      case Op::Any:
      case Op::All:
      case Op::Count:
      case Op::Sum: return is_list(node);
      default: return true;
    }
  }

  bool is_constant(const Node& node) const {
    if (node.a >= program_.constants.size()) return false;
    const Constant& constant = program_.constants[node.a];
    return node.type == node_type_of(constant.type) && view_.is_value(constant, constant.type, node.enumeration);
  }

  bool is_fact(const Node& node, FactOwner owner) const {
    if (node.a >= program_.facts.size()) return false;
    const Fact& fact = program_.facts[node.a];
    return fact.owner == owner && node.type == node_type_of(fact.type) && node.enumeration == fact.enumeration;
  }

  bool is_code_of(Index code, Index set) const {
    const Index enumeration = program_.nodes[set].enumeration;
    return view_.has_enumeration(enumeration) && code < view_.num_values(enumeration);
  }

  /// A choice between values of enumerations gives values of the same.
  bool keeps_values(const Node& node) const {
    if (node.type != NodeType::Enum && node.type != NodeType::Set) return true;
    const std::span<const Index> args = args_of(node);
    return program_.nodes[args[1]].enumeration == node.enumeration &&
           program_.nodes[args[2]].enumeration == node.enumeration;
  }

  bool is_decided_by(Index slot) const {
    return slot == kNone || (slot < program_.facts.size() && is_numeric(program_.facts[slot].type));
  }

  bool is_list(const Node& node) const {
    switch (node.a) {
      case static_cast<Index>(ListKind::ClaimKind): return node.b < program_.claim_kinds.size();
      case static_cast<Index>(ListKind::History): return node.b == kNone || node.b < program_.awards.size();
      case static_cast<Index>(ListKind::Claims):
      case static_cast<Index>(ListKind::OtherGrants): return true;
      default: return false;
    }
  }

  // ---- what it comes to with everything below

  Found measure(std::size_t index) {
    const Node& node = program_.nodes[index];
    Extent extent;
    for (const Index arg : args_of(node)) extent.take(extents_[arg]);
    if (node.op == Op::Cells && !add_table(program_.tables[node.a], index, extent))
      return flaw_of(kNode, index, {"a node of its table does not come before it", "其金额表的节点不在其前"});
    if (is_quantifier(node.op)) {
      if ((extent.places & place_in(node)) == 0)
        return flaw_of(kNode, index, {"it asks its list for what the list does not have", "所问内容不在该清单之中"});
      extent.places = kAnywhere;
      if (++extent.quantifiers > kMostQuantifiers)
        return flaw_of(kNode, index, {"too many lists inside each other", "清单嵌套过多"});
    }
    extent.places &= places_of(node.op);
    extent.levels += node.op == Op::Cells ? kTableLevels : 1;
    if (extent.levels > kMostLevels)
      return flaw_of(kNode, index, {"the expression is nested too deeply", "算式嵌套过深"});
    ++extent.written_out;
    extents_.push_back(extent);
    return std::nullopt;
  }

  /// Returns whether every node of the table comes before the one at `index`.
  bool add_table(const Table& table, std::size_t index, Extent& extent) const {
    const auto take = [&](Index node) {
      if (node == kNone) return true;
      if (node >= index) return false;
      extent.take(extents_[node]);
      return true;
    };
    for (const Dimension& dimension : table.dimensions) {
      if (!take(dimension.value)) return false;
    }
    for (const TableCell& cell : table.cells) {
      ++extent.written_out;  // each cell is cited
      if (!take(cell.when) || !take(cell.amount)) return false;
    }
    return take(table.otherwise);
  }

  static Places place_in(const Node& quantifier) {
    switch (static_cast<ListKind>(quantifier.a)) {
      case ListKind::ClaimKind:
      case ListKind::Claims: return kClaimElement;
      case ListKind::History: return kHistoryElement;
      case ListKind::OtherGrants: return kOtherGrantElement;
    }
    return 0;
  }

  /// Claims have no amounts, and outside a list there is no element.
  static Places places_of(Op op) {
    switch (op) {
      case Op::ElementAward:
      case Op::ElementRecipient:
      case Op::ElementPolicy:
      case Op::ElementPaid:
      case Op::ElementEntitled: return kHistoryElement | kOtherGrantElement;
      case Op::ElementLevel: return kClaimElement | kHistoryElement | kOtherGrantElement;
      default: return kAnywhere;
    }
  }

  const ProgramView& view_;
  const Program& program_;
  std::vector<Extent> extents_;
};

}  // namespace

std::optional<Flaw> verify_nodes(const ProgramView& view, std::vector<Places>& places) {
  return NodeVerifier(view).run(places);
}

}  // namespace polc::runtime
