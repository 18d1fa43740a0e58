// `once`, `limit` and `cap`: places, sums, refusals, windows, scopes.
#include <doctest/doctest.h>

#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

// One award whose amount is the fact `size` of the claim, from 0 to 100.
struct SizedAward {
  SizedAward() {
    kind = builder.claim_kind("k");
    size = builder.claim_fact(kind, "size", FactType::Money);
    builder.program().facts[size].low = Fraction(0);
    builder.program().facts[size].high = Fraction(100);
    award = builder.award("a", kind, builder.read(size));
  }

  Claim& claim(Case& one, const char* date, std::int64_t value) const {
    Claim& result = add_claim(one, builder.program(), kind, date);
    set(result, builder.program(), size, amount(value));
    return result;
  }

  void forget(Claim& claim) const { set(claim, builder.program(), size, null()); }

  ProgramBuilder builder;
  Index kind = kNone;
  Index size = kNone;
  Index award = kNone;
};

std::vector<Range> exact(std::vector<std::int64_t> values) {
  std::vector<Range> result;
  for (const std::int64_t value : values) result.push_back(exactly(value));
  return result;
}

}  // namespace

TEST_CASE("settle: `once` keeps the highest grant, and nothing after a payment") {
  SizedAward small;
  small.builder.step(StepKind::Once, Scope::Applicant, {small.award});
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", 10);
  small.claim(one, "2025-02-01", 30);
  small.claim(one, "2025-03-01", 30);

  CHECK(amounts_of(decide(small.builder, one)) == exact({0, 30, 0}));

  add_payment(one, small.builder.program(), small.award, "2024-01-01", 1);
  CHECK(amounts_of(decide(small.builder, one)) == exact({0, 0, 0}));
}

TEST_CASE("settle: `limit` keeps the first grants in order; each past payment takes a place, a grant of zero none") {
  SizedAward small;
  small.builder.limit(Scope::Applicant, {small.award}, 2);
  Case one = small.builder.empty_case();
  small.claim(one, "2025-03-01", 30);
  small.claim(one, "2025-01-01", 0);
  small.claim(one, "2025-01-02", 5);
  small.claim(one, "2025-02-01", 7);

  CHECK(amounts_of(decide(small.builder, one)) == exact({0, 0, 5, 7}));

  add_payment(one, small.builder.program(), small.award, "2024-01-01", 1);
  CHECK(amounts_of(decide(small.builder, one)) == exact({0, 0, 5, 0}));
}

TEST_CASE("settle: an amount that may be zero may leave its place to a later grant") {
  SizedAward small;
  small.builder.limit(Scope::Applicant, {small.award}, 1);
  Case one = small.builder.empty_case();
  small.forget(small.claim(one, "2025-01-01", 0));
  small.claim(one, "2025-02-01", 7);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 100), between(0, 7)});
  CHECK(decision.total == between(0, 107));
  CHECK(grant_of(decision, 1).missing == std::vector<std::string>{"claims.1.size"});
}

TEST_CASE("settle: a cap fills in order after what was paid, and the last are cut") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50);
  Case one = small.builder.empty_case();
  small.claim(one, "2025-03-01", 30);
  small.claim(one, "2025-01-01", 20);
  small.claim(one, "2025-02-01", 15);
  add_payment(one, small.builder.program(), small.award, "2024-01-01", 10);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == exact({5, 20, 15}));
  const Grant& grant = grant_of(decision, 0);
  REQUIRE(grant.adjusted.size() == 1);
  CHECK(grant.adjusted[0].kind == "cap");
  CHECK(grant.adjusted[0].paid == exactly(10));
  CHECK_FALSE(grant.adjusted[0].mode.has_value());
}

TEST_CASE("settle: a cap with an unknown grant keeps the total it caps") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50);
  Case one = small.builder.empty_case();
  small.forget(small.claim(one, "2025-01-01", 0));
  small.claim(one, "2025-02-01", 40);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 50), between(0, 40)});
  CHECK(decision.total == between(40, 50));
}

TEST_CASE("settle: refusing whole refuses what does not fit and goes on to the next") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50).refuses_whole = true;
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", 30);
  small.claim(one, "2025-02-01", 25);
  small.claim(one, "2025-03-01", 20);

  CHECK(amounts_of(decide(small.builder, one)) == exact({30, 0, 20}));
}

TEST_CASE("settle: refusing whole with an unknown grant: what possibly fits is open") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50).refuses_whole = true;
  Case one = small.builder.empty_case();
  small.forget(small.claim(one, "2025-01-01", 0));
  small.claim(one, "2025-02-01", 40);
  small.claim(one, "2025-03-01", 60);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 100), between(0, 40), exactly(0)});
  CHECK(decision.total == between(0, 140));
}

