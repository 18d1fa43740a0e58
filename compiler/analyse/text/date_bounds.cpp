#include "compiler/analyse/text/date_bounds.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "compiler/analyse/text/paid_items.h"

namespace polc::analyse::text {
namespace {

using runtime::Date;
using runtime::Index;
using runtime::Node;
using runtime::Op;
using runtime::Program;

void raise(std::optional<Date>& from, Date date) { from = from ? std::max(*from, date) : date; }
void lower(std::optional<Date>& to, Date date) { to = to ? std::min(*to, date) : date; }

Op mirrored(Op op) {
  switch (op) {
    case Op::Less: return Op::Greater;
    case Op::LessEqual: return Op::GreaterEqual;
    case Op::Greater: return Op::Less;
    case Op::GreaterEqual: return Op::LessEqual;
    default: return op;
  }
}

/// Narrows the bounds by one comparison of a date of the case with a constant.
void add_comparison(const Program& program, const Node& node, const std::vector<Index>& args, DateBounds& bounds) {
  const bool is_mirrored = constant_of(program, args[0]) != nullptr;
  const runtime::Constant* constant = constant_of(program, args[is_mirrored ? 0 : 1]);
  const Op date_op = program.nodes[args[is_mirrored ? 1 : 0]].op;
  const bool is_event = date_op == Op::ClaimDate || date_op == Op::JudgedClaimDate;
  if (constant == nullptr || (!is_event && date_op != Op::ApplicationDate)) return;
  const Date date{static_cast<std::int32_t>(constant->number.numerator())};
  std::optional<Date>& from = is_event ? bounds.event_from : bounds.applied_from;
  std::optional<Date>& to = is_event ? bounds.event_to : bounds.applied_to;
  switch (is_mirrored ? mirrored(node.op) : node.op) {
    case Op::GreaterEqual: return raise(from, date);
    case Op::Greater: return raise(from, Date{date.days + 1});
    case Op::LessEqual: return lower(to, date);
    case Op::Less: return lower(to, Date{date.days - 1});
    case Op::Equal: raise(from, date); return lower(to, date);
    default: return;
  }
}

void add_condition(const Program& program, Index index, DateBounds& bounds) {
  const Node& node = program.nodes[index];
  const std::vector<Index> args = args_of(program, index);
  switch (node.op) {
    case Op::And:
      for (const Index arg : args) add_condition(program, arg, bounds);
      return;
    case Op::Equal:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual: return add_comparison(program, node, args, bounds);
    default: return;
  }
}

}  // namespace

std::optional<std::pair<Date, Date>> DateBounds::contradiction() const {
  if (event_from && event_to && *event_to < *event_from) return std::pair(*event_from, *event_to);
  if (applied_from && applied_to && *applied_to < *applied_from) return std::pair(*applied_from, *applied_to);
  // Nobody applies for what has not happened.
  if (event_from && applied_to && *applied_to < *event_from) return std::pair(*event_from, *applied_to);
  return std::nullopt;
}

DateBounds bounds_of(const Program& program, const runtime::Entitlement& entitlement) {
  DateBounds bounds;
  for (const runtime::Guard& guard : entitlement.guards) {
    const runtime::RuleKind kind = program.rules[guard.rule].kind;
    const bool forbids = kind == runtime::RuleKind::Exclude || kind == runtime::RuleKind::Unless;
    if (!forbids) add_condition(program, guard.node, bounds);
  }
  return bounds;
}

}  // namespace polc::analyse::text
