// What belongs together when a case is settled from columns: groups, matters, windows, payments.
#include "runtime/batch/case_settler.h"

#include <charconv>
#include <system_error>

#include <fmt/format.h>

#include "runtime/cases/value_text.h"
#include "runtime/explain/case_facts.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kNoClaim = static_cast<std::size_t>(-1);

bool is_given_day(std::int32_t day) { return day > kAbsentDay; }
std::int32_t year_of(std::int32_t day) { return parts_of(Date{day}).year; }

const Constant* value_of(const Fact& fact, const FactValue& value) {
  if (value.presence == Presence::Given) return &value.value;
  return value.presence == Presence::Absent && fact.presumed ? &*fact.presumed : nullptr;
}

}  // namespace

Tri CaseSettler::same_group(const SettlementStep& step, std::size_t first, std::size_t second) {
  if (first == second) return Tri::Yes;
  if (step.step->scope == Scope::Claim) return Tri::No;
  Tri result = step.step->scope == Scope::Matter ? same_matter(first, second) : Tri::Yes;
  for (const std::string& name : step.step->per_facts)
    result = result & same_fact(name, {false, first}, {false, second});
  if (step.step->window != WindowKind::PerYear || step.step->by_application_date || result == Tri::No) return result;
  const std::int32_t left = table_.on[first];
  const std::int32_t right = table_.on[second];
  if (!is_given_day(left) || !is_given_day(right)) return result & Tri::Unknown;
  return result & to_tri(year_of(left) == year_of(right));
}

Index CaseSettler::key_slot(Holder holder) const {
  const Index kind =
      holder.is_payment ? program_.awards[table_.history.award[holder.row]].claim_kind : table_.claim_kind[holder.row];
  return program_.claim_kinds[kind].key;
}

const Column* CaseSettler::column_of(Index slot, Holder holder) const {
  const FactColumns& facts = holder.is_payment ? table_.history.facts : table_.claim_facts;
  const Index place = facts.of_slot.empty() ? kNone : facts.of_slot[slot];
  return place == kNone ? nullptr : &facts.columns[place];
}

std::optional<std::string_view> CaseSettler::matter_of(Holder holder, std::string& made) const {
  const Index slot = key_slot(holder);
  const Fact& fact = program_.facts[slot];
  const Column* column = column_of(slot, holder);
  // Most keys are texts that the row gives.
  if (fact.type == FactType::Text && column != nullptr && column->names[holder.row] < kAbsentName)
    return table_.texts[column->names[holder.row]];
  const FactValue value = fact_of(slot, holder);
  const Constant* known = value_of(fact, value);
  if (known == nullptr) return std::nullopt;
  made = matter_text(program_, fact, *known);
  return made;
}

// A declared key left unknown may equal any other of its name; without a key a claim is a matter of its own.
Tri CaseSettler::same_matter(std::size_t first, std::size_t second) {
  if (first == second) return Tri::Yes;
  const Index left = key_slot({false, first});
  const Index right = key_slot({false, second});
  if (left == kNone || right == kNone || (left != right && program_.facts[left].name != program_.facts[right].name))
    return Tri::No;
  const std::optional<std::string_view> left_matter = matter_of({false, first}, left_text_);
  const std::optional<std::string_view> right_matter = matter_of({false, second}, right_text_);
  return left_matter && right_matter ? to_tri(*left_matter == *right_matter) : Tri::Unknown;
}

Index CaseSettler::slot_named(const std::string& name, Holder holder) const {
  const Index kind =
      holder.is_payment ? program_.awards[table_.history.award[holder.row]].claim_kind : table_.claim_kind[holder.row];
  for (const Index slot : program_.claim_kinds[kind].facts) {
    if (program_.facts[slot].name == name) return slot;
  }
  return kNone;
}

FactValue CaseSettler::fact_of(Index slot, Holder holder) const {
  const FactColumns& facts = holder.is_payment ? table_.history.facts : table_.claim_facts;
  return fact_of_row(program_, table_, facts, slot, holder.row);
}

Tri CaseSettler::same_fact(const std::string& name, Holder first, Holder second) {
  const Index left = slot_named(name, first);
  const Index right = slot_named(name, second);
  if (left == kNone && right == kNone)
    return second.is_payment && !is_own_payment(second.row) ? Tri::Unknown : Tri::Yes;
  if (left == kNone || right == kNone) return Tri::No;
  const FactValue left_value = fact_of(left, first);
  const FactValue right_value = fact_of(right, second);
  // The key of a payment that names a claim may be that of the claim.
  if (second.is_payment && program_.facts[right].is_key && right_value.presence != Presence::Given) return Tri::Unknown;
  const Constant* left_known = value_of(program_.facts[left], left_value);
  const Constant* right_known = value_of(program_.facts[right], right_value);
  if (left_known == nullptr || right_known == nullptr) return Tri::Unknown;
  const Fact& fact = program_.facts[left];
  return to_tri(value_text(program_, fact, *left_known) == value_text(program_, fact, *right_known));
}