TEST_CASE("settle: a cap may count other policies' payments") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50).counts_others = true;
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", 40);
  add_other(one, 99, 30);

  CHECK(decide(small.builder, one).total == exactly(20));
}

TEST_CASE("settle: a percentage as a cap is rounded half up") {
  SizedAward small;
  const Index share = small.builder.fraction(45, 2);
  Step& step = small.builder.step(StepKind::Cap, Scope::Claim, {small.award});
  step.number = {share};
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", 40);

  CHECK(decide(small.builder, one).total == exactly(23));
}

TEST_CASE("settle: a calendar year begins anew, by event date or by application date") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50).window = WindowKind::PerYear;
  Case one = small.builder.empty_case();
  one.applied = on("2025-06-01");
  small.claim(one, "2024-12-31", 40);
  small.claim(one, "2025-01-01", 40);
  add_payment(one, small.builder.program(), small.award, "2024-05-05", 20);

  CHECK(amounts_of(decide(small.builder, one)) == exact({30, 40}));

  small.builder.program().steps[0].by_application_date = true;
  CHECK(amounts_of(decide(small.builder, one)) == exact({40, 10}));
}

TEST_CASE("settle: a rolling window looks back from each grant") {
  SizedAward small;
  Step& step = small.builder.cap(Scope::Applicant, {small.award}, 50);
  step.window = WindowKind::Rolling;
  step.years = 3;
  Case one = small.builder.empty_case();
  small.claim(one, "2022-01-01", 40);
  small.claim(one, "2024-06-01", 40);
  small.claim(one, "2025-01-01", 40);
  add_payment(one, small.builder.program(), small.award, "2019-01-01", 50);
  add_payment(one, small.builder.program(), small.award, "2019-01-02", 10);

  // The first payment lies on the day that is just outside, the second inside.
  CHECK(amounts_of(decide(small.builder, one)) == exact({40, 10, 40}));
}

TEST_CASE("settle: a rolling choice keeps by amount and shuts out within the years on either side") {
  SizedAward small;
  Step& step = small.builder.step(StepKind::Once, Scope::Applicant, {small.award});
  step.window = WindowKind::Rolling;
  step.years = 2;
  Case one = small.builder.empty_case();
  small.claim(one, "2020-01-01", 20);
  small.claim(one, "2021-06-01", 30);
  small.claim(one, "2023-01-01", 10);
  small.claim(one, "2023-06-01", 5);

  CHECK(amounts_of(decide(small.builder, one)) == exact({0, 30, 0, 5}));

  add_payment(one, small.builder.program(), small.award, "2021-01-01", 1);
  CHECK(amounts_of(decide(small.builder, one)) == exact({20, 0, 10, 0}));
}

TEST_CASE("settle: a rolling choice with an unknown grant is open for all that possibly fit") {
  SizedAward small;
  Step& step = small.builder.step(StepKind::Once, Scope::Applicant, {small.award});
  step.window = WindowKind::Rolling;
  step.years = 2;
  Case one = small.builder.empty_case();
  small.forget(small.claim(one, "2020-01-01", 0));
  small.claim(one, "2021-06-01", 30);
  small.claim(one, "2028-01-01", 10);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 100), between(0, 30), exactly(10)});
  CHECK(decision.total == between(10, 140));
}

TEST_CASE("settle: 29 February looks back to the 28th") {
  SizedAward small;
  Step& step = small.builder.step(StepKind::Once, Scope::Applicant, {small.award});
  step.window = WindowKind::Rolling;
  step.years = 1;
  Case one = small.builder.empty_case();
  small.claim(one, "2024-02-29", 20);
  add_payment(one, small.builder.program(), small.award, "2023-02-28", 1);

  CHECK(decide(small.builder, one).total == exactly(20));

  one.history[0].on = on("2023-03-01");
  CHECK(decide(small.builder, one).total == exactly(0));
}

TEST_CASE("settle: an affiliate's payment counts in scope group only") {
  for (const Scope scope : {Scope::Applicant, Scope::Group}) {
    SizedAward small;
    small.builder.step(StepKind::Once, scope, {small.award});
    Case one = small.builder.empty_case();
    one.applicant_id = "U1";
    small.claim(one, "2024-02-29", 20);
    HistoryEntry& entry = add_payment(one, small.builder.program(), small.award, "2023-02-28", 1);

    entry.recipient = "U2";
    CHECK(decide(small.builder, one).total == exactly(scope == Scope::Group ? 0 : 20));

    one.history[0].recipient = "U1";
    CHECK(decide(small.builder, one).total == exactly(0));
  }
}

