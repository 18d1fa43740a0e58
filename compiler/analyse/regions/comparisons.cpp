#include <algorithm>
#include <utility>

#include "compiler/analyse/regions/conditions.h"

namespace polc::analyse {

using runtime::Constant;
using runtime::Node;
using runtime::NodeType;
using runtime::Op;

namespace {

Op opposite(Op op) {
  switch (op) {
    case Op::Equal: return Op::NotEqual;
    case Op::NotEqual: return Op::Equal;
    case Op::Less: return Op::GreaterEqual;
    case Op::LessEqual: return Op::Greater;
    case Op::Greater: return Op::LessEqual;
    default: return Op::Less;
  }
}

Op mirrored(Op op) {
  switch (op) {
    case Op::Less: return Op::Greater;
    case Op::LessEqual: return Op::GreaterEqual;
    case Op::Greater: return Op::Less;
    case Op::GreaterEqual: return Op::LessEqual;
    default: return op;
  }
}

/// Ranks are codes with the highest first, so the smaller code is the greater value.
bool holds_of_codes(Op op, std::int64_t lhs, std::int64_t rhs) {
  switch (op) {
    case Op::Equal: return lhs == rhs;
    case Op::NotEqual: return lhs != rhs;
    case Op::Less: return lhs > rhs;
    case Op::LessEqual: return lhs >= rhs;
    case Op::Greater: return lhs < rhs;
    default: return lhs <= rhs;
  }
}

std::optional<Fraction> only_constant(const Pieces& pieces) {
  if (pieces.empty()) return std::nullopt;
  for (const Piece& piece : pieces) {
    if (!piece.value.is_constant()) return std::nullopt;
  }
  return pieces.front().value.constant;
}

}  // namespace

Regions Conditions::comparison(Index node, bool truth) {
  switch (program_.nodes[arguments(program_, node)[0]].type) {
    case NodeType::Bool: return compare_truths(node, truth);
    case NodeType::Enum: return compare_labels(node, truth);
    case NodeType::Text: return compare_texts(node, truth);
    case NodeType::Set: return compare_sets(node, truth);
    case NodeType::Numeric: return compare_numbers(node, truth);
  }
  return atom(node, truth);
}

Regions Conditions::compare_truths(Index node, bool truth) {
  const auto args = arguments(program_, node);
  const bool are_alike = (program_.nodes[node].op == Op::Equal) == truth;
  Regions result = intersect(where(args[0], true), where(args[1], are_alike));
  const Regions other = intersect(where(args[0], false), where(args[1], !are_alike));
  result.insert(result.end(), other.begin(), other.end());
  return limit(std::move(result), node, truth);
}

std::optional<std::vector<Conditions::LabelChoice>> Conditions::label_choices(Index node) {
  const Node& one = program_.nodes[node];
  std::vector<LabelChoice> choices;
  if (one.op == Op::Constant)
    return std::vector<LabelChoice>{
        {Region{}, static_cast<std::int64_t>(program_.constants[one.a].number.numerator())}};
  if (one.op == Op::ReadingValue) return std::vector<LabelChoice>{{Region{}, readings_[one.a]}};
  if (const auto axis = axis_of(node)) {
    for (std::int64_t code = 0; code <= axes_[*axis].domain.last(); ++code) {
      for (Region& region : axes_.one_axis(*axis, ValueSet::only(code))) choices.push_back({std::move(region), code});
    }
    return choices;
  }
  if (one.op != Op::If) return std::nullopt;
  const auto args = arguments(program_, node);
  for (const bool branch : {true, false}) {
    const auto inner = label_choices(branch ? args[1] : args[2]);
    if (!inner) return std::nullopt;
    for (const LabelChoice& choice : *inner) {
      for (Region& region : intersect(choice.where, where(args[0], branch)))
        choices.push_back({std::move(region), choice.code});
    }
  }
  return choices;
}

Regions Conditions::compare_labels(Index node, bool truth) {
  const auto args = arguments(program_, node);
  const Op op = truth ? program_.nodes[node].op : opposite(program_.nodes[node].op);
  const auto lhs = label_choices(args[0]);
  const auto rhs = label_choices(args[1]);
  if (!lhs || !rhs) return atom(node, truth);
  const auto axis = axis_of(args[0]);
  if (axis && rhs->size() == 1) {  // the common case: one fact, one label
    ValueSet values;
    for (const LabelChoice& choice : *lhs) {
      if (holds_of_codes(op, choice.code, rhs->front().code)) values = unite(values, ValueSet::only(choice.code));
    }
    return axes_.one_axis(*axis, values);
  }
  Regions result;
  for (const LabelChoice& left : *lhs) {
    for (const LabelChoice& right : *rhs) {
      if (!holds_of_codes(op, left.code, right.code)) continue;
      if (auto both = intersect(left.where, right.where)) result.push_back(std::move(*both));
    }
  }
  return limit(std::move(result), node, truth);
}

Regions Conditions::compare_texts(Index node, bool truth) {
  const auto args = arguments(program_, node);
  const bool are_alike = (program_.nodes[node].op == Op::Equal) == truth;
  for (const auto& [fact, text] : {std::pair(args[0], args[1]), std::pair(args[1], args[0])}) {
    const auto axis = axis_of(fact);
    if (!axis || program_.nodes[text].op != Op::Constant) continue;
    const Constant& constant = program_.constants[program_.nodes[text].a];
    const ValueSet only = ValueSet::only(axes_.text_code(program_.nodes[fact].a, constant.text));
    return axes_.one_axis(*axis, are_alike ? only : subtract(axes_[*axis].domain, only));
  }
  return atom(node, truth);
}

Regions Conditions::compare_sets(Index node, bool truth) {
  const auto args = arguments(program_, node);
  const bool are_alike = (program_.nodes[node].op == Op::Equal) == truth;
  const Node& set = program_.nodes[args[0]];
  if (!axis_of(args[0]) || program_.nodes[args[1]].op != Op::Constant) return atom(node, truth);
  const auto& codes = program_.constants[program_.nodes[args[1]].a].codes;
  Regions all{Region{}};
  Regions any;
  for (Index code = 0; code < program_.enumerations[set.enumeration].values.size(); ++code) {
    const bool is_in = std::find(codes.begin(), codes.end(), code) != codes.end();
    const AxisId axis = axes_.of_member(set.a, code);
    all = intersect(all, axes_.one_axis(axis, ValueSet::only(is_in ? 1 : 0)));
    any.push_back(Region(axis, ValueSet::only(is_in ? 0 : 1)));
  }
  return are_alike ? all : limit(std::move(any), node, truth);
}

Regions Conditions::compare_numbers(Index node, bool truth) {
  const auto args = arguments(program_, node);
  const Op op = truth ? program_.nodes[node].op : opposite(program_.nodes[node].op);
  const auto lhs = pieces(args[0], End::Low);
  const auto rhs = pieces(args[1], End::Low);
  std::optional<Regions> result;
  if (lhs && rhs) {
    result = compare(*lhs, op, *rhs);
  } else if (rhs && only_constant(*rhs)) {
    result = compare_monotone(args[0], op, *rhs);
  } else if (lhs && only_constant(*lhs)) {
    result = compare_monotone(args[1], mirrored(op), *lhs);
  }
  if (!result) return atom(node, truth);
  return limit(std::move(*result), node, truth);
}

std::optional<Regions> Conditions::compare(const Pieces& lhs, Op op, const Pieces& rhs) {
  Regions result;
  for (const Piece& left : lhs) {
    for (const Piece& right : rhs) {
      const auto both = intersect(left.where, right.where);
      if (!both) continue;
      const auto above = subtract(left.value, right.value);
      const auto below = subtract(right.value, left.value);
      if (!above || !below) return std::nullopt;
      std::optional<Regions> found;
      switch (op) {
        case Op::GreaterEqual: found = where_not_negative(axes_, *above, false); break;
        case Op::Greater: found = where_not_negative(axes_, *above, true); break;
        case Op::LessEqual: found = where_not_negative(axes_, *below, false); break;
        case Op::Less: found = where_not_negative(axes_, *below, true); break;
        default: {
          const bool is_strict = op == Op::NotEqual;
          const auto one = where_not_negative(axes_, *above, is_strict);
          const auto other = where_not_negative(axes_, *below, is_strict);
          if (!one || !other) return std::nullopt;
          found = is_strict ? *one : intersect(*one, *other);
          if (is_strict) found->insert(found->end(), other->begin(), other->end());
          break;
        }
      }
      if (!found) return std::nullopt;
      for (Region& region : intersect(*both, *found)) result.push_back(std::move(region));
      if (result.size() > kMostRegions * 4) return std::nullopt;
    }
  }
  axes_.tidy(result);
  return result;
}

Regions Conditions::above(Index lhs, Index rhs) {
  const auto left = pieces(lhs, rhs == kNone ? End::High : End::Low);
  const auto right = rhs == kNone ? Pieces{{Region{}, Linear{}}} : pieces(rhs, End::High);
  if (left && right) {
    if (auto found = compare(*left, Op::Greater, *right); found && found->size() <= kMostRegions) return *found;
  }
  if (rhs == kNone) {
    if (auto found = compare_monotone(lhs, Op::Greater, *right)) return *found;
  }
  return {Region(axes_.atom_above(lhs, rhs == kNone ? lhs : rhs), ValueSet::only(1))};
}

/// Where a function of one axis that only rises (or only falls) stands to constants: the threshold is found by
/// halving, on exact values.
std::optional<Regions> Conditions::compare_monotone(Index function, Op op, const Pieces& constants) {
  const auto shape = monotone(function);
  if (!shape || shape->axis == Axes::kNoAxis) return std::nullopt;
  const ValueSet& domain = axes_[shape->axis].domain;
  // Returns the smallest whole number at which the function, read so that it rises, is at least (or above) `bound`.
  const auto threshold = [&](const Fraction& bound, bool is_strict) -> std::optional<std::int64_t> {
    std::int64_t low = domain.first();
    std::int64_t high = domain.last();
    while (low <= high) {
      const std::int64_t middle = low + (high - low) / 2;
      const auto value = value_at(function, middle);
      if (!value) return std::nullopt;
      const bool is_reached = shape->rises ? (is_strict ? *value > bound : *value >= bound)
                                           : (is_strict ? *value <= bound : *value < bound);
      if (is_reached) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  Regions result;
  for (const Piece& piece : constants) {
    const auto at_least = threshold(piece.value.constant, false);
    const auto above = threshold(piece.value.constant, true);
    if (!at_least || !above) return std::nullopt;
    // Rising: f < c before at_least, f > c from above on. Falling: f >= c before at_least, f > c before above.
    const auto from = [&](std::int64_t begin) { return ValueSet::between(begin, domain.last()); };
    const auto before = [&](std::int64_t end) { return ValueSet::between(domain.first(), end - 1); };
    const ValueSet greater = shape->rises ? from(*above) : before(*above);
    const ValueSet not_less = shape->rises ? from(*at_least) : before(*at_least);
    ValueSet values;
    switch (op) {
      case Op::Greater: values = greater; break;
      case Op::GreaterEqual: values = not_less; break;
      case Op::LessEqual: values = subtract(domain, greater); break;
      case Op::Less: values = subtract(domain, not_less); break;
      case Op::Equal: values = subtract(not_less, greater); break;
      default: values = subtract(domain, subtract(not_less, greater)); break;
    }
    for (Region& region : intersect(piece.where, axes_.one_axis(shape->axis, values)))
      result.push_back(std::move(region));
  }
  return result;
}

Regions Conditions::computed_dimension(Index value, const runtime::CellSet& set) {
  Regions result;
  const NodeType type = program_.nodes[value].type;
  if (type == NodeType::Bool) {
    for (const Index code : set.codes) {
      const Regions& part = where(value, code != 0);
      result.insert(result.end(), part.begin(), part.end());
    }
  } else if (type == NodeType::Enum) {
    const auto choices = label_choices(value);
    if (!choices) return {Region(axes_.atom(value), ValueSet::only(1))};
    for (const LabelChoice& choice : *choices) {
      if (std::find(set.codes.begin(), set.codes.end(), static_cast<Index>(choice.code)) != set.codes.end())
        result.push_back(choice.where);
    }
  } else {
    const auto number = pieces(value, End::Low);
    if (!number) return {Region(axes_.atom(value), ValueSet::only(1))};
    for (const runtime::Interval& interval : set.intervals) {
      Regions part{Region{}};
      const auto bound = [&](const std::optional<Fraction>& end, Op op) {
        if (!end) return;
        const auto found = compare(*number, op, {{Region{}, Linear{{}, *end}}});
        part = intersect(part, found.value_or(Regions{}));
      };
      bound(interval.low, interval.low_open ? Op::Greater : Op::GreaterEqual);
      bound(interval.high, interval.high_open ? Op::Less : Op::LessEqual);
      result.insert(result.end(), part.begin(), part.end());
    }
  }
  axes_.tidy(result);
  return result;
}

}  // namespace polc::analyse
