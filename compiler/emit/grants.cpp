#include "compiler/emit/grants.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "compiler/emit/refusal.h"

namespace polc::emit {

using namespace column;
using runtime::Award;
using runtime::Entitlement;
using runtime::Fact;
using runtime::FactOwner;
using runtime::FactType;
using runtime::Fraction;
using runtime::RuleKind;

namespace {

constexpr const char* kClaimFault = "claim_fault";
constexpr const char* kGivenKind = "given_kind";
constexpr const char* kIsThere = "is_there";

/// Runs `work`; a refusal without a place gets `rule`.
template <typename Work>
auto at_rule(Index rule, Work work) {
  try {
    return work();
  } catch (Refusal& refusal) {
    if (refusal.rule == kNone) refusal.rule = rule;
    throw;
  }
}

}  // namespace

std::string shared_fact_column(std::size_t place) { return "s" + std::to_string(place); }
std::string has_fact_column(std::size_t place) { return "h" + std::to_string(place); }

Grants::Grants(const runtime::Program& program, Query& query, Inputs& inputs, Lowering& lowering,
               Arithmetic& arithmetic, Lists& lists, const Limits& limits)
    : program_(program),
      query_(query),
      inputs_(inputs),
      lowering_(lowering),
      arithmetic_(arithmetic),
      lists_(lists),
      terms_(query.terms()),
      limits_(limits),
      by_name_(program.awards.size()),
      award_places_(program.awards.size()) {
  std::iota(by_name_.begin(), by_name_.end(), std::size_t{0});
  std::sort(by_name_.begin(), by_name_.end(),
            [&](std::size_t lhs, std::size_t rhs) { return program.awards[lhs].name < program.awards[rhs].name; });
  for (std::size_t i = 0; i < by_name_.size(); ++i) award_places_[by_name_[i]] = i;
}

// Guard and amount of one award, then revocation, as terms over the facts.
std::vector<Field> Grants::award_fields(std::size_t kind, Index claim_kind, Index award) {
  const Award& found = program_.awards[award];
  const Entitlement& entitlement = found.entitlements[kind];
  const Standing standing{.claim_kind = claim_kind, .has_lists = true};
  std::vector<Term> guards{terms_.truth(entitlement.is_open)};
  std::vector<Term> faults;
  for (const runtime::Guard& guard : entitlement.guards) {
    const Value value = at_rule(guard.rule, [&] { return lowering_.lower(guard.node, standing); });
    const RuleKind rule = program_.rules[guard.rule].kind;
    const bool is_exclusion = rule == RuleKind::Exclude || rule == RuleKind::Unless;
    guards.push_back(is_exclusion ? terms_.negation(value.truth) : value.truth);
    faults.push_back(value.fault);
  }
  Term guard = terms_.all(guards);
  const Term zero = terms_.whole(0);
  Term low = zero;
  Term high = zero;
  if (found.refers) {
    high = terms_.null(Type::Whole);
  } else if (entitlement.amount != kNone) {
    const Index rule = entitlement.amount_rule == kNone ? found.rule : entitlement.amount_rule;
    const auto [value, rounded] = at_rule(rule, [&] {
      const Value of_amount = lowering_.lower(entitlement.amount, standing);
      return std::pair{of_amount, arithmetic_.round(of_amount.number, Fraction(1), runtime::Rounding::HalfUp)};
    });
    const Term is_open = terms_.is_possible(guard);
    const Term is_too_large =
        rounded.most <= limits_.amount
            ? terms_.no()
            : terms_.either(terms_.is_yes(terms_.less(terms_.whole(limits_.amount), rounded.low)),
                            terms_.is_yes(terms_.less(terms_.whole(limits_.amount), rounded.high)));
    faults.push_back(terms_.both(is_open, terms_.either(value.fault, is_too_large)));
    const auto never_below_zero = [&, least = rounded.least](Term end) {
      return least >= 0 ? end : terms_.choose({terms_.less(end, zero), zero, end});
    };
    low = never_below_zero(terms_.coalesce(rounded.low, zero));
    high = never_below_zero(rounded.high);
    guard = terms_.both(guard, value.covered);
  }
  const Term is_denied = terms_.is_no(guard);
  low = terms_.choose({is_denied, zero, terms_.is_null(guard), zero, low});
  high = terms_.choose({is_denied, zero, high});
  std::vector<Field> fields{{kEntitledLow, low}, {kEntitledHigh, high}};
  for (const runtime::Revocation& revocation : program_.revocations) {
    const Index node = revocation.when[kind];
    const bool is_named =
        std::find(revocation.awards.begin(), revocation.awards.end(), award) != revocation.awards.end();
    if (node == kNone || !is_named) continue;
    const Value value = at_rule(revocation.rule, [&] { return lowering_.lower(node, standing); });
    faults.push_back(value.fault);
    low = terms_.choose({terms_.is_possible(value.truth), zero, low});
    high = terms_.choose({value.truth, zero, high});
    guard = terms_.both(guard, terms_.negation(value.truth));
  }
  fields.push_back({kLow, low});
  fields.push_back({kHigh, high});
  fields.push_back({kGuard, guard});
  fields.push_back({kFault, terms_.any(faults)});
  return fields;
}

Term Grants::text_of_fact(Index slot, Term value) {
  const Fact& fact = program_.facts[slot];
  switch (fact.type) {
    case FactType::Text:
    case FactType::OneOf:
    case FactType::Ranked: return value;
    case FactType::YesNo: {
      const Term no = terms_.negation(value);
      return terms_.choose({value, terms_.text("yes"), no, terms_.text("no"), terms_.null(Type::Text)});
    }
    case FactType::AnyOf:
      refuse(
          {"claims are grouped by `" + fact.name + "`, which has several values", "按多值信息“" + fact.name + "”分组"},
          {"group by a fact with one value", "请按单值信息分组"});
    default: return terms_.call(Form::WholeText, Type::Text, terms_[value].can_be_null, {value});
  }
}

Term Grants::text_of_matter(Index slot, Term value) {
  const Fact& fact = program_.facts[slot];
  switch (fact.type) {
    case FactType::Text:
    case FactType::OneOf:
    case FactType::Ranked: return value;
    case FactType::Integer: return terms_.call(Form::WholeText, Type::Text, terms_[value].can_be_null, {value});
    default: break;
  }
  refuse({"the key `" + fact.name + "` is neither a text nor a label nor a whole number",
          "识别号“" + fact.name + "”既非文本、取值，也非整数"},
         {"declare the key as text", "请将识别号声明为文本"});
}

std::vector<Field> Grants::shared_fields(Index claim_kind, const GrantColumns& wanted) {
  const runtime::ClaimKind& kind = program_.claim_kinds[claim_kind];
  std::vector<Field> fields;
  if (wanted.has_order) {
    const Term id = terms_.column(kClaim, Type::Text, false);
    fields.push_back({kNaturalId, terms_.call(Form::NaturalKey, Type::Text, false, {id})});
  }
  if (wanted.has_matter) {
    const bool has_key = kind.key != kNone;
    fields.push_back({kMatterName, has_key ? terms_.text(program_.facts[kind.key].name) : terms_.null(Type::Text)});
    fields.push_back({kMatter, has_key ? text_of_matter(kind.key, lowering_.fact(kind.key)) : terms_.null(Type::Text)});
  }
  for (std::size_t i = 0; i < wanted.shared_facts.size(); ++i) {
    const auto slot = std::find_if(kind.facts.begin(), kind.facts.end(),
                                   [&](Index one) { return program_.facts[one].name == wanted.shared_facts[i]; });
    const bool is_there = slot != kind.facts.end();
    fields.push_back({has_fact_column(i), terms_.truth(is_there)});
    fields.push_back(
        {shared_fact_column(i), is_there ? text_of_fact(*slot, lowering_.fact(*slot)) : terms_.null(Type::Text)});
  }
  return fields;
}

RelationId Grants::scan_claims(Index claim_kind, const GrantColumns& wanted) {
  const runtime::ClaimKind& kind = program_.claim_kinds[claim_kind];
  std::vector<Term> faults{inputs_.is_bad_day("on")};
  const Term id = inputs_.column("id", Type::Text);
  if (wanted.has_order) faults.push_back(terms_.is_yes(terms_.call(Form::HasLongNumber, Type::Truth, true, {id})));
  std::vector<Field> fields{{kCase, inputs_.column("case", Type::Text)}, {kClaim, id}, {kOnDay, inputs_.day("on")}};
  for (const Index slot : kind.facts) {
    faults.push_back(inputs_.is_bad(slot));
    if (lowering_.facts_read().contains(slot)) fields.push_back({fact_column(slot), inputs_.presumed_value(slot)});
  }
  fields.push_back({kClaimFault, terms_.any(faults)});
  return query_.scan(inputs_.tables().claims, std::move(fields),
                     terms_.equal(inputs_.column("kind", Type::Text), terms_.text(kind.name)));
}

// The cases whose applicant is, or may be, of one kind.
RelationId Grants::scan_cases(std::size_t kind) {
  std::vector<Term> faults{inputs_.is_bad_day("applied")};
  std::vector<Field> fields{{kCase, inputs_.column("case", Type::Text)},
                            {kAppliedDay, inputs_.day("applied")},
                            {kApplicant, inputs_.column("applicant.id", Type::Text)}};
  Term where = kNoTerm;
  if (!program_.applicant_kinds.empty()) {
    const runtime::ApplicantKind& found = program_.applicant_kinds[kind];
    for (const Index slot : found.facts) {
      faults.push_back(inputs_.is_bad(slot));
      if (lowering_.facts_read().contains(slot)) fields.push_back({fact_column(slot), inputs_.presumed_value(slot)});
    }
    const Term given = inputs_.column("applicant.kind", Type::Text);
    where = terms_.either(terms_.is_null(given), terms_.equal(given, terms_.text(found.name)));
  }
  fields.push_back({kCaseFault, terms_.any(faults)});
  return query_.scan(inputs_.tables().cases, std::move(fields), where);
}

// Whether a claim is of no known kind, or of a kind without awards and bad input; of all others their grants say it.
Term Grants::is_bad_without_grants() {
  const Term kind = inputs_.column("kind", Type::Text);
  std::vector<std::string> kinds;
  std::vector<Term> faults;
  for (const runtime::ClaimKind& one : program_.claim_kinds) {
    kinds.push_back(one.name);
    if (!one.awards.empty()) continue;
    std::vector<Term> bad{inputs_.is_bad_day("on")};
    for (const Index slot : one.facts) bad.push_back(inputs_.is_bad(slot));
    faults.push_back(terms_.both(terms_.is_yes(terms_.equal(kind, terms_.text(one.name))), terms_.any(bad)));
  }
  faults.push_back(terms_.negation(terms_.is_yes(terms_.one_of(kind, kinds))));
  return terms_.any(faults);
}

// Claims that are bad input though they have no grants, of an applicant of no known kind, or of a case that is not
// there: in error.
RelationId Grants::misfits(RelationId grants) {
  std::vector<std::string> kinds;
  for (const runtime::ApplicantKind& kind : program_.applicant_kinds) kinds.push_back(kind.name);
  const RelationId claims = query_.scan(inputs_.tables().claims,
                                        {{kCase, inputs_.column("case", Type::Text)},
                                         {kClaim, inputs_.column("id", Type::Text)},
                                         {kClaimFault, is_bad_without_grants()}},
                                        kNoTerm);
  const Term key = inputs_.column("case", Type::Text);
  const Term given = inputs_.column("applicant.kind", Type::Text);
  const Term is_foreign = kinds.empty() ? terms_.no() : terms_.is_yes(terms_.negation(terms_.one_of(given, kinds)));
  const RelationId cases = query_.scan(
      inputs_.tables().cases,
      {{kCase, key},
       {kIsThere, terms_.choose({terms_.negation(terms_.is_null(key)), terms_.whole(1), terms_.null(Type::Whole)})},
       {kGivenKind, is_foreign}},
      kNoTerm);
  const RelationId joined = query_.join(claims, cases, {kCase}, true);
  const Term is_misfit = terms_.any({query_.field(joined, kClaimFault), terms_.is_null(query_.field(joined, kIsThere)),
                                     terms_.is_yes(query_.field(joined, kGivenKind))});
  std::vector<Field> fields;
  for (const std::string& name : query_.names(grants)) {
    const bool is_there = name == kCase || name == kClaim;
    const Type type = terms_[query_.field(grants, name)].type;
    fields.push_back({name, is_there ? query_.field(joined, name) : no_award_field(name, type)});
  }
  return query_.project(joined, std::move(fields), is_misfit);
}

// What a claim without grants has in a column of grants: nothing but its fault.
Term Grants::no_award_field(const std::string& name, Type type) {
  if (type == Type::Truth) return name == kFault ? terms_.yes() : name == kGuard ? terms_.null(type) : terms_.no();
  if (type == Type::Text) return name == kNaturalId ? terms_.text("") : terms_.null(type);
  if (name == kOnDay || name == kAppliedDay) return terms_.null(type);
  return terms_.whole(name == kWorld ? -1 : 0);
}

std::vector<Field> Grants::common_fields(const Part& part, const GrantColumns& wanted) {
  std::vector<Field> fields{{kCase, terms_.column(kCase, Type::Text, true)},
                            {kWorld, terms_.whole(static_cast<Wide>(part.kind))},
                            {kClaim, terms_.column(kClaim, Type::Text, true)},
                            {kClaimKind, terms_.whole(static_cast<Wide>(part.claim_kind))},
                            {kOnDay, terms_.column(kOnDay, Type::Whole, true)},
                            {kAppliedDay, terms_.column(kAppliedDay, Type::Whole, true)},
                            {kApplicant, terms_.column(kApplicant, Type::Text, true)}};
  if (wanted.has_years) {
    fields.push_back({kYearOn, lowering_.year_of(terms_.column(kOnDay, Type::Whole, true))});
    fields.push_back({kYearApplied, lowering_.year_of(terms_.column(kAppliedDay, Type::Whole, true))});
  }
  const std::vector<Field> shared = shared_fields(part.claim_kind, wanted);
  fields.insert(fields.end(), shared.begin(), shared.end());
  if (!wanted.by_kind.empty())
    fields.insert(fields.end(), wanted.by_kind[part.kind].begin(), wanted.by_kind[part.kind].end());
  return fields;
}

RelationId Grants::build(const GrantColumns& wanted) {
  std::vector<Part> parts;
  std::vector<std::vector<Field>> common;
  for (Index claim_kind = 0; claim_kind < program_.claim_kinds.size(); ++claim_kind) {
    if (program_.claim_kinds[claim_kind].awards.empty()) continue;
    for (std::size_t kind = 0; kind < program_.num_kinds(); ++kind) {
      Part part{kind, claim_kind, {}, {}};
      for (const Index award : program_.claim_kinds[claim_kind].awards)
        part.by_award.push_back(award_fields(kind, claim_kind, award));
      part.lists = lowering_.take_list_uses();
      common.push_back(common_fields(part, wanted));
      parts.push_back(std::move(part));
    }
  }
  std::vector<RelationId> cases;
  for (std::size_t kind = 0; kind < program_.num_kinds(); ++kind) cases.push_back(scan_cases(kind));
  std::map<Index, RelationId> claims;
  std::vector<RelationId> all;
  const Term bad =
      terms_.either(terms_.column(kClaimFault, Type::Truth, false), terms_.column(kCaseFault, Type::Truth, false));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    if (!claims.contains(part.claim_kind)) claims[part.claim_kind] = scan_claims(part.claim_kind, wanted);
    RelationId joined = query_.join(claims[part.claim_kind], cases[part.kind], {kCase}, false);
    joined = lists_.attach(joined, {kCase, kClaim}, part.lists);
    std::vector<Field> fields = common[i];
    for (std::size_t j = 0; j < part.by_award.size(); ++j) {
      for (const Field& field : part.by_award[j]) {
        const bool is_fault = field.name == kFault;
        fields.push_back({field.name + std::to_string(j), is_fault ? terms_.either(bad, field.value) : field.value});
      }
    }
    const RelationId computed = query_.project(joined, fields, kNoTerm);
    for (std::size_t j = 0; j < part.by_award.size(); ++j) {
      const Index award = program_.claim_kinds[part.claim_kind].awards[j];
      std::vector<Field> row;
      for (const Field& field : common[i]) row.push_back({field.name, query_.field(computed, field.name)});
      row.push_back({kAward, terms_.text(program_.awards[award].name)});
      row.push_back({kArticle, terms_.text(program_.awards[award].article)});
      row.push_back({kAwardPlace, terms_.whole(static_cast<Wide>(award_places_[award]))});
      row.push_back({kRefers, terms_.truth(program_.awards[award].refers)});
      for (const Field& field : part.by_award[j])
        row.push_back({field.name, query_.field(computed, field.name + std::to_string(j))});
      all.push_back(query_.project(computed, std::move(row), kNoTerm));
    }
  }
  if (all.empty()) refuse({"the policy has no award", "政策没有任何资助"}, {"add an award", "请加入资助"});
  all.push_back(misfits(all.front()));
  return query_.unite(std::move(all));
}

}  // namespace polc::emit
