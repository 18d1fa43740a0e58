// What is not asked for changes nothing; and when nothing more is asked, the answer stands.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/explain/case_path.h"
#include "runtime/explain/questions.h"
#include "tests/property/random_case.h"
#include "tests/property/random_policy.h"
#include "tests/property/settings.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

std::uint64_t seed() { return number_from("POLC_SEED", 20220301); }
std::uint64_t num_rounds() { return number_from("POLC_ROUNDS", 4'000); }

std::string to_words(const Range& range) {
  return (range.low ? to_text(*range.low) : "-") + ".." + (range.high ? to_text(*range.high) : "-");
}

constexpr const char* kSpecial = "special";

// The slot of an applicant's fact for one kind.
Index slot_of(const Program& program, std::size_t kind, const std::string& name) {
  for (std::size_t i = 0; i < program.facts.size(); ++i) {
    const Fact& fact = program.facts[i];
    if (fact.owner == FactOwner::Applicant && fact.kind == kind && fact.name == name) return static_cast<Index>(i);
  }
  return kNone;
}

// A random policy with statements beside its awards: a duty, parts of payment, a case left to a person.
ProgramBuilder random_policy_with_statements(Chance& chance) {
  ProgramBuilder builder = random_policy(chance, chance.percent(50) ? Extent::Whole : Extent::Settlement);
  Program& program = builder.program();
  const std::size_t num_kinds = program.num_kinds();
  const std::vector<bool> every_kind(num_kinds, true);
  std::vector<Index> is_good;
  std::vector<Index> is_poor;
  for (std::size_t kind = 0; kind < num_kinds; ++kind) {
    is_good.push_back(builder.read(slot_of(program, kind, "good")));
    is_poor.push_back(builder.compare(Op::Less, builder.read(slot_of(program, kind, "income")),
                                      builder.number(chance.between(0, 9))));
  }
  const Fraction half = Fraction::ratio(1, 2).value();
  if (chance.percent(30)) program.obligations.push_back({"duty", every_kind, Fraction::ratio(1, 10), is_good, kNone});
  if (chance.percent(30)) program.schedules.push_back({{0}, {{half, "start"}, {half, "end"}}, is_poor, kNone});
  if (chance.percent(15)) program.discretions.push_back({kSpecial, every_kind, is_poor, kNone});
  return builder;
}

// All that a result states beside its reasons, as one text.
std::string answer_of(const Decision& decision) {
  std::string result = std::to_string(static_cast<int>(decision.outcome)) + " " + to_words(decision.total);
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) {
      result += "; " + to_words(grant.amount);
      if (grant.outcome == GrantOutcome::Referred) result += " referred";
    }
  }
  for (const std::string& text : decision.discretion) {
    if (text == kSpecial) result += "; left: " + text;  // who decides a grant is a reason of it
  }
  for (const std::string& text : decision.referred) result += "; to: " + text;
  for (const ObligationDue& due : decision.obligations)
    result += "; duty: " + due.text + (due.amount ? to_words(*due.amount) : "");
  for (const ScheduledPart& part : decision.schedule) result += "; part: " + part.on + to_words(part.amount);
  for (const Recovery& recovery : decision.recover)
    result += "; back: " + recovery.award + recovery.policy + to_words(recovery.paid);
  return result;
}

std::vector<Index> readings_of(const Program& program) { return adopted_readings(program); }

bool is_asked(const std::vector<std::string>& questions, const std::string& path) {
  return std::find(questions.begin(), questions.end(), path) != questions.end();
}

// What the entries of an unknown list hang on is asked for once they are there, and so is what the matter of another
// policy's grant meets, which every case has to give.
Case with_known_lists(Case one) {
  one.history_unknown = one.others_unknown = false;
  for (OtherGrant& other : one.others) {
    if (other.claim.empty() && other.matter.empty()) other.matter = "M1";
  }
  return one;
}

struct Gaps {
  const Program& program;
  const std::vector<std::string>& questions;

