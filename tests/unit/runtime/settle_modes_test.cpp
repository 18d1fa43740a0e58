// `highest`: the table of MODES of semantics 4, cell by cell, and what unknowns make of it.
#include <doctest/doctest.h>

#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

// Two awards of one claim kind each: national 20, municipal 15.
struct TwoAwards {
  explicit TwoAwards(Mode mode) {
    national_kind = builder.claim_kind("national");
    municipal_kind = builder.claim_kind("municipal");
    national = builder.award("national", national_kind, builder.number(20));
    municipal = builder.award("municipal", municipal_kind, builder.number(15));
    builder.highest(Scope::Applicant, {municipal, national}, mode);
  }

  Range now_after_paid(Index kind, Index paid_award, std::int64_t paid) const {
    Case one = builder.empty_case();
    add_claim(one, builder.program(), kind, "2025-04-01");
    add_payment(one, builder.program(), paid_award, "2023-05-01", paid);
    return decide(builder, one).total;
  }

  std::vector<Range> both_at_once() const {
    Case one = builder.empty_case();
    add_claim(one, builder.program(), municipal_kind, "2025-04-01");
    add_claim(one, builder.program(), national_kind, "2025-06-01");
    return amounts_of(decide(builder, one));
  }

  ProgramBuilder builder;
  Index national_kind = kNone;
  Index municipal_kind = kNone;
  Index national = kNone;
  Index municipal = kNone;
};

struct Row {
  Mode mode;
  std::int64_t national_after_municipal;
  std::int64_t municipal_after_national;
  std::int64_t municipal_at_once;
  std::int64_t national_at_once;
};

}  // namespace

TEST_CASE("settle: every mode of `highest` pays as its row of the table says") {
  for (const Row& row : {Row{Mode::IgnoringPaid, 20, 15, 0, 20}, Row{Mode::ToppingUp, 5, 0, 0, 20},
                         Row{Mode::NothingMoreOncePaid, 0, 0, 0, 20}, Row{Mode::ReplacingPaid, 20, 0, 0, 20},
                         Row{Mode::FirstOnly, 0, 0, 15, 0}}) {
    CAPTURE(static_cast<int>(row.mode));
    const TwoAwards awards(row.mode);

    CHECK(awards.now_after_paid(awards.national_kind, awards.municipal, 15) == exactly(row.national_after_municipal));
    CHECK(awards.now_after_paid(awards.municipal_kind, awards.national, 20) == exactly(row.municipal_after_national));
    CHECK(awards.both_at_once() == std::vector<Range>{exactly(row.municipal_at_once), exactly(row.national_at_once)});
  }
}

TEST_CASE("settle: past payments of a `highest` are summed before they are deducted") {
  const TwoAwards awards(Mode::ToppingUp);
  Case one = awards.builder.empty_case();
  add_claim(one, awards.builder.program(), awards.national_kind, "2025-04-01");
  add_payment(one, awards.builder.program(), awards.municipal, "2023-05-01", 8);
  add_payment(one, awards.builder.program(), awards.municipal, "2024-05-01", 7);

  CHECK(decide(awards.builder, one).total == exactly(5));
}

TEST_CASE("settle: a payment of nothing is no payment") {
  const TwoAwards awards(Mode::NothingMoreOncePaid);

  CHECK(awards.now_after_paid(awards.national_kind, awards.municipal, 0) == exactly(20));
}

TEST_CASE("settle: replacing recovers every payment it replaces, and none when it pays nothing") {
  const TwoAwards awards(Mode::ReplacingPaid);
  Case one = awards.builder.empty_case();
  add_claim(one, awards.builder.program(), awards.national_kind, "2025-04-01");
  add_payment(one, awards.builder.program(), awards.municipal, "2023-05-01", 15);

  const Decision decision = decide(awards.builder, one);
  REQUIRE(decision.recover.size() == 1);
  CHECK(decision.recover[0].award == "municipal");
  CHECK(decision.recover[0].paid == exactly(15));
  CHECK(decision.recover[0].because == "together");

  one.history[0].paid = money(20);
  CHECK(decide(awards.builder, one).recover.empty());
  CHECK(decide(awards.builder, one).total == exactly(0));
}

TEST_CASE("settle: an adjustment says what changed a grant, from what to what, and what had been paid") {
  const TwoAwards awards(Mode::ToppingUp);
  Case one = awards.builder.empty_case();
  add_claim(one, awards.builder.program(), awards.national_kind, "2025-04-01");
  add_payment(one, awards.builder.program(), awards.municipal, "2023-05-01", 15);

  const Decision decision = decide(awards.builder, one);
  const Grant& grant = grant_of(decision, 0);
  CHECK(grant.outcome == GrantOutcome::Granted);
  CHECK(grant.entitled == exactly(20));
  REQUIRE(grant.adjusted.size() == 1);
  CHECK(grant.adjusted[0].kind == "highest");
  CHECK(grant.adjusted[0].mode == Mode::ToppingUp);
  CHECK(grant.adjusted[0].from == exactly(20));
  CHECK(grant.adjusted[0].to == exactly(5));
  CHECK(grant.adjusted[0].paid == exactly(15));
}

