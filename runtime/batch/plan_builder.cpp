#include "runtime/batch/plan_builder.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/assert.h"
#include "runtime/batch/formula_builder.h"
#include "runtime/batch/grant_table.h"
#include "runtime/explain/grants.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMostCombinations = 4096;  // evaluated for one look-up
constexpr Place kJudged{0, std::nullopt};

// A code counts two more than the byte, see CodedInput; a truth is a byte without these two.
constexpr std::uint32_t kTruthOffset = 2;

std::int64_t low_of(const Range& range) { return range.low ? static_cast<std::int64_t>(range.low->numerator()) : 0; }
std::int64_t high_of(const Range& range) {
  return range.high ? static_cast<std::int64_t>(range.high->numerator()) : kUnbounded;
}

std::size_t num_combinations(const std::vector<CodedInput>& inputs) {
  std::size_t result = 1;
  for (const CodedInput& input : inputs) {
    result *= input.num_codes();
    if (result > kMostCombinations * 16) return result;
  }
  return result;
}

bool is_same(const Value& lhs, const Value& rhs) {
  return lhs.type == rhs.type && lhs.truth == rhs.truth && lhs.range == rhs.range && lhs.codes == rhs.codes &&
         lhs.is_known_set == rhs.is_known_set && lhs.text == rhs.text;
}

}  // namespace

/// A part of a guard: the node must hold, or must not.
struct PlanBuilder::Condition {
  Index node = kNone;
  bool is_negated = false;
};

/// Works on one pair of kinds.
class PlanBuilder::ClassBuilder {
 public:
  ClassBuilder(PlanBuilder& builder, std::size_t applicant_kind, Index claim_kind)
      : builder_(builder),
        program_(builder.program_),
        kind_(applicant_kind),
        claim_kind_(claim_kind),
        cases_(program_, claim_kind, applicant_kind),
        silent_(program_, cases_.silent, builder.readings_),
        null_(program_, cases_.null, builder.readings_),
        assuming_(program_, cases_.silent, builder.readings_) {}

  // What every class of the kind shares: revocations that can be asked without a claim, sentences of discretion.
  KindPlan make_kind() {
    KindPlan result;
    for (const Revocation& revocation : program_.revocations) {
      const Index node = revocation.when[kind_];
      // An overflow there is an error of the whole case.
      if (node != kNone && reader().traits(node).computes) result.is_left_open = true;
    }
    std::vector<Index> registers;
    for (const Discretion& discretion : program_.discretions) {
      if (!discretion.for_kind[kind_]) continue;
      const Index node = discretion.when.empty() ? kNone : discretion.when[kind_];
      const Index reg = node == kNone ? constant(Tri::Yes) : condition_of_case(node);
      const AnyClaim any = reg == kNone ? any_claim(node) : AnyClaim{};
      if (reg == kNone && any.reg == kNone) result.is_left_open = true;
      if (reg != kNone) registers.push_back(reg);
      if (any.reg != kNone) result.discretion_of_claims.push_back(any);
    }
    if (!registers.empty() && !result.is_left_open) result.discretion = fold(RegisterOp::Maximum, registers);
    return result;
  }

  // `any KIND where …`, when the condition reads nothing but the claim it is asked of and the case.
  AnyClaim any_claim(Index index) {
    const Node& node = program_.nodes[index];
    if (node.op != Op::Any || static_cast<ListKind>(node.a) != ListKind::ClaimKind) return {};
    const Index where = program_.args[node.first_arg];
    if (reader().traits(where).reads_judged) return {};
    const Index reg = ClassBuilder(builder_, kind_, node.b).condition_register(where);
    return {node.b, reg == kNone ? kNone : builder_.expanded(reg)};
  }

  GrantLookUp make_look_up(Index award) {
    GrantLookUp result;
    if (!try_look_up(award, result)) {
      result = {};
      result.formula = make_formula(award);
      result.base = static_cast<std::uint32_t>(builder_.plan_.entries.size());
      builder_.plan_.entries.push_back(builder_.add_value(left_open(award)));
    }
    result.award = award;
    result.kind = static_cast<std::uint32_t>(kind_);
    return result;
  }

