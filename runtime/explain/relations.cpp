#include "runtime/explain/relations.h"

#include "runtime/cases/value_text.h"
#include "runtime/explain/grants.h"

namespace polc::runtime {
namespace {

Related decided(bool holds) { return {to_tri(holds), {}}; }
Related open(std::string cause) { return {Tri::Unknown, {std::move(cause)}}; }

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// Returns the run of digits that begins at `place`, without leading zeros.
std::string_view digits_at(const std::string& text, std::size_t place) {
  std::size_t end = place;
  while (end < text.size() && is_digit(text[end])) ++end;
  while (place + 1 < end && text[place] == '0') ++place;
  return std::string_view(text).substr(place, end - place);
}

std::size_t after_digits(const std::string& text, std::size_t place) {
  while (place < text.size() && is_digit(text[place])) ++place;
  return place;
}

std::string claim_date_path(const Case& one, std::size_t claim) {
  return built_in_path(one, {FactHolder::Kind::Claim, claim}, "on");
}

std::string history_path(const Case& one, std::size_t entry, std::string_view name) {
  return built_in_path(one, {FactHolder::Kind::History, entry}, name);
}

std::string other_path(std::size_t other, std::string_view name) {
  std::string result = "other.";
  result += std::to_string(other + 1);
  result += '.';
  result += name;
  return result;
}

// Later than the end of the window minus its years, 29 February becoming the 28th, and not after its end.
bool is_in_years(Date end, Date day, std::uint32_t years) {
  if (day > end) return false;
  const std::optional<Date> begin = add_months(end, -std::int64_t{12} * years, MonthEnd::Down);
  return !begin || day > *begin;
}

Related know_dates(const CaseDate& first, std::string first_path, const CaseDate& second, std::string second_path) {
  Related result{Tri::Unknown, {}};
  if (first.presence != Presence::Given) insert(result.causes, std::move(first_path));
  if (second.presence != Presence::Given) insert(result.causes, std::move(second_path));
  if (result.causes.empty()) result.holds = Tri::Yes;
  return result;
}

}  // namespace

Related both(const Related& lhs, const Related& rhs) {
  if (lhs.holds == Tri::No || rhs.holds == Tri::No) return {Tri::No, {}};
  return {lhs.holds & rhs.holds, merge(lhs.causes, rhs.causes)};
}

Related either(const Related& lhs, const Related& rhs) {
  if (lhs.holds == Tri::Yes || rhs.holds == Tri::Yes) return {Tri::Yes, {}};
  return {lhs.holds | rhs.holds, merge(lhs.causes, rhs.causes)};
}

bool is_naturally_less(const std::string& lhs, const std::string& rhs) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < lhs.size() && j < rhs.size()) {
    if (is_digit(lhs[i]) && is_digit(rhs[j])) {
      const std::string_view left = digits_at(lhs, i);
      const std::string_view right = digits_at(rhs, j);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      i = after_digits(lhs, i);
      j = after_digits(rhs, j);
      continue;
    }
    if (lhs[i] != rhs[j]) return static_cast<unsigned char>(lhs[i]) < static_cast<unsigned char>(rhs[j]);
    ++i;
    ++j;
  }
  const bool is_left_done = i == lhs.size();
  const bool is_right_done = j == rhs.size();
  if (is_left_done != is_right_done) return is_left_done;
  return lhs < rhs;  // "02" and "2" are two ids all the same
}

Relations::Relations(ExpressionEvaluator& evaluator)
    : evaluator_(evaluator), program_(evaluator.program()), case_(evaluator.input()) {
  for (std::size_t i = 0; i < case_.claims.size(); ++i) {
    matters_.push_back(matter_of({FactHolder::Kind::Claim, i}, case_.claims[i].kind));
  }
}

Relations::Matter Relations::matter_of(FactHolder holder, Index claim_kind) const {
  Matter result;
  if (claim_kind == kNone) return result;
  result.slot = program_.claim_kinds[claim_kind].key;
  if (result.slot == kNone) return result;
  const Fact& fact = program_.facts[result.slot];
  result.name = fact.name;
  result.path = evaluator_.facts().path(result.slot, holder);
  const Constant* value = evaluator_.facts().peek(result.slot, holder);
  if (value != nullptr) result.value = matter_text(program_, fact, *value);
  return result;
}