TEST_CASE("settle: ties go to the earlier date, then the id in natural order, then the name") {
  ProgramBuilder builder;
  const Index kind = builder.claim_kind("k");
  const Index second = builder.award("b", kind, builder.number(10));
  const Index first = builder.award("a", kind, builder.number(10));
  builder.highest(Scope::Applicant, {first, second}, Mode::ToppingUp);
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2025-01-02").id = "10";
  add_claim(one, builder.program(), kind, "2025-01-02").id = "2";

  CHECK(amounts_of(decide(builder, one)) == std::vector<Range>{exactly(0), exactly(0), exactly(0), exactly(10)});

  one.claims[0].on = on("2025-01-01");
  CHECK(amounts_of(decide(builder, one)) == std::vector<Range>{exactly(0), exactly(10), exactly(0), exactly(0)});
}

TEST_CASE("settle: a member that may be beaten keeps its high end, one that surely is loses it") {
  ProgramBuilder builder;
  const Index wide_kind = builder.claim_kind("wide");
  const Index size = builder.claim_fact(wide_kind, "size", FactType::Money);
  builder.program().facts[size].low = Fraction(10);
  builder.program().facts[size].high = Fraction(30);
  const Index exact_kind = builder.claim_kind("exact");
  const Index small_kind = builder.claim_kind("small");
  const Index wide = builder.award("wide", wide_kind, builder.read(size));
  const Index exact = builder.award("exact", exact_kind, builder.number(20));
  const Index small = builder.award("small", small_kind, builder.number(5));
  builder.highest(Scope::Applicant, {exact, small, wide}, Mode::ToppingUp);
  Case one = builder.empty_case();
  add_claim(one, builder.program(), wide_kind, "2025-01-01");
  add_claim(one, builder.program(), exact_kind, "2025-01-02");
  add_claim(one, builder.program(), small_kind, "2025-01-03");

  const Decision decision = decide(builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 30), between(0, 20), exactly(0)});
  CHECK(decision.total == between(20, 30));
  CHECK(decision.missing == std::vector<std::string>{"claims.1.size"});
  CHECK(grant_of(decision, 1).missing == std::vector<std::string>{"claims.1.size"});
}

TEST_CASE("settle: an unknown list of past payments leaves everything from nothing to the entitlement") {
  for (const Mode mode : {Mode::ToppingUp, Mode::NothingMoreOncePaid, Mode::ReplacingPaid, Mode::FirstOnly}) {
    CAPTURE(static_cast<int>(mode));
    const TwoAwards awards(mode);
    Case one = awards.builder.empty_case();
    one.history_unknown = true;
    add_claim(one, awards.builder.program(), awards.national_kind, "2025-04-01");

    const Decision decision = decide(awards.builder, one);
    CHECK(decision.total == between(0, 20));
    CHECK(decision.missing == std::vector<std::string>{"history"});
  }
  const TwoAwards awards(Mode::IgnoringPaid);
  Case one = awards.builder.empty_case();
  one.history_unknown = true;
  add_claim(one, awards.builder.program(), awards.national_kind, "2025-04-01");
  CHECK(decide(awards.builder, one).total == exactly(20));
}

TEST_CASE("settle: a payment of an unknown amount may be any amount") {
  const TwoAwards awards(Mode::ToppingUp);
  Case one = awards.builder.empty_case();
  add_claim(one, awards.builder.program(), awards.national_kind, "2025-04-01");
  add_payment(one, awards.builder.program(), awards.municipal, "2023-05-01", 0).paid = {Presence::Null, {}};

  const Decision decision = decide(awards.builder, one);
  CHECK(decision.total == between(0, 20));
  CHECK(decision.missing == std::vector<std::string>{"history.1.paid"});
}

TEST_CASE("settle: a past payment is deducted once, at the widest group that tops up") {
  ProgramBuilder builder;
  const Index kind = builder.claim_kind("k");
  const Index key = builder.claim_fact(kind, "number", FactType::Text);
  builder.program().facts[key].is_key = true;
  builder.program().claim_kinds[kind].key = key;
  const Index a = builder.award("a", kind, builder.number(20));
  const Index b = builder.award("b", kind, builder.number(12));
  builder.highest(Scope::Matter, {a, b}, Mode::ToppingUp);
  builder.highest(Scope::Applicant, {a, b}, Mode::ToppingUp);
  Case one = builder.empty_case();
  set(add_claim(one, builder.program(), kind, "2025-01-01"), builder.program(), key, text("M"));
  add_payment(one, builder.program(), a, "2024-01-01", 8).matter = "M";

  CHECK(decide(builder, one).total == exactly(12));
}

TEST_CASE("settle: the mode that holds under a reading is the one that counts") {
  ProgramBuilder builder;
  const Index kind = builder.claim_kind("k");
  const Index award = builder.award("a", kind, builder.number(20));
  const Index reading = builder.reading("how", {"top up", "ignore", "nothing more"});
  const Index is_top_up = builder.reading_is(reading, 0);
  const Index is_ignore = builder.reading_is(reading, 1);
  const Index is_nothing = builder.reading_is(reading, 2);
  Step& step = builder.step(StepKind::Highest, Scope::Applicant, {award});
  step.modes = {{Mode::ToppingUp, is_top_up}, {Mode::IgnoringPaid, is_ignore}, {Mode::NothingMoreOncePaid, is_nothing}};
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2025-01-01");
  add_payment(one, builder.program(), award, "2024-01-01", 15);

  CHECK(evaluate(builder.program(), one, {0}).total == exactly(5));
  CHECK(evaluate(builder.program(), one, {1}).total == exactly(20));
  CHECK(evaluate(builder.program(), one, {2}).total == exactly(0));
}
