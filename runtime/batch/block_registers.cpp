#include "runtime/batch/block_registers.h"

#include <algorithm>

#include "runtime/batch/byte_kernels.h"

namespace polc::runtime {
BlockRegisters::BlockRegisters(const Plan& plan, const CaseTable& table)
    : plan_(plan),
      table_(table),
      is_needed_(plan.registers.size(), false),
      bytes_(plan.registers.size()),
      rows_(plan.registers.size(), nullptr),
      sources_(plan.sources.size()),
      classes_(plan.registers.size()) {
  for (const GrantLookUp& look_up : plan.look_ups) {
    for (std::size_t i = 0; i < look_up.num_terms; ++i) need(plan.sources[look_up.terms[i].source].reg);
  }
  for (const KindPlan& kind : plan.kinds) {
    need(kind.discretion);
    for (const AnyClaim& any : kind.discretion_of_claims) need(any.reg);
  }
  for (const Formula& formula : plan.formulas) {
    for (const FormulaStep& step : formula.steps) need(step.reg);
  }
  sources_of_.resize(plan.registers.size());
  for (std::size_t i = 0; i < plan.sources.size(); ++i) {
    if (plan.sources[i].reg != kNone) sources_of_[plan.sources[i].reg].push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < plan.registers.size(); ++i) {
    const NameClasses& names = plan.registers[i].names;
    if (plan.registers[i].op != RegisterOp::Names || !is_needed_[i]) continue;
    if (names.texts.empty()) {
      for (const std::vector<Index>& codes : table.sets) classes_[i].push_back(names.of_set(codes));
    } else {
      for (const std::string& text : table.texts) classes_[i].push_back(names.of_text(text));
    }
  }
}

// Registers that only served to make others, or that a conjunction took up, are not filled.
void BlockRegisters::need(Index reg) {
  if (reg == kNone || is_needed_[reg]) return;
  is_needed_[reg] = true;
  for (const Index arg : plan_.registers[reg].args) need(arg);
  for (const Term& term : plan_.registers[reg].terms) need(plan_.sources[term.source].reg);
}

void BlockRegisters::fill(const Block& block, const std::uint32_t* case_of_claim) {
  const std::size_t count = std::max(block.num_cases, block.num_claims);
  if (silent_.size() < count) {
    silent_.assign(count, kAbsentCode);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if (is_needed_[i]) bytes_[i].resize(count);
      rows_[i] = bytes_[i].data();
    }
  }
  find_columns(block);
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (is_needed_[i]) fill_register(static_cast<Index>(i), block, case_of_claim);
    for (const std::uint32_t source : sources_of_[i]) sources_[source] = rows_[i];
  }
}

void BlockRegisters::find_columns(const Block& block) {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const Source& source = plan_.sources[i];
    if (source.reg == kNone) sources_[i] = source == Source{} ? silent_.data() : codes_of(source.input, block);
  }
}

void BlockRegisters::fill_register(Index index, const Block& block, const std::uint32_t* case_of_claim) {
  const Register& made = plan_.registers[index];
  const std::size_t count = made.is_of_case ? block.num_cases : block.num_claims;
  std::uint8_t* result = bytes_[index].data();
  const auto arg = [&](std::size_t i) { return rows_[made.args[i]]; };
  switch (made.op) {
    case RegisterOp::Constant: std::fill_n(result, count, made.byte); return;
    case RegisterOp::Steps: return fill_steps(made, block, result);
    case RegisterOp::Names: {
      const Column* column = column_of(table_, made.input);
      const std::uint32_t* names =
          column == nullptr ? nullptr : column->names.data() + (made.is_of_case ? block.first_case : block.first_claim);
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t name = names == nullptr ? kAbsentName : names[i];
        result[i] = name >= kAbsentName ? (name == kAbsentName ? kAbsentCode : kNullCode) : classes_[index][name];
      }
      return;
    }
    case RegisterOp::Minimum:
    case RegisterOp::Maximum:
      for (std::size_t a = 1; a < made.args.size(); ++a)
        (made.op == RegisterOp::Minimum ? take_minimum : take_maximum)(a == 1 ? arg(0) : result, arg(a), count, result);
      return;
    case RegisterOp::Inverse: return invert(arg(0), count, result);
    case RegisterOp::Combine: return combine(arg(0), arg(1), count, result);
    case RegisterOp::LookUp: return fill_look_up(made, count, result);
    case RegisterOp::Expand: return fill_expanded(index, block, case_of_claim);
  }
}

