// Evaluates the nodes of a program for one case: Kleene's logic and interval arithmetic, step by step. Every
// argument is evaluated, also where the result is clear without it, so that what was read does not depend on
// the order of writing. Knows nothing of grants or settlement.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "runtime/cases/case.h"
#include "runtime/explain/case_facts.h"
#include "runtime/explain/coverage.h"
#include "runtime/explain/value.h"
#include "runtime/program/program.h"

namespace polc::runtime {

/// The member of a list that a quantifier looks at. `list` is never ClaimKind: such members are claims.
struct Element {
  ListKind list = ListKind::Claims;
  std::size_t index = 0;
};

/// What an expression is about: the claim being judged, if any, and the element of the innermost quantifier.
struct Place {
  std::optional<std::size_t> claim;
  std::optional<Element> element;
};

class ExpressionEvaluator {
 public:
  /// `readings`: a code for each reading of `program`. All three must outlive this.
  ExpressionEvaluator(const Program& program, const Case& one, const std::vector<Index>& readings);

  /// Returns what is known of `node`. Linear in the nodes below it, each shared node being evaluated once a claim.
  Outcome evaluate(Index node, const Place& place);

  /// From now on `node` has this value whatever the case says, and what was found before is forgotten. A plan is made
  /// by asking for the result of every value a fact can have.
  void assume(Index node, Value value);

  CaseFacts& facts() { return facts_; }
  const CaseFacts& facts() const { return facts_; }
  const Program& program() const { return program_; }
  const Case& input() const { return case_; }

 private:
  Outcome evaluate_fresh(Index node, const Place& place);
  Outcome evaluate_narrowed(Index node, const Place& place);
  Outcome evaluate_with_arguments(const Node& node, const Place& place);
  Index argument(const Node& node, std::size_t place) const { return program_.args[node.first_arg + place]; }

  // expression_leaf.cpp
  Outcome evaluate_leaf(const Node& node, const Place& place);
  Outcome read_fact(Index slot, const std::optional<FactHolder>& holder, const Node& node);
  Outcome read_date(const CaseDate& date, std::string path) const;
  Outcome read_money(const CaseMoney& money, std::string path) const;
  Outcome read_claim_fact(const Node& node, const Place& place);
  Outcome read_claim_date(const Place& place) const;
  Outcome read_element_money(const Node& node, const Place& place) const;
  Outcome read_element_text(const Node& node, const Place& place) const;
  Outcome read_level(const Node& node, const Place& place) const;

  // expression_choice.cpp
  Outcome choose(const Node& node, const Place& place);
  Outcome decide(const Node& node, const Place& place);
  Outcome look_up_parameter(const Node& node, const Place& place);
  Outcome quantify(const Node& node, const Place& place);

  // expression_table.cpp
  struct TableRead;
  Outcome look_up_cells(const Node& node, const Place& place);
  TableRead read_table(const Table& table, const Place& place);
  Outcome evaluate_cell_amount(const Table& table, const TableCell& cell, const std::vector<DimensionValue>& values,
                               const Place& place);

  const Program& program_;
  const Case& case_;
  const std::vector<Index>& readings_;
  CaseFacts facts_;
  // What a cell asks of an unknown number while its amount is evaluated: the number is then taken to be there.
  struct Narrowed {
    Index node = kNone;
    Range range;
  };
  std::vector<Narrowed> narrowed_;
  std::unordered_map<Index, Value> assumed_;  // by node
  // By claim (the last one: no claim), the nodes with arguments that were evaluated outside quantifiers.
  std::vector<std::unordered_map<Index, Outcome>> known_;
};

/// Returns the result of an operator over determined or undetermined numbers, or nothing on overflow.
/// `operands` as Node::args; `rounding`: of Round. Operators: Negate to PerFull and OrNothing, but not If.
std::optional<Range> compute(const Node& node, const std::vector<Range>& operands);

/// Returns the result of a date operator (YearOf to AddDays); what falls outside the calendar is unknown.
/// Nothing on overflow.
std::optional<Range> compute_date(const Node& node, const std::vector<Range>& operands);

/// Returns the truth of a comparison (Equal to GreaterEqual) of two values of one type.
Tri compare(Op op, const Value& lhs, const Value& rhs);

}  // namespace polc::runtime
