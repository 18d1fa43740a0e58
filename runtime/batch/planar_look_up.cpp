#include "runtime/batch/planar_look_up.h"

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/batch/byte_kernels.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kMostColumns = 48;
constexpr std::uint32_t kMostPlaces = 1U << 16;
constexpr std::size_t kMostEntries = 1U << 22;

std::size_t num_columns(const GrantLookUp& found) { return found.num_terms - (found.has_guard ? 1 : 0); }

// The number of digits of a term: the strides of a look-up grow from its first term.
std::uint32_t radix_of(const GrantLookUp& found, std::size_t term) {
  const std::uint32_t end = term + 1 < num_columns(found) ? found.terms[term + 1].stride : found.num_entries;
  return end / found.terms[term].stride;
}

}  // namespace

PlanarLookUp::PlanarLookUp(const Program& program, const Plan& plan) : program_(program), plan_(plan) {
  if (!plan.has_one_award_each || !find_columns()) return;
  digits_.resize(plan.look_ups.size());
  for (std::size_t i = 0; i < digits_.size(); ++i) {
    if (!find_digits(plan.look_ups[i], digits_[i])) return;
  }
  if (!find_strides()) return;
  classes_.resize(plan.classes.size());
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    if (plan.classes[i].is_made) lay_out(plan.classes[i].first_look_up, classes_[i]);
    if (entries_.size() > kMostEntries) return;
  }
  is_usable_ = true;
}

// Returns false where a byte is more than a code of the claim.
bool PlanarLookUp::find_columns() {
  std::map<std::string, std::size_t> num_facts;
  for (const Fact& fact : program_.facts) num_facts[fact.name] += fact.owner == FactOwner::Claim ? 1 : 0;
  for (const GrantLookUp& found : plan_.look_ups) {
    for (std::size_t term = 0; term < num_columns(found); ++term) {
      const Source& source = plan_.sources[found.terms[term].source];
      const Input& input = source.reg == kNone ? source.input : plan_.registers[source.reg].input;
      if (input.kind != InputKind::ClaimFact) return false;
      const std::string& name = program_.facts[input.slot].name;
      if (source.reg == kNone) code_columns_.emplace(name, found.terms[term].source);
      if (source.reg == kNone) continue;
      if (num_facts[name] != 1) return false;
      classed_columns_.emplace(found.terms[term].source, Classed{input.slot, radix_of(found, term)});
    }
  }
  return true;
}

// A row may speak in a column that only another look-up reads, of its kind of claim or of a fact of the same name: its
// own look-up then has an entry for each code there, whatever it is.
bool PlanarLookUp::find_digits(const GrantLookUp& found, std::vector<Digit>& digits) const {
  const std::vector<Index>& slots = program_.claim_kinds[program_.awards[found.award].claim_kind].facts;
  for (const auto& [column, classed] : classed_columns_) {
    if (std::find(slots.begin(), slots.end(), classed.slot) == slots.end()) continue;
    Digit digit{column, classed.radix, 0};
    for (std::size_t term = 0; term < num_columns(found); ++term) {
      if (found.terms[term].source == column) digit.entry_stride = found.terms[term].stride;
    }
    digits.push_back(digit);
  }
  for (const Index slot : slots) {
    const Fact& fact = program_.facts[slot];
    const auto column = code_columns_.find(fact.name);
    if (column == code_columns_.end() || storage_of(program_, fact) != Storage::Codes) continue;
    const std::size_t num_values =
        fact.type == FactType::YesNo ? 2 : program_.enumerations[fact.enumeration].values.size();
    Digit digit{column->second, static_cast<std::uint32_t>(num_values) + 2, 0};
    for (std::size_t term = 0; term < num_columns(found); ++term) {
      const Source& source = plan_.sources[found.terms[term].source];
      if (source.reg == kNone && source.input.slot == slot) digit.entry_stride = found.terms[term].stride;
    }
    digits.push_back(digit);
  }
  return digits.size() <= kMostColumns;
}

