#include "compiler/lower/shared_bounds.h"

#include <algorithm>
#include <vector>

namespace polc::lower {

using base::Code;
using base::plain;
using runtime::Interval;
using runtime::Table;
using runtime::TableCell;

namespace {

constexpr Index kToLower = 0;
constexpr Index kToUpper = 1;

/// Finds the single interval of a cell in a numeric dimension, or null.
Interval* interval_of(TableCell& cell, std::size_t dimension) {
  runtime::CellSet& set = cell.sets[dimension];
  return set.intervals.size() == 1 ? &set.intervals.front() : nullptr;
}

struct SharedEnds {
  bool low = false;  // another cell ends, closed, where this one begins
  bool high = false;
};

SharedEnds shared_ends(Table& table, std::size_t cell, std::size_t dimension) {
  SharedEnds shared;
  const Interval* own = interval_of(table.cells[cell], dimension);
  if (own == nullptr) return shared;
  for (std::size_t at = 0; at < table.cells.size(); ++at) {
    const Interval* other = at == cell ? nullptr : interval_of(table.cells[at], dimension);
    if (other == nullptr) continue;
    shared.low =
        shared.low || (own->low && other->high && *own->low == *other->high && !own->low_open && !other->high_open);
    shared.high =
        shared.high || (own->high && other->low && *own->high == *other->low && !own->high_open && !other->low_open);
  }
  return shared;
}

}  // namespace

void split_shared_bounds(Lowering& lowering, const ast::Name& reading, Table& table, base::Diagnostics& out) {
  Model& model = lowering.model();
  const auto known = model.readings.find(reading.text);
  if (known == model.readings.end()) {
    std::vector<std::string> names;
    for (const auto& [name, index] : model.readings) names.push_back(name);
    std::sort(names.begin(), names.end());
    model::suggest(out.report(Code::P2001, reading.span, {{"reading", "解释口径"}, plain(reading.text)}), reading.span,
                   reading.text, names);
    return;
  }
  const Index enumeration = model.program.readings[known->second].enumeration;
  const std::size_t num_values = model.program.enumerations[enumeration].values.size();
  if (num_values != 2) {
    out.report(
        Code::P3001, reading.span,
        {plain("`" + reading.text + "`"),
         {"a reading of " + std::to_string(num_values) + " values", "有" + std::to_string(num_values) + "种读法"},
         {"two values, the lower cell's first", "两种读法，先写归低档的"}});
    return;
  }
  Nodes& nodes = lowering.nodes();
  Node value;
  value.op = Op::ReadingValue;
  value.type = NodeType::Enum;
  value.fact_type = FactType::OneOf;
  value.enumeration = enumeration;
  value.a = known->second;
  const Index reading_node = nodes.add(value, {});
  for (std::size_t dimension = 0; dimension < table.dimensions.size(); ++dimension) {
    if (table.dimensions[dimension].num_codes != 0) continue;
    std::vector<TableCell> split;
    for (std::size_t at = 0; at < table.cells.size(); ++at) {
      const SharedEnds shared = shared_ends(table, at, dimension);
      if (!shared.low && !shared.high) {
        split.push_back(table.cells[at]);
        continue;
      }
      for (const Index choice : {kToLower, kToUpper}) {
        TableCell cell = table.cells[at];
        Interval* interval = interval_of(cell, dimension);
        if (shared.low && choice == kToLower) interval->low_open = true;
        if (shared.high && choice == kToUpper) interval->high_open = true;
        const Index chosen = nodes.compare(Op::Equal, reading_node, nodes.code(choice, enumeration, FactType::OneOf));
        const Index both[] = {cell.when == kNone ? nodes.yes_no(true) : cell.when, chosen};
        cell.when = nodes.all_of(both);
        split.push_back(std::move(cell));
      }
    }
    table.cells = std::move(split);
  }
}

}  // namespace polc::lower
