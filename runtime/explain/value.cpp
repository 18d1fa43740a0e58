#include "runtime/explain/value.h"

#include <algorithm>
#include <iterator>

#include "base/assert.h"

namespace polc::runtime {

Paths merge(const Paths& lhs, const Paths& rhs) {
  if (rhs.empty()) return lhs;
  if (lhs.empty()) return rhs;
  Paths result;
  std::set_union(lhs.begin(), lhs.end(), rhs.begin(), rhs.end(), std::back_inserter(result));
  return result;
}

void insert(Paths& paths, std::string path) {
  const auto place = std::lower_bound(paths.begin(), paths.end(), path);
  if (place == paths.end() || *place != path) paths.insert(place, std::move(path));
}

Value truth_value(Tri truth) {
  Value result;
  result.type = NodeType::Bool;
  result.truth = truth;
  return result;
}

Value range_value(Range range) {
  Value result;
  result.type = NodeType::Numeric;
  result.range = range;
  return result;
}

Value text_value(std::string text) {
  Value result;
  result.type = NodeType::Text;
  result.text = std::move(text);
  return result;
}

bool is_determined(const Value& value) {
  switch (value.type) {
    case NodeType::Bool: return value.truth != Tri::Unknown;
    case NodeType::Numeric: return value.range.is_exact();
    case NodeType::Enum: return value.codes.size() == 1;
    case NodeType::Set: return value.is_known_set;
    case NodeType::Text: return value.text.has_value();
  }
  return false;
}

Value hull(const Value& lhs, const Value& rhs) {
  POLC_ASSERT(lhs.type == rhs.type, "both branches of a choice have one type");
  Value result = lhs;
  switch (lhs.type) {
    case NodeType::Bool:
      if (lhs.truth != rhs.truth) result.truth = Tri::Unknown;
      break;
    case NodeType::Numeric: result.range = hull(lhs.range, rhs.range); break;
    case NodeType::Enum:
      result.codes.clear();
      std::set_union(lhs.codes.begin(), lhs.codes.end(), rhs.codes.begin(), rhs.codes.end(),
                     std::back_inserter(result.codes));
      break;
    case NodeType::Set:
      result.is_known_set = lhs.is_known_set && rhs.is_known_set && lhs.codes == rhs.codes;
      if (!result.is_known_set) result.codes.clear();
      break;
    case NodeType::Text:
      if (lhs.text != rhs.text) result.text.reset();
      break;
  }
  return result;
}

void absorb(Notes& notes, const Notes& of_argument) {
  notes.missing = merge(notes.missing, of_argument.missing);
  if (!of_argument.discretion.empty()) {
    std::vector<Index> nodes;
    std::set_union(notes.discretion.begin(), notes.discretion.end(), of_argument.discretion.begin(),
                   of_argument.discretion.end(), std::back_inserter(nodes));
    notes.discretion = std::move(nodes);
  }
  notes.cells.insert(notes.cells.end(), of_argument.cells.begin(), of_argument.cells.end());
  notes.covered = notes.covered & of_argument.covered;
  if (notes.uncovered_table == kNone) notes.uncovered_table = of_argument.uncovered_table;
  if (!notes.fault) notes.fault = of_argument.fault;
}

void settle_notes(Outcome& outcome) {
  // While a table may leave the claim uncovered, its dimensions still decide between paying and denying.
  if (!is_determined(outcome.value) || outcome.notes.covered == Tri::Unknown) return;
  outcome.notes.missing.clear();
  outcome.notes.discretion.clear();
}

}  // namespace polc::runtime
