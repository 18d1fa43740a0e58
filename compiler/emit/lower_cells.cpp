// Tables of cells. A cell's match is a truth over the dimensions; what a table comes to is the range over the cells
// that may apply, with 0 or `otherwise` where they may leave the claim uncovered. Whether they do is asked for each
// class of values on which the cells cannot differ.
#include <algorithm>
#include <functional>

#include "compiler/emit/lowering.h"
#include "compiler/emit/refusal.h"

namespace polc::emit {

using runtime::CellSet;
using runtime::CutInterval;
using runtime::Fraction;
using runtime::Node;
using runtime::NodeType;
using runtime::Op;
using runtime::Range;
using runtime::Table;
using runtime::TableCell;

namespace {

constexpr std::size_t kMostCombinations = 4096;

bool is_open(const CellSet& set) { return set.is_any && set.codes.empty() && set.intervals.empty(); }

}  // namespace

struct Lowering::Dimension {
  Value value;
  Index node = kNone;
  Term is_unknown = kNoTerm;    // never NULL
  std::vector<Index> possible;  // Enum and Bool: codes while unknown
  // Numeric: the number as given, and where an unknown one lies.
  Quantity given;
  CutInterval unknown;
  runtime::Grid grid;
  bool is_numeric = false;
};

struct Lowering::CellTerms {
  const TableCell* cell = nullptr;
  Term labels = kNoTerm;  // truth: of the dimensions
  Value when;
  Term possible = kNoTerm;  // never NULL
  Term sure = kNoTerm;      // never NULL
  Value amount;
};

Lowering::Dimension Lowering::dimension(const runtime::Dimension& dimension, const Standing& standing) {
  Dimension result;
  const Node& node = program_.nodes[dimension.value];
  result.node = dimension.value;
  result.value = lower(dimension.value, standing);
  switch (node.type) {
    case NodeType::Bool:
      result.is_unknown = terms_.is_null(result.value.truth);
      result.possible = {0, 1};
      return result;
    case NodeType::Enum:
      result.is_unknown = result.value.code ? terms_.no() : terms_.is_null(result.value.text);
      for (Index code = 0; code < program_.enumerations[result.value.enumeration].values.size(); ++code)
        result.possible.push_back(code);
      if (result.value.code) result.possible = {*result.value.code};
      return result;
    default: break;
  }
  const bool is_fact = node.op == Op::ApplicantFact || node.op == Op::ClaimFact || node.op == Op::JudgedClaimFact;
  if (node.type != NodeType::Numeric || !is_fact) {
    refuse({"a dimension of cells is not a fact", "资助档次的维度不是一项信息"},
           {"name the value as a fact of the claim", "请把该值声明为事项的一项信息"});
  }
  const runtime::Fact& fact = program_.facts[node.a];
  result.is_numeric = true;
  result.grid = runtime::grid_of(node.fact_type);
  Range range{fact.low, fact.high};
  for (const Narrowed& narrowed : narrowed_) {
    if (narrowed.node == dimension.value) range = narrowed.range;
  }
  result.unknown = runtime::cut_interval(range, result.grid);
  result.given.low = result.given.high = this->fact(node.a);
  result.given.scale = inputs_.scale_of(node.a);
  std::tie(result.given.least, result.given.most) = inputs_.bounds_of(node.a);
  result.is_unknown = terms_.is_null(result.given.low);
  return result;
}

Term Lowering::match_number(const CellSet& set, const Dimension& dimension) {
  std::vector<Term> inside;
  bool surely = false;
  bool possibly = false;
  for (const runtime::Interval& interval : set.intervals) {
    std::vector<Term> ends;
    if (interval.low) {
      const Quantity low = arithmetic_.constant(*interval.low);
      ends.push_back(interval.low_open ? arithmetic_.less(low, dimension.given)
                                       : arithmetic_.less_equal(low, dimension.given));
    }
    if (interval.high) {
      const Quantity high = arithmetic_.constant(*interval.high);
      ends.push_back(interval.high_open ? arithmetic_.less(dimension.given, high)
                                        : arithmetic_.less_equal(dimension.given, high));
    }
    inside.push_back(terms_.all(ends));
    const CutInterval cut = runtime::cut_interval(interval, dimension.grid);
    surely = surely || is_inside(dimension.unknown, cut);
    possibly = possibly || !intersect(dimension.unknown, cut).is_empty();
  }
  const Term known = terms_.any(inside);
  const Term unknown = surely ? yes() : possibly ? terms_.null(Type::Truth) : terms_.no();
  return terms_.choose({dimension.is_unknown, unknown, known});
}

Term Lowering::match(const CellSet& set, const Dimension& dimension) {
  if (is_open(set)) return yes();
  if (dimension.is_numeric) return match_number(set, dimension);
  const auto is_asked = [&](Index code) { return std::binary_search(set.codes.begin(), set.codes.end(), code); };
  const bool has_all = std::all_of(dimension.possible.begin(), dimension.possible.end(), is_asked);
  const bool has_some = std::any_of(dimension.possible.begin(), dimension.possible.end(), is_asked);
  if (has_all || !has_some) return terms_.truth(has_all);
  if (dimension.value.type == NodeType::Bool)
    return is_asked(1) ? dimension.value.truth : terms_.negation(dimension.value.truth);
  std::vector<std::string> labels;
  for (const Index code : set.codes) labels.push_back(program_.enumerations[dimension.value.enumeration].values[code]);
  return terms_.one_of(dimension.value.text, labels);
}

// The amount of a cell is asked for with each unknown number where the cell wants it.
Value Lowering::cell_amount(const Table& table, const TableCell& cell, const std::vector<Dimension>& dimensions,
                            const Standing& standing) {
  const std::size_t before = narrowed_.size();
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    if (!dimensions[d].is_numeric || cell.sets[d].intervals.empty()) continue;
    std::optional<Range> within;
    for (const runtime::Interval& interval : cell.sets[d].intervals) {
      const CutInterval part = intersect(runtime::cut_interval(interval, dimensions[d].grid), dimensions[d].unknown);
      if (part.is_empty()) continue;
      const Range range = runtime::range_of(part, dimensions[d].grid);
      within = within ? runtime::hull(*within, range) : range;
    }
    if (within) narrowed_.push_back({table.dimensions[d].value, *within});
  }
  Value amount = lower(cell.amount, standing);
  narrowed_.resize(before);
  return amount;
}

