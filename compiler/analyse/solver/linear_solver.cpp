#include "compiler/analyse/solver/linear_solver.h"

#include <z3.h>

#include <string>

namespace polc::analyse {
namespace {

// One to two seconds at worst; an ordinary question needs less than a thousand.
constexpr unsigned kResourceLimit = 5'000'000;

/// One question: a context of its own, so that no answer depends on what was asked before.
class Question {
 public:
  explicit Question(const Axes& axes) : axes_(axes) {
    Z3_config config = Z3_mk_config();
    context_ = Z3_mk_context(config);
    Z3_del_config(config);
    Z3_set_error_handler(context_, [](Z3_context, Z3_error_code) {});
    solver_ = Z3_mk_solver_for_logic(context_, Z3_mk_string_symbol(context_, "QF_LIA"));
    Z3_solver_inc_ref(context_, solver_);
    Z3_params params = Z3_mk_params(context_);
    Z3_params_inc_ref(context_, params);
    Z3_params_set_uint(context_, params, Z3_mk_string_symbol(context_, "rlimit"), kResourceLimit);
    Z3_params_set_uint(context_, params, Z3_mk_string_symbol(context_, "random_seed"), 0);
    Z3_solver_set_params(context_, solver_, params);
    Z3_params_dec_ref(context_, params);
  }
  ~Question() {
    Z3_solver_dec_ref(context_, solver_);
    Z3_del_context(context_);
  }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  void require(const Formula& formula) { Z3_solver_assert(context_, solver_, term(formula)); }
  bool has_open_parts() const { return has_open_parts_; }

  Answer check() {
    switch (Z3_solver_check(context_, solver_)) {
      case Z3_L_TRUE: return Answer::Yes;
      case Z3_L_FALSE: return Answer::No;
      default: return Answer::Unknown;
    }
  }

  /// Fixes an axis to its least possible number, by halving. Nothing when the limit is met.
  std::optional<std::int64_t> fix_least(AxisId axis) {
    std::int64_t low = axes_[axis].domain.first();
    std::int64_t high = axes_[axis].domain.last();
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      Z3_solver_push(context_, solver_);
      Z3_solver_assert(context_, solver_, Z3_mk_le(context_, variable(axis), number(middle)));
      const Answer answer = check();
      Z3_solver_pop(context_, solver_, 1);
      if (answer == Answer::Unknown) return std::nullopt;
      if (answer == Answer::Yes) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Z3_solver_assert(context_, solver_, Z3_mk_eq(context_, variable(axis), number(low)));
    return low;
  }

 private:
  Z3_ast number(std::int64_t value) { return Z3_mk_int64(context_, value, Z3_mk_int_sort(context_)); }

  Z3_ast variable(AxisId axis) {
    const auto [known, is_new] = variables_.try_emplace(axis, nullptr);
    if (is_new) {
      known->second =
          Z3_mk_const(context_, Z3_mk_int_symbol(context_, static_cast<int>(axis)), Z3_mk_int_sort(context_));
      Z3_solver_assert(context_, solver_, within(axis, axes_[axis].domain));
    }
    return known->second;
  }

  Z3_ast within(AxisId axis, const ValueSet& values) {
    std::vector<Z3_ast> choices;
    for (const Stretch& stretch : values.stretches()) {
      const Z3_ast ends[] = {Z3_mk_le(context_, number(stretch.low), variable(axis)),
                             Z3_mk_le(context_, variable(axis), number(stretch.high))};
      choices.push_back(Z3_mk_and(context_, 2, ends));
    }
    return Z3_mk_or(context_, static_cast<unsigned>(choices.size()), choices.data());
  }

  Z3_ast linear(const LinearAtom& atom) {
    std::vector<Z3_ast> terms{number(atom.constant)};
    for (const LinearAtom::Term& one : atom.terms) {
      const Z3_ast factors[] = {number(one.coefficient), variable(one.axis)};
      terms.push_back(Z3_mk_mul(context_, 2, factors));
    }
    return Z3_mk_ge(context_, Z3_mk_add(context_, static_cast<unsigned>(terms.size()), terms.data()), number(0));
  }

  Z3_ast term(const Formula& formula) {
    std::vector<Z3_ast> parts;
    for (const Formula& part : formula.parts) parts.push_back(term(part));
    const auto num_parts = static_cast<unsigned>(parts.size());
    switch (formula.kind) {
      case Formula::Kind::All: return Z3_mk_and(context_, num_parts, parts.data());
      case Formula::Kind::Any: return Z3_mk_or(context_, num_parts, parts.data());
      case Formula::Kind::Not: return Z3_mk_not(context_, parts.front());
      case Formula::Kind::Values: return within(formula.axis, formula.values);
      case Formula::Kind::Linear: return linear(formula.linear);
      case Formula::Kind::Open: break;
    }
    has_open_parts_ = true;
    return Z3_mk_fresh_const(context_, "open", Z3_mk_bool_sort(context_));
  }

  const Axes& axes_;
  Z3_context context_ = nullptr;
  Z3_solver solver_ = nullptr;
  std::map<AxisId, Z3_ast> variables_;
  bool has_open_parts_ = false;
};

}  // namespace

Answer solve(const Axes& axes, const Formula& formula, const std::vector<AxisId>& order, Point* least) {
  Question question(axes);
  question.require(formula);
  const Answer answer = question.check();
  if (answer != Answer::Yes) return answer;
  if (question.has_open_parts()) return Answer::Unknown;
  if (least == nullptr) return Answer::Yes;
  for (const AxisId axis : order) {
    const auto value = question.fix_least(axis);
    if (!value) return Answer::Unknown;
    (*least)[axis] = *value;
  }
  return Answer::Yes;
}

}  // namespace polc::analyse
