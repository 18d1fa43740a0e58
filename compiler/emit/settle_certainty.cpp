// Where the total may be taken from the two ends of a run, and where only from the ranges of the items: the rules of
// runtime/explain/settle_certainty.cpp. There a group shares its doubt by joining sets; here doubt spreads over pairs
// in rounds, one for each statement on a shortest way between two grants. Should a case need more, it is in error.
#include <algorithm>

#include "compiler/emit/settlement.h"

namespace polc::emit {

using namespace column;
using runtime::Mode;
using runtime::StepKind;

namespace {

// The statements in which the place in line, not the amount, decides.
bool hangs_on_order(const ActiveStep& active) {
  return active.step->kind == StepKind::Limit ||
         (active.step->kind == StepKind::Highest && active.mode == Mode::FirstOnly);
}

bool chooses(const ActiveStep& active) {
  const StepKind kind = active.step->kind;
  return kind == StepKind::Once || kind == StepKind::Highest || kind == StepKind::Limit;
}

}  // namespace

Term Settlement::member_doubt(const ActiveStep& active) {
  if (!hangs_on_order(active)) return terms_.no();
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  std::vector<Term> open{terms_.less(read("x_low"), read("x_high"))};
  if (active.step->kind == StepKind::Limit)
    open.push_back(terms_.less(read(name(active, "number_low")), read(name(active, "number_high"))));
  return terms_.all({is_member(active, ""), terms_.less(whole(0), read("x_high")), terms_.any(open)});
}

// Whether a later statement holds one of two grants without the other: what goes to which then matters.
Term Settlement::is_split_later(const ActiveStep& active) {
  std::vector<Term> splits;
  for (std::size_t i = active.place + 1; i < steps_.size(); ++i) {
    const Term first = is_member(steps_[i], "");
    const Term second = is_member(steps_[i], kPairPrefix);
    const Term is_one_alone = terms_.negation(terms_.equal(first, second));
    const Term is_apart = terms_.negation(terms_.is_yes(same_group(steps_[i])));
    splits.push_back(terms_.either(is_one_alone, terms_.all({first, second, is_apart})));
  }
  return terms_.any(splits);
}

// Whether a later statement chooses between two grants: how a cap divided its sum between them then matters.
Term Settlement::is_chosen_later(const ActiveStep& active) {
  std::vector<Term> chosen;
  for (std::size_t i = active.place + 1; i < steps_.size(); ++i) {
    if (chooses(steps_[i])) chosen.push_back(terms_.both(is_member(steps_[i], ""), is_member(steps_[i], kPairPrefix)));
  }
  return terms_.any(chosen);
}

Term Settlement::pair_doubt(const ActiveStep& active) {
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  const std::string second = kPairPrefix;
  const Term same = same_group(active);
  const Term meet = terms_.all({is_member(active, ""), is_member(active, kPairPrefix), terms_.negation(is_same_grant()),
                                terms_.less(whole(0), read("x_high")), terms_.less(whole(0), read(second + "x_high")),
                                terms_.is_possible(same)});
  const Term is_order_open = terms_.is_null(comes_before(true));
  const Term is_amount_open = terms_.either(terms_.less(read("x_low"), read("x_high")),
                                            terms_.less(read(second + "x_low"), read(second + "x_high")));
  const bool can_take = active.step->kind != StepKind::HighestWithOthers;
  std::vector<Term> doubts{terms_.is_null(same)};
  if (hangs_on_order(active)) doubts.push_back(is_order_open);
  doubts.push_back(
      terms_.both(can_take ? terms_.either(is_order_open, is_amount_open) : is_order_open, is_split_later(active)));
  if (active.step->kind == StepKind::Cap)
    doubts.push_back(terms_.both(terms_.either(is_order_open, is_amount_open), is_chosen_later(active)));
  return terms_.both(meet, terms_.any(doubts));
}

// Whether two grants stood in one group of some statement while both could still be paid.
Term Settlement::is_linked() {
  std::vector<Term> links;
  for (const ActiveStep& active : steps_) {
    const auto was_paid = [&](const std::string& prefix) {
      return terms_.equal(terms_.column(prefix + name(active, "was_paid"), Type::Whole, false), whole(1));
    };
    links.push_back(terms_.all({was_paid(""), was_paid(kPairPrefix), terms_.is_possible(same_group(active))}));
  }
  return terms_.any(links);
}

RelationId Settlement::spread_doubt(RelationId grants) {
  const std::size_t num_rounds = steps_.size() == 1 ? 1 : 2 * steps_.size() - 1;
  std::vector<std::string> second = second_columns(false);
  second.push_back("doubt");
  for (const ActiveStep& active : steps_) second.push_back(name(active, "was_paid"));
  const auto read = [&](const std::string& name) { return terms_.column(name, Type::Whole, false); };
  for (std::size_t round = 0; round <= num_rounds; ++round) {
    const std::vector<std::string> keys = query_.names(grants);
    RelationId rows = query_.pairs(grants, {kCase, kWorld}, second);
    const Term reaches = terms_.both(terms_.equal(read(std::string(kPairPrefix) + "doubt"), whole(1)), is_linked());
    std::vector<Field> fields{{"doubt_here", flag(reaches)}};
    for (const std::string& key : keys) fields.push_back({key, query_.field(rows, key)});
    rows = query_.project(rows, std::move(fields), kNoTerm);
    rows = query_.group(rows, keys, {{"doubt_here", terms_.call(Form::Most, Type::Whole, false, {read("doubt_here")})}},
                        identity());
    const Term doubt = terms_.greatest(read("doubt"), read("doubt_here"));
    // The round after the last may change nothing any more.
    const bool is_check = round == num_rounds;
    std::vector<Field> more{{"doubt", doubt}};
    if (is_check)
      more = {{kFault, terms_.either(query_.field(rows, kFault), terms_.less(read("doubt"), read("doubt_here")))}};
    grants = query_.extend(rows, std::move(more));
    if (!is_check) grants = without(grants, "doubt_here");
  }
  return grants;
}

RelationId Settlement::without(RelationId grants, const std::string& dropped) {
  std::vector<Field> fields;
  for (const std::string& name : query_.names(grants)) {
    if (name != dropped) fields.push_back({name, query_.field(grants, name)});
  }
  return query_.project(grants, std::move(fields), kNoTerm);
}

}  // namespace polc::emit
