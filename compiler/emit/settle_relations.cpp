// How two grants of a case are related, and how a grant is to a past payment or another policy's grant. Terms over a
// row of pairs: columns of the first grant by their names, of the second with a prefix. Truths; NULL is unknown.
#include <algorithm>

#include "compiler/emit/settlement.h"

namespace polc::emit {

using namespace column;
using runtime::Scope;
using runtime::WindowKind;

namespace {

Type type_of(const std::string& name) {
  const bool is_text = name == kCase || name == kClaim || name == kNaturalId || name == kMatterName ||
                       name == kMatter || name == kApplicant ||
                       (name.front() == 's' && name.size() > 1 && name[1] >= '0' && name[1] <= '9');
  if (is_text) return Type::Text;
  const bool is_truth = name.front() == 'h' && name.size() > 1 && name[1] >= '0' && name[1] <= '9';
  return is_truth ? Type::Truth : Type::Whole;
}

bool can_be_null(const std::string& name) {
  return name == kOnDay || name == kYearOn || name == kYearApplied || type_of(name) == Type::Text;
}

}  // namespace

Term Settlement::col(const std::string& name, const std::string& prefix) {
  const bool is_id = name == kClaim || name == kNaturalId;
  return terms_.column(prefix + name, type_of(name), can_be_null(name) && !is_id);
}

Term Settlement::is_member(const ActiveStep& active, const std::string& prefix) {
  std::vector<Term> places;
  std::vector<std::string> names;
  for (const Index award : active.step->awards) names.push_back(program_.awards[award].name);
  for (std::size_t place = 0; place < program_.awards.size(); ++place) {
    const std::size_t award = parts_.grants.award_at(place);
    if (std::find(names.begin(), names.end(), program_.awards[award].name) != names.end())
      places.push_back(terms_.equal(col(kAwardPlace, prefix), whole(static_cast<Wide>(place))));
  }
  std::vector<Term> worlds;
  for (std::size_t kind = 0; kind < program_.num_kinds(); ++kind) {
    if (active.step->for_kind[kind])
      worlds.push_back(terms_.equal(col(kWorld, prefix), whole(static_cast<Wide>(kind))));
  }
  const Term of_award = places.size() == program_.awards.size() ? terms_.yes() : terms_.any(places);
  const Term of_world = worlds.size() == program_.num_kinds() ? terms_.yes() : terms_.any(worlds);
  return terms_.both(of_award, of_world);
}

Term Settlement::has_award(const ActiveStep& active, Term award_name) {
  std::vector<std::string> names;
  for (const Index award : active.step->awards) names.push_back(program_.awards[award].name);
  return terms_.is_yes(terms_.one_of(award_name, names));
}

// A key left unknown may equal any other of its name; without a key a claim is a matter of its own.
Term Settlement::same_matter(Term name, Term value, Term other_name, Term other_value) {
  return terms_.choose({terms_.equal(name, other_name), terms_.equal(value, other_value), terms_.no()});
}

Term Settlement::is_same_grant() {
  return terms_.both(terms_.equal(col(kClaim), col(kClaim, kPairPrefix)),
                     terms_.equal(col(kAwardPlace), col(kAwardPlace, kPairPrefix)));
}

Term Settlement::same_group(const ActiveStep& active) {
  const runtime::Step& step = *active.step;
  const Term is_same_claim = terms_.equal(col(kClaim), col(kClaim, kPairPrefix));
  if (step.scope == Scope::Claim) return is_same_claim;
  std::vector<Term> all;
  if (step.scope == Scope::Matter) {
    all.push_back(
        same_matter(col(kMatterName), col(kMatter), col(kMatterName, kPairPrefix), col(kMatter, kPairPrefix)));
  }
  for (const std::string& fact : step.per_facts) {
    const auto place = static_cast<std::size_t>(
        std::find(wanted_.shared_facts.begin(), wanted_.shared_facts.end(), fact) - wanted_.shared_facts.begin());
    const Term has_first = col(has_fact_column(place));
    const Term has_second = col(has_fact_column(place), kPairPrefix);
    const Term is_same = terms_.equal(col(shared_fact_column(place)), col(shared_fact_column(place), kPairPrefix));
    all.push_back(terms_.choose({terms_.both(has_first, has_second), is_same,
                                 terms_.negation(terms_.equal(has_first, has_second)), terms_.no(), terms_.yes()}));
  }
  if (step.window == WindowKind::PerYear && !step.by_application_date)
    all.push_back(terms_.equal(col(kYearOn), col(kYearOn, kPairPrefix)));
  return terms_.choose({is_same_claim, terms_.yes(), terms_.all(all)});
}

// Event date, claim id in natural order, award name. Unknown while an event date is.
Term Settlement::comes_before(bool is_first_second) {
  const std::string first = is_first_second ? "" : kPairPrefix;
  const std::string second = is_first_second ? kPairPrefix : "";
  const Term by_award = terms_.less(col(kAwardPlace, first), col(kAwardPlace, second));
  const Term is_same_claim = terms_.equal(col(kClaim), col(kClaim, kPairPrefix));
  const Term natural = col(kNaturalId, first);
  const Term other_natural = col(kNaturalId, second);
  const Term by_id =
      terms_.choose({terms_.equal(natural, other_natural), terms_.less(col(kClaim, first), col(kClaim, second)),
                     terms_.less(natural, other_natural)});
  const Term day = col(kOnDay, first);
  const Term other_day = col(kOnDay, second);
  const Term is_unknown = terms_.either(terms_.is_null(day), terms_.is_null(other_day));
  return terms_.choose({is_same_claim, by_award, is_unknown, terms_.null(Type::Truth), terms_.equal(day, other_day),
                        by_id, terms_.less(day, other_day)});
}

// The order of the two ends of the total: unknown dates last.
Term Settlement::place_before(bool is_first_second) {
  const std::string first = is_first_second ? "" : kPairPrefix;
  const std::string second = is_first_second ? kPairPrefix : "";
  const Term by_award = terms_.less(col(kAwardPlace, first), col(kAwardPlace, second));
  const Term natural = col(kNaturalId, first);
  const Term other_natural = col(kNaturalId, second);
  const Term by_id = terms_.choose(
      {terms_.equal(col(kClaim), col(kClaim, kPairPrefix)), by_award, terms_.equal(natural, other_natural),
       terms_.less(col(kClaim, first), col(kClaim, second)), terms_.less(natural, other_natural)});
  const Term day = terms_.coalesce(col(kOnDay, first), whole(4'000'000));
  const Term other_day = terms_.coalesce(col(kOnDay, second), whole(4'000'000));
  return terms_.choose({terms_.equal(day, other_day), by_id, terms_.less(day, other_day)});
}

Term Settlement::in_window(const ActiveStep& active, const std::string& prefix, Term year) {
  if (active.step->window == WindowKind::Ever) return terms_.yes();
  return terms_.equal(col(active.step->by_application_date ? kYearApplied : kYearOn, prefix), year);
}

Term Settlement::is_matter_of_payment(const std::string& prefix) {
  const auto text = [&](const char* name) { return terms_.column(name, Type::Text, true); };
  const Term claim = terms_.column("h_claim", Type::Text, false);
  const Term names_claim = terms_.negation(terms_.equal(claim, terms_.text("")));
  const Term of_claim = terms_.choose({terms_.equal(col(kClaim, prefix), claim), terms_.yes(),
                                       same_matter(col(kMatterName, prefix), col(kMatter, prefix),
                                                   text("h_claim_matter_name"), text("h_claim_matter"))});
  return terms_.choose(
      {names_claim, of_claim,
       same_matter(col(kMatterName, prefix), col(kMatter, prefix), text("h_matter_name"), text("h_matter"))});
}

// Whether a past payment counts for a grant.
Term Settlement::counts(const ActiveStep& active, const std::string& prefix) {
  const runtime::Step& step = *active.step;
  if (!active.reads_history) return terms_.no();
  std::vector<Term> all{is_member(active, prefix), has_award(active, terms_.column("h_award", Type::Text, true)),
                        terms_.is_yes(terms_.column("h_is_paid", Type::Truth, true))};
  const Term is_own = terms_.is_yes(
      terms_.either(terms_.is_null(terms_.column("h_recipient", Type::Text, true)),
                    terms_.equal(terms_.column("h_recipient", Type::Text, true), col(kApplicant, prefix))));
  if (step.scope != Scope::Group) all.push_back(is_own);
  if (step.scope == Scope::Matter) all.push_back(is_matter_of_payment(prefix));
  for (const std::string& fact : step.per_facts) {
    const auto place = static_cast<std::size_t>(
        std::find(wanted_.shared_facts.begin(), wanted_.shared_facts.end(), fact) - wanted_.shared_facts.begin());
    const Term has_first = col(has_fact_column(place), prefix);
    const Term has_second = terms_.is_yes(terms_.column("h_has" + std::to_string(place), Type::Truth, true));
    const Term is_same = terms_.equal(col(shared_fact_column(place), prefix),
                                      terms_.column("h_shared" + std::to_string(place), Type::Text, true));
    const Term of_applicant = terms_.choose({is_own, terms_.yes(), terms_.null(Type::Truth)});
    all.push_back(terms_.choose({terms_.both(has_first, has_second), is_same, terms_.either(has_first, has_second),
                                 terms_.no(), of_applicant}));
  }
  all.push_back(in_window(active, prefix, terms_.column("h_year", Type::Whole, true)));
  return terms_.all(all);
}

// A past payment is deducted once, at the widest `topping up` group it matches.
Term Settlement::is_deducted(const ActiveStep& active, const std::string& prefix) {
  std::vector<Term> elsewhere;
  for (std::size_t i = active.place + 1; i < steps_.size(); ++i) {
    if (steps_[i].tops_up) elsewhere.push_back(counts(steps_[i], prefix));
  }
  return terms_.both(counts(active, prefix), terms_.negation(terms_.any(elsewhere)));
}

// Whether another policy's grant counts for a grant.
Term Settlement::matches(const ActiveStep& active) {
  const runtime::Step& step = *active.step;
  const auto text = [&](const char* name) { return terms_.column(name, Type::Text, true); };
  std::vector<Term> all{is_member(active, ""), terms_.is_yes(terms_.column("g_is_there", Type::Truth, true))};
  if (step.scope == Scope::Claim || step.scope == Scope::Matter) {
    const Term claim = terms_.column("g_claim", Type::Text, false);
    const Term is_same_claim = terms_.equal(col(kClaim), claim);
    const Term of_claim = step.scope == Scope::Claim
                              ? is_same_claim
                              : terms_.choose({is_same_claim, terms_.yes(),
                                               same_matter(col(kMatterName), col(kMatter), text("g_claim_matter_name"),
                                                           text("g_claim_matter"))});
    const Term matter = text("g_matter");
    all.push_back(terms_.choose({terms_.negation(terms_.equal(claim, terms_.text(""))), of_claim,
                                 terms_.is_null(matter), terms_.null(Type::Truth), terms_.is_null(col(kMatterName)),
                                 terms_.no(), terms_.equal(col(kMatter), matter)}));
  }
  all.push_back(in_window(active, "", terms_.column("g_year", Type::Whole, true)));
  if (step.where != kNone) all.push_back(parts_.lowering.lower(step.where, {kNone, true}).truth);
  return terms_.all(all);
}

}  // namespace polc::emit
