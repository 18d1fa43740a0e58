// Past payments and other policies' grants, summed for each grant and statement. A payment whose relation to a grant is
// open counts from nothing to its whole; one whose amount is unknown, from 0 without limit.
#include <algorithm>

#include "compiler/emit/refusal.h"
#include "compiler/emit/settlement.h"

namespace polc::emit {

using namespace column;
using runtime::FactType;
using runtime::StepKind;
using runtime::WindowKind;

namespace {

constexpr Wide kMostRows = 200;

}  // namespace

Term Settlement::sum_of(Term value) { return terms_.call(Form::Sum, Type::Whole, false, {value}); }

Term Settlement::by_award(Term award, const std::vector<std::pair<Index, Term>>& values, Type type) {
  std::vector<Term> arms;
  for (const auto& [claim_kind, value] : values) {
    std::vector<std::string> names;
    for (const Index one : program_.claim_kinds[claim_kind].awards) names.push_back(program_.awards[one].name);
    if (names.empty()) continue;
    arms.push_back(terms_.one_of(award, names));
    arms.push_back(value);
  }
  arms.push_back(terms_.null(type));
  return terms_.choose(arms);
}

Term Settlement::matter_name_of_award(Term award) {
  std::vector<std::pair<Index, Term>> names;
  for (Index kind = 0; kind < program_.claim_kinds.size(); ++kind) {
    const Index key = program_.claim_kinds[kind].key;
    if (key != kNone) names.emplace_back(kind, terms_.text(program_.facts[key].name));
  }
  return by_award(award, names, Type::Text);
}

Term Settlement::key_of_award(Term award) {
  std::vector<std::pair<Index, Term>> keys;
  for (Index kind = 0; kind < program_.claim_kinds.size(); ++kind) {
    const Index key = program_.claim_kinds[kind].key;
    if (key != kNone) keys.emplace_back(kind, parts_.grants.text_of_matter(key, parts_.inputs.presumed_value(key)));
  }
  return by_award(award, keys, Type::Text);
}

// Adds the matter of the claim that an entry names, and whether there is one. `claim`: "h_claim" or "g_claim".
RelationId Settlement::with_paid_claim(RelationId list, const std::string& claim) {
  Inputs& inputs = parts_.inputs;
  const Term kind = inputs.column("kind", Type::Text);
  const Term id = inputs.column("id", Type::Text);
  std::vector<Term> names;
  std::vector<Term> values;
  for (const runtime::ClaimKind& one : program_.claim_kinds) {
    if (one.key == kNone) continue;
    const Term is_kind = terms_.equal(kind, terms_.text(one.name));
    names.push_back(is_kind);
    names.push_back(terms_.text(program_.facts[one.key].name));
    values.push_back(is_kind);
    values.push_back(parts_.grants.text_of_matter(one.key, inputs.presumed_value(one.key)));
  }
  names.push_back(terms_.null(Type::Text));
  values.push_back(terms_.null(Type::Text));
  const Term is_there = terms_.choose({terms_.negation(terms_.is_null(id)), whole(1), terms_.null(Type::Whole)});
  const RelationId claims = query_.scan(inputs.tables().claims,
                                        {{kCase, inputs.column("case", Type::Text)},
                                         {claim, terms_.coalesce(id, terms_.text(""))},
                                         {claim + "_matter_name", terms_.choose(names)},
                                         {claim + "_matter", terms_.choose(values)},
                                         {claim + "_there", is_there}},
                                        kNoTerm);
  return query_.join(list, claims, {kCase, claim}, true);
}

// The past payments of this policy.
RelationId Settlement::payments() {
  Inputs& inputs = parts_.inputs;
  const Term none = terms_.text("");
  const auto text = [&](const char* name) {
    const Term column = inputs.column(name, Type::Text);
    return terms_.choose({terms_.equal(column, none), terms_.null(Type::Text), column});
  };
  const Term award = inputs.column("award", Type::Text);
  const Term paid = inputs.money("paid");
  const Term open = whole(parts_.limits.unlimited);
  std::vector<std::string> awards;
  for (const runtime::Award& one : program_.awards) awards.push_back(one.name);
  std::vector<Term> faults{terms_.negation(terms_.is_yes(terms_.one_of(award, awards))), inputs.is_bad_day("on"),
                           inputs.is_bad_money("paid", parts_.limits.amount)};
  std::vector<Field> fields{
      {kCase, inputs.column("case", Type::Text)},
      {"h_award", award},
      {"h_recipient", text("recipient")},
      {"h_claim", terms_.coalesce(inputs.column("claim", Type::Text), none)},
      {"h_is_paid", terms_.either(terms_.is_null(paid), terms_.is_yes(terms_.less(whole(0), paid)))},
      {"h_paid_low", terms_.coalesce(paid, whole(0))},
      {"h_paid_high", terms_.coalesce(paid, open)},
      {"h_year", parts_.lowering.year_of(inputs.day("on"))}};
  const Term key = wanted_.has_matter ? key_of_award(award) : terms_.null(Type::Text);
  fields.push_back({"h_matter_name", wanted_.has_matter ? matter_name_of_award(award) : terms_.null(Type::Text)});
  fields.push_back({"h_matter", terms_.coalesce(text("matter"), key)});
  for (std::size_t i = 0; i < wanted_.shared_facts.size(); ++i) {
    std::vector<std::pair<Index, Term>> has;
    std::vector<std::pair<Index, Term>> values;
    for (Index kind = 0; kind < program_.claim_kinds.size(); ++kind) {
      for (const Index slot : program_.claim_kinds[kind].facts) {
        if (program_.facts[slot].name != wanted_.shared_facts[i]) continue;
        has.emplace_back(kind, terms_.yes());
        values.emplace_back(kind, parts_.grants.text_of_fact(slot, inputs.presumed_value(slot)));
      }
    }
    fields.push_back({"h_has" + std::to_string(i), by_award(award, has, Type::Truth)});
    fields.push_back({"h_shared" + std::to_string(i), by_award(award, values, Type::Text)});
  }
  std::vector<std::pair<Index, Term>> of_facts;
  for (Index kind = 0; kind < program_.claim_kinds.size(); ++kind) {
    std::vector<Term> bad;
    for (const Index slot : program_.claim_kinds[kind].facts) bad.push_back(inputs.is_bad(slot));
    of_facts.emplace_back(kind, terms_.any(bad));
  }
  faults.push_back(terms_.is_yes(by_award(award, of_facts, Type::Truth)));
  fields.push_back({"h_bad", terms_.any(faults)});
  const Term policy = text("policy");
  const Term is_ours =
      terms_.either(terms_.is_null(policy), terms_.one_of(policy, {program_.policy_name, program_.title}));
  const RelationId list = query_.scan(inputs.tables().history, std::move(fields), terms_.is_yes(is_ours));
  return with_paid_claim(list, "h_claim");
}

// Sums for each grant, over the payments of its case: all that count (`past`), those deducted here (`ded`).
RelationId Settlement::read_history(RelationId grants) {
  const bool is_read =
      std::any_of(steps_.begin(), steps_.end(), [](const ActiveStep& one) { return one.reads_history; });
  if (!is_read) return grants;
  const std::vector<std::string> keys = query_.names(grants);
  RelationId rows = query_.join(grants, payments(), {kCase}, true);
  const Term zero = whole(0);
  const Term low = terms_.column("h_paid_low", Type::Whole, true);
  const Term high = terms_.column("h_paid_high", Type::Whole, true);
  std::vector<Field> values;
  const auto add = [&](const ActiveStep& active, const char* what, Term counts) {
    const std::string start = name(active, what);
    const Term is_sure = terms_.is_yes(counts);
    const Term is_possible = terms_.is_possible(counts);
    values.push_back({start + "_low", terms_.choose({is_sure, low, zero})});
    values.push_back({start + "_high", terms_.choose({is_possible, high, zero})});
    values.push_back({start + "_count_low", flag(terms_.both(is_sure, terms_.less(zero, low)))});
    values.push_back({start + "_count_high", flag(is_possible)});
  };
  for (const ActiveStep& active : steps_) {
    if (!active.reads_history) continue;
    add(active, "past", counts(active, ""));
    if (active.tops_up) add(active, "ded", is_deducted(active, ""));
  }
  const Term names_nothing = terms_.both(terms_.is_null(query_.field(rows, "h_claim_there")),
                                         terms_.is_yes(terms_.less(terms_.text(""), query_.field(rows, "h_claim"))));
  values.push_back({"h_fault", flag(terms_.either(terms_.is_yes(query_.field(rows, "h_bad")), names_nothing))});
  std::vector<Field> fields = values;
  for (const std::string& key : keys) fields.push_back({key, query_.field(rows, key)});
  rows = query_.project(rows, std::move(fields), kNoTerm);
  std::vector<Field> sums;
  for (const Field& value : values) {
    const Term column = query_.field(rows, value.name);
    const bool is_fault = value.name == "h_fault";
    sums.push_back({value.name, is_fault ? terms_.call(Form::Most, Type::Whole, false, {column}) : sum_of(column)});
  }
  sums.push_back({"h_rows", terms_.call(Form::Count, Type::Whole, false, {})});
  rows = query_.group(rows, keys, std::move(sums), identity());
  std::vector<Field> last;
  for (const Field& value : values) {
    if (value.name.ends_with("_high") && !value.name.ends_with("_count_high"))
      last.push_back({value.name, saturated(query_.field(rows, value.name))});
  }
  const Term is_bad = terms_.either(terms_.equal(query_.field(rows, "h_fault"), whole(1)),
                                    parts_.limits.unlimited > Wide{1'000'000'000'000'000'000}
                                        ? terms_.no()
                                        : terms_.less(whole(kMostRows), query_.field(rows, "h_rows")));
  last.push_back({kFault, terms_.either(query_.field(rows, kFault), is_bad)});
  return query_.extend(rows, std::move(last));
}

// The grants under other policies: those listed, and past payments that name another policy.
RelationId Settlement::other_grants() {
  Inputs& inputs = parts_.inputs;
  const Term none = terms_.text("");
  const auto text = [&](const char* name) {
    const Term column = inputs.column(name, Type::Text);
    return terms_.choose({terms_.equal(column, none), terms_.null(Type::Text), column});
  };
  const Wide most = parts_.limits.amount;
  const Term level = inputs.column("level", Type::Text);
  const std::vector<std::string>& levels = program_.enumerations[program_.level_enumeration].values;
  const auto fields = [&](Term entitled, Term matter, Term bad) {
    return std::vector<Field>{{kCase, inputs.column("case", Type::Text)},
                              {kOtherPolicy, text("policy")},
                              {kOtherLevel, level},
                              {"g_claim", terms_.coalesce(inputs.column("claim", Type::Text), none)},
                              {"g_matter", matter},
                              {kOtherEntitled, entitled},
                              {kOtherPaid, inputs.money("paid")},
                              {kOtherDay, inputs.day("on")},
                              {"g_is_there", terms_.yes()},
                              {"g_bad", bad}};
  };
  const Term bad = terms_.any({terms_.is_yes(terms_.negation(terms_.one_of(level, levels))), inputs.is_bad_day("on"),
                               inputs.is_bad_money("paid", most)});
  const RelationId listed = query_.scan(
      inputs.tables().others,
      fields(inputs.money("entitled"), text("matter"), terms_.either(bad, inputs.is_bad_money("entitled", most))),
      kNoTerm);
  const Term policy = text("policy");
  const Term is_ours =
      terms_.either(terms_.is_null(policy), terms_.one_of(policy, {program_.policy_name, program_.title}));
  const Term key = key_of_award(inputs.column("award", Type::Text));
  const RelationId paid =
      query_.scan(inputs.tables().history, fields(inputs.money("paid"), terms_.coalesce(text("matter"), key), bad),
                  terms_.negation(terms_.is_yes(is_ours)));
  RelationId all = query_.unite({listed, paid});
  all = query_.extend(all, {{"g_year", parts_.lowering.year_of(query_.field(all, kOtherDay))}});
  return with_paid_claim(all, "g_claim");
}

RelationId Settlement::read_others(RelationId grants) {
  const bool is_read =
      std::any_of(steps_.begin(), steps_.end(), [](const ActiveStep& one) { return one.reads_others; });
  if (!is_read) return grants;
  const std::vector<std::string> keys = query_.names(grants);
  RelationId rows = query_.join(grants, other_grants(), {kCase}, true);
  const Term zero = whole(0);
  const Term open = whole(parts_.limits.unlimited);
  const Term paid = query_.field(rows, kOtherPaid);
  const Term entitled = query_.field(rows, kOtherEntitled);
  std::vector<Field> values;
  for (const ActiveStep& active : steps_) {
    if (!active.reads_others) continue;
    const Term matches = this->matches(active);
    const Term is_sure = terms_.is_yes(matches);
    const Term is_possible = terms_.is_possible(matches);
    const Term is_paid = terms_.either(terms_.is_null(paid), terms_.is_yes(terms_.less(zero, paid)));
    values.push_back({name(active, "oth_low"), terms_.choose({is_sure, terms_.coalesce(paid, zero), zero})});
    values.push_back({name(active, "oth_high"), terms_.choose({is_possible, terms_.coalesce(paid, open), zero})});
    values.push_back(
        {name(active, "oth_count_low"), flag(terms_.both(is_sure, terms_.is_yes(terms_.less(zero, paid))))});
    values.push_back({name(active, "oth_count_high"), flag(terms_.both(is_possible, is_paid))});
    values.push_back({name(active, "top_low"), terms_.choose({is_sure, terms_.coalesce(entitled, zero), zero})});
    values.push_back({name(active, "top_high"), terms_.choose({is_possible, terms_.coalesce(entitled, open), zero})});
  }
  const Term names_nothing = terms_.both(terms_.is_null(query_.field(rows, "g_claim_there")),
                                         terms_.is_yes(terms_.less(terms_.text(""), query_.field(rows, "g_claim"))));
  values.push_back({"g_fault", flag(terms_.either(terms_.is_yes(query_.field(rows, "g_bad")), names_nothing))});
  std::vector<Field> fields = values;
  for (const std::string& key : keys) fields.push_back({key, query_.field(rows, key)});
  rows = query_.project(rows, std::move(fields), kNoTerm);
  std::vector<Field> sums;
  for (const Field& value : values) {
    const Term column = query_.field(rows, value.name);
    const bool is_most = value.name == "g_fault" || value.name.find("top_") != std::string::npos;
    sums.push_back({value.name, is_most ? terms_.call(Form::Most, Type::Whole, false, {column}) : sum_of(column)});
  }
  sums.push_back({"g_rows", terms_.call(Form::Count, Type::Whole, false, {})});
  rows = query_.group(rows, keys, std::move(sums), identity());
  std::vector<Field> last;
  for (const ActiveStep& active : steps_) {
    if (active.reads_others)
      last.push_back({name(active, "oth_high"), saturated(query_.field(rows, name(active, "oth_high")))});
  }
  const Term is_bad = terms_.either(terms_.equal(query_.field(rows, "g_fault"), whole(1)),
                                    parts_.limits.unlimited > Wide{1'000'000'000'000'000'000}
                                        ? terms_.no()
                                        : terms_.less(whole(kMostRows), query_.field(rows, "g_rows")));
  last.push_back({kFault, terms_.either(query_.field(rows, kFault), is_bad)});
  return query_.extend(rows, std::move(last));
}

// What narrower statements deducted from the grants of a grant's group, each payment once. Equal rows of the history
// fall into one group; they are as many as the rows there, divided by the grants that each was put beside.
RelationId Settlement::read_deductions(RelationId grants, const ActiveStep& active) {
  std::vector<const ActiveStep*> narrower;
  for (std::size_t i = 0; i < active.place; ++i) {
    if (steps_[i].tops_up && steps_[i].reads_history) narrower.push_back(&steps_[i]);
  }
  const Term zero = whole(0);
  if (narrower.empty())
    return query_.extend(grants, {{name(active, "before_low"), zero}, {name(active, "before_high"), zero}});
  if (!query_.has(grants, "num_grants"))
    grants = query_.enrich(grants, {kCase, kWorld}, {{"num_grants", terms_.call(Form::Count, Type::Whole, false, {})}});
  const std::vector<std::string> keys = query_.names(grants);
  const RelationId list = payments();
  const RelationId pairs = query_.pairs(grants, {kCase, kWorld}, keys);
  RelationId rows = query_.join(pairs, list, {kCase}, true);
  std::vector<Term> deducted;
  for (const ActiveStep* one : narrower) deducted.push_back(is_deducted(*one, kPairPrefix));
  const Term same = terms_.all({is_member(active, ""), is_member(active, kPairPrefix), same_group(active)});
  const Term holds = terms_.both(same, terms_.any(deducted));
  std::vector<Field> fields{{"code", terms_.choose({holds, whole(2), terms_.is_null(holds), whole(1), zero})}};
  std::vector<std::string> row_keys = keys;
  for (const std::string& one : query_.names(list)) {
    if (one != kCase) row_keys.push_back(one);
  }
  for (const std::string& key : row_keys) fields.push_back({key, query_.field(rows, key)});
  rows = query_.project(rows, std::move(fields), kNoTerm);
  const Term code = query_.field(rows, "code");
  rows = query_.group(rows, row_keys,
                      {{"code", terms_.call(Form::Most, Type::Whole, false, {code})},
                       {"num_rows", terms_.call(Form::Count, Type::Whole, false, {})}});
  const Term times = terms_.quotient(query_.field(rows, "num_rows"), query_.field(rows, "num_grants"));
  const Term found = query_.field(rows, "code");
  const Term low = terms_.coalesce(query_.field(rows, "h_paid_low"), zero);
  const Term high = terms_.coalesce(query_.field(rows, "h_paid_high"), zero);
  std::vector<Field> values{
      {name(active, "before_low"), terms_.choose({terms_.equal(found, whole(2)), terms_.multiply(times, low), zero})},
      {name(active, "before_high"), terms_.choose({terms_.less(zero, found), terms_.multiply(times, high), zero})}};
  std::vector<Field> all = values;
  for (const std::string& key : keys) all.push_back({key, query_.field(rows, key)});
  rows = query_.project(rows, std::move(all), kNoTerm);
  std::vector<Field> sums;
  for (const Field& value : values) sums.push_back({value.name, sum_of(query_.field(rows, value.name))});
  rows = query_.group(rows, keys, std::move(sums), identity());
  const std::string high_name = name(active, "before_high");
  return query_.extend(rows, {{high_name, saturated(query_.field(rows, high_name))}});
}

}  // namespace polc::emit
