// The shapes of cell tables. That their nodes come before those that read the table is a matter of the nodes.
#include "runtime/program/verify_parts.h"

namespace polc::runtime {
namespace {

using Found = std::optional<Flaw>;

constexpr FlawWords kTable{"table", "金额表"};
constexpr Index kNumTruths = 2;

/// How many codes the values of a node have; nothing for a node that no dimension can be.
std::optional<Index> num_codes_of(const ProgramView& view, Index node) {
  if (node >= view.program.nodes.size()) return std::nullopt;
  const Node& value = view.program.nodes[node];
  switch (value.type) {
    case NodeType::Bool: return kNumTruths;
    case NodeType::Numeric: return 0;
    case NodeType::Enum:
      if (!view.has_enumeration(value.enumeration)) return std::nullopt;
      return static_cast<Index>(view.num_values(value.enumeration));
    case NodeType::Set:
    case NodeType::Text: break;
  }
  return std::nullopt;
}

bool fits(const CellSet& set, const Dimension& dimension) {
  const bool is_numeric = dimension.num_codes == 0;
  if (is_numeric) return set.codes.empty();
  return set.intervals.empty() && is_ascending(set.codes, dimension.num_codes);
}

bool fits(const TableCell& cell, const Table& table) {
  if (cell.sets.size() != table.dimensions.size()) return false;
  for (std::size_t i = 0; i < cell.sets.size(); ++i) {
    if (!fits(cell.sets[i], table.dimensions[i])) return false;
  }
  return true;
}

Found verify_table(const ProgramView& view, std::size_t index) {
  const Table& table = view.program.tables[index];
  for (const Dimension& dimension : table.dimensions) {
    if (num_codes_of(view, dimension.value) != dimension.num_codes)
      return flaw_of(kTable, index, {"a dimension does not fit its fact", "有一个维度与其事实不符"});
  }
  for (const TableCell& cell : table.cells) {
    if (!fits(cell, table)) return flaw_of(kTable, index, {"a cell does not fit its dimensions", "有一项与其维度不符"});
    const bool is_sound = view.has_node(cell.amount, NodeType::Numeric) &&
                          view.has_node_or_none(cell.when, NodeType::Bool) && view.has_rule_or_none(cell.rule);
    if (!is_sound)
      return flaw_of(
          kTable, index,
          {"a cell has no amount, condition or rule such as it names", "有一项所引的金额、条件或规则不存在"});
  }
  if (!view.has_node_or_none(table.otherwise, NodeType::Numeric) || !view.has_rule_or_none(table.otherwise_rule))
    return flaw_of(kTable, index, {"its amount for everything else does not exist", "其余情形的金额不存在"});
  return std::nullopt;
}

}  // namespace

std::optional<Flaw> verify_tables(const ProgramView& view) {
  for (std::size_t i = 0; i < view.program.tables.size(); ++i) {
    if (Found flaw = verify_table(view, i)) return flaw;
  }
  return std::nullopt;
}

}  // namespace polc::runtime