  // Returns `base` with every gap of `partial` that was asked for as in `base`, every other one as in `other`.
  Case mixed(const Case& partial, const Case& base, const Case& other) const {
    Case result = base;
    if (partial.applicant_kind == kNone && !is_asked(questions, "applicant.kind"))
      result.applicant_kind = other.applicant_kind;
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
      const bool is_free = partial.applicant_facts[i].presence == Presence::Null &&
                           !is_asked(questions, "applicant." + program.facts[i].name);
      if (is_free) result.applicant_facts[i] = other.applicant_facts[i];
    }
    if (partial.applied.presence == Presence::Null && !is_asked(questions, "applied")) result.applied = other.applied;
    for (std::size_t i = 0; i < partial.claims.size(); ++i) {
      const std::string path = "claims." + partial.claims[i].id + ".";
      mix_facts(program.claim_kinds[partial.claims[i].kind].facts, path, partial.claims[i].facts, other.claims[i].facts,
                result.claims[i].facts);
      mix(partial.claims[i].on, path + "on", other.claims[i].on, result.claims[i].on);
    }
    for (std::size_t i = 0; i < partial.history.size(); ++i) {
      const std::string path = "history." + std::to_string(i + 1) + ".";
      mix(partial.history[i].on, path + "on", other.history[i].on, result.history[i].on);
      mix(partial.history[i].paid, path + "paid", other.history[i].paid, result.history[i].paid);
      const Index kind = program.awards[partial.history[i].award].claim_kind;
      mix_facts(program.claim_kinds[kind].facts, path, partial.history[i].facts, other.history[i].facts,
                result.history[i].facts);
    }
    for (std::size_t i = 0; i < partial.others.size(); ++i) {
      const std::string path = "other." + std::to_string(i + 1) + ".";
      mix(partial.others[i].on, path + "on", other.others[i].on, result.others[i].on);
      mix(partial.others[i].paid, path + "paid", other.others[i].paid, result.others[i].paid);
      mix(partial.others[i].entitled, path + "entitled", other.others[i].entitled, result.others[i].entitled);
      mix(partial.others[i].level, path + "level", other.others[i].level, result.others[i].level);
    }
    return result;
  }

 private:
  template <typename Value>
  void mix(const Value& partial, const std::string& path, const Value& other, Value& result) const {
    if (partial.presence == Presence::Null && !is_asked(questions, path)) result = other;
  }

  void mix_facts(const std::vector<Index>& slots, const std::string& path, const std::vector<FactValue>& partial,
                 const std::vector<FactValue>& other, std::vector<FactValue>& result) const {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      // A key of a past payment is also its matter, and either names it.
      const bool is_key_of_payment = program.facts[slots[i]].is_key && path.starts_with("history.");
      if (!is_key_of_payment || !is_asked(questions, path + "matter"))
        mix(partial[i], path + program.facts[slots[i]].name, other[i], result[i]);
    }
  }
};

// Calls `look` with the path of each thing a case can leave unknown, as `first` and `second` have it.
template <typename First, typename Second, typename Look>
void for_each_unknown(const Program& program, First& first, Second& second, const Look& look) {
  for (std::size_t i = 0; i < program.facts.size(); ++i)
    look("applicant." + program.facts[i].name, first.applicant_facts[i], second.applicant_facts[i]);
  look("applied", first.applied, second.applied);
  for (std::size_t i = 0; i < first.claims.size(); ++i) {
    const std::string path = "claims." + first.claims[i].id + ".";
    const std::vector<Index>& slots = program.claim_kinds[first.claims[i].kind].facts;
    look(path + "on", first.claims[i].on, second.claims[i].on);
    for (std::size_t at = 0; at < slots.size(); ++at)
      look(path + program.facts[slots[at]].name, first.claims[i].facts[at], second.claims[i].facts[at]);
  }
  for (std::size_t i = 0; i < first.history.size(); ++i) {
    const std::string path = "history." + std::to_string(i + 1) + ".";
    const std::vector<Index>& slots = program.claim_kinds[program.awards[first.history[i].award].claim_kind].facts;
    look(path + "on", first.history[i].on, second.history[i].on);
    look(path + "paid", first.history[i].paid, second.history[i].paid);
    for (std::size_t at = 0; at < slots.size(); ++at) {
      look(path + program.facts[slots[at]].name, first.history[i].facts[at], second.history[i].facts[at]);
      if (program.facts[slots[at]].is_key)
        look(path + "matter", first.history[i].facts[at], second.history[i].facts[at]);
    }
  }
  for (std::size_t i = 0; i < first.others.size(); ++i) {
    const std::string path = "other." + std::to_string(i + 1) + ".";
    look(path + "on", first.others[i].on, second.others[i].on);
    look(path + "paid", first.others[i].paid, second.others[i].paid);
    look(path + "entitled", first.others[i].entitled, second.others[i].entitled);
    look(path + "level", first.others[i].level, second.others[i].level);
  }
}