TEST_CASE("settle: scope claim never sees history") {
  SizedAward small;
  small.builder.cap(Scope::Claim, {small.award}, 15);
  Case one = small.builder.empty_case();
  small.claim(one, "2024-02-29", 20);
  small.claim(one, "2024-02-29", 20);
  add_payment(one, small.builder.program(), small.award, "2023-02-28", 15).claim = "1";

  CHECK(amounts_of(decide(small.builder, one)) == exact({15, 15}));
}

TEST_CASE("settle: `per FACT` parts a group by the fact's value") {
  SizedAward small;
  const Index place = small.builder.claim_fact(small.kind, "place", FactType::Text);
  small.builder.step(StepKind::Once, Scope::Applicant, {small.award}).per_facts = {"place"};
  Case one = small.builder.empty_case();
  const Program& program = small.builder.program();
  set(small.claim(one, "2024-01-01", 20), program, place, text("north"));
  set(small.claim(one, "2024-01-02", 30), program, place, text("south"));
  set(small.claim(one, "2024-01-03", 10), program, place, text("north"));

  CHECK(amounts_of(decide(small.builder, one)) == exact({20, 30, 0}));

  set(one.claims[2], program, place, null());
  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{exactly(20), exactly(30), between(0, 10)});
  CHECK(decision.total == between(50, 60));
  CHECK(decision.missing == std::vector<std::string>{"claims.3.place"});

  add_payment(one, program, small.award, "2020-01-01", 1).facts[1] = text("south");
  CHECK(amounts_of(decide(small.builder, one)) == std::vector<Range>{exactly(20), exactly(0), between(0, 10)});
}

TEST_CASE("settle: an unknown event date leaves its year, and its place in line, open") {
  SizedAward small;
  small.builder.step(StepKind::Once, Scope::Applicant, {small.award}).window = WindowKind::PerYear;
  Case one = small.builder.empty_case();
  small.claim(one, "2024-01-01", 20);
  small.claim(one, "2025-01-01", 10).on = unknown_date();

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{exactly(20), between(0, 10)});
  CHECK(decision.missing == std::vector<std::string>{"claims.2.on"});
}

TEST_CASE("settle: a payment of an unknown date counts from nothing to all") {
  SizedAward small;
  small.builder.cap(Scope::Applicant, {small.award}, 50).window = WindowKind::PerYear;
  Case one = small.builder.empty_case();
  small.claim(one, "2024-01-01", 45);
  add_payment(one, small.builder.program(), small.award, "2024-01-01", 20).on = unknown_date();

  const Decision decision = decide(small.builder, one);
  CHECK(decision.total == between(30, 45));
  CHECK(decision.missing == std::vector<std::string>{"history.1.on"});
}

TEST_CASE("settle: the caps of a smaller set and of a larger one cut in turn") {
  ProgramBuilder builder;
  const Index first_kind = builder.claim_kind("k1");
  const Index second_kind = builder.claim_kind("k2");
  const Index first = builder.award("a", first_kind, builder.number(30));
  const Index second = builder.award("b", second_kind, builder.number(30));
  builder.cap(Scope::Applicant, {first}, 20);
  builder.cap(Scope::Applicant, {first, second}, 35);
  Case one = builder.empty_case();
  add_claim(one, builder.program(), second_kind, "2024-01-02");
  add_claim(one, builder.program(), first_kind, "2024-01-01");

  CHECK(amounts_of(decide(builder, one)) == exact({15, 20}));
}

TEST_CASE("settle: a statement for one kind of applicant leaves the other alone") {
  ProgramBuilder builder;
  builder.applicant_kind("unit");
  builder.applicant_kind("person");
  const Index kind = builder.claim_kind("k");
  const Index award = builder.award("a", kind, builder.number(30));
  builder.cap(Scope::Applicant, {award}, 20).for_kind = {true, false};
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2024-01-02");

  CHECK(decide(builder, one).total == exactly(20));
  one.applicant_kind = 1;
  CHECK(decide(builder, one).total == exactly(30));
  one.applicant_kind = kNone;
  CHECK(decide(builder, one).total == between(20, 30));
}

TEST_CASE("settle: a choice between a known grant and a referred one stays open") {
  ProgramBuilder builder;
  const Index kind = builder.claim_kind("k");
  const Index known = builder.award("a", kind, builder.number(30));
  const Index referred = builder.award("b", kind, kNone);
  builder.program().awards[referred].refers = true;
  builder.program().awards[referred].document = "elsewhere";
  builder.step(StepKind::Once, Scope::Applicant, {known, referred});
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2024-01-02");

  const Decision decision = decide(builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 30), at_least(0)});
  CHECK(decision.total == at_least(30));
  CHECK(decision.outcome == CaseOutcome::Referred);
  CHECK(decision.referred == std::vector<std::string>{"elsewhere"});
}
