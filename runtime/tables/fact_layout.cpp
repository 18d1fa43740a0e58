#include "runtime/tables/fact_layout.h"

#include <limits>
#include <map>
#include <string>
#include <utility>

#include "base/assert.h"

namespace polc::runtime {
namespace {

std::uint32_t keep_name(const Constant& value, CaseTable& table) {
  if (value.type == FactType::Text) {
    table.texts.push_back(value.text);
    return static_cast<std::uint32_t>(table.texts.size() - 1);
  }
  table.sets.push_back(value.codes);
  return static_cast<std::uint32_t>(table.sets.size() - 1);
}

}  // namespace

FactLayout lay_out(const Program& program, FactOwner owner) {
  FactLayout layout;
  std::map<std::pair<std::string, Storage>, Index> known;
  layout.of_slot.assign(program.facts.size(), kNone);
  for (std::size_t slot = 0; slot < program.facts.size(); ++slot) {
    const Fact& fact = program.facts[slot];
    if (fact.owner != owner) continue;
    const Storage storage = storage_of(program, fact);
    const auto [found, is_new] =
        known.emplace(std::pair(fact.name, storage), static_cast<Index>(layout.storages.size()));
    if (is_new) layout.storages.push_back(storage);
    layout.of_slot[slot] = found->second;
  }
  return layout;
}

std::optional<std::int64_t> to_steps(FactType type, const Fraction& number) {
  const std::optional<Fraction> steps = multiply(number, Fraction(scale_of(type)));
  if (!steps || !steps->is_whole()) return std::nullopt;
  const Fraction::Wide whole = steps->numerator();
  if (whole <= kAbsentNumber || whole > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

bool fits_column(const Program& program, const Fact& fact, const FactValue& value) {
  if (value.presence != Presence::Given || storage_of(program, fact) != Storage::Numbers) return true;
  return to_steps(fact.type, value.value.number).has_value();
}

FactColumnsBuilder::FactColumnsBuilder(const FactLayout& layout)
    : layout_(layout), place_of_(layout.storages.size(), kNone) {}

Column& FactColumnsBuilder::column(Index number, std::size_t row) {
  if (place_of_[number] == kNone) {
    place_of_[number] = static_cast<Index>(built_.columns.size());
    built_.columns.emplace_back().storage = layout_.storages[number];
  }
  Column& result = built_.columns[place_of_[number]];
  for (std::size_t held = result.size(); held < row; ++held) result.append_absent();
  return result;
}

void FactColumnsBuilder::put(const Program& program, Index slot, std::size_t row, const FactValue& value,
                             CaseTable& table) {
  if (value.presence == Presence::Absent) return;
  Column& to = column(layout_.of_slot[slot], row);
  const bool is_null = value.presence == Presence::Null;
  switch (to.storage) {
    case Storage::Codes:
      to.codes.push_back(is_null ? kNullCode : static_cast<std::uint8_t>(value.value.number.numerator()));
      return;
    case Storage::Days:
      to.days.push_back(is_null ? kNullDay : static_cast<std::int32_t>(value.value.number.numerator()));
      return;
    case Storage::Numbers: {
      const std::optional<std::int64_t> steps =
          is_null ? kNullNumber : to_steps(program.facts[slot].type, value.value.number);
      POLC_ASSERT(steps, "the value was found to fit");
      to.numbers.push_back(*steps);
      return;
    }
    case Storage::Names: to.names.push_back(is_null ? kNullName : keep_name(value.value, table)); return;
  }
}

FactColumns FactColumnsBuilder::finish(std::size_t num_rows) {
  for (Index number = 0; number < place_of_.size(); ++number) {
    if (place_of_[number] != kNone) column(number, num_rows);
  }
  built_.of_slot.assign(layout_.of_slot.size(), kNone);
  for (std::size_t slot = 0; slot < layout_.of_slot.size(); ++slot) {
    if (layout_.of_slot[slot] != kNone) built_.of_slot[slot] = place_of_[layout_.of_slot[slot]];
  }
  return std::move(built_);
}

}  // namespace polc::runtime
