// One statement applied to the amounts of all grants, in three runs: the ranges of the items ("x"), everything at its
// low end ("y") and everything at its high end ("z"). The formulas are those of runtime/explain/settle_choice.cpp and
// settle_cut.cpp; sums over the grants beside a grant are aggregates over pairs.
#include <algorithm>

#include "compiler/emit/settlement.h"

namespace polc::emit {

using namespace column;
using runtime::Mode;
using runtime::StepKind;

Term Settlement::positive(Term value) { return terms_.greatest(value, whole(0)); }
Term Settlement::saturated(Term value) { return terms_.least(value, whole(parts_.limits.unlimited)); }

namespace {

bool is_limit(const ActiveStep& active) {
  return active.step->kind == StepKind::Limit ||
         (active.step->kind == StepKind::Highest && active.mode == Mode::FirstOnly);
}

}  // namespace

// A payment or a number as a run looks at it: at its low end everything that pays is low and all that is deducted high.
std::pair<Term, Term> Settlement::seen(const ActiveStep& active, const char* what, const Run& run, bool is_payment) {
  const Term low = terms_.column(name(active, what) + "_low", Type::Whole, false);
  const Term high = terms_.column(name(active, what) + "_high", Type::Whole, false);
  if (!run.is_at_ends) return {low, high};
  const bool is_low_run = run.low[0] == 'y';
  const Term end = is_low_run == is_payment ? high : low;
  return {end, end};
}

// What a row of a pair adds to the sums over the grants beside.
std::vector<Field> Settlement::pair_values(const ActiveStep& active, const Run& run, const std::string& mark) {
  const std::string second = kPairPrefix;
  const auto amount = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  const Term zero = whole(0);
  const Term same = same_group(active);
  const Term is_there = terms_.all({is_member(active, ""), is_member(active, kPairPrefix),
                                    terms_.negation(is_same_grant()), terms_.less(zero, amount(second + run.high))});
  const Term surely = terms_.both(is_there, terms_.is_yes(same));
  const Term possibly = terms_.both(is_there, run.is_at_ends ? terms_.is_yes(same) : terms_.is_possible(same));
  const Term before = run.is_at_ends ? place_before(true) : comes_before(true);
  const Term after = run.is_at_ends ? place_before(false) : comes_before(false);
  const Term low = amount(second + run.low);
  const Term high = amount(second + run.high);
  const auto sums = [&](const std::string& what, Term counts, Term least, Term most) {
    return std::vector<Field>{
        {mark + what + "_low", terms_.choose({terms_.both(surely, terms_.is_yes(counts)), least, zero})},
        {mark + what + "_high", terms_.choose({terms_.both(possibly, terms_.is_possible(counts)), most, zero})}};
  };
  const auto beats = [&](Term least, Term most, Term comes_first) {
    return terms_.either(terms_.less(most, least), terms_.both(terms_.equal(least, most), terms_.is_yes(comes_first)));
  };
  if (is_limit(active)) {
    return sums("earlier", after, flag(terms_.less(zero, low)), whole(1));
  }
  switch (active.step->kind) {
    case StepKind::Cap: return sums("earlier", after, low, high);
    case StepKind::HighestWithOthers: {
      std::vector<Field> result = sums("group", terms_.yes(), low, high);
      const std::vector<Field> later = sums("later", before, low, high);
      result.insert(result.end(), later.begin(), later.end());
      return result;
    }
    default: break;
  }
  const Term is_beaten = terms_.both(surely, beats(low, amount(run.high), after));
  const Term is_open = terms_.both(possibly, terms_.negation(beats(amount(run.low), high, before)));
  return {{mark + "beaten", flag(is_beaten)}, {mark + "open", flag(is_open)}};
}

std::pair<Term, Term> Settlement::after_choice(const ActiveStep& active, const Run& run, const std::string& mark) {
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  const Term zero = whole(0);
  const Term one = whole(1);
  const Term is_beaten = terms_.equal(read(mark + "beaten"), one);
  const Term is_open = terms_.equal(read(mark + "open"), one);
  const Term high = terms_.choose({is_beaten, zero, read(run.high)});
  const Term low = terms_.choose({is_beaten, zero, is_open, zero, read(run.low)});
  if (!active.reads_history) return {low, high};
  const Mode mode = active.step->kind == StepKind::Once ? Mode::NothingMoreOncePaid : active.mode;
  switch (mode) {
    case Mode::IgnoringPaid: return {low, high};
    case Mode::ToppingUp: {
      const auto [paid_low, paid_high] = seen(active, "ded", run, true);
      return {positive(terms_.subtract(low, paid_high)), positive(terms_.subtract(high, paid_low))};
    }
    case Mode::NothingMoreOncePaid:
    case Mode::FirstOnly: {
      const auto [count_low, count_high] = seen(active, "past_count", run, true);
      const Term is_paid = terms_.less(zero, count_low);
      return {terms_.choose({is_paid, zero, terms_.less(zero, count_high), zero, low}),
              terms_.choose({is_paid, zero, high})};
    }
    case Mode::ReplacingPaid: {
      const auto [paid_low, paid_high] = seen(active, "past", run, true);
      const Term is_less = terms_.less_equal(high, paid_low);
      return {terms_.choose({is_less, zero, terms_.less(paid_high, low), low, zero}),
              terms_.choose({is_less, zero, high})};
    }
  }
  return {low, high};
}

std::pair<Term, Term> Settlement::after_limit(const ActiveStep& active, const Run& run, const std::string& mark) {
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  const Term zero = whole(0);
  std::pair<Term, Term> number{whole(1), whole(1)};
  if (active.step->kind == StepKind::Limit) number = seen(active, "number", run, false);
  std::pair<Term, Term> paid{zero, zero};
  if (active.reads_history) paid = seen(active, "past_count", run, true);
  const Term taken_low = terms_.add(paid.first, read(mark + "earlier_low"));
  const Term taken_high = terms_.add(paid.second, read(mark + "earlier_high"));
  const Term has_place = terms_.less(taken_high, number.first);
  const Term is_full = terms_.less_equal(number.second, taken_low);
  return {terms_.choose({has_place, read(run.low), zero}),
          terms_.choose({has_place, read(run.high), is_full, zero, read(run.high)})};
}

std::pair<Term, Term> Settlement::after_cap(const ActiveStep& active, const Run& run, const std::string& mark) {
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  const auto number = seen(active, "number", run, false);
  std::pair<Term, Term> paid{whole(0), whole(0)};
  const auto add = [&](const char* what) {
    const auto more = seen(active, what, run, true);
    paid = {saturated(terms_.add(paid.first, more.first)), saturated(terms_.add(paid.second, more.second))};
  };
  if (active.reads_history) add("past");
  if (active.reads_others) add("oth");
  const Term least =
      terms_.subtract(terms_.subtract(number.first, paid.second), saturated(read(mark + "earlier_high")));
  const Term most = terms_.subtract(terms_.subtract(number.second, paid.first), saturated(read(mark + "earlier_low")));
  return {positive(terms_.least(read(run.low), least)), positive(terms_.least(read(run.high), most))};
}

// Another policy that grants more than this one pays the matter alone.
std::pair<Term, Term> Settlement::after_others(const ActiveStep& active, const Run& run, const std::string& mark) {
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  const Term zero = whole(0);
  const auto before = seen(active, "before", run, false);
  const Term gross_low = terms_.add(terms_.add(read(run.low), read(mark + "group_low")), before.first);
  const Term gross_high =
      saturated(terms_.add(saturated(terms_.add(read(run.high), saturated(read(mark + "group_high")))), before.second));
  const auto top = seen(active, "top", run, true);
  std::pair<Term, Term> result{read(run.low), read(run.high)};
  switch (active.mode) {
    case Mode::IgnoringPaid:
    case Mode::ReplacingPaid: break;
    case Mode::NothingMoreOncePaid:
    case Mode::FirstOnly: {
      const auto count = seen(active, "oth_count", run, true);
      const Term is_paid = terms_.less(zero, count.first);
      result = {terms_.choose({is_paid, zero, terms_.less(zero, count.second), zero, result.first}),
                terms_.choose({is_paid, zero, result.second})};
      break;
    }
    case Mode::ToppingUp: {
      const auto paid = seen(active, "oth", run, true);
      const Term later_low = saturated(read(mark + "later_low"));
      const Term later_high = saturated(read(mark + "later_high"));
      result = {positive(terms_.subtract(result.first, positive(terms_.subtract(paid.second, later_low)))),
                positive(terms_.subtract(result.second, positive(terms_.subtract(paid.first, later_high))))};
    }
  }
  const Term is_less = terms_.less(gross_high, top.first);
  return {terms_.choose({is_less, zero, terms_.less(gross_low, top.second), zero, result.first}),
          terms_.choose({is_less, zero, result.second})};
}

std::pair<Term, Term> Settlement::after(const ActiveStep& active, const Run& run, const std::string& mark) {
  if (is_limit(active)) return after_limit(active, run, mark);
  switch (active.step->kind) {
    case StepKind::Cap: return after_cap(active, run, mark);
    case StepKind::HighestWithOthers: return after_others(active, run, mark);
    default: return after_choice(active, run, mark);
  }
}

RelationId Settlement::apply_step(RelationId grants, const ActiveStep& active, bool wants_totals) {
  std::vector<Run> runs{{"x_low", "x_high", false}};
  if (wants_totals) {
    runs.push_back({"y", "y", true});
    runs.push_back({"z", "z", true});
  }
  const std::vector<std::string> keys = query_.names(grants);
  RelationId rows = query_.pairs(grants, {kCase, kWorld}, second_columns(wants_totals));
  std::vector<Field> values;
  for (const Run& run : runs) {
    const std::vector<Field> more = pair_values(active, run, std::string(1, run.low[0]) + "_");
    values.insert(values.end(), more.begin(), more.end());
  }
  if (wants_totals) values.push_back({"doubt_here", flag(pair_doubt(active))});
  std::vector<Field> fields = values;
  for (const std::string& key : keys) fields.push_back({key, query_.field(rows, key)});
  rows = query_.project(rows, std::move(fields), kNoTerm);
  std::vector<Field> sums;
  for (const Field& value : values) {
    const Term column = query_.field(rows, value.name);
    const bool is_sum = value.name.ends_with("_low") || value.name.ends_with("_high");
    sums.push_back({value.name, is_sum ? sum_of(column) : terms_.call(Form::Most, Type::Whole, false, {column})});
  }
  rows = query_.group(rows, keys, std::move(sums), identity());
  std::vector<Field> last;
  for (const Run& run : runs) {
    const auto [low, high] = after(active, run, std::string(1, run.low[0]) + "_");
    const Term is_touched =
        terms_.both(is_member(active, ""), terms_.less(whole(0), terms_.column(run.high, Type::Whole, false)));
    const Term low_now = terms_.column(run.low, Type::Whole, false);
    const Term high_now = terms_.column(run.high, Type::Whole, false);
    if (!run.is_at_ends) last.push_back({run.low, terms_.choose({is_touched, low, low_now})});
    last.push_back({run.high, terms_.choose({is_touched, high, high_now})});
  }
  if (wants_totals) {
    const Term is_doubtful =
        terms_.any({terms_.equal(terms_.column("doubt", Type::Whole, false), whole(1)),
                    terms_.equal(terms_.column("doubt_here", Type::Whole, false), whole(1)), member_doubt(active)});
    last.push_back({"doubt", flag(is_doubtful)});
    last.push_back(
        {name(active, "was_paid"),
         flag(terms_.both(is_member(active, ""), terms_.less(whole(0), terms_.column("x_high", Type::Whole, false))))});
  }
  for (const std::string& key : keys) {
    const bool is_set = std::any_of(last.begin(), last.end(), [&](const Field& field) { return field.name == key; });
    if (!is_set) last.push_back({key, query_.field(rows, key)});
  }
  return query_.project(rows, std::move(last), kNoTerm);
}

// What a pass reads of the second grant.
std::vector<std::string> Settlement::second_columns(bool wants_totals) const {
  std::vector<std::string> result{kClaim, kAwardPlace, kWorld, kOnDay, kNaturalId, "x_low", "x_high"};
  if (wants_totals) result.insert(result.end(), {"y", "z"});
  if (wanted_.has_matter) result.insert(result.end(), {kMatterName, kMatter});
  if (wanted_.has_years) result.push_back(kYearOn);
  for (std::size_t i = 0; i < wanted_.shared_facts.size(); ++i)
    result.insert(result.end(), {shared_fact_column(i), has_fact_column(i)});
  return result;
}

}  // namespace polc::emit