 private:
  /// What the look-up of one award is made from.
  struct Parts {
    std::vector<Condition> inner;  // conditions evaluated for each entry
    std::vector<Condition> inner_revoked;
    std::vector<Index> guards;     // registers
    std::vector<Index> unrevoked;  // registers
    std::vector<CodedInput> inputs;
  };

  /// What the explaining evaluator says of one combination of values.
  struct Evaluated {
    Tri guard = Tri::Yes;
    Tri unrevoked = Tri::Yes;
    Tri covered = Tri::Yes;
    std::optional<Range> amount;  // nothing: beyond 64 bits
    bool has_guard_fault = false;
    bool has_amount_fault = false;
  };

  NodeReader& reader() { return builder_.reader_; }

  CodeSpace new_space() { return CodeSpace(program_, builder_.reader_, silent_, null_); }

  bool try_look_up(Index award, GrantLookUp& result) {
    const Award& found = program_.awards[award];
    const Entitlement& entitlement = found.entitlements[kind_];
    Parts parts;
    if (!take_guards(entitlement, parts) || !take_revocations(award, parts)) return false;
    if (!entitlement.is_open) parts.guards.push_back(constant(Tri::No));
    if (!make_space(award, parts)) {
      if (!move_guards_to_registers(parts) || !make_space(award, parts)) return false;
    }
    fill(award, parts, result);
    return true;
  }

  bool take_guards(const Entitlement& entitlement, Parts& parts) {
    for (const Guard& guard : entitlement.guards) {
      const RuleKind kind = guard.rule == kNone ? RuleKind::Require : program_.rules[guard.rule].kind;
      const bool is_exclusion = kind == RuleKind::Exclude || kind == RuleKind::Unless || kind == RuleKind::Revoke;
      std::vector<Condition> conjuncts;
      split({guard.node, is_exclusion}, conjuncts);
      for (const Condition& condition : conjuncts) {
        if (!take(condition, parts.guards, parts.inner)) return false;
      }
    }
    return true;
  }

  bool take_revocations(Index award, Parts& parts) {
    for (const Revocation& revocation : program_.revocations) {
      const bool is_named =
          std::find(revocation.awards.begin(), revocation.awards.end(), award) != revocation.awards.end();
      if (!is_named || revocation.when[kind_] == kNone) continue;
      if (!take({revocation.when[kind_], true}, parts.unrevoked, parts.inner_revoked)) return false;
    }
    return true;
  }

  bool take(const Condition& condition, std::vector<Index>& registers, std::vector<Condition>& inner) {
    const bool is_of_rows = reads_no_claim_facts(condition.node);
    const Index reg = is_of_rows ? negated(condition_register(condition.node), condition.is_negated) : kNone;
    if (reader().traits(condition.node).reads_lists) return false;
    if (reg != kNone) registers.push_back(reg);
    if (reg == kNone) inner.push_back(condition);
    return true;
  }

  // What only the applicant and dates decide is mostly the same for many awards.
  bool reads_no_claim_facts(Index node) {
    CodeSpace space = new_space();
    if (!space.add(node)) return false;
    const std::optional<std::vector<CodedInput>> inputs = space.inputs();
    return inputs && std::none_of(inputs->begin(), inputs->end(),
                                  [](const CodedInput& input) { return input.input.kind == InputKind::ClaimFact; });
  }

  void split(const Condition& condition, std::vector<Condition>& result) const {
    const Node& node = program_.nodes[condition.node];
    const bool is_conjunction = condition.is_negated ? node.op == Op::Or : node.op == Op::And;
    if (node.op == Op::Not) return split({program_.args[node.first_arg], !condition.is_negated}, result);
    if (!is_conjunction) return result.push_back(condition);
    for (std::size_t i = 0; i < node.num_args; ++i)
      split({program_.args[node.first_arg + i], condition.is_negated}, result);
  }

