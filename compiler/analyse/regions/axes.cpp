#include "compiler/analyse/regions/axes.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "runtime/value/date.h"

namespace polc::analyse {

using runtime::Fact;
using runtime::FactType;
using runtime::Node;
using runtime::NodeType;
using runtime::Op;

namespace {

/// Beyond every amount, area and count that a document names, and far from the ends of 64 bits.
constexpr std::int64_t kFarthest = 4'000'000'000'000'000'000;

std::int64_t scale_of(FactType type) {
  constexpr std::int64_t kMillion = 1'000'000;
  if (type == FactType::Number) return kMillion;
  return type == FactType::Percent ? kMillion * 100 : 1;
}

std::int64_t clamp(Fraction::Wide value) {
  return static_cast<std::int64_t>(std::clamp<Fraction::Wide>(value, -kFarthest, kFarthest));
}

std::int64_t scaled_floor(const Fraction& value, std::int64_t scale) {
  const auto scaled = runtime::multiply(value, Fraction(scale));
  if (!scaled) return value.sign() < 0 ? -kFarthest : kFarthest;
  return clamp(runtime::floor(*scaled).numerator());
}

std::int64_t scaled_ceil(const Fraction& value, std::int64_t scale) {
  const auto scaled = runtime::multiply(value, Fraction(scale));
  if (!scaled) return value.sign() < 0 ? -kFarthest : kFarthest;
  return clamp(runtime::ceil(*scaled).numerator());
}

ValueSet all_days() {
  const auto first = runtime::make_date({1, 1, 1});
  const auto last = runtime::make_date({9999, 12, 31});
  return ValueSet::between(first->days, last->days);
}

bool is_text_fact(const Node& node) {
  const bool is_fact = node.op == Op::ApplicantFact || node.op == Op::ClaimFact || node.op == Op::JudgedClaimFact;
  return is_fact && node.type == NodeType::Text;
}

}  // namespace

std::span<const Index> arguments(const Program& program, Index node) {
  const Node& one = program.nodes[node];
  return std::span(program.args).subspan(one.first_arg, one.num_args);
}

Reads reads_of(const Program& program, Index node) {
  Reads reads;
  std::vector<Index> open{node};
  std::unordered_set<Index> seen;
  while (!open.empty()) {
    const Index at = open.back();
    open.pop_back();
    if (at == kNone || !seen.insert(at).second) continue;
    const Node& one = program.nodes[at];
    const bool is_list = one.op == Op::Any || one.op == Op::All || one.op == Op::Count || one.op == Op::Sum;
    reads.lists = reads.lists || is_list;
    reads.readings = reads.readings || one.op == Op::ReadingValue;
    reads.claim = reads.claim || is_list || one.op == Op::ClaimFact || one.op == Op::JudgedClaimFact ||
                  one.op == Op::ClaimDate || one.op == Op::JudgedClaimDate;
    for (const Index arg : arguments(program, at)) open.push_back(arg);
    if (one.op != Op::Cells) continue;
    const runtime::Table& table = program.tables[one.a];
    for (const runtime::Dimension& dimension : table.dimensions) open.push_back(dimension.value);
    for (const runtime::TableCell& cell : table.cells) {
      open.push_back(cell.when);
      open.push_back(cell.amount);
    }
    open.push_back(table.otherwise);
  }
  return reads;
}

std::vector<bool> nodes_reading_readings(const Program& program) {
  std::vector<bool> reads(program.nodes.size(), false);
  const auto at = [&](Index node) { return node != kNone && reads[node]; };
  // Arguments stand before their users, and so does what a table holds.
  for (Index node = 0; node < program.nodes.size(); ++node) {
    const Node& one = program.nodes[node];
    const auto args = arguments(program, node);
    bool found = one.op == Op::ReadingValue || std::any_of(args.begin(), args.end(), at);
    if (one.op == Op::Cells && !found) {
      const runtime::Table& table = program.tables[one.a];
      found = at(table.otherwise) ||
              std::any_of(table.dimensions.begin(), table.dimensions.end(),
                          [&](const auto& dimension) { return at(dimension.value); }) ||
              std::any_of(table.cells.begin(), table.cells.end(),
                          [&](const auto& cell) { return at(cell.when) || at(cell.amount); });
    }
    reads[node] = found;
  }
  return reads;
}

Axes::Axes(const Program& program) : program_(program) {
  collect_texts();
  for (Index slot = 0; slot < program.facts.size(); ++slot) add_fact(slot);
  claim_date_ = static_cast<AxisId>(axes_.size());
  for (const AxisKind kind : {AxisKind::ClaimDate, AxisKind::ApplicationDate}) {
    Axis axis;
    axis.kind = kind;
    axis.domain = all_days();
    axis.is_numeric = true;
    add(std::move(axis));
  }
}

AxisId Axes::add(Axis axis) {
  axes_.push_back(std::move(axis));
  return static_cast<AxisId>(axes_.size() - 1);
}

void Axes::collect_texts() {
  for (const Node& node : program_.nodes) {
    if ((node.op != Op::Equal && node.op != Op::NotEqual) || node.num_args != 2) continue;
    const Node& lhs = program_.nodes[program_.args[node.first_arg]];
    const Node& rhs = program_.nodes[program_.args[node.first_arg + 1]];
    if (is_text_fact(lhs) && rhs.op == Op::Constant) texts_[lhs.a].push_back(program_.constants[rhs.a].text);
    if (is_text_fact(rhs) && lhs.op == Op::Constant) texts_[rhs.a].push_back(program_.constants[lhs.a].text);
  }
  for (auto& [slot, texts] : texts_) {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  }
}

void Axes::add_fact(Index slot) {
  const Fact& fact = program_.facts[slot];
  Axis axis;
  axis.slot = slot;
  axis.scale = scale_of(fact.type);
  axis.is_numeric = runtime::is_numeric(fact.type);
  if (axis.is_numeric) {
    const ValueSet whole = fact.type == FactType::Date ? all_days() : ValueSet::between(-kFarthest, kFarthest);
    const std::int64_t low = fact.low ? std::max(whole.first(), scaled_ceil(*fact.low, axis.scale)) : whole.first();
    const std::int64_t high = fact.high ? std::min(whole.last(), scaled_floor(*fact.high, axis.scale)) : whole.last();
    axis.domain = ValueSet::between(low, high);
    if (axis.domain.is_empty()) axis.domain = whole;  // reversed bounds are reported by the compiler
  } else if (fact.type == FactType::YesNo) {
    axis.domain = ValueSet::between(0, 1);
  } else if (fact.type == FactType::Text) {
    const auto texts = texts_.find(slot);
    axis.domain = ValueSet::between(0, texts == texts_.end() ? 0 : static_cast<std::int64_t>(texts->second.size()));
  } else {
    const auto num_values = static_cast<std::int64_t>(program_.enumerations[fact.enumeration].values.size());
    axis.domain = ValueSet::between(0, std::max<std::int64_t>(num_values - 1, 0));
  }
  add(std::move(axis));
}

AxisId Axes::of_member(Index slot, Index code) {
  const auto [at, is_new] = members_.emplace(std::pair(slot, code), static_cast<AxisId>(axes_.size()));
  if (is_new) {
    Axis axis;
    axis.kind = AxisKind::SetMember;
    axis.slot = slot;
    axis.code = code;
    axis.domain = ValueSet::between(0, 1);
    add(std::move(axis));
  }
  return at->second;
}

AxisId Axes::atom(const LinearAtom& linear) {
  const auto [at, is_new] = linear_atoms_.emplace(linear, static_cast<AxisId>(axes_.size()));
  if (is_new) {
    Axis axis;
    axis.kind = AxisKind::Atom;
    axis.domain = ValueSet::between(0, 1);
    axis.linear = linear;
    add(std::move(axis));
  }
  return at->second;
}

AxisId Axes::atom(Index node) { return atom_above(node, kNone); }

AxisId Axes::atom_above(Index node, Index other) {
  const auto [at, is_new] = node_atoms_.emplace(std::pair(node, other), static_cast<AxisId>(axes_.size()));
  if (is_new) {
    Axis axis;
    axis.kind = AxisKind::Atom;
    axis.domain = ValueSet::between(0, 1);
    axis.node = node;
    axis.other = other;
    axis.reads_lists = reads_of(program_, node).lists;
    add(std::move(axis));
  }
  return at->second;
}

AxisId Axes::second_claim(AxisId axis) {
  const auto known = second_claims_.find(axis);
  if (known != second_claims_.end()) return known->second;
  Axis copy = axes_[axis];
  bool differs = copy.kind == AxisKind::ClaimDate;
  if (copy.kind == AxisKind::Atom && copy.node != kNone) differs = reads_of(program_, copy.node).claim;
  if (copy.kind == AxisKind::Atom && copy.linear) {
    for (LinearAtom::Term& term : copy.linear->terms) {
      const AxisId other = second_claim(term.axis);
      differs = differs || other != term.axis;
      term.axis = other;
    }
  }
  AxisId result = axis;
  if (differs) {
    copy.is_of_second_claim = true;
    result = add(std::move(copy));
  }
  second_claims_.emplace(axis, result);
  return result;
}

Region Axes::second_claim(const Region& region) {
  Region result;
  for (const Constraint& one : region.constraints()) result.set(second_claim(one.axis), one.values);
  return result;
}

std::int64_t Axes::text_code(Index slot, const std::string& text) const {
  const auto texts = texts_.find(slot);
  if (texts == texts_.end()) return 0;
  const auto at = std::lower_bound(texts->second.begin(), texts->second.end(), text);
  if (at == texts->second.end() || *at != text) return static_cast<std::int64_t>(texts->second.size());
  return at - texts->second.begin();
}

std::optional<std::string> Axes::text_of(Index slot, std::int64_t code) const {
  const auto texts = texts_.find(slot);
  if (texts == texts_.end() || code >= static_cast<std::int64_t>(texts->second.size())) return std::nullopt;
  return texts->second[static_cast<std::size_t>(code)];
}

const ValueSet& Axes::values(const Region& region, AxisId axis) const {
  const ValueSet* own = region.find(axis);
  return own != nullptr ? *own : axes_[axis].domain;
}

std::optional<Region> Axes::limited(const Region& region, AxisId axis, const ValueSet& values) const {
  ValueSet rest = intersect(this->values(region, axis), values);
  if (rest.is_empty()) return std::nullopt;
  Region result = region;
  if (rest == axes_[axis].domain) return result;
  result.set(axis, std::move(rest));
  return result;
}

std::optional<Region> Axes::without(const Region& region, AxisId axis, const ValueSet& values) const {
  ValueSet rest = analyse::subtract(this->values(region, axis), values);
  if (rest.is_empty()) return std::nullopt;
  Region result = region;
  if (!(rest == axes_[axis].domain)) result.set(axis, std::move(rest));
  return result;
}

Regions Axes::one_axis(AxisId axis, const ValueSet& values) const {
  const ValueSet inside = intersect(values, axes_[axis].domain);
  if (inside.is_empty()) return {};
  if (inside == axes_[axis].domain) return {Region{}};
  return {Region(axis, inside)};
}

void Axes::tidy(Regions& regions) const {
  bool changed = true;
  while (changed) {
    changed = false;
    simplify(regions);
    for (Region& region : regions) {
      std::vector<AxisId> whole;
      for (const Constraint& one : region.constraints()) {
        if (one.values == axes_[one.axis].domain) whole.push_back(one.axis);
      }
      for (const AxisId axis : whole) region.release(axis);
      changed = changed || !whole.empty();
    }
  }
}

Regions Axes::subtract(const Region& region, const Region& hole) const {
  if (!meets(region, hole)) return {region};
  Regions pieces;
  Region rest = region;
  for (const Constraint& one : hole.constraints()) {
    if (auto outside = without(rest, one.axis, one.values)) pieces.push_back(std::move(*outside));
    rest = *limited(rest, one.axis, one.values);
  }
  return pieces;
}

std::optional<Regions> Axes::subtract(Regions regions, const Regions& holes, std::size_t most) const {
  for (const Region& hole : holes) {
    Regions next;
    for (const Region& region : regions) {
      Regions pieces = subtract(region, hole);
      std::move(pieces.begin(), pieces.end(), std::back_inserter(next));
      if (next.size() > most) return std::nullopt;
    }
    regions = std::move(next);
    if (regions.empty()) break;
  }
  return regions;
}

std::int64_t Axes::ceil_of(AxisId axis, const Fraction& value) const { return scaled_ceil(value, axes_[axis].scale); }
std::int64_t Axes::floor_of(AxisId axis, const Fraction& value) const { return scaled_floor(value, axes_[axis].scale); }

Fraction Axes::value_of(AxisId axis, std::int64_t whole) const {
  return Fraction::ratio(whole, axes_[axis].scale).value_or(Fraction(0));
}

bool Axes::has_atoms(const Region& region) const {
  return std::any_of(region.constraints().begin(), region.constraints().end(),
                     [&](const Constraint& one) { return axes_[one.axis].kind == AxisKind::Atom; });
}

}  // namespace polc::analyse
