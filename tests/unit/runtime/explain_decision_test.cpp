// What follows from grants: revocation, referral, discretion, duties, schedules, readings, the outcome of a case.
#include <doctest/doctest.h>

#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

struct Small {
  Small() {
    kind = builder.claim_kind("k");
    fraud = builder.applicant_fact(0, "fraud", FactType::YesNo);
    award = builder.award("a", kind, builder.number(20));
  }

  void revoke_on_fraud() {
    Revocation revocation;
    revocation.awards = {award};
    revocation.when = {builder.read(fraud)};
    revocation.rule = builder.rule(RuleKind::Revoke, "fraud");
    builder.program().revocations.push_back(revocation);
  }

  void discretion_on_fraud() {
    Discretion discretion;
    discretion.text = "case by case";
    discretion.for_kind = {true};
    discretion.when = {builder.read(fraud)};
    discretion.rule = builder.rule(RuleKind::Discretion, "case by case");
    builder.program().discretions.push_back(discretion);
  }

  Case start(FactValue value) const {
    Case one = builder.empty_case();
    add_claim(one, builder.program(), kind, "2024-01-01");
    one.applicant_facts[fraud] = std::move(value);
    return one;
  }

  Decision decision_for(FactValue value) const { return decide(builder, start(std::move(value))); }

  ProgramBuilder builder;
  Index kind = kNone;
  Index fraud = kNone;
  Index award = kNone;
};

}  // namespace

TEST_CASE("revoke: yes denies every named grant and recovers what was paid") {
  Small small;
  small.revoke_on_fraud();
  Case one = small.start(yes());
  one.applicant_id = "U1";
  add_payment(one, small.builder.program(), small.award, "2023-01-01", 9);
  add_payment(one, small.builder.program(), small.award, "2023-02-01", 0);
  add_payment(one, small.builder.program(), small.award, "2023-03-01", 7).recipient = "U2";

  const Decision decision = decide(small.builder, one);
  const Grant& grant = grant_of(decision, 0);
  CHECK(grant.outcome == GrantOutcome::Denied);
  CHECK(grant.entitled == exactly(20));
  CHECK(grant.because.back().kind == RuleKind::Revoke);
  CHECK(grant.because.back().holds == Tri::No);
  REQUIRE(grant.adjusted.size() == 1);
  CHECK(grant.adjusted[0].kind == "revoke");
  CHECK(grant.adjusted[0].to == exactly(0));
  REQUIRE(decision.recover.size() == 1);
  CHECK(decision.recover[0].award == "a");
  CHECK(decision.recover[0].paid == exactly(9));
  CHECK(decision.recover[0].because == "fraud");
}

TEST_CASE("revoke: no changes nothing, unknown opens the low end") {
  Small small;
  small.revoke_on_fraud();

  CHECK(small.decision_for(no()).total == exactly(20));
  const Decision decision = small.decision_for(null());
  CHECK(decision.total == between(0, 20));
  CHECK(grant_of(decision, 0).outcome == GrantOutcome::Undetermined);
  CHECK(decision.missing == std::vector<std::string>{"applicant.fraud"});
  CHECK(decision.recover.empty());
}

TEST_CASE("referred: an award that refers pays an amount nobody knows here") {
  Small small;
  small.builder.program().awards[small.award].refers = true;
  small.builder.program().awards[small.award].document = "the measures";

  const Decision decision = small.decision_for(null());
  CHECK(decision.outcome == CaseOutcome::Referred);
  CHECK(grant_of(decision, 0).outcome == GrantOutcome::Referred);
  CHECK(decision.total == at_least(0));
  CHECK(decision.referred == std::vector<std::string>{"the measures"});

  const Index condition = small.builder.read(small.fraud);
  small.builder.guard(small.award, RuleKind::Exclude, condition, "no fraud");
  CHECK(small.decision_for(null()).outcome == CaseOutcome::Undetermined);
  CHECK(small.decision_for(null()).referred.empty());
  CHECK(small.decision_for(yes()).outcome == CaseOutcome::Determined);
}

TEST_CASE("discretion statement: yes refers the case and keeps the computed total") {
  Small small;
  small.discretion_on_fraud();

  Decision decision = small.decision_for(yes());
  CHECK(decision.outcome == CaseOutcome::Referred);
  CHECK(decision.total == exactly(20));
  CHECK(decision.discretion == std::vector<std::string>{"case by case"});

  decision = small.decision_for(null());
  CHECK(decision.outcome == CaseOutcome::Undetermined);
  CHECK(decision.total == exactly(20));
  CHECK(decision.missing == std::vector<std::string>{"applicant.fraud"});

  CHECK(small.decision_for(no()).outcome == CaseOutcome::Determined);
}

TEST_CASE("discretion statement: nothing to decide where every grant is denied") {
  Small small;
  small.discretion_on_fraud();
  const Index never = small.builder.truth(false);
  small.builder.guard(small.award, RuleKind::Require, never, "never");

  CHECK(small.decision_for(yes()).outcome == CaseOutcome::Determined);
  CHECK(small.decision_for(yes()).discretion.empty());
  CHECK(small.decision_for(null()).missing.empty());
}