  // Finds the inputs of what is evaluated for each entry; fails where there are too many combinations.
  bool make_space(Index award, Parts& parts) {
    CodeSpace space = new_space();
    for (const std::vector<Condition>* list : {&parts.inner, &parts.inner_revoked}) {
      for (const Condition& condition : *list) {
        if (!space.add(condition.node)) return false;
      }
    }
    const Index amount = amount_of(award);
    if (amount != kNone && !space.add(amount)) return false;
    std::optional<std::vector<CodedInput>> inputs = space.inputs();
    if (!inputs || num_combinations(*inputs) > kMostCombinations || inputs->size() > kMostTerms - 1) return false;
    parts.inputs = std::move(*inputs);
    return true;
  }

  // An award that numbers of the row decide. Returns the place of its formula, or kNone.
  Index make_formula(Index award) {
    const Entitlement& entitlement = program_.awards[award].entitlements[kind_];
    Parts parts;
    const bool is_simple =
        !program_.awards[award].refers && take_guards(entitlement, parts) && take_revocations(award, parts);
    if (!is_simple) return kNone;
    FormulaBuilder formula(
        program_, builder_.reader_, silent_,
        [this](Index node) {
          const Index reg = condition_register(node);
          return reg == kNone ? kNone : builder_.expanded(reg);
        },
        [this](Index node) { return cell_register(node); });
    if (!entitlement.is_open) formula.guards().push_back(formula.add_register(builder_.expanded(constant(Tri::No))));
    for (const Index reg : parts.guards) formula.guards().push_back(formula.add_register(builder_.expanded(reg)));
    for (const Index reg : parts.unrevoked) formula.unrevoked().push_back(formula.add_register(builder_.expanded(reg)));
    for (const auto& [conditions, places] :
         {std::pair(&parts.inner, &formula.guards()), std::pair(&parts.inner_revoked, &formula.unrevoked())}) {
      for (const Condition& condition : *conditions) {
        const std::optional<std::uint32_t> place = formula.add_truth(condition.node, condition.is_negated);
        if (!place) return kNone;
        places->push_back(*place);
      }
    }
    if (!formula.set_amount(entitlement.amount)) return kNone;
    builder_.plan_.formulas.push_back(formula.take());
    return static_cast<Index>(builder_.plan_.formulas.size() - 1);
  }

  // The register that says which cell of a table applies; what is not one cell for sure is open.
  Index cell_register(Index node) {
    const Index table_place = program_.nodes[node].a;
    const Table& table = program_.tables[table_place];
    CodeSpace space = new_space();
    if (table.cells.size() >= kNoCell || !space.add_labels(table)) return kNone;
    const std::optional<std::vector<CodedInput>> inputs = space.inputs();
    if (!inputs || num_combinations(*inputs) > kMostCombinations || inputs->size() > kMostTerms) return kNone;
    std::vector<std::uint8_t> cells;
    for_each_combination(*inputs, [&](const std::vector<std::size_t>&) {
      std::vector<CitedCell> cited = assuming_.evaluate(node, kJudged).notes.cells;
      std::erase_if(cited, [&](const CitedCell& cell) { return cell.table != table_place || cell.holds == Tri::No; });
      std::uint8_t cell = cited.empty() ? kNoCell : kOpenCell;
      if (cited.size() == 1 && cited.front().holds == Tri::Yes)
        cell = static_cast<std::uint8_t>(cited.front().cell == kNone ? table.cells.size() : cited.front().cell);
      cells.push_back(cell);
    });
    return builder_.expanded(add_look_up(*inputs, std::move(cells)));
  }

