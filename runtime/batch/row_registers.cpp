#include "runtime/batch/row_registers.h"

#include <algorithm>

#include "runtime/batch/block_registers.h"

namespace polc::runtime {

void RowRegisters::begin(const Row& row) {
  row_ = row;
  ++turn_;
  const bool has_grown = shorts_.size() != plan_.registers.size() || places_.size() != plan_.sources.size();
  if (has_grown || turn_ == 0) prepare();
}

void RowRegisters::prepare() {
  turn_ = 1;
  shorts_.assign(plan_.registers.size(), {});
  args_.clear();
  tests_.clear();
  places_.clear();
  for (const Source& source : plan_.sources) {
    const bool is_silent = source.reg != kNone || source == Source{};
    places_.push_back({source.reg, is_silent ? nullptr : column_of(table_, source.input), source.input.is_of_case()});
  }
  for (std::size_t i = 0; i < shorts_.size(); ++i) {
    const Register& made = plan_.registers[i];
    Short& brief = shorts_[i];
    brief.op = made.op;
    brief.is_of_case = made.is_of_case;
    prepare_args(made, brief);
    if (made.op != RegisterOp::Steps || made.input.slot == kNone) continue;
    brief.column = column_of(table_, made.input);
    for (std::size_t code = 0; made.storage == Storage::Codes && code < brief.of_code.size(); ++code)
      brief.of_code[code] = made.steps.at(static_cast<std::int64_t>(code));
  }
}

// Arguments are earlier registers, so their columns are known. For one row a register of cases is that of its claim.
void RowRegisters::prepare_args(const Register& made, Short& brief) {
  brief.first_arg = static_cast<std::uint32_t>(args_.size());
  brief.first_test = static_cast<std::uint32_t>(tests_.size());
  for (Index arg : made.args) {
    const Short& known = shorts_[arg];
    if (known.op == RegisterOp::Expand && known.first_arg != known.end_arg) arg = args_[known.first_arg];
    if (made.op == RegisterOp::Minimum && is_test(arg)) {
      tests_.push_back({shorts_[arg].column, shorts_[arg].is_of_case, arg});
    } else {
      args_.push_back(arg);
    }
  }
  brief.end_arg = static_cast<std::uint32_t>(args_.size());
  brief.end_test = static_cast<std::uint32_t>(tests_.size());
}

bool RowRegisters::is_test(Index reg) const {
  const Short& brief = shorts_[reg];
  return brief.op == RegisterOp::Steps && brief.column != nullptr && brief.column->storage == Storage::Codes;
}

std::uint32_t RowRegisters::look_up(const GrantLookUp& found) {
  std::uint32_t place = found.base;
  for (std::uint32_t i = 0; i < found.num_terms; ++i)
    place += static_cast<std::uint8_t>(of_source(found.terms[i].source) + 2) * found.terms[i].stride;
  return plan_.entries[place];
}

std::uint8_t RowRegisters::of_source(std::uint32_t source) {
  const Place& found = places_[source];
  return found.reg != kNone ? of_register(found.reg) : code_in(found.column, found.is_of_case);
}

std::uint8_t RowRegisters::of_register(Index reg) {
  Short& brief = shorts_[reg];
  if (brief.found_in != turn_) {
    brief.byte = find(reg, brief);
    brief.found_in = turn_;
  }
  return brief.byte;
}

std::uint8_t RowRegisters::find(Index index, const Short& brief) {
  const Register& made = plan_.registers[index];
  const Index* args = args_.data();
  switch (brief.op) {
    case RegisterOp::Constant: return made.byte;
    case RegisterOp::Steps:
      if (brief.column == nullptr || brief.column->storage != Storage::Codes) return step(made, brief.column);
      return brief.of_code[code_in(brief.column, brief.is_of_case)];
    case RegisterOp::Names: return class_of_name(made);
    case RegisterOp::Minimum: {
      std::uint8_t result = 2;
      for (std::uint32_t i = brief.first_test; i < brief.end_test; ++i) {
        const Test& test = tests_[i];
        result = std::min(result, shorts_[test.reg].of_code[code_in(test.column, test.is_of_case)]);
      }
      for (std::uint32_t i = brief.first_arg; i < brief.end_arg && result != 0; ++i)
        result = std::min(result, of_register(args[i]));
      return result;
    }
    case RegisterOp::Maximum: {
      std::uint8_t result = 0;
      for (std::uint32_t i = brief.first_arg; i < brief.end_arg && result != 2; ++i)
        result = std::max(result, of_register(args[i]));
      return result;
    }
    case RegisterOp::Inverse: return static_cast<std::uint8_t>(2 - of_register(args[brief.first_arg]));
    case RegisterOp::Combine:
      return static_cast<std::uint8_t>(of_register(args[brief.first_arg]) * 3 + of_register(args[brief.first_arg + 1]));
    case RegisterOp::LookUp: {
      std::uint32_t place = 0;
      for (const Term& term : made.terms) place += static_cast<std::uint8_t>(of_source(term.source) + 2) * term.stride;
      return made.table[std::min<std::size_t>(place, made.table.size() - 1)];
    }
    case RegisterOp::Expand:
      return brief.first_arg == brief.end_arg ? code_of(made.input) : of_register(args[brief.first_arg]);
  }
  return 0;
}

std::uint8_t RowRegisters::step(const Register& made, const Column* column) const {
  const std::size_t row = row_of(made.input);
  if (made.input.slot == kNone) return made.steps.at((made.input.is_of_case() ? table_.applied : table_.on)[row]);
  if (column == nullptr) return made.steps.at(raw_silence(made.storage));
  switch (column->storage) {
    case Storage::Codes: return made.steps.at(column->codes[row]);
    case Storage::Days: return made.steps.at(column->days[row]);
    case Storage::Numbers: return made.steps.at(column->numbers[row]);
    case Storage::Names: break;
  }
  return 0;
}

std::uint8_t RowRegisters::class_of_name(const Register& made) const {
  const Column* column = column_of(table_, made.input);
  const std::uint32_t name = column == nullptr ? kAbsentName : column->names[row_of(made.input)];
  if (name >= kAbsentName) return name == kAbsentName ? kAbsentCode : kNullCode;
  return made.names.texts.empty() ? made.names.of_set(table_.sets[name]) : made.names.of_text(table_.texts[name]);
}

std::uint8_t RowRegisters::code_of(const Input& input) const {
  return code_in(column_of(table_, input), input.is_of_case());
}

}  // namespace polc::runtime