// Gives what `path` asks for as `whole` has it. Returns false when it stays as it was.
bool take_answer(const Program& program, const std::string& path, const Case& whole, Case& asked) {
  bool is_new = false;
  if (path == "applicant.kind" && asked.applicant_kind == kNone) {
    asked.applicant_kind = whole.applicant_kind;
    is_new = true;
  }
  for_each_unknown(program, whole, asked, [&](const std::string& found, const auto& answer, auto& gap) {
    if (found != path || gap.presence == Presence::Given || answer.presence != Presence::Given) return;
    gap = answer;
    is_new = true;
  });
  return is_new;
}

std::size_t num_gaps(const Case& one, const Program& program) {
  std::size_t result = one.applicant_kind == kNone ? 1 : 0;
  for_each_unknown(program, one, one, [&](const std::string& path, const auto& value, const auto&) {
    const bool is_second_name = path.starts_with("history.") && path.ends_with(".matter");
    if (value.presence == Presence::Null && !is_second_name) ++result;
  });
  return result;
}

std::string show(const std::vector<std::string>& questions) {
  std::string result;
  for (const std::string& path : questions) result += path + " ";
  return result;
}

}  // namespace

TEST_CASE("property: a fact that is not asked for changes no answer") {
  std::size_t num_compared = 0;
  for (std::uint64_t round = 0; round < num_rounds(); ++round) {
    Chance chance(seed() + round);
    const ProgramBuilder policy = random_policy_with_statements(chance);
    const Program& program = policy.program();
    const Case partial = with_known_lists(with_gaps(chance, program, random_case(chance, program)));
    const std::vector<std::string> questions = open_facts(program, partial, readings_of(program));
    const Gaps gaps{program, questions};
    for (int completion = 0; completion < 6; ++completion) {
      const Case base = fill_gaps(chance, program, partial);
      const Case other = gaps.mixed(partial, base, fill_gaps(chance, program, partial));
      const Decision first = decide(policy, base);
      const Decision second = decide(policy, other);
      if (first.outcome == CaseOutcome::Error || second.outcome == CaseOutcome::Error) continue;
      ++num_compared;
      if (answer_of(first) == answer_of(second)) continue;
      FAIL("POLC_SEED=" << seed() + round << " POLC_ROUNDS=1, completion " << completion
                        << ", asked: " << show(questions) << "\n"
                        << answer_of(first) << "\n"
                        << answer_of(second));
    }
  }
  CHECK(num_compared > num_rounds());
}

TEST_CASE("property: what decides most comes first, and the order leaves nothing out") {
  for (std::uint64_t round = 0; round < num_rounds() / 20; ++round) {
    Chance chance(seed() + round);
    const ProgramBuilder policy = random_policy_with_statements(chance);
    const Program& program = policy.program();
    const Case partial = with_gaps(chance, program, random_case(chance, program));
    std::vector<std::string> in_order = open_facts(program, partial, readings_of(program));
    std::vector<std::string> ranked = find_questions(program, partial, readings_of(program));
    CHECK(ranked == find_questions(program, partial, readings_of(program)));
    std::sort(in_order.begin(), in_order.end());
    std::sort(ranked.begin(), ranked.end());
    if (in_order != ranked) FAIL("POLC_SEED=" << seed() + round << " POLC_ROUNDS=20");
  }
}

TEST_CASE("property: when nothing more is asked the answer stands, and every question comes to an end") {
  std::size_t num_asked = 0;
  std::size_t num_unknown = 0;
  for (std::uint64_t round = 0; round < num_rounds(); ++round) {
    Chance chance(seed() + round);
    const ProgramBuilder policy = random_policy_with_statements(chance);
    const Program& program = policy.program();
    const Case partial = with_known_lists(with_gaps(chance, program, random_case(chance, program)));
    Case asked = partial;
    const Case whole = fill_gaps(chance, program, partial);
    if (decide(policy, whole).outcome == CaseOutcome::Error) continue;
    for (;;) {
      const std::vector<std::string> questions = open_facts(program, asked, readings_of(program));
      const auto next = std::find_if(questions.begin(), questions.end(),
                                     [&](const std::string& path) { return take_answer(program, path, whole, asked); });
      if (next == questions.end()) break;
      ++num_asked;
    }
    num_unknown += num_gaps(partial, program);
    const Decision settled = decide(policy, asked);
    if (settled.outcome == CaseOutcome::Error) continue;
    const Decision actual = decide(policy, whole);
    if (answer_of(settled) == answer_of(actual)) continue;
    FAIL("POLC_SEED=" << seed() + round << " POLC_ROUNDS=1\n" << answer_of(settled) << "\n" << answer_of(actual));
  }
  MESSAGE(num_asked << " of " << num_unknown << " unknown facts were asked for");
  CHECK(num_asked < num_unknown);
}