  Index add_look_up(const std::vector<CodedInput>& inputs, std::vector<std::uint8_t> bytes) {
    Register made;
    made.op = RegisterOp::LookUp;
    made.is_of_case =
        std::all_of(inputs.begin(), inputs.end(), [](const CodedInput& input) { return input.input.is_of_case(); });
    std::uint32_t stride = 1;
    for (std::size_t i = inputs.size(); i > 0; --i) {
      made.terms.push_back({source_of(inputs[i - 1], made.is_of_case), stride});
      stride *= static_cast<std::uint32_t>(inputs[i - 1].num_codes());
    }
    made.table = std::move(bytes);
    return builder_.add_register(std::move(made));
  }

  Index amount_of(Index award) const {
    return program_.awards[award].refers ? kNone : program_.awards[award].entitlements[kind_].amount;
  }

  bool move_guards_to_registers(Parts& parts) {
    for (const Condition& condition : parts.inner) {
      Index reg = condition_register(condition.node);
      if (reg == kNone) return false;
      parts.guards.push_back(negated(reg, condition.is_negated));
    }
    parts.inner.clear();
    return true;
  }

  // ---------------------------------------------------------------- registers

  Index constant(Tri truth) {
    Register made;
    made.op = RegisterOp::Constant;
    made.is_of_case = true;
    made.byte = static_cast<std::uint8_t>(truth);
    return builder_.add_register(std::move(made));
  }

  Index negated(Index reg, bool is_negated) {
    if (reg == kNone || !is_negated) return reg;
    Register made = builder_.plan_.registers[reg];
    if (made.op == RegisterOp::Steps) {
      for (std::uint8_t& byte : made.steps.bytes) byte = static_cast<std::uint8_t>(2 - byte);
      return builder_.add_register(std::move(made));
    }
    made = {};
    made.op = RegisterOp::Inverse;
    made.is_of_case = builder_.plan_.registers[reg].is_of_case;
    made.args = {reg};
    return builder_.add_register(std::move(made));
  }

  // All of one level: cases, or claims where one is of claims.
  Index fold(RegisterOp op, std::vector<Index> registers) {
    const auto is_of_case = [&](Index reg) { return builder_.plan_.registers[reg].is_of_case; };
    if (!std::all_of(registers.begin(), registers.end(), is_of_case)) {
      for (Index& reg : registers) reg = builder_.expanded(reg);
    }
    std::sort(registers.begin(), registers.end());
    registers.erase(std::unique(registers.begin(), registers.end()), registers.end());
    if (registers.size() == 1) return registers.front();
    Register made;
    made.op = op;
    made.is_of_case = is_of_case(registers.front());
    made.args = std::move(registers);
    return builder_.add_register(std::move(made));
  }

  Index condition_of_case(Index node) {
    const NodeTraits traits = reader().traits(node);
    return traits.reads_claim || traits.reads_lists ? kNone : condition_register(node);
  }

  // Returns the register of a condition's truth, or kNone.
  Index condition_register(Index node) {
    const auto known = builder_.conditions_.find(node);
    if (known != builder_.conditions_.end()) return known->second;
    const Index result = make_condition(node);
    builder_.conditions_.emplace(node, result);
    return result;
  }

  Index make_condition(Index index) {
    const Node& node = program_.nodes[index];
    const NodeTraits traits = reader().traits(index);
    if (traits.reads_lists) return kNone;
    if (node.op == Op::Not) return negated(condition_register(program_.args[node.first_arg]), true);
    if ((node.op == Op::And || node.op == Op::Or) && !traits.is_constant()) {
      std::vector<Index> registers;
      for (std::size_t i = 0; i < node.num_args; ++i) {
        registers.push_back(condition_register(program_.args[node.first_arg + i]));
        if (registers.back() == kNone) return kNone;
      }
      return fold(node.op == Op::And ? RegisterOp::Minimum : RegisterOp::Maximum, std::move(registers));
    }
    return condition_by_values(index);
  }

