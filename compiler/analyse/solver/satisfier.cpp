#include "compiler/analyse/solver/satisfier.h"

#include <algorithm>

#include "runtime/explain/expression.h"

namespace polc::analyse {

using runtime::Node;
using runtime::Op;
using runtime::Tri;

namespace {

constexpr std::size_t kMostProbes = 4096;
constexpr std::size_t kMostProbedAxes = 6;
constexpr std::size_t kMostStretches = 3;

runtime::Place place_of(const Axis& axis, const Situation& situation) {
  runtime::Place place;
  if (!situation.claim_kinds.empty()) place.claim = axis.is_of_second_claim ? 1 : 0;
  return place;
}

bool is_above(const runtime::Range& lhs, const runtime::Range& rhs) { return runtime::less(rhs, lhs) == Tri::Yes; }

bool wants_truth(const Constraint& atom) { return atom.values.first() == 1; }

}  // namespace

Verdict Satisfier::ask_any(const Situation& situation, const Regions& regions) {
  Verdict result{Answer::No, {}};
  for (const Region& region : regions) {
    Verdict verdict = ask(situation, region);
    if (verdict.answer == Answer::Yes) return verdict;
    if (verdict.answer == Answer::Unknown) result.answer = Answer::Unknown;
  }
  return result;
}

Verdict Satisfier::ask(const Situation& situation, const Region& region) {
  if (!view_.axes().has_atoms(region)) return {Answer::Yes, region};
  if (is_refuted(situation, region)) return {Answer::No, {}};
  const std::vector<AxisId> axes = axes_read(region);
  if (auto found = probe(situation, region, axes)) return {Answer::Yes, std::move(*found)};
  return ask_solver(situation, region, axes);
}

Region Satisfier::without_atoms(const Region& region) const {
  Region result;
  for (const Constraint& one : region.constraints()) {
    if (view_.axes()[one.axis].kind != AxisKind::Atom) result.set(one.axis, one.values);
  }
  return result;
}

// ---------------------------------------------------------------- bounds

bool Satisfier::is_linear_refuted(const Region& region, const LinearAtom& atom, bool truth) const {
  Fraction::Wide low = atom.constant;
  Fraction::Wide high = atom.constant;
  for (const LinearAtom::Term& term : atom.terms) {
    const ValueSet& values = view_.axes().values(region, term.axis);
    const Fraction::Wide first = Fraction::Wide{term.coefficient} * values.first();
    const Fraction::Wide last = Fraction::Wide{term.coefficient} * values.last();
    low += std::min(first, last);
    high += std::max(first, last);
  }
  return truth ? high < 0 : low >= 0;
}

/// Kleene's logic on what the region fixes: a definite answer holds at every point.
bool Satisfier::is_refuted(const Situation& situation, const Region& region) {
  std::optional<runtime::Case> outline;
  std::optional<runtime::ExpressionEvaluator> evaluator;
  for (const Constraint& one : region.constraints()) {
    const Axis& axis = view_.axes()[one.axis];
    if (axis.kind != AxisKind::Atom) continue;
    if (axis.linear) {
      if (is_linear_refuted(region, *axis.linear, wants_truth(one))) return true;
      continue;
    }
    if (!evaluator) {
      outline = cases_.outline(situation, region);
      evaluator.emplace(view_.program(), *outline, view_.conditions().readings());
    }
    if (view_.program().nodes[axis.node].type != runtime::NodeType::Bool) continue;
    const Tri truth = evaluator->evaluate(axis.node, place_of(axis, situation)).value.truth;
    if (truth == runtime::to_tri(!wants_truth(one))) return true;
  }
  return false;
}

// ---------------------------------------------------------------- probing

void Satisfier::collect_axes(Index node, bool is_of_second_claim, Nodes& seen, std::set<AxisId>& found) const {
  if (node == kNone || !seen.emplace(node, is_of_second_claim).second) return;
  const Program& program = view_.program();
  const Node& one = program.nodes[node];
  if (const auto axis = view_.conditions().axis_of(node)) {
    if (view_.axes()[*axis].is_numeric || one.type != runtime::NodeType::Set)
      found.insert(is_of_second_claim ? view_.axes().second_claim(*axis) : *axis);
    return;
  }
  for (const Index arg : arguments(program, node)) collect_axes(arg, is_of_second_claim, seen, found);
  if (one.op != Op::Cells) return;
  const runtime::Table& table = program.tables[one.a];
  for (const runtime::Dimension& dimension : table.dimensions)
    collect_axes(dimension.value, is_of_second_claim, seen, found);
  for (const runtime::TableCell& cell : table.cells) {
    collect_axes(cell.when, is_of_second_claim, seen, found);
    collect_axes(cell.amount, is_of_second_claim, seen, found);
  }
}

std::vector<AxisId> Satisfier::axes_read(const Region& region) const {
  std::set<AxisId> found;
  Nodes seen;
  for (const Constraint& one : region.constraints()) {
    const Axis axis = view_.axes()[one.axis];
    if (axis.kind != AxisKind::Atom) continue;
    if (axis.linear) {
      for (const LinearAtom::Term& term : axis.linear->terms) found.insert(term.axis);
    } else {
      collect_axes(axis.node, axis.is_of_second_claim, seen, found);
      if (axis.other != kNone) collect_axes(axis.other, axis.is_of_second_claim, seen, found);
    }
  }
  return {found.begin(), found.end()};
}

std::vector<std::int64_t> Satisfier::candidates(const Situation& situation, const Region& region, AxisId axis) {
  const ValueSet& values = view_.axes().values(region, axis);
  std::vector<std::int64_t> result{cases_.choose(situation, region, axis)};
  const auto add = [&](std::int64_t value) {
    if (values.contains(value) && std::find(result.begin(), result.end(), value) == result.end())
      result.push_back(value);
  };
  const Axis& one = view_.axes()[axis];
  const bool is_day =
      one.is_numeric && (one.kind != AxisKind::Fact || view_.program().facts[one.slot].type == runtime::FactType::Date);
  if (is_day) {
    const auto base = static_cast<std::int32_t>(result.front());
    for (const int years : {1, -1, 2, -2, 3, -3, 5, -5, 10, -10, 20, -20, 60, -60}) {
      const auto moved = runtime::add_months(runtime::Date{base}, std::int64_t{12} * years, runtime::MonthEnd::Down);
      if (moved) add(moved->days);
    }
  }
  const auto stretches = values.stretches();
  for (std::size_t at = 0; at < std::min(stretches.size(), kMostStretches); ++at) {
    add(stretches[at].low);
    add(stretches[at].high);
  }
  add(0);
  return result;
}

bool Satisfier::holds_at(const Situation& situation, const Region& region, const Region& point) {
  const runtime::Case tried = cases_.make(situation, point);
  runtime::ExpressionEvaluator evaluator(view_.program(), tried, view_.conditions().readings());
  for (const Constraint& one : region.constraints()) {
    const Axis& axis = view_.axes()[one.axis];
    if (axis.kind != AxisKind::Atom) continue;
    if (axis.linear) {
      Fraction::Wide sum = axis.linear->constant;
      for (const LinearAtom::Term& term : axis.linear->terms)
        sum += Fraction::Wide{term.coefficient} * view_.axes().values(point, term.axis).first();
      if ((sum >= 0) != wants_truth(one)) return false;
    } else if (axis.other != kNone) {
      if (!is_above(evaluator.evaluate(axis.node, place_of(axis, situation)).value.range,
                    axis.other == axis.node ? runtime::Range::exactly(Fraction(0))
                                            : evaluator.evaluate(axis.other, place_of(axis, situation)).value.range)) {
        return false;
      }
    } else if (evaluator.evaluate(axis.node, place_of(axis, situation)).value.truth !=
               runtime::to_tri(wants_truth(one))) {
      return false;
    }
  }
  return true;
}

std::optional<Region> Satisfier::probe(const Situation& situation, const Region& region,
                                       const std::vector<AxisId>& axes) {
  Region base = without_atoms(region);
  std::vector<std::vector<std::int64_t>> choices;
  std::size_t num_points = 1;
  for (const AxisId axis : axes) {
    choices.push_back(candidates(situation, base, axis));
    if (choices.size() > kMostProbedAxes) choices.back().resize(1);
    if (num_points * choices.back().size() > kMostProbes) choices.back().resize(1);
    num_points *= choices.back().size();
  }
  std::vector<std::size_t> at(axes.size(), 0);
  for (std::size_t count = 0; count < num_points; ++count) {
    Region point = base;
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
      point.set(axes[axis], ValueSet::only(choices[axis][at[axis]]));
    if (holds_at(situation, region, point)) return point;
    for (std::size_t axis = axes.size(); axis-- > 0;) {
      if (++at[axis] < choices[axis].size()) break;
      at[axis] = 0;
    }
  }
  return std::nullopt;
}

// ---------------------------------------------------------------- the solver

Formula Satisfier::formula_of(const Region& region) {
  Formula all;
  for (const Constraint& one : region.constraints()) {
    const Axis axis = view_.axes()[one.axis];
    Formula part;
    if (axis.kind != AxisKind::Atom) {
      part.kind = Formula::Kind::Values;
      part.axis = one.axis;
      part.values = one.values;
    } else if (axis.linear) {
      part.kind = Formula::Kind::Linear;
      part.linear = *axis.linear;
    } else if (axis.is_of_second_claim || view_.program().nodes[axis.node].type != runtime::NodeType::Bool) {
      part.kind = Formula::Kind::Open;
    } else {
      part = formula_of(axis.node);
    }
    if (axis.kind == AxisKind::Atom && !wants_truth(one)) {
      Formula opposite;
      opposite.kind = Formula::Kind::Not;
      opposite.parts.push_back(std::move(part));
      part = std::move(opposite);
    }
    all.parts.push_back(std::move(part));
  }
  return all;
}

Formula Satisfier::formula_of(Index node) {
  const Node& one = view_.program().nodes[node];
  Formula result;
  if (++num_parts_ > kMostParts) {
    result.kind = Formula::Kind::Open;
    return result;
  }
  if (one.op == Op::And || one.op == Op::Or) {
    result.kind = one.op == Op::And ? Formula::Kind::All : Formula::Kind::Any;
    for (const Index arg : arguments(view_.program(), node)) result.parts.push_back(formula_of(arg));
    return result;
  }
  if (one.op == Op::Not) {
    result.kind = Formula::Kind::Not;
    result.parts.push_back(formula_of(arguments(view_.program(), node)[0]));
    return result;
  }
  const Regions& regions = view_.conditions().where(node, true);
  const bool is_own_atom = regions.size() == 1 && regions.front().constraints().size() == 1 &&
                           view_.axes()[regions.front().constraints().front().axis].node == node;
  if (is_own_atom) {
    result.kind = Formula::Kind::Open;
    return result;
  }
  result.kind = Formula::Kind::Any;
  for (const Region& region : regions) result.parts.push_back(formula_of(region));
  return result;
}

Verdict Satisfier::ask_solver(const Situation& situation, const Region& region, const std::vector<AxisId>& axes) {
  Point least;
  num_parts_ = 0;
  const Answer answer = solve(view_.axes(), formula_of(region), axes, &least);
  if (answer != Answer::Yes) return {answer, {}};
  Region point = without_atoms(region);
  for (const auto& [axis, value] : least) point.set(axis, ValueSet::only(value));
  // The evaluator has the last word: what it does not confirm is left undecided.
  if (!holds_at(situation, region, point)) return {Answer::Unknown, {}};
  return {Answer::Yes, std::move(point)};
}

}  // namespace polc::analyse
