#include "runtime/batch/row_registers.h"

#include <algorithm>

#include "runtime/batch/block_registers.h"

namespace polc::runtime {

void RowRegisters::begin(const Row& row) {
  row_ = row;
  ++turn_;
  if (shorts_.size() != plan_.registers.size() || turn_ == 0) prepare();
}

void RowRegisters::prepare() {
  turn_ = 1;
  shorts_.assign(plan_.registers.size(), {});
  args_.clear();
  for (std::size_t i = 0; i < shorts_.size(); ++i) {
    const Register& made = plan_.registers[i];
    Short& brief = shorts_[i];
    brief.op = made.op;
    brief.is_of_case = made.is_of_case;
    brief.first_arg = static_cast<std::uint32_t>(args_.size());
    args_.insert(args_.end(), made.args.begin(), made.args.end());
    brief.end_arg = static_cast<std::uint32_t>(args_.size());
    if (made.op != RegisterOp::Steps || made.input.slot == kNone) continue;
    brief.column = column_of(table_, made.input);
    for (std::size_t code = 0; made.storage == Storage::Codes && code < brief.of_code.size(); ++code)
      brief.of_code[code] = made.steps.at(static_cast<std::int64_t>(code));
  }
}

std::uint32_t RowRegisters::look_up(const GrantLookUp& found) {
  std::uint32_t place = found.base;
  for (std::uint32_t i = 0; i < found.num_terms; ++i)
    place += static_cast<std::uint8_t>(of_source(found.terms[i].source) + 2) * found.terms[i].stride;
  return plan_.entries[place];
}

std::uint8_t RowRegisters::of_source(std::uint32_t source) {
  const Source& found = plan_.sources[source];
  if (found.reg != kNone) return of_register(found.reg);
  return found == Source{} ? kAbsentCode : code_of(found.input);
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
      return brief.of_code[brief.column->codes[brief.is_of_case ? row_.case_row : row_.claim]];
    case RegisterOp::Names: return class_of_name(made);
    case RegisterOp::Minimum: {
      std::uint8_t result = 2;
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
  const Column* column = column_of(table_, input);
  return column == nullptr ? kAbsentCode : column->codes[row_of(input)];
}

}  // namespace polc::runtime