TEST_CASE("duties: a share of the total, a duty without one, none where nothing is paid") {
  Small small;
  small.builder.program().obligations.push_back({"use it well", {true}, std::nullopt, {kNone}, kNone});
  small.builder.program().obligations.push_back({"advertise", {true}, Fraction::ratio(1, 8), {kNone}, kNone});

  const Decision decision = small.decision_for(no());
  REQUIRE(decision.obligations.size() == 2);
  CHECK_FALSE(decision.obligations[0].amount.has_value());
  CHECK(decision.obligations[1].amount == exactly(3));

  const Index never = small.builder.truth(false);
  small.builder.guard(small.award, RuleKind::Require, never, "never");
  CHECK(small.decision_for(no()).obligations.empty());
}

TEST_CASE("schedule: parts are rounded half up and the last takes the rest") {
  Small small;
  Schedule schedule;
  schedule.awards = {small.award};
  for (const char* part : {"1", "2", "3"}) schedule.parts.push_back({Fraction::ratio(1, 3).value(), part});
  small.builder.program().schedules.push_back(schedule);

  const Decision decision = small.decision_for(no());
  REQUIRE(decision.schedule.size() == 3);
  CHECK(decision.schedule[0].claim == "1");
  CHECK(decision.schedule[0].award == "a");
  CHECK(decision.schedule[0].amount == exactly(7));
  CHECK(decision.schedule[1].on == "2");
  CHECK(decision.schedule[1].amount == exactly(7));
  CHECK(decision.schedule[2].amount == exactly(6));
}

TEST_CASE("schedule: the rest of an open amount holds every rest it can come to") {
  ProgramBuilder builder;
  const Index kind = builder.claim_kind("k");
  const Index size = builder.claim_fact(kind, "size", FactType::Money);
  builder.program().facts[size].low = Fraction(4);
  builder.program().facts[size].high = Fraction(8);
  Schedule schedule;
  schedule.awards = {builder.award("a", kind, builder.read(size))};
  for (const char* part : {"1", "2", "3"}) schedule.parts.push_back({Fraction::ratio(1, 3).value(), part});
  builder.program().schedules.push_back(schedule);
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2024-01-01");

  const Range rest = decide(builder, one).schedule.at(2).amount;
  for (std::int64_t value = 4; value <= 8; ++value) {
    set(one.claims[0], builder.program(), size, amount(value));
    const Range part = decide(builder, one).schedule.at(2).amount;
    CHECK(*rest.low <= *part.low);
    CHECK(*part.high <= *rest.high);
  }
}

TEST_CASE("case: a claim without awards says so, and nothing claimed is nothing paid") {
  Small small;
  const Index bare = small.builder.claim_kind("bare");
  Case one = small.builder.empty_case();
  add_claim(one, small.builder.program(), bare, "2024-01-01");

  Decision decision = decide(small.builder, one);
  CHECK(decision.outcome == CaseOutcome::Determined);
  CHECK(decision.total == exactly(0));
  CHECK(decision.claims[0].grants.empty());
  CHECK(decision.claims[0].reason.english == "the policy has no award for `bare`");

  one.claims.clear();
  CHECK(decide(small.builder, one).outcome == CaseOutcome::Determined);
}

TEST_CASE("readings: every combination, the adopted first, and which of them decide") {
  Small small;
  const Index first = small.builder.reading("first", {"x", "y"});
  const Index second = small.builder.reading("second", {"u", "v", "w"});
  small.builder.program().readings[second].adopted = 1;
  const Index holds = small.builder.reading_is(first, 0);
  small.builder.guard(small.award, RuleKind::When, holds, "x");

  const Decision decision = evaluate_all_readings(small.builder.program(), small.start(no()));
  REQUIRE(decision.by_reading.size() == 6);
  using Names = std::vector<std::pair<std::string, std::string>>;
  CHECK(decision.by_reading[0].readings == Names{{"first", "x"}, {"second", "v"}});
  CHECK(decision.by_reading[1].readings == Names{{"first", "x"}, {"second", "u"}});
  CHECK(decision.by_reading[5].readings == Names{{"first", "y"}, {"second", "w"}});
  CHECK(decision.by_reading[0].total == exactly(20));
  CHECK(decision.by_reading[5].total == exactly(0));
  CHECK(decision.deciding_readings == std::vector<std::string>{"first"});
}

TEST_CASE("readings: more than 4,096 combinations are an error") {
  Small small;
  for (int i = 0; i < 13; ++i) small.builder.reading("r" + std::to_string(i), {"x", "y"});

  const Decision decision = evaluate_all_readings(small.builder.program(), small.start(no()));
  CHECK(decision.outcome == CaseOutcome::Error);
  CHECK(decision.errors.at(0).code == "E1022");
}