// A declared key left unknown may equal any other of its name; without a key a claim is a matter of its own.
Related Relations::same_matter(std::size_t first, std::size_t second) const {
  if (first == second) return decided(true);
  const Matter& lhs = matters_[first];
  const Matter& rhs = matters_[second];
  if (lhs.slot == kNone || rhs.slot == kNone || lhs.name != rhs.name) return decided(false);
  if (lhs.value && rhs.value) return decided(*lhs.value == *rhs.value);
  Related result{Tri::Unknown, {}};
  if (!lhs.value) insert(result.causes, lhs.path);
  if (!rhs.value) insert(result.causes, rhs.path);
  return result;
}

std::optional<std::size_t> Relations::find_claim(const std::string& id) const {
  if (id.empty()) return std::nullopt;
  for (std::size_t i = 0; i < case_.claims.size(); ++i) {
    if (case_.claims[i].id == id) return i;
  }
  return std::nullopt;
}

Index Relations::kind_of(FactHolder holder) const {
  if (holder.kind == FactHolder::Kind::Claim) return case_.claims[holder.index].kind;
  const Index award = case_.history[holder.index].award;
  return award == kNone ? kNone : program_.awards[award].claim_kind;
}

Index Relations::slot_named(const std::string& name, FactHolder holder) const {
  const Index kind = kind_of(holder);
  if (kind == kNone) return kNone;
  for (const Index slot : program_.claim_kinds[kind].facts) {
    if (program_.facts[slot].name == name) return slot;
  }
  return kNone;
}

// A fact that neither kind of claim declares is the applicant's and parts nothing, but for an affiliate's
// payment; one that a single kind declares parts the two.
Related Relations::same_fact(const std::string& name, FactHolder first, FactHolder second) const {
  const Index left = slot_named(name, first);
  const Index right = slot_named(name, second);
  if (left == kNone && right == kNone) {
    const bool is_affiliate =
        second.kind == FactHolder::Kind::History && !is_own_payment(case_, case_.history[second.index]);
    return is_affiliate ? open(history_path(case_, second.index, name)) : decided(true);
  }
  if (left == kNone || right == kNone) return decided(false);
  const Constant* first_value = evaluator_.facts().peek(left, first);
  const Constant* second_value = evaluator_.facts().peek(right, second);
  if (first_value != nullptr && second_value != nullptr) {
    return decided(value_text(program_, program_.facts[left], *first_value) ==
                   value_text(program_, program_.facts[right], *second_value));
  }
  Related result{Tri::Unknown, {}};
  if (first_value == nullptr) insert(result.causes, evaluator_.facts().path(left, first));
  if (second_value == nullptr) insert(result.causes, evaluator_.facts().path(right, second));
  return result;
}

Related Relations::same_named_facts(const Step& step, FactHolder first, FactHolder second) const {
  Related result;
  for (const std::string& name : step.per_facts) result = both(result, same_fact(name, first, second));
  return result;
}

Related Relations::same_group(const Step& step, std::size_t first, std::size_t second) const {
  if (first == second) return decided(true);
  if (step.scope == Scope::Claim) return decided(false);
  Related result;
  if (step.scope == Scope::Matter) result = same_matter(first, second);
  if (result.holds == Tri::No) return result;
  result = both(result, same_named_facts(step, {FactHolder::Kind::Claim, first}, {FactHolder::Kind::Claim, second}));
  if (step.window != WindowKind::PerYear || step.by_application_date) return result;
  const CaseDate& left = case_.claims[first].on;
  const CaseDate& right = case_.claims[second].on;
  Related same_year = know_dates(left, claim_date_path(case_, first), right, claim_date_path(case_, second));
  if (same_year.holds == Tri::Yes) same_year = decided(parts_of(left.date).year == parts_of(right.date).year);
  return both(result, same_year);
}

Related Relations::looks_back(const Step& step, std::size_t later, std::size_t earlier) const {
  if (step.window != WindowKind::Rolling || later == earlier) return decided(true);
  return in_window(step, later, case_.claims[earlier].on, claim_date_path(case_, earlier));
}

