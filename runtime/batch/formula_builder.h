// Turns the expression of an amount, and the conditions that hang on numbers, into a formula. Chooses the denominator
// of every step so that no known value of the row is ever rounded before the policy rounds it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "runtime/batch/formula.h"
#include "runtime/explain/expression.h"

namespace polc::runtime {

/// Gives the register of a node: of a truth, or of the cell a table takes. kNone where there is none.
using RegisterOf = std::function<Index(Index node)>;

class FormulaBuilder {
 public:
  /// All must outlive this. `constants`: an evaluator to which the case does not matter.
  FormulaBuilder(const Program& program, NodeReader& reader, ExpressionEvaluator& constants, RegisterOf truth_of,
                 RegisterOf cell_of);

  /// Returns the place of a truth, negated or not, or nothing where a formula cannot say it.
  std::optional<std::uint32_t> add_truth(Index node, bool is_negated);
  std::uint32_t add_register(Index reg);
  /// Sets the amount. Returns whether a formula can say it.
  bool set_amount(Index node);

  Formula take() { return std::move(formula_); }
  std::vector<std::uint32_t>& guards() { return formula_.guards; }
  std::vector<std::uint32_t>& unrevoked() { return formula_.unrevoked; }

 private:
  /// A number: the value of a step over a denominator.
  struct Number {
    std::uint32_t place = 0;
    std::int64_t denominator = 1;
  };
  using Maybe = std::optional<Number>;

  std::uint32_t add(FormulaStep step);
  std::uint32_t add(FormulaOp op, std::uint32_t a, std::uint32_t b);
  Maybe number(Index node);
  Maybe make_number(Index node);
  Maybe constant(const Fraction& value);
  std::optional<Fraction> constant_of(Index node);
  Maybe fold(FormulaOp op, const Node& node);
  Maybe combine(FormulaOp op, const Maybe& lhs, const Maybe& rhs);
  Maybe multiply(const Maybe& lhs, const Maybe& rhs);
  Maybe scaled(const Number& value, std::int64_t denominator);
  Maybe whole(FormulaOp op, const Maybe& value);
  Maybe round(const Node& node);
  Maybe divide(const Node& node);
  Maybe per_full(const Node& node);
  Maybe choose(const Node& node);
  Maybe tiers(const Node& node);
  Maybe cells(Index index);
  Maybe of_dates(FormulaOp op, const Node& node);
  std::optional<std::uint32_t> truth(Index node);
  std::optional<std::uint32_t> compare(const Node& node);
  Index argument(const Node& node, std::size_t place) const { return program_.args[node.first_arg + place]; }

  const Program& program_;
  NodeReader& reader_;
  ExpressionEvaluator& constants_;
  RegisterOf truth_of_;
  RegisterOf cell_of_;
  Formula formula_;
  std::map<Index, Maybe> numbers_;
};

}  // namespace polc::runtime