bool CaseSettler::is_own_payment(std::size_t payment) const {
  const std::string_view recipient = table_.history.recipient[payment];
  if (recipient.empty()) return true;
  return recipient == (table_.applicant_ids.size() == 0 ? std::string_view() : table_.applicant_ids[row_]);
}

Tri CaseSettler::in_window(const SettlementStep& step, std::size_t claim, std::int32_t on) const {
  if (step.step->window == WindowKind::Ever) return Tri::Yes;
  const std::int32_t base = step.step->window == WindowKind::PerYear && step.step->by_application_date
                                ? table_.applied[row_]
                                : table_.on[claim];
  // Rolling windows are left to the explaining evaluator.
  if (step.step->window == WindowKind::Rolling || !is_given_day(base) || !is_given_day(on)) return Tri::Unknown;
  return to_tri(year_of(base) == year_of(on));
}

Tri CaseSettler::counts(const SettlementStep& step, std::size_t claim, std::size_t payment) {
  if (step.step->scope == Scope::Claim) return Tri::No;
  if (step.step->scope != Scope::Group && !is_own_payment(payment)) return Tri::No;
  Tri result = step.step->scope == Scope::Matter ? is_matter_of_payment(claim, payment) : Tri::Yes;
  for (const std::string& name : step.step->per_facts) {
    if (result == Tri::No) return result;
    result = result & same_fact(name, {false, claim}, {true, payment});
  }
  return result == Tri::No ? result : result & in_window(step, claim, table_.history.on[payment]);
}

Tri CaseSettler::is_matter_of_payment(std::size_t claim, std::size_t payment) {
  const std::size_t paid_for = find_claim(table_.history.claim[payment]);
  if (paid_for != kNoClaim) return same_matter(claim, paid_for);
  const Index asked = key_slot({false, claim});
  const Index key = key_slot({true, payment});
  if (asked == kNone || key == kNone || program_.facts[asked].name != program_.facts[key].name) return Tri::No;
  const std::string_view written = table_.history.matter[payment];
  const std::optional<std::string_view> paid = written.empty() ? matter_of({true, payment}, right_text_) : written;
  const std::optional<std::string_view> claimed = matter_of({false, claim}, left_text_);
  return paid && claimed ? to_tri(*paid == *claimed) : Tri::Unknown;
}

Tri CaseSettler::matches(const SettlementStep& step, std::size_t claim, std::size_t other) {
  const Scope scope = step.step->scope;
  Tri result = scope == Scope::Claim || scope == Scope::Matter ? is_matter_of_other(step, claim, other) : Tri::Yes;
  if (result == Tri::No) return result;
  for (const std::string& name : step.step->per_facts) {
    if (slot_named(name, {false, claim}) != kNone) result = result & Tri::Unknown;
  }
  result = result & in_window(step, claim, table_.others.on[other]);
  if (step.is_where_left_open) return result & Tri::Unknown;
  if (step.where.empty()) return result;
  return result & step.where[static_cast<std::uint8_t>(table_.others.level[other] + 2)];
}

Tri CaseSettler::is_matter_of_other(const SettlementStep& step, std::size_t claim, std::size_t other) {
  const std::string_view named = table_.others.claim[other];
  const std::size_t granted_for = find_claim(named);
  if (granted_for != kNoClaim)
    return step.step->scope == Scope::Claim ? to_tri(claim == granted_for) : same_matter(claim, granted_for);
  const std::string_view matter = table_.others.matter[other];
  if (matter.empty()) return named.empty() ? Tri::Unknown : Tri::No;
  if (key_slot({false, claim}) == kNone) return Tri::No;
  const std::optional<std::string_view> claimed = matter_of({false, claim}, left_text_);
  return claimed ? to_tri(*claimed == matter) : Tri::Unknown;
}

std::string CaseSettler::claim_id(std::size_t claim) const {
  if (table_.claim_ids.size() != 0) return std::string(table_.claim_ids[claim]);
  return fmt::format_int(claim - table_.first_claim[row_] + 1).str();
}

std::size_t CaseSettler::find_claim(std::string_view id) const {
  if (id.empty()) return kNoClaim;
  const std::size_t first = table_.first_claim[row_];
  const std::size_t end = table_.first_claim[row_ + 1];
  if (table_.claim_ids.size() == 0) {
    std::size_t place = 0;
    const auto [rest, fault] = std::from_chars(id.data(), id.data() + id.size(), place);
    const bool is_place =
        fault == std::errc() && rest == id.data() + id.size() && id.front() != '0' && place <= end - first;
    return is_place ? first + place - 1 : kNoClaim;
  }
  for (std::size_t claim = first; claim < end; ++claim) {
    if (table_.claim_ids[claim] == id) return claim;
  }
  return kNoClaim;
}

}  // namespace polc::runtime