// Whether a day lies in the window that the claim opens: its calendar year, or the years up to its date.
Related Relations::in_window(const Step& step, std::size_t claim, const CaseDate& on, std::string on_path) const {
  if (step.window == WindowKind::Ever) return decided(true);
  const bool is_by_application = step.window == WindowKind::PerYear && step.by_application_date;
  const CaseDate& base = is_by_application ? case_.applied : case_.claims[claim].on;
  const Related known =
      know_dates(base, is_by_application ? "applied" : claim_date_path(case_, claim), on, std::move(on_path));
  if (known.holds == Tri::Unknown) return known;
  if (step.window == WindowKind::PerYear) return decided(parts_of(base.date).year == parts_of(on.date).year);
  return decided(is_in_years(base.date, on.date, step.years));
}

Related Relations::is_matter_of_payment(std::size_t claim, std::size_t entry) const {
  const HistoryEntry& payment = case_.history[entry];
  if (const std::optional<std::size_t> paid_for = find_claim(payment.claim)) return same_matter(claim, *paid_for);
  Matter matter = matter_of({FactHolder::Kind::History, entry}, kind_of({FactHolder::Kind::History, entry}));
  if (!payment.matter.empty()) matter.value = payment.matter;
  const Matter& asked = matters_[claim];
  if (asked.slot == kNone || matter.slot == kNone || asked.name != matter.name) return decided(false);
  if (asked.value && matter.value) return decided(*asked.value == *matter.value);
  Related result{Tri::Unknown, {}};
  if (!asked.value) insert(result.causes, asked.path);
  if (!matter.value) insert(result.causes, history_path(case_, entry, "matter"));
  return result;
}

Related Relations::counts(const Step& step, std::size_t claim, std::size_t entry) const {
  const HistoryEntry& payment = case_.history[entry];
  if (step.scope == Scope::Claim) return decided(false);
  if (step.scope != Scope::Group && !is_own_payment(case_, payment)) return decided(false);
  Related result;
  if (step.scope == Scope::Matter) result = is_matter_of_payment(claim, entry);
  if (result.holds == Tri::No) return result;
  result = both(result, same_named_facts(step, {FactHolder::Kind::Claim, claim}, {FactHolder::Kind::History, entry}));
  return both(result, in_window(step, claim, payment.on, history_path(case_, entry, "on")));
}

Related Relations::is_matter_of_other(const Step& step, std::size_t claim, std::size_t other) const {
  const OtherGrant& grant = case_.others[other];
  if (const std::optional<std::size_t> granted_for = find_claim(grant.claim)) {
    return step.scope == Scope::Claim ? decided(claim == *granted_for) : same_matter(claim, *granted_for);
  }
  if (grant.matter.empty()) return grant.claim.empty() ? open(other_path(other, "matter")) : decided(false);
  const Matter& asked = matters_[claim];
  if (asked.slot == kNone) return decided(false);
  return asked.value ? decided(*asked.value == grant.matter) : open(asked.path);
}

Related Relations::matches(const Step& step, std::size_t claim, std::size_t other) const {
  const OtherGrant& grant = case_.others[other];
  Related result;
  if (step.scope == Scope::Claim || step.scope == Scope::Matter) result = is_matter_of_other(step, claim, other);
  if (result.holds == Tri::No) return result;
  const std::optional<std::size_t> granted_for = find_claim(grant.claim);
  for (const std::string& name : step.per_facts) {
    if (slot_named(name, {FactHolder::Kind::Claim, claim}) == kNone) continue;
    const FactHolder holder{FactHolder::Kind::Claim, claim};
    result = both(result, granted_for ? same_fact(name, holder, {FactHolder::Kind::Claim, *granted_for})
                                      : open(other_path(other, "claim")));
  }
  result = both(result, in_window(step, claim, grant.on, other_path(other, "on")));
  if (step.where == kNone || result.holds == Tri::No) return result;
  const Outcome where = evaluator_.evaluate(step.where, Place{claim, Element{ListKind::OtherGrants, other}});
  return both(result, {where.value.truth, where.notes.missing});
}

Related Relations::comes_before(std::size_t first, std::size_t second) const {
  if (first == second) return decided(false);
  const Claim& left = case_.claims[first];
  const Claim& right = case_.claims[second];
  const Related known = know_dates(left.on, claim_date_path(case_, first), right.on, claim_date_path(case_, second));
  if (known.holds == Tri::Unknown) return known;
  if (left.on.date != right.on.date) return decided(left.on.date < right.on.date);
  return decided(is_naturally_less(left.id, right.id));
}

}  // namespace polc::runtime
