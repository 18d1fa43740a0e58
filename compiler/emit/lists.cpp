#include "compiler/emit/lists.h"

#include "compiler/emit/grants.h"

namespace polc::emit {

using namespace column;
using runtime::ListKind;
using runtime::Op;

namespace {

constexpr const char* kNamedIsThere = "e_named_there";

}  // namespace

Lists::Lists(const runtime::Program& program, Query& query, Inputs& inputs, Wide largest_amount)
    : program_(program), query_(query), inputs_(inputs), terms_(query.terms()), largest_amount_(largest_amount) {}

RelationId Lists::attach(RelationId rows, const std::vector<std::string>& keys, const std::vector<ListUse>& uses) {
  for (const ListUse& use : uses) {
    const RelationId pairs = query_.join(rows, elements(use), {kCase}, false);
    std::vector<Field> fields = contributions(use);
    std::vector<Field> aggregates;
    for (const Field& field : fields) {
      const bool is_sum = field.name == list_column(use.node, kListLow) ||
                          field.name == list_column(use.node, kListHigh) ||
                          field.name == list_column(use.node, kListSize);
      const Term column = terms_.column(field.name, Type::Whole, false);
      aggregates.push_back({field.name, terms_.call(is_sum ? Form::Sum : Form::Most, Type::Whole, true, {column})});
    }
    for (const std::string& key : keys) fields.push_back({key, query_.field(pairs, key)});
    const RelationId judged = query_.project(pairs, std::move(fields), kNoTerm);
    rows = query_.join(rows, query_.group(judged, keys, std::move(aggregates)), keys, true);
  }
  return rows;
}

// What one element adds: whether it settles the condition, whether it leaves it open, or its least and its most.
std::vector<Field> Lists::contributions(const ListUse& use) {
  const Term zero = terms_.whole(0);
  const Term where = use.where.truth;
  const auto flag = [&](Term truth) { return terms_.choose({truth, terms_.whole(1), zero}); };
  std::vector<Field> fields;
  const auto add = [&](const char* what, Term value) { fields.push_back({list_column(use.node, what), value}); };
  const bool is_sum = use.op == Op::Sum;
  const Term is_possible = terms_.is_possible(where);
  const Term of_value = is_sum ? terms_.both(is_possible, use.value.fault) : terms_.no();
  add(kListSize, terms_.whole(1));
  add(kListFault,
      flag(terms_.any({terms_.is_yes(terms_.column(kElementFault, Type::Truth, true)), use.where.fault, of_value})));
  if (use.op == Op::Any || use.op == Op::All) {
    add(kListSettled, flag(use.op == Op::Any ? terms_.is_yes(where) : terms_.is_no(where)));
    add(kListOpen, flag(terms_.is_null(where)));
    return fields;
  }
  const Term one = terms_.whole(1);
  const Term low = is_sum ? use.value.number.low : one;
  const Term high = is_sum ? use.value.number.high : one;
  const Term null = terms_.null(Type::Whole);
  const Term least = terms_.choose({terms_.is_yes(where), low, terms_.negation(is_possible), zero, terms_.is_null(low),
                                    null, terms_.less(low, zero), low, zero});
  const Term most = terms_.choose({terms_.is_yes(where), high, terms_.negation(is_possible), zero, terms_.is_null(high),
                                   null, terms_.less(zero, high), high, zero});
  add(kListLow, terms_.coalesce(least, zero));
  add(kListHigh, terms_.coalesce(most, zero));
  add(kListLowOpen, flag(terms_.is_null(least)));
  add(kListHighOpen, flag(terms_.is_null(most)));
  return fields;
}

RelationId Lists::elements(const ListUse& use) {
  switch (use.list) {
    case ListKind::ClaimKind:
    case ListKind::Claims: return claims(use);
    case ListKind::History: return payments(use);
    case ListKind::OtherGrants: return other_grants();
  }
  return 0;
}

// A fact that the element's kind does not have is unknown.
Term Lists::fact_of(Index slot, const ListUse& use) {
  const runtime::ClaimKind& kind = program_.claim_kinds[program_.facts[slot].kind];
  const Term value = inputs_.presumed_value(slot);
  Term has_fact = kNoTerm;
  if (use.list == ListKind::History) {
    std::vector<std::string> awards;
    for (const Index award : kind.awards) awards.push_back(program_.awards[award].name);
    has_fact = awards.empty() ? terms_.no() : terms_.one_of(inputs_.column("award", Type::Text), awards);
  } else {
    has_fact = terms_.equal(inputs_.column("kind", Type::Text), terms_.text(kind.name));
  }
  return terms_.choose({has_fact, value, terms_.null(terms_[value].type)});
}

RelationId Lists::claims(const ListUse& use) {
  const Term kind = inputs_.column("kind", Type::Text);
  std::vector<Field> fields{{kCase, inputs_.column("case", Type::Text)},
                            {kElementClaim, inputs_.column("id", Type::Text)},
                            {kElementKind, kind},
                            {kElementDay, inputs_.day("on")}};
  for (const Index slot : use.facts) fields.push_back({element_fact_column(slot), fact_of(slot, use)});
  fields.push_back({kElementFault, terms_.no()});  // a claim that is bad input is found among the grants
  const Term is_listed =
      use.list == ListKind::Claims ? kNoTerm : terms_.equal(kind, terms_.text(program_.claim_kinds[use.member].name));
  return query_.scan(inputs_.tables().claims, std::move(fields), is_listed);
}

Term Lists::text_or_null(const char* column) {
  const Term text = inputs_.column(column, Type::Text);
  return terms_.choose({terms_.equal(text, terms_.text("")), terms_.null(Type::Text), text});
}

Term Lists::facts_are_bad(Term award) {
  std::vector<Term> faults;
  for (const runtime::ClaimKind& kind : program_.claim_kinds) {
    if (kind.awards.empty()) continue;
    std::vector<std::string> names;
    for (const Index one : kind.awards) names.push_back(program_.awards[one].name);
    std::vector<Term> bad;
    for (const Index slot : kind.facts) bad.push_back(inputs_.is_bad(slot));
    faults.push_back(terms_.both(terms_.is_yes(terms_.one_of(award, names)), terms_.any(bad)));
  }
  return terms_.any(faults);
}

Term Lists::is_ours() {
  const Term policy = text_or_null("policy");
  return terms_.is_yes(
      terms_.either(terms_.is_null(policy), terms_.one_of(policy, {program_.policy_name, program_.title})));
}

// What was paid under this policy; the rest of the history are other grants.
RelationId Lists::payments(const ListUse& use) {
  const Term award = inputs_.column("award", Type::Text);
  std::vector<std::string> awards;
  for (const runtime::Award& one : program_.awards) awards.push_back(one.name);
  std::vector<Field> fields{
      {kCase, inputs_.column("case", Type::Text)},
      {kElementClaim, terms_.coalesce(inputs_.column("claim", Type::Text), terms_.text(""))},
      {kElementAward, award},
      {kElementRecipient, text_or_null("recipient")},
      {kElementPolicy, terms_.coalesce(text_or_null("policy"), terms_.text(program_.policy_name))},
      {kElementPaid, inputs_.money("paid")},
      {kElementDay, inputs_.day("on")}};
  for (const Index slot : use.facts) fields.push_back({element_fact_column(slot), fact_of(slot, use)});
  const Term is_nothing = terms_.negation(terms_.is_yes(terms_.one_of(award, awards)));
  fields.push_back({kElementFault, terms_.any({is_nothing, inputs_.is_bad_day("on"),
                                               inputs_.is_bad_money("paid", largest_amount_), facts_are_bad(award)})});
  const Term is_member =
      use.member == kNone ? terms_.yes() : terms_.equal(award, terms_.text(program_.awards[use.member].name));
  return with_named_claim(query_.scan(inputs_.tables().history, std::move(fields), terms_.both(is_ours(), is_member)));
}

// Those listed, and past payments that name another policy, which entitled to what they paid.
RelationId Lists::other_grants() {
  const Term level = inputs_.column("level", Type::Text);
  const std::vector<std::string>& levels = program_.enumerations[program_.level_enumeration].values;
  const Term is_bad = terms_.any({terms_.is_yes(terms_.negation(terms_.one_of(level, levels))),
                                  inputs_.is_bad_day("on"), inputs_.is_bad_money("paid", largest_amount_)});
  const auto fields = [&](Term entitled, Term is_faulty) {
    return std::vector<Field>{{kCase, inputs_.column("case", Type::Text)},
                              {kElementClaim, terms_.coalesce(inputs_.column("claim", Type::Text), terms_.text(""))},
                              {kElementPolicy, terms_.coalesce(inputs_.column("policy", Type::Text), terms_.text(""))},
                              {kElementLevel, level},
                              {kElementPaid, inputs_.money("paid")},
                              {kElementEntitled, entitled},
                              {kElementDay, inputs_.day("on")},
                              {kElementFault, is_faulty}};
  };
  const Term is_entitled_bad = inputs_.is_bad_money("entitled", largest_amount_);
  const RelationId listed = query_.scan(
      inputs_.tables().others, fields(inputs_.money("entitled"), terms_.either(is_bad, is_entitled_bad)), kNoTerm);
  const RelationId paid =
      query_.scan(inputs_.tables().history, fields(inputs_.money("paid"), is_bad), terms_.negation(is_ours()));
  return with_named_claim(query_.unite({listed, paid}));
}

// An entry that names a claim the case does not have is in error.
RelationId Lists::with_named_claim(RelationId list) {
  const Term id = inputs_.column("id", Type::Text);
  const Term is_there = terms_.choose({terms_.negation(terms_.is_null(id)), terms_.whole(1), terms_.null(Type::Whole)});
  const RelationId claims = query_.scan(inputs_.tables().claims,
                                        {{kCase, inputs_.column("case", Type::Text)},
                                         {kElementClaim, terms_.coalesce(id, terms_.text(""))},
                                         {kNamedIsThere, is_there}},
                                        kNoTerm);
  const RelationId joined = query_.join(list, claims, {kCase, kElementClaim}, true);
  const Term names_one = terms_.is_yes(terms_.less(terms_.text(""), query_.field(joined, kElementClaim)));
  const Term is_bad = terms_.either(terms_.is_yes(query_.field(joined, kElementFault)),
                                    terms_.both(names_one, terms_.is_null(query_.field(joined, kNamedIsThere))));
  return query_.extend(joined, {{kElementFault, is_bad}});
}

}  // namespace polc::emit