// Gives each column the least stride that keeps it apart from the columns before it in every look-up that has it.
bool PlanarLookUp::find_strides() {
  std::map<std::uint32_t, std::vector<std::pair<std::size_t, std::uint32_t>>> users;  // by column: look-up and radix
  for (std::size_t i = 0; i < digits_.size(); ++i) {
    for (const Digit& digit : digits_[i]) users[digit.column].emplace_back(i, digit.radix);
  }
  if (users.size() > kMostColumns) return false;
  std::vector<std::uint32_t> order;
  for (const auto& [column, list] : users) order.push_back(column);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t lhs, std::uint32_t rhs) { return users[lhs].size() > users[rhs].size(); });
  std::vector<std::uint64_t> spans(digits_.size(), 1);  // one more than the largest sum so far
  for (const std::uint32_t column : order) {
    std::uint64_t stride = 1;
    for (const auto& [look_up, radix] : users[column]) stride = std::max(stride, spans[look_up]);
    for (const auto& [look_up, radix] : users[column]) spans[look_up] += (radix - 1) * stride;
    if (*std::max_element(spans.begin(), spans.end()) > kMostPlaces) return false;
    strides_[column] = static_cast<std::uint32_t>(stride);
    columns_.push_back({column, strides_[column]});
  }
  while (columns_.size() % kColumnsAtOnce != 0) columns_.push_back({});
  return true;
}

void PlanarLookUp::lay_out(std::size_t look_up, Class& result) {
  const GrantLookUp& found = plan_.look_ups[look_up];
  const std::vector<Digit>& digits = digits_[look_up];
  std::uint32_t span = 1;
  std::size_t num_combinations = 1;
  for (const Digit& digit : digits) {
    span += (digit.radix - 1) * strides_[digit.column];
    num_combinations *= digit.radix;
  }
  result.base = static_cast<std::uint32_t>(entries_.size());
  entries_.resize(entries_.size() + std::size_t{span} * found.num_guards);
  // The base of a look-up allows for the two that a guard's digit counts too much.
  const std::uint32_t first = found.base + (found.has_guard ? 2 * found.num_entries : 0);
  for (std::uint32_t guard = 0; guard < found.num_guards; ++guard) {
    for (std::size_t combination = 0; combination < num_combinations; ++combination) {
      std::size_t rest = combination;
      std::uint32_t place = result.base + guard * span;
      std::uint32_t entry = first + guard * found.num_entries;
      for (const Digit& digit : digits) {
        const auto code = static_cast<std::uint32_t>(rest % digit.radix);
        rest /= digit.radix;
        place += code * strides_[digit.column];
        entry += code * digit.entry_stride;
      }
      entries_[place] = plan_.entries[entry];
    }
  }
  if (!found.has_guard) return;
  result.guard_stride = span;
  result.guard_source = found.terms[found.num_terms - 1].source;
}

void PlanarLookUp::look_up(const BlockRegisters& registers, const std::uint32_t* classes, std::size_t num_claims,
                           PlanarRows& rows, std::uint32_t* values) const {
  rows.sums.assign(num_claims, 0);
  for (std::size_t i = 0; i < columns_.size(); i += kColumnsAtOnce) {
    std::array<const std::uint8_t*, kColumnsAtOnce> bytes{};
    std::array<std::uint16_t, kColumnsAtOnce> strides{};
    for (std::size_t c = 0; c < kColumnsAtOnce; ++c) {
      bytes[c] = registers.sources()[columns_[i + c].source];
      strides[c] = static_cast<std::uint16_t>(columns_[i + c].stride);
    }
    add_digits(bytes, strides, num_claims, rows.sums.data());
  }
  // A guard of stride 0 stands for none.
  rows.guards.clear();
  for (const Class& one : classes_) rows.guards.push_back(registers.sources()[one.guard_source]);
  const Class* found = classes_.data();
  const std::uint8_t* const* guards = rows.guards.data();
  const std::uint16_t* sums = rows.sums.data();
  const std::uint32_t* entries = entries_.data();
  const auto last = static_cast<std::uint32_t>(entries_.size() - 1);
  for (std::size_t claim = 0; claim < num_claims; ++claim) {
    const std::uint32_t at = classes[claim];
    const std::uint32_t place = found[at].base + sums[claim] + guards[at][claim] * found[at].guard_stride;
    values[claim] = entries[std::min(place, last)];
  }
}

}  // namespace polc::runtime
