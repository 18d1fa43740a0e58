#include "compiler/analyse/text/paid_items.h"

#include <utility>

#include "compiler/analyse/text/wording.h"

namespace polc::analyse::text {
namespace {

using runtime::FactType;
using runtime::Fraction;
using runtime::Index;
using runtime::kNone;
using runtime::Node;
using runtime::Op;
using runtime::Program;

struct Peeled {
  PaidAs paid_as = PaidAs::Unknown;
  Fraction number;
  Index base = kNone;
  bool is_up_to = false;
};

/// Reads a product of a constant and something else.
Peeled peel_product(const Program& program, Index lhs, Index rhs) {
  const runtime::Constant* left = constant_of(program, lhs);
  const runtime::Constant* right = constant_of(program, rhs);
  if ((left == nullptr) == (right == nullptr)) return {};
  const runtime::Constant& constant = left != nullptr ? *left : *right;
  const Index base = left != nullptr ? rhs : lhs;
  const bool is_share = constant.type == FactType::Percent ||
                        (constant.type == FactType::Number && program.nodes[base].fact_type == FactType::Money);
  return {is_share ? PaidAs::Rate : PaidAs::UnitPrice, constant.number, base, false};
}

/// Finds the one number that an amount hangs on, below caps and roundings.
Peeled peel(const Program& program, Index index) {
  if (index == kNone) return {};
  const Node& node = program.nodes[index];
  const std::vector<Index> args = args_of(program, index);
  switch (node.op) {
    case Op::Constant: return {PaidAs::Amount, program.constants[node.a].number, kNone, false};
    case Op::Minimum:
    case Op::Maximum: {
      const bool is_first_constant = constant_of(program, args[0]) != nullptr;
      return peel(program, is_first_constant ? args[1] : args[0]);
    }
    case Op::Round:
    case Op::OrNothing: return peel(program, args[0]);
    case Op::Discretion: {
      const runtime::Constant* low = constant_of(program, args[0]);
      if (low == nullptr || !low->number.is_zero()) return {};
      Peeled most = peel(program, args[1]);
      most.is_up_to = true;
      return most;
    }
    case Op::Multiply: return peel_product(program, args[0], args[1]);
    case Op::PerFull: {
      const runtime::Constant* each = constant_of(program, args[0]);
      if (each == nullptr) return {};
      return {PaidAs::UnitPrice, each->number, args[2], false};
    }
    default: return {};
  }
}

std::vector<ItemValues> values_of(const Program& program, const runtime::Table& table, const runtime::TableCell& cell) {
  std::vector<ItemValues> values;
  for (std::size_t i = 0; i < cell.sets.size(); ++i) {
    ItemValues& one = values.emplace_back();
    one.codes = cell.sets[i].codes;
    const Index enumeration = program.nodes[table.dimensions[i].value].enumeration;
    if (enumeration == kNone) continue;
    for (const Index code : one.codes) one.labels.push_back(program.enumerations[enumeration].values[code]);
  }
  return values;
}

void add_item(const Program& program, PaidItem item, std::vector<PaidItem>& items) {
  Peeled peeled = peel(program, item.amount);
  item.paid_as = peeled.paid_as;
  item.number = peeled.number;
  item.base = peeled.base;
  item.is_up_to = peeled.is_up_to;
  if (item.rule != kNone) item.span = program.rules[item.rule].span;
  items.push_back(std::move(item));
}

}  // namespace

std::vector<PaidItem> paid_items(const Program& program) {
  std::vector<PaidItem> items;
  for (Index award = 0; award < program.awards.size(); ++award) {
    const runtime::Award& one = program.awards[award];
    for (Index kind = 0; kind < one.entitlements.size(); ++kind) {
      const runtime::Entitlement& entitlement = one.entitlements[kind];
      if (!entitlement.is_open || entitlement.amount == kNone) continue;
      PaidItem item;
      item.award = award;
      item.kind = kind;
      const Node& root = program.nodes[entitlement.amount];
      if (root.op != Op::Cells) {
        item.rule = entitlement.amount_rule != kNone ? entitlement.amount_rule : one.rule;
        item.amount = entitlement.amount;
        add_item(program, std::move(item), items);
        continue;
      }
      item.table = &program.tables[root.a];
      for (const runtime::TableCell& cell : item.table->cells) {
        if (cell.is_nothing) continue;
        PaidItem of_cell = item;
        of_cell.cell = &cell;
        of_cell.rule = cell.rule;
        of_cell.amount = cell.amount;
        of_cell.values = values_of(program, *item.table, cell);
        add_item(program, std::move(of_cell), items);
      }
    }
  }
  return items;
}

std::vector<Index> args_of(const Program& program, Index node) {
  const Node& one = program.nodes[node];
  const auto begin = program.args.begin() + static_cast<std::ptrdiff_t>(one.first_arg);
  return {begin, begin + static_cast<std::ptrdiff_t>(one.num_args)};
}

const runtime::Constant* constant_of(const Program& program, Index node) {
  if (node == kNone || program.nodes[node].op != Op::Constant) return nullptr;
  return &program.constants[program.nodes[node].a];
}

std::string item_text(const Program& program, const PaidItem& item) {
  if (item.paid_as == PaidAs::Rate) return percent_text(item.number);
  std::int64_t scale = 1;
  for (std::uint32_t i = 0; i < program.minor_digits; ++i) scale *= 10;
  const auto major = divide(item.number, Fraction(scale));
  return amount_text(major.value_or(item.number), program.currency);
}

std::string item_name(const Program& program, const PaidItem& item) {
  std::string name;
  for (const ItemValues& values : item.values) {
    for (const std::string& label : values.labels) {
      if (!name.empty()) name += &label == &values.labels.front() ? " · " : "/";
      name += label;
    }
  }
  return name.empty() ? program.awards[item.award].name : name;
}

}  // namespace polc::analyse::text
