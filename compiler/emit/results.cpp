#include "compiler/emit/results.h"

#include "compiler/emit/refusal.h"

namespace polc::emit {

using namespace column;

namespace {

constexpr const char* kErrors = "errors";

Term sum_of(Terms& terms, const std::string& name) {
  return terms.call(Form::Sum, Type::Whole, true, {terms.column(name, Type::Whole, false)});
}
Term most_of(Terms& terms, const std::string& name) {
  return terms.call(Form::Most, Type::Whole, true, {terms.column(name, Type::Whole, false)});
}
Term fewest_of(Terms& terms, const std::string& name) {
  return terms.call(Form::Fewest, Type::Whole, true, {terms.column(name, Type::Whole, false)});
}

}  // namespace

Results::Results(const runtime::Program& program, Query& query, Inputs& inputs, Lowering& lowering, Grants& grants,
                 Lists& lists, const Limits& limits)
    : program_(program),
      query_(query),
      inputs_(inputs),
      lowering_(lowering),
      grants_(grants),
      lists_(lists),
      limits_(limits),
      terms_(query.terms()) {}

Term Results::flag(Term truth) { return terms_.choose({truth, terms_.whole(1), terms_.whole(0)}); }

Term Results::major(Term minor_units) {
  Wide unit = 1;
  for (std::uint32_t i = 0; i < program_.minor_digits; ++i) unit *= 10;
  return terms_.call(Form::MajorUnits, Type::Whole, true, {minor_units, terms_.whole(unit)});
}

// One row a claim and award: what holds in every world, the range over them where they differ.
RelationId Results::join_worlds(RelationId settled) {
  if (program_.num_kinds() == 1) return settled;
  const Term guard = query_.field(settled, kGuard);
  const Term zero = terms_.whole(0);
  std::vector<Field> prepared;
  const std::vector<std::string> keys{kCase, kClaim, kAward, kArticle, kAwardPlace, kRefers};
  for (const std::string& name : keys) prepared.push_back({name, query_.field(settled, name)});
  prepared.push_back({"is_yes", flag(terms_.is_yes(guard))});
  prepared.push_back({"is_no", flag(terms_.is_no(guard))});
  prepared.push_back({"is_faulty", flag(query_.field(settled, kFault))});
  for (const char* name : {kEntitledHigh, kHigh}) {
    const Term high = query_.field(settled, name);
    prepared.push_back({std::string(name) + "_open", flag(terms_.is_null(high))});
    prepared.push_back({name, terms_.coalesce(high, zero)});
  }
  for (const char* name : {kEntitledLow, kLow}) prepared.push_back({name, query_.field(settled, name)});
  const RelationId rows = query_.project(settled, std::move(prepared), kNoTerm);
  std::vector<Field> merged;
  for (const char* name : {"is_yes", "is_no", kEntitledLow, kLow}) merged.push_back({name, fewest_of(terms_, name)});
  for (const char* name : {"is_faulty", "entitled_high_open", "high_open", kEntitledHigh, kHigh})
    merged.push_back({name, most_of(terms_, name)});
  const RelationId grouped = query_.group(rows, keys, std::move(merged));
  const auto is = [&](const char* name) { return terms_.equal(query_.field(grouped, name), terms_.whole(1)); };
  std::vector<Field> fields;
  for (const std::string& name : keys) fields.push_back({name, query_.field(grouped, name)});
  fields.push_back(
      {kGuard, terms_.choose({is("is_yes"), terms_.yes(), is("is_no"), terms_.no(), terms_.null(Type::Truth)})});
  fields.push_back({kFault, terms_.is_yes(is("is_faulty"))});
  const Term open = terms_.null(Type::Whole);
  fields.push_back({kEntitledLow, query_.field(grouped, kEntitledLow)});
  fields.push_back({kLow, query_.field(grouped, kLow)});
  fields.push_back(
      {kEntitledHigh, terms_.choose({is("entitled_high_open"), open, query_.field(grouped, kEntitledHigh)})});
  fields.push_back({kHigh, terms_.choose({is("high_open"), open, query_.field(grouped, kHigh)})});
  return query_.project(grouped, std::move(fields), kNoTerm);
}

RelationId Results::by_grant(RelationId settled) {
  RelationId rows = join_worlds(settled);
  rows = query_.extend(rows, {{"error_flag", flag(query_.field(rows, kFault))}});
  rows = query_.enrich(rows, {kCase}, {{kErrors, most_of(terms_, "error_flag")}});
  const Term is_error = terms_.equal(query_.field(rows, kErrors), terms_.whole(1));
  const Term guard = query_.field(rows, kGuard);
  const Term low = query_.field(rows, kLow);
  const Term high = query_.field(rows, kHigh);
  const Term outcome = terms_.choose({is_error, terms_.text("error"), terms_.negation(guard), terms_.text("denied"),
                                      terms_.is_null(guard), terms_.text("undetermined"), query_.field(rows, kRefers),
                                      terms_.text("referred"), terms_.equal(low, high), terms_.text("granted"),
                                      terms_.text("undetermined")});
  const auto amount = [&](const char* name) {
    return terms_.choose({is_error, major(terms_.null(Type::Whole)), major(query_.field(rows, name))});
  };
  return query_.project(rows,
                        {{"case", query_.field(rows, kCase)},
                         {"claim", query_.field(rows, kClaim)},
                         {"award", query_.field(rows, kAward)},
                         {"article", query_.field(rows, kArticle)},
                         {"outcome", outcome},
                         {"entitled_min", amount(kEntitledLow)},
                         {"entitled_max", amount(kEntitledHigh)},
                         {"amount_min", amount(kLow)},
                         {"amount_max", amount(kHigh)}},
                        kNoTerm);
}

// The total of each world, then the range over the worlds.
RelationId Results::totals(RelationId settled) {
  const Term high = query_.field(settled, kTotalHigh);
  RelationId rows = query_.project(settled,
                                   {{kCase, query_.field(settled, kCase)},
                                    {kWorld, query_.field(settled, kWorld)},
                                    {kTotalLow, query_.field(settled, kTotalLow)},
                                    {"is_open", flag(terms_.is_null(high))},
                                    {kTotalHigh, terms_.coalesce(high, terms_.whole(0))}},
                                   kNoTerm);
  rows = query_.group(rows, {kCase, kWorld},
                      {{kTotalLow, sum_of(terms_, kTotalLow)},
                       {kTotalHigh, sum_of(terms_, kTotalHigh)},
                       {"is_open", most_of(terms_, "is_open")}});
  return query_.group(rows, {kCase},
                      {{kTotalLow, fewest_of(terms_, kTotalLow)},
                       {kTotalHigh, most_of(terms_, kTotalHigh)},
                       {"is_open", most_of(terms_, "is_open")}});
}

RelationId Results::flags(RelationId joined) {
  const Term guard = query_.field(joined, kGuard);
  const RelationId rows =
      query_.project(joined,
                     {{kCase, query_.field(joined, kCase)},
                      {"is_faulty", flag(query_.field(joined, kFault))},
                      {"is_referred", flag(terms_.both(terms_.is_yes(guard), query_.field(joined, kRefers)))},
                      {"is_denied", flag(terms_.is_no(guard))}},
                     kNoTerm);
  return query_.group(rows, {kCase},
                      {{"is_faulty", most_of(terms_, "is_faulty")},
                       {"is_referred", most_of(terms_, "is_referred")},
                       {"is_denied", fewest_of(terms_, "is_denied")}});
}

// For each case whether a `discretion` applies in every world, in none, or in between; and whether it is bad input.
RelationId Results::discretions() {
  std::vector<std::vector<Term>> truths;
  std::vector<std::vector<Term>> faults;
  std::vector<std::vector<ListUse>> lists;
  for (std::size_t kind = 0; kind < program_.num_kinds(); ++kind) {
    truths.emplace_back();
    faults.emplace_back();
    for (const runtime::Discretion& discretion : program_.discretions) {
      const Index node = discretion.when.empty() ? kNone : discretion.when[kind];
      if (!discretion.for_kind[kind]) {
        truths.back().push_back(terms_.no());
        continue;
      }
      try {
        if (node == kNone) {
          truths.back().push_back(terms_.yes());
          continue;
        }
        const Value value = lowering_.lower(node, {.has_lists = true});
        truths.back().push_back(value.truth);
        faults.back().push_back(value.fault);
      } catch (Refusal& refusal) {
        if (refusal.rule == kNone) refusal.rule = discretion.rule;
        throw;
      }
    }
    lists.push_back(lowering_.take_list_uses());
  }
  std::vector<RelationId> worlds;
  for (std::size_t kind = 0; kind < program_.num_kinds(); ++kind) {
    const RelationId cases = lists_.attach(grants_.scan_cases(kind), {kCase}, lists[kind]);
    const Term is_bad = terms_.either(query_.field(cases, kCaseFault), terms_.any(faults[kind]));
    std::vector<Field> fields{{kCase, query_.field(cases, kCase)}, {"is_bad", flag(is_bad)}};
    for (std::size_t i = 0; i < truths[kind].size(); ++i) {
      const std::string number = std::to_string(i);
      fields.push_back({"d" + number + "_yes", flag(terms_.is_yes(truths[kind][i]))});
      fields.push_back({"d" + number + "_no", flag(terms_.is_no(truths[kind][i]))});
    }
    worlds.push_back(query_.project(cases, std::move(fields), kNoTerm));
  }
  const RelationId all = query_.unite(std::move(worlds));
  std::vector<Field> merged{{"is_bad", most_of(terms_, "is_bad")}};
  std::vector<Term> is_yes;
  std::vector<Term> is_open;
  for (std::size_t i = 0; i < program_.discretions.size(); ++i) {
    for (const std::string& name : {"d" + std::to_string(i) + "_yes", "d" + std::to_string(i) + "_no"})
      merged.push_back({name, fewest_of(terms_, name)});
    const Term yes = terms_.equal(terms_.column("d" + std::to_string(i) + "_yes", Type::Whole, true), terms_.whole(1));
    const Term no = terms_.equal(terms_.column("d" + std::to_string(i) + "_no", Type::Whole, true), terms_.whole(1));
    is_yes.push_back(yes);
    is_open.push_back(terms_.both(terms_.negation(yes), terms_.negation(no)));
  }
  const RelationId grouped = query_.group(all, {kCase}, std::move(merged));
  return query_.project(grouped,
                        {{kCase, query_.field(grouped, kCase)},
                         {"is_bad", query_.field(grouped, "is_bad")},
                         {"discretion_yes", flag(terms_.any(is_yes))},
                         {"discretion_open", flag(terms_.any(is_open))}},
                        kNoTerm);
}

RelationId Results::by_case(RelationId settled) {
  const RelationId cases = query_.scan(inputs_.tables().cases, {{kCase, inputs_.column("case", Type::Text)}}, kNoTerm);
  RelationId rows = query_.join(cases, discretions(), {kCase}, true);
  rows = query_.join(rows, flags(join_worlds(settled)), {kCase}, true);
  const RelationId sums = totals(settled);
  const RelationId renamed = query_.project(sums,
                                            {{kCase, query_.field(sums, kCase)},
                                             {kTotalLow, query_.field(sums, kTotalLow)},
                                             {kTotalHigh, query_.field(sums, kTotalHigh)},
                                             {"total_open", query_.field(sums, "is_open")}},
                                            kNoTerm);
  rows = query_.join(rows, renamed, {kCase}, true);
  const auto is = [&](const char* name) {
    return terms_.is_yes(terms_.equal(query_.field(rows, name), terms_.whole(1)));
  };
  const Term zero = terms_.whole(0);
  const Term low = terms_.coalesce(query_.field(rows, kTotalLow), zero);
  const Term sum = terms_.coalesce(query_.field(rows, kTotalHigh), zero);
  const Term is_open = is("total_open");
  const Term most = terms_.whole(limits_.amount);
  // A case without a row in any world is of an applicant of no known kind.
  const Term is_error = terms_.any({is("is_faulty"), is("is_bad"), terms_.is_null(query_.field(rows, "is_bad")),
                                    terms_.is_yes(terms_.less(most, low)), terms_.is_yes(terms_.less(most, sum))});
  // Without grants every grant is denied.
  const Term may_pay = terms_.is_yes(terms_.equal(query_.field(rows, "is_denied"), zero));
  const Term is_referred = terms_.either(is("is_referred"), terms_.both(may_pay, is("discretion_yes")));
  const Term is_undetermined = terms_.any(
      {is_open, terms_.negation(terms_.is_yes(terms_.equal(low, sum))), terms_.both(may_pay, is("discretion_open"))});
  const Term outcome = terms_.choose({is_error, terms_.text("error"), is_referred, terms_.text("referred"),
                                      is_undetermined, terms_.text("undetermined"), terms_.text("determined")});
  const Term open = terms_.null(Type::Whole);
  return query_.project(rows,
                        {{"case", query_.field(rows, kCase)},
                         {"outcome", outcome},
                         {"min", major(terms_.choose({is_error, open, low}))},
                         {"max", major(terms_.choose({terms_.either(is_error, is_open), open, sum}))}},
                        kNoTerm);
}

}  // namespace polc::emit
