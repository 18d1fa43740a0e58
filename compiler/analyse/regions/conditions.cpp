#include "compiler/analyse/regions/conditions.h"

#include <algorithm>
#include <utility>

namespace polc::analyse {

using runtime::Node;
using runtime::NodeType;
using runtime::Op;

namespace {

std::uint64_t key_of(Index node, bool truth) { return (std::uint64_t{node} << 1U) | (truth ? 1U : 0U); }

bool is_fact(Op op) { return op == Op::ApplicantFact || op == Op::ClaimFact || op == Op::JudgedClaimFact; }

}  // namespace

const Regions& Conditions::where(Index node, bool truth) {
  static const Regions kAlways{Region{}};
  static const Regions kNever;
  if (node == kNone) return truth ? kAlways : kNever;
  const std::uint64_t key = key_of(node, truth);
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  Regions regions = fresh(node, truth);
  return known_.emplace(key, std::move(regions)).first->second;
}

std::optional<AxisId> Conditions::axis_of(Index node) const {
  const Node& one = program_.nodes[node];
  if (is_fact(one.op)) return axes_.of_fact(one.a);
  if (one.op == Op::ClaimDate || one.op == Op::JudgedClaimDate) return axes_.claim_date();
  if (one.op == Op::ApplicationDate) return axes_.application_date();
  return std::nullopt;
}

Regions Conditions::fresh(Index node, bool truth) {
  const Node& one = program_.nodes[node];
  switch (one.op) {
    case Op::Constant: return program_.constants[one.a].number.is_zero() == truth ? Regions{} : Regions{Region{}};
    case Op::ApplicantFact:
    case Op::ClaimFact:
    case Op::JudgedClaimFact: return axes_.one_axis(axes_.of_fact(one.a), ValueSet::only(truth ? 1 : 0));
    case Op::Not: return where(arguments(program_, node)[0], !truth);
    case Op::And: return all_of(arguments(program_, node), truth, node);
    case Op::Or: return any_of(arguments(program_, node), truth, node);
    case Op::If: {
      const auto args = arguments(program_, node);
      return either(args[0], args[1], args[2], truth);
    }
    case Op::Contains: {
      const Node& set = program_.nodes[arguments(program_, node)[0]];
      if (!is_fact(set.op)) return atom(node, truth);
      return axes_.one_axis(axes_.of_member(set.a, one.a), ValueSet::only(truth ? 1 : 0));
    }
    case Op::Equal:
    case Op::NotEqual:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual: return comparison(node, truth);
    default: return atom(node, truth);
  }
}

Regions Conditions::atom(Index node, bool truth) { return {Region(axes_.atom(node), ValueSet::only(truth ? 1 : 0))}; }

Regions Conditions::limit(Regions regions, Index whole, bool truth) {
  if (regions.size() > 1) axes_.tidy(regions);
  if (regions.size() > kMostRegions) return atom(whole, truth);
  return regions;
}

Regions Conditions::all_of(std::span<const Index> nodes, bool truth, Index whole) {
  if (!truth) {
    Regions result;
    for (const Index node : nodes) {
      const Regions& part = where(node, false);
      result.insert(result.end(), part.begin(), part.end());
      if (result.size() > kMostRegions) result = limit(std::move(result), whole, truth);
      if (result.size() > kMostRegions) return atom(whole, truth);
    }
    return limit(std::move(result), whole, truth);
  }
  Regions result{Region{}};
  for (const Index node : nodes) {
    result = intersect(result, where(node, true));
    if (result.empty()) return result;
    if (result.size() > kMostRegions) return atom(whole, truth);
  }
  return limit(std::move(result), whole, truth);
}

Regions Conditions::any_of(std::span<const Index> nodes, bool truth, Index whole) {
  Regions result = truth ? Regions{} : Regions{Region{}};
  for (const Index node : nodes) {
    const Regions& part = where(node, truth);
    if (truth) {
      result.insert(result.end(), part.begin(), part.end());
    } else {
      result = intersect(result, part);
      if (result.empty()) return result;
    }
    if (result.size() > kMostRegions) axes_.tidy(result);
    if (result.size() > kMostRegions) return atom(whole, truth);
  }
  return limit(std::move(result), whole, truth);
}

Regions Conditions::either(Index condition, Index on_yes, Index on_no, bool truth) {
  Regions result = intersect(where(condition, true), where(on_yes, truth));
  const Regions other = intersect(where(condition, false), where(on_no, truth));
  result.insert(result.end(), other.begin(), other.end());
  axes_.tidy(result);
  return result;
}

Region Conditions::labels(const runtime::Table& table, const runtime::TableCell& cell) {
  Region result;
  for (std::size_t at = 0; at < cell.sets.size(); ++at) {
    const runtime::CellSet& set = cell.sets[at];
    if (set.is_any && set.codes.empty() && set.intervals.empty()) continue;
    const auto axis = axis_of(table.dimensions[at].value);
    if (!axis) continue;  // a dimension that is computed: `cell` asks for it as an atom
    ValueSet values;
    for (const Index code : set.codes) values = unite(values, ValueSet::only(code));
    for (const runtime::Interval& interval : set.intervals) {
      const ValueSet& domain = axes_[*axis].domain;
      std::int64_t low = domain.first();
      std::int64_t high = domain.last();
      if (interval.low)
        low = interval.low_open ? axes_.floor_of(*axis, *interval.low) + 1 : axes_.ceil_of(*axis, *interval.low);
      if (interval.high)
        high = interval.high_open ? axes_.ceil_of(*axis, *interval.high) - 1 : axes_.floor_of(*axis, *interval.high);
      values = unite(values, ValueSet::between(low, high));
    }
    result.set(*axis, std::move(values));
  }
  return result;
}

Regions Conditions::cell(const runtime::Table& table, const runtime::TableCell& cell) {
  Region wanted = labels(table, cell);
  std::vector<AxisId> whole;
  for (const Constraint& one : wanted.constraints()) {
    const ValueSet& domain = axes_[one.axis].domain;
    if (!one.values.meets(domain)) return {};
    if (one.values.includes(domain)) whole.push_back(one.axis);
  }
  for (const AxisId axis : whole) wanted.release(axis);
  Regions result{std::move(wanted)};
  for (std::size_t at = 0; at < cell.sets.size() && !result.empty(); ++at) {
    const runtime::CellSet& set = cell.sets[at];
    const Index value = table.dimensions[at].value;
    if ((set.is_any && set.codes.empty() && set.intervals.empty()) || axis_of(value)) continue;
    result = intersect(result, computed_dimension(value, set));
  }
  return cell.when == kNone ? result : intersect(result, where(cell.when, true));
}

}  // namespace polc::analyse