// The classes of values of one dimension: which cells they match, and whether the value given lies in the class.
std::vector<std::pair<std::vector<bool>, Term>> Lowering::classes_of(const Table& table, std::size_t place,
                                                                     const Dimension& dimension) {
  std::map<std::vector<bool>, std::vector<Term>> by_cells;
  const auto add = [&](const std::function<bool(const CellSet&)>& holds, Term is_given) {
    std::vector<bool> cells;
    for (const TableCell& cell : table.cells) cells.push_back(holds(cell.sets[place]));
    by_cells[cells].push_back(is_given);
  };
  if (!dimension.is_numeric) {
    for (const Index code : dimension.possible) {
      CellSet one;
      one.is_any = false;
      one.codes = {code};
      add(
          [&](const CellSet& set) {
            return is_open(set) || std::binary_search(set.codes.begin(), set.codes.end(), code);
          },
          dimension.possible.size() == 1 ? yes() : match(one, dimension));
    }
  } else {
    std::vector<CutInterval> cuts;
    for (const TableCell& cell : table.cells) {
      for (const runtime::Interval& interval : cell.sets[place].intervals)
        cuts.push_back(runtime::cut_interval(interval, dimension.grid));
    }
    for (const CutInterval& piece : runtime::cut_apart(dimension.unknown, cuts)) {
      const Range range = runtime::range_of(piece, dimension.grid);
      std::vector<Term> ends;
      if (range.low) ends.push_back(arithmetic_.less_equal(arithmetic_.constant(*range.low), dimension.given));
      if (range.high) ends.push_back(arithmetic_.less_equal(dimension.given, arithmetic_.constant(*range.high)));
      add(
          [&](const CellSet& set) {
            return is_open(set) || std::any_of(set.intervals.begin(), set.intervals.end(), [&](const auto& interval) {
                     return is_inside(piece, runtime::cut_interval(interval, dimension.grid));
                   });
          },
          terms_.all(ends));
    }
  }
  std::vector<std::pair<std::vector<bool>, Term>> result;
  for (const auto& [cells, given] : by_cells) result.emplace_back(cells, terms_.any(given));
  return result;
}

// Every combination that the dimensions may still have lies in a cell whose condition holds.
Term Lowering::covered(const Table& table, const std::vector<Dimension>& dimensions,
                       const std::vector<CellTerms>& cells) {
  Classes classes;
  std::size_t num_combinations = 1;
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    classes.push_back(classes_of(table, d, dimensions[d]));
    num_combinations *= classes.back().size();
    if (num_combinations > kMostCombinations) {
      refuse({"whether the cells cover every combination of their dimensions takes more than 4096 tests",
              "判断各档是否覆盖维度的全部组合需要超过 4096 次检验"},
             {"divide the award into several with fewer dimensions", "请把该项资助拆为维度较少的几项"});
    }
  }
  std::vector<Term> tests;
  std::vector<std::size_t> at(dimensions.size(), 0);
  for (std::size_t count = 0; count < num_combinations; ++count) {
    std::vector<Term> covering;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      bool holds = true;
      for (std::size_t d = 0; d < at.size(); ++d) holds = holds && classes[d][at[d]].first[i];
      if (holds && cells[i].cell->when == kNone) covering.push_back(yes());
      if (holds && cells[i].cell->when != kNone) covering.push_back(terms_.is_yes(cells[i].when.truth));
    }
    std::vector<Term> is_there;
    for (std::size_t d = 0; d < at.size(); ++d) is_there.push_back(terms_.is_possible(classes[d][at[d]].second));
    tests.push_back(terms_.either(terms_.negation(terms_.all(is_there)), terms_.any(covering)));
    for (std::size_t d = 0; d < at.size(); ++d) {
      if (++at[d] < classes[d].size()) break;
      at[d] = 0;
    }
  }
  return terms_.all(tests);
}