void BlockRegisters::fill_steps(const Register& made, const Block& block, std::uint8_t* result) const {
  const std::size_t count = made.is_of_case ? block.num_cases : block.num_claims;
  const std::size_t first = made.is_of_case ? block.first_case : block.first_claim;
  if (made.input.slot == kNone) {
    const std::vector<std::int32_t>& days = made.is_of_case ? table_.applied : table_.on;
    return apply_steps(made.steps, days.data() + first, count, result);
  }
  const Column* column = column_of(table_, made.input);
  if (column == nullptr) {
    std::fill_n(result, count, made.steps.at(raw_silence(made.storage)));
    return;
  }
  switch (column->storage) {
    case Storage::Codes: return apply_steps(made.steps, column->codes.data() + first, count, result);
    case Storage::Days: return apply_steps(made.steps, column->days.data() + first, count, result);
    case Storage::Numbers: return apply_steps(made.steps, column->numbers.data() + first, count, result);
    case Storage::Names: return;
  }
}

void BlockRegisters::fill_expanded(Index index, const Block& block, const std::uint32_t* case_of_claim) {
  const Register& made = plan_.registers[index];
  const std::uint8_t* of_case = made.args.empty() ? codes_of(made.input, block) : rows_[made.args.front()];
  if (case_of_claim == nullptr) {
    rows_[index] = of_case;
    return;
  }
  std::uint8_t* result = bytes_[index].data();
  for (std::size_t i = 0; i < block.num_claims; ++i) result[i] = of_case[case_of_claim[i]];
  rows_[index] = result;
}

// A row of another kind may hold a code this look-up does not know; what it gives there is never read.
void BlockRegisters::fill_look_up(const Register& made, std::size_t count, std::uint8_t* result) const {
  const std::uint32_t last = static_cast<std::uint32_t>(made.table.size() - 1);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t place = 0;
    for (const Term& term : made.terms) place += static_cast<std::uint8_t>(sources_[term.source][i] + 2) * term.stride;
    result[i] = made.table[std::min(place, last)];
  }
}

const Column* column_of(const CaseTable& table, const Input& input) {
  const FactColumns& facts = input.is_of_case() ? table.applicant_facts : table.claim_facts;
  const Index place = facts.of_slot.empty() ? kNone : facts.of_slot[input.slot];
  return place == kNone ? nullptr : &facts.columns[place];
}

std::optional<std::int64_t> number_of(const Program& program, const CaseTable& table, const Input& input,
                                      std::size_t row) {
  if (input.slot == kNone) {
    const std::int32_t day = input.is_of_case() ? table.applied[row] : table.on[row];
    return day <= kAbsentDay ? std::nullopt : std::optional<std::int64_t>(day);
  }
  const Column* column = column_of(table, input);
  const Fact& fact = program.facts[input.slot];
  bool is_absent = column == nullptr;
  if (column != nullptr && column->storage == Storage::Days) {
    if (column->days[row] > kAbsentDay) return column->days[row];
    is_absent = column->days[row] == kAbsentDay;
  } else if (column != nullptr && column->storage == Storage::Numbers) {
    if (column->numbers[row] > kAbsentNumber) return column->numbers[row];
    is_absent = column->numbers[row] == kAbsentNumber;
  }
  if (!is_absent || !fact.presumed) return std::nullopt;
  const std::optional<Fraction> steps = multiply(fact.presumed->number, Fraction(scale_of(fact.type)));
  if (!steps || !steps->is_whole()) return std::nullopt;
  return static_cast<std::int64_t>(steps->numerator());
}

const std::uint8_t* BlockRegisters::codes_of(const Input& input, const Block& block) const {
  const Column* column = column_of(table_, input);
  if (column == nullptr) return silent_.data();
  return column->codes.data() + (input.is_of_case() ? block.first_case : block.first_claim);
}

}  // namespace polc::runtime