  // A condition that is no conjunction, by the values of what it reads.
  Index condition_by_values(Index node) {
    CodeSpace space = new_space();
    if (!space.add(node)) return kNone;
    const std::optional<std::vector<CodedInput>> inputs = space.inputs();
    if (!inputs || num_combinations(*inputs) > kMostCombinations || inputs->size() > kMostTerms) return kNone;
    std::vector<std::uint8_t> truths;
    bool has_fault = false;
    for_each_combination(*inputs, [&](const std::vector<std::size_t>&) {
      const Outcome outcome = assuming_.evaluate(node, kJudged);
      has_fault = has_fault || outcome.notes.fault.has_value();
      truths.push_back(static_cast<std::uint8_t>(outcome.value.truth));
    });
    if (has_fault) return kNone;
    if (inputs->empty()) return constant(static_cast<Tri>(truths.front()));
    if (inputs->size() == 1 && inputs->front().storage != Storage::Names)
      return truth_by_steps(inputs->front(), truths);
    return add_look_up(*inputs, std::move(truths));
  }

  Index truth_by_steps(const CodedInput& input, const std::vector<std::uint8_t>& truths) {
    Register made;
    made.op = RegisterOp::Steps;
    made.is_of_case = input.input.is_of_case();
    made.input = input.input;
    made.storage = input.storage;
    if (input.storage == Storage::Codes) {
      for (std::size_t v = 2; v < truths.size(); ++v) made.steps.add(static_cast<std::int64_t>(v) - 2, truths[v]);
      made.steps.add(kAbsentCode, truths[0]);
      made.steps.add(kNullCode, truths[1]);
    } else {
      for (std::size_t i = 0; i < input.steps.starts.size(); ++i)
        made.steps.add(input.steps.starts[i], truths[static_cast<std::uint8_t>(input.steps.bytes[i] + 2)]);
    }
    return builder_.add_register(std::move(made));
  }

  // The source of an input's byte, with a row for each case or for each claim.
  std::uint32_t source_of(const CodedInput& input, bool is_of_case) {
    if (input.storage == Storage::Codes && input.input.is_of_case() == is_of_case)
      return builder_.add_source({kNone, input.input});
    Register made;
    made.is_of_case = input.input.is_of_case();
    made.input = input.input;
    made.storage = input.storage;
    if (input.storage == Storage::Codes) {
      made.op = RegisterOp::Expand;
      made.is_of_case = false;
      return builder_.add_source({builder_.add_register(std::move(made)), {}});
    }
    made.op = input.storage == Storage::Names ? RegisterOp::Names : RegisterOp::Steps;
    made.steps = input.steps;
    made.names = input.names;
    const Index reg = builder_.add_register(std::move(made));
    return builder_.add_source({is_of_case ? reg : builder_.expanded(reg), {}});
  }

  // ---------------------------------------------------------------- entries

  // Calls `visit` for every combination of codes, the last input fastest, with the values assumed.
  template <typename Visit>
  void for_each_combination(const std::vector<CodedInput>& inputs, const Visit& visit) {
    std::vector<std::size_t> codes(inputs.size(), 0);
    const auto assume = [&](std::size_t i) {
      for (const Index node : inputs[i].nodes) assuming_.assume(node, inputs[i].values[codes[i]]);
    };
    for (std::size_t i = 0; i < inputs.size(); ++i) assume(i);
    while (true) {
      visit(std::as_const(codes));
      std::size_t i = inputs.size();
      while (i > 0 && codes[i - 1] + 1 == inputs[i - 1].num_codes()) codes[--i] = 0;
      if (i == 0) return;
      ++codes[i - 1];
      for (std::size_t changed = i - 1; changed < inputs.size(); ++changed) assume(changed);
    }
  }

  Tri evaluate_all(const std::vector<Condition>& conditions, bool& has_fault) {
    Tri result = Tri::Yes;
    for (const Condition& condition : conditions) {
      const Outcome outcome = assuming_.evaluate(condition.node, kJudged);
      has_fault = has_fault || outcome.notes.fault.has_value();
      result = result & (condition.is_negated ? !outcome.value.truth : outcome.value.truth);
    }
    return result;
  }