// Two cells that surely apply and surely differ.
Term Lowering::conflicts(const std::vector<CellTerms>& cells) {
  std::vector<Term> found;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = i + 1; j < cells.size(); ++j) {
      const auto are_apart = [&](std::size_t d) {
        const CellSet& left = cells[i].cell->sets[d];
        const CellSet& right = cells[j].cell->sets[d];
        if (is_open(left) || is_open(right)) return false;
        if (!left.intervals.empty() || !right.intervals.empty()) return false;
        return std::none_of(left.codes.begin(), left.codes.end(), [&](Index code) {
          return std::binary_search(right.codes.begin(), right.codes.end(), code);
        });
      };
      bool meet = true;
      for (std::size_t d = 0; d < cells[i].cell->sets.size(); ++d) meet = meet && !are_apart(d);
      const Term both = meet ? terms_.both(cells[i].sure, cells[j].sure) : terms_.no();
      if (terms_.is_no_literal(both)) continue;
      const Quantity& left = cells[i].amount.number;
      const Quantity& right = cells[j].amount.number;
      const bool is_same = left.low == right.low && left.high == right.high && left.scale == right.scale &&
                           left.low_divisor == right.low_divisor && left.high_divisor == right.high_divisor;
      if (!is_same) found.push_back(terms_.both(both, terms_.is_no(arithmetic_.equal(left, right))));
    }
  }
  return terms_.any(found);
}

Value Lowering::cells(const Node& node, const Standing& standing) {
  const Table& table = program_.tables[node.a];
  std::vector<Dimension> dimensions;
  for (const runtime::Dimension& one : table.dimensions) dimensions.push_back(dimension(one, standing));
  std::vector<CellTerms> cells;
  std::vector<Term> possible;
  std::vector<Term> faults;
  for (const TableCell& cell : table.cells) {
    CellTerms one;
    one.cell = &cell;
    std::vector<Term> labels;
    for (std::size_t d = 0; d < dimensions.size(); ++d) labels.push_back(match(cell.sets[d], dimensions[d]));
    one.labels = terms_.all(labels);
    one.when.truth = yes();
    if (cell.when != kNone) {
      one.when = lower(cell.when, standing);
      faults.push_back(terms_.both(terms_.is_possible(one.labels), one.when.fault));
    }
    const Term applies = terms_.both(one.labels, one.when.truth);
    one.possible = terms_.is_possible(applies);
    one.sure = terms_.is_yes(applies);
    one.amount = cell_amount(table, cell, dimensions, standing);
    faults.push_back(terms_.both(one.possible, one.amount.fault));
    possible.push_back(one.possible);
    cells.push_back(std::move(one));
  }
  const Term is_covered = covered(table, dimensions, cells);
  faults.push_back(conflicts(cells));

  std::vector<std::pair<Term, Value>> alternatives;
  for (const CellTerms& cell : cells) alternatives.emplace_back(cell.possible, cell.amount);
  Value rest;
  rest.type = NodeType::Numeric;
  rest.number = arithmetic_.zero();
  rest.covered = terms_.no();
  rest.fault = terms_.no();
  if (table.otherwise != kNone) rest = lower(table.otherwise, standing);
  const Term may_be_left = terms_.negation(is_covered);
  faults.push_back(terms_.both(may_be_left, rest.fault));
  alternatives.emplace_back(may_be_left, rest);

  std::vector<std::pair<Term, Quantity>> amounts;
  std::vector<Term> all_covered;
  std::vector<Term> none_covered;
  for (const auto& [condition, value] : alternatives) {
    amounts.emplace_back(condition, value.number);
    all_covered.push_back(terms_.either(terms_.negation(condition), terms_.is_yes(value.covered)));
    none_covered.push_back(terms_.either(terms_.negation(condition), terms_.is_no(value.covered)));
  }
  Value result;
  result.type = NodeType::Numeric;
  result.number = arithmetic_.hull(amounts);
  result.covered =
      terms_.choose({terms_.all(all_covered), yes(), terms_.all(none_covered), terms_.no(), terms_.null(Type::Truth)});
  result.fault = terms_.any(faults);
  return result;
}

}  // namespace polc::emit