  Evaluated evaluate_entry(Index award, const Parts& parts) {
    Evaluated result;
    result.guard = evaluate_all(parts.inner, result.has_guard_fault);
    result.unrevoked = evaluate_all(parts.inner_revoked, result.has_guard_fault);
    const Index amount = amount_of(award);
    result.amount = Range::exactly(Fraction(0));
    if (program_.awards[award].refers) result.amount = Range{Fraction(0), std::nullopt};
    if (amount == kNone) return result;
    const Outcome outcome = assuming_.evaluate(amount, kJudged);
    result.covered = outcome.notes.covered;
    result.has_amount_fault = outcome.notes.fault.has_value();
    result.amount = round_amount(outcome.value.range);
    return result;
  }

  // Where nothing is presumed, null is as good as silence and need not be asked again.
  std::vector<Evaluated> evaluate_entries(Index award, const Parts& parts) {
    std::vector<bool> is_null_silent;
    for (const CodedInput& input : parts.inputs) is_null_silent.push_back(is_same(input.values[0], input.values[1]));
    std::vector<Evaluated> result;
    for_each_combination(parts.inputs, [&](const std::vector<std::size_t>& codes) {
      std::size_t stride = 1;
      for (std::size_t i = codes.size(); i > 0; --i) {
        if (codes[i - 1] == 1 && is_null_silent[i - 1]) {
          result.push_back(result[result.size() - stride]);
          return;
        }
        stride *= parts.inputs[i - 1].num_codes();
      }
      result.push_back(evaluate_entry(award, parts));
    });
    return result;
  }

  // `guard`, `unrevoked`: what the registers say.
  GrantValue value_of(Index award, const Evaluated& entry, Tri guard, Tri unrevoked) const {
    const Tri all = guard & entry.guard;
    const bool has_error = entry.has_guard_fault || (all != Tri::No && (entry.has_amount_fault || !entry.amount));
    if (has_error) return left_open(award);
    const Range entitled = guarded(entry.amount.value_or(Range::exactly(Fraction(0))), all & entry.covered);
    const Range amount = guarded(entitled, unrevoked & entry.unrevoked);
    GrantValue result;
    result.award = award;
    result.entitled_min = low_of(entitled);
    result.entitled_max = high_of(entitled);
    result.amount_min = low_of(amount);
    result.amount_max = high_of(amount);
    // An amount that looks like none at all.
    if (entitled.high && result.entitled_max == kUnbounded) return left_open(award);
    const Tri holds = all & entry.covered & unrevoked & entry.unrevoked;
    result.outcome = outcome_of(program_.awards[award].refers, holds, amount);
    result.marks = marks_of(award, result);
    if (holds == Tri::Yes) result.marks = static_cast<std::uint8_t>(result.marks | kGuardHolds);
    return result;
  }

  std::uint8_t marks_of(Index award, const GrantValue& value) const {
    unsigned marks = 0;
    if (value.outcome != GrantOutcome::Denied) marks |= kNotDenied;
    if (value.outcome == GrantOutcome::Referred) marks |= kReferred;
    if (value.outcome == GrantOutcome::Undetermined) marks |= kUndetermined;
    if (value.amount_min != value.amount_max || value.amount_max == kUnbounded) marks |= kInexact;
    if (value.amount_max != 0) marks |= kCanPay;
    if (value.amount_max != 0 && builder_.settlement_.kinds[kind_].awards[award].alone != 0) marks |= kChangedAlone;
    return static_cast<std::uint8_t>(marks);
  }

  static GrantValue left_open(Index award) {
    GrantValue result;
    result.award = award;
    result.marks = kLeftOpen;
    return result;
  }

  // Index: guard registers, revocation registers, inputs; the last fastest.
  void fill(Index award, const Parts& parts, GrantLookUp& result) {
    const std::vector<Evaluated> evaluated = evaluate_entries(award, parts);
    const std::uint32_t num_guards = parts.guards.empty() && parts.unrevoked.empty() ? 1 : 3;
    const std::uint32_t num_unrevoked = parts.unrevoked.empty() ? 1 : 3;
    Plan& plan = builder_.plan_;
    result.base = static_cast<std::uint32_t>(plan.entries.size());
    for (std::uint32_t guard = 0; guard < num_guards; ++guard) {
      for (std::uint32_t unrevoked = 0; unrevoked < num_unrevoked; ++unrevoked) {
        for (const Evaluated& entry : evaluated) {
          const GrantValue value = value_of(award, entry, num_guards == 1 ? Tri::Yes : static_cast<Tri>(guard),
                                            num_unrevoked == 1 ? Tri::Yes : static_cast<Tri>(unrevoked));
          plan.entries.push_back(builder_.add_value(value));
        }
      }
    }
    result.num_entries = static_cast<std::uint32_t>(evaluated.size());
    result.num_guards = num_guards * num_unrevoked;
    add_terms(parts, result);
  }

  void add_terms(const Parts& parts, GrantLookUp& result) {
    std::uint32_t stride = 1;
    for (std::size_t i = parts.inputs.size(); i > 0; --i) {
      result.terms[result.num_terms++] = {source_of(parts.inputs[i - 1], false), stride};
      stride *= static_cast<std::uint32_t>(parts.inputs[i - 1].num_codes());
    }
    if (parts.guards.empty() && parts.unrevoked.empty()) return;
    result.has_guard = true;
    result.terms[result.num_terms++] = {builder_.add_source({guard_register(parts), {}}), result.num_entries};
    result.base -= kTruthOffset * result.num_entries;
  }

  Index guard_register(const Parts& parts) {
    const Index guard =
        builder_.expanded(parts.guards.empty() ? constant(Tri::Yes) : fold(RegisterOp::Minimum, parts.guards));
    if (parts.unrevoked.empty()) return guard;
    Register made;
    made.op = RegisterOp::Combine;
    made.args = {guard, builder_.expanded(fold(RegisterOp::Minimum, parts.unrevoked))};
    return builder_.add_register(std::move(made));
  }

  PlanBuilder& builder_;
  const Program& program_;
  std::size_t kind_;
  Index claim_kind_;
  PlanCases cases_;
  ExpressionEvaluator silent_;
  ExpressionEvaluator null_;
  ExpressionEvaluator assuming_;
};

PlanBuilder::PlanBuilder(const Program& program, std::vector<Index> readings, const SettlementPlan& settlement)
    : program_(program), readings_(std::move(readings)), settlement_(settlement), reader_(program) {
  add_source({});
  plan_.classes.resize(program.num_kinds() * program.claim_kinds.size());
  plan_.kinds.resize(program.num_kinds());
  for (std::size_t kind = 0; kind < program.num_kinds() && !program.claim_kinds.empty(); ++kind)
    plan_.kinds[kind] = ClassBuilder(*this, kind, 0).make_kind();
}

PlanBuilder::~PlanBuilder() = default;

void PlanBuilder::add_class(std::size_t applicant_kind, Index claim_kind) {
  GrantClass& made = plan_.classes[applicant_kind * program_.claim_kinds.size() + claim_kind];
  if (made.is_made) return;
  std::vector<Index> awards = program_.claim_kinds[claim_kind].awards;
  std::sort(awards.begin(), awards.end(),
            [&](Index lhs, Index rhs) { return program_.awards[lhs].name < program_.awards[rhs].name; });
  made.is_made = true;
  made.first_look_up = static_cast<std::uint32_t>(plan_.look_ups.size());
  made.num_look_ups = static_cast<std::uint32_t>(awards.size());
  if (awards.size() != 1) plan_.has_one_award_each = false;
  ClassBuilder builder(*this, applicant_kind, claim_kind);
  for (const Index award : awards) {
    plan_.look_ups.push_back(builder.make_look_up(award));
  }
}

}  // namespace polc::runtime
