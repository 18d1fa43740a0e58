// Guards, amounts, unknown facts, presumptions, kinds of applicants: one grant at a time.
#include <doctest/doctest.h>

#include <limits>

#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

// An award of 20 with the conditions a test adds.
struct Small {
  Small() {
    kind = builder.claim_kind("k");
    good = builder.applicant_fact(0, "good", FactType::YesNo);
    local = builder.applicant_fact(0, "local", FactType::YesNo);
    size = builder.claim_fact(kind, "size", FactType::Money);
    award = builder.award("a", kind, builder.number(20));
  }

  void pay(Index amount_node) { builder.program().awards[award].entitlements[0].amount = amount_node; }

  Case start() const {
    Case one = builder.empty_case();
    add_claim(one, builder.program(), kind, "2024-01-01");
    return one;
  }

  Decision decision_for(FactValue size_value) const {
    Case one = start();
    set(one.claims[0], builder.program(), size, std::move(size_value));
    return decide(builder, one);
  }

  ProgramBuilder builder;
  Index kind = kNone;
  Index good = kNone;
  Index local = kNone;
  Index size = kNone;
  Index award = kNone;
};

}  // namespace

TEST_CASE("guard: yes grants, no denies, unknown leaves it open and names the fact") {
  Small small;
  const Index condition = small.builder.read(small.good);
  small.builder.guard(small.award, RuleKind::Require, condition, "must be good");
  Case one = small.start();

  one.applicant_facts[small.good] = yes();
  CHECK(grant_of(decide(small.builder, one), 0).outcome == GrantOutcome::Granted);

  one.applicant_facts[small.good] = no();
  Decision decision = decide(small.builder, one);
  CHECK(grant_of(decision, 0).outcome == GrantOutcome::Denied);
  CHECK(grant_of(decision, 0).missing.empty());
  CHECK(decision.outcome == CaseOutcome::Determined);
  CHECK(decision.total == exactly(0));

  one.applicant_facts[small.good] = null();
  decision = decide(small.builder, one);
  CHECK(grant_of(decision, 0).outcome == GrantOutcome::Undetermined);
  CHECK(decision.total == between(0, 20));
  CHECK(decision.missing == std::vector<std::string>{"applicant.good"});
}

TEST_CASE("guard: exclusions and `unless` hold when their condition does not") {
  for (const RuleKind kind : {RuleKind::Exclude, RuleKind::Unless}) {
    Small small;
    const Index condition = small.builder.read(small.good);
    small.builder.guard(small.award, kind, condition, "not if");
    Case one = small.start();

    one.applicant_facts[small.good] = yes();
    const Decision decision = decide(small.builder, one);
    CHECK(decision.total == exactly(0));
    CHECK(grant_of(decision, 0).because[1].holds == Tri::No);
    CHECK(grant_of(decision, 0).because[1].facts[0].holds == Tri::Yes);

    one.applicant_facts[small.good] = no();
    CHECK(decide(small.builder, one).total == exactly(20));
  }
}

TEST_CASE("guard: every rule is shown in the order of the document, each leaf with what it comes to") {
  Small small;
  const Index both = small.builder.all_of({small.builder.read(small.good), small.builder.read(small.local)});
  small.builder.guard(small.award, RuleKind::Require, both, "good and local");
  Case one = small.start();
  one.applicant_facts[small.good] = yes();
  one.applicant_facts[small.local] = no();

  const Decision decision = decide(small.builder, one);
  const Grant& grant = grant_of(decision, 0);
  REQUIRE(grant.because.size() == 2);
  CHECK(grant.because[0].kind == RuleKind::Award);
  CHECK(grant.because[1].text == "good and local");
  CHECK(grant.because[1].holds == Tri::No);
  REQUIRE(grant.because[1].facts.size() == 2);
  CHECK(grant.because[1].facts[0].holds == Tri::Yes);
  CHECK(grant.because[1].facts[1].path == "applicant.local");
  CHECK(grant.because[1].facts[1].value == "no");
  CHECK(grant.because[1].facts[1].holds == Tri::No);
}

TEST_CASE("missing: a condition that is clear without a fact does not ask for it") {
  Small small;
  const Index either =
      small.builder.node(Op::Or, NodeType::Bool, {small.builder.read(small.good), small.builder.read(small.local)});
  const Index positive = small.builder.compare(Op::Greater, small.builder.read(small.size), small.builder.number(0));
  small.builder.guard(small.award, RuleKind::Require, either, "one of both");
  small.builder.guard(small.award, RuleKind::When, positive, "of some size");
  Case one = small.start();
  one.applicant_facts[small.good] = yes();

  CHECK(decide(small.builder, one).missing == std::vector<std::string>{"claims.1.size"});
}

TEST_CASE("missing: facts come first that alone decide most grants, then by code point") {
  Small small;
  const Index second = small.builder.award("b", small.kind, small.builder.number(5));
  const Index third = small.builder.award("c", small.kind, small.builder.number(5));
  const Index is_local = small.builder.read(small.local);
  const Index is_good = small.builder.read(small.good);
  small.builder.guard(small.award, RuleKind::Require, is_local, "local");
  small.builder.guard(second, RuleKind::Require, is_local, "local");
  small.builder.guard(third, RuleKind::Require, is_local, "local");
  small.builder.guard(third, RuleKind::Require, is_good, "good");

  CHECK(decide(small.builder, small.start()).missing == std::vector<std::string>{"applicant.local", "applicant.good"});
}

TEST_CASE("presumed: silence takes the presumption and lists it, null does not") {
  Small small;
  const Index condition = small.builder.read(small.good);
  small.builder.guard(small.award, RuleKind::Require, condition, "must be good");
  small.builder.program().facts[small.good].presumed = yes().value;
  small.builder.program().facts[small.good].is_judged = true;
  Case one = small.start();

  Decision decision = decide(small.builder, one);
  CHECK(decision.total == exactly(20));
  CHECK(decision.presumed == std::vector<std::string>{"applicant.good"});
  CHECK(decision.judged.empty());

  one.applicant_facts[small.good] = null();
  decision = decide(small.builder, one);
  CHECK(decision.total == between(0, 20));
  CHECK(decision.presumed.empty());

  one.applicant_facts[small.good] = yes();
  decision = decide(small.builder, one);
  CHECK(decision.judged == std::vector<std::string>{"applicant.good"});
  CHECK(decision.presumed.empty());
}

TEST_CASE("kinds: an award closed to a kind is denied to it") {
  ProgramBuilder builder;
  builder.applicant_kind("unit");
  builder.applicant_kind("person");
  const Index kind = builder.claim_kind("k");
  const Index award = builder.award("a", kind, builder.number(20));
  builder.program().awards[award].entitlements[1].is_open = false;
  builder.program().awards[award].kind_rule = builder.rule(RuleKind::Kind, "to unit");
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2024-01-01");

  one.applicant_kind = 1;
  Decision decision = decide(builder, one);
  CHECK(grant_of(decision, 0).outcome == GrantOutcome::Denied);
  CHECK(grant_of(decision, 0).because.back().kind == RuleKind::Kind);
  CHECK(grant_of(decision, 0).because.back().holds == Tri::No);

  one.applicant_kind = kNone;
  decision = decide(builder, one);
  CHECK(decision.total == between(0, 20));
  CHECK(decision.missing == std::vector<std::string>{"applicant.kind"});
  CHECK(grant_of(decision, 0).because.back().holds == Tri::Unknown);
}

TEST_CASE("kinds: an unknown kind gives the hull of the amounts for each") {
  ProgramBuilder builder;
  builder.applicant_kind("unit");
  builder.applicant_kind("person");
  const Index kind = builder.claim_kind("k");
  const Index award = builder.award("a", kind, builder.number(100));
  builder.program().awards[award].entitlements[1].amount = builder.number(2);
  const Index same = builder.award("b", kind, builder.number(7));
  Case one = builder.empty_case();
  one.applicant_kind = kNone;
  add_claim(one, builder.program(), kind, "2024-01-01");

  const Decision decision = decide(builder, one);
  CHECK(decision.total == between(9, 107));
  CHECK(decision.claims[0].grants[award].amount == between(2, 100));
  CHECK(decision.claims[0].grants[same].amount == exactly(7));
  CHECK(decision.claims[0].grants[same].outcome == GrantOutcome::Granted);
  CHECK(decision.missing == std::vector<std::string>{"applicant.kind"});
}

TEST_CASE("amount: rounded half up once at the end, and never below zero") {
  Small small;
  small.pay(small.builder.fraction(5, 2));
  CHECK(small.decision_for(null()).total == exactly(3));
  small.pay(small.builder.fraction(-5, 2));
  CHECK(small.decision_for(null()).total == exactly(0));
}

TEST_CASE("amount: an unknown number is its declared bounds, or unbounded") {
  Small small;
  const Index half = small.builder.node(Op::Multiply, NodeType::Numeric,
                                        {small.builder.read(small.size), small.builder.fraction(1, 2)});
  small.pay(half);
  CHECK(small.decision_for(null()).total == at_least(0));
  small.builder.program().facts[small.size].low = Fraction(5);
  small.builder.program().facts[small.size].high = Fraction(9);
  CHECK(small.decision_for(null()).total == between(3, 5));
  CHECK(small.decision_for(amount(8)).total == exactly(4));
}

TEST_CASE("amount: both branches of an unknown condition count, of a known one only its own") {
  Small small;
  const Index chosen =
      small.builder.node(Op::If, NodeType::Numeric,
                         {small.builder.read(small.good), small.builder.number(30), small.builder.read(small.size)});
  small.pay(chosen);
  small.builder.program().facts[small.size].low = Fraction(1);
  small.builder.program().facts[small.size].high = Fraction(2);
  Case one = small.start();

  CHECK(decide(small.builder, one).total == between(1, 30));
  CHECK(decide(small.builder, one).missing == std::vector<std::string>{"applicant.good", "claims.1.size"});
  one.applicant_facts[small.good] = yes();
  CHECK(decide(small.builder, one).total == exactly(30));
}

TEST_CASE("amount: dividing by zero leaves the amount open") {
  Small small;
  small.pay(
      small.builder.node(Op::Divide, NodeType::Numeric, {small.builder.number(10), small.builder.read(small.size)}));

  CHECK(small.decision_for(amount(0)).total == at_least(0));
  CHECK(small.decision_for(amount(4)).total == exactly(3));
}

TEST_CASE("amount: tiers add each band's share, per full counts whole steps, or nothing needs the least") {
  Small small;
  ProgramBuilder& builder = small.builder;
  small.pay(builder.node(Op::Tiers, NodeType::Numeric,
                         {builder.read(small.size), builder.number(1000), builder.fraction(9, 10), builder.number(5000),
                          builder.fraction(1, 2), builder.fraction(1, 5)}));
  CHECK(small.decision_for(amount(800)).total == exactly(720));
  CHECK(small.decision_for(amount(6000)).total == exactly(900 + 2000 + 200));

  small.pay(
      builder.node(Op::PerFull, NodeType::Numeric, {builder.number(3), builder.number(8), builder.read(small.size)}));
  CHECK(small.decision_for(amount(23)).total == exactly(6));

  small.pay(builder.node(Op::OrNothing, NodeType::Numeric, {builder.read(small.size), builder.number(10)}));
  CHECK(small.decision_for(amount(9)).total == exactly(0));
  CHECK(small.decision_for(amount(10)).total == exactly(10));
}

TEST_CASE("amount: tiers without a rate above add nothing beyond the last band") {
  Small small;
  ProgramBuilder& builder = small.builder;
  small.pay(builder.node(Op::Tiers, NodeType::Numeric,
                         {builder.read(small.size), builder.number(10), builder.fraction(1, 1)}));

  CHECK(small.decision_for(amount(25)).total == exactly(10));
}

TEST_CASE("amount: what does not fit 64 bits is the error of the case, naming the rule") {
  Small small;
  const Index large = small.builder.number(std::numeric_limits<std::int64_t>::max());
  small.pay(small.builder.node(Op::Add, NodeType::Numeric, {large, small.builder.number(1)}));

  const Decision decision = small.decision_for(null());
  CHECK(decision.outcome == CaseOutcome::Error);
  REQUIRE(decision.errors.size() == 1);
  CHECK(decision.errors[0].code == "E1009");
  CHECK(decision.errors[0].english.find("small.pol:1:1") != std::string::npos);

  Index power = large;
  for (int i = 0; i < 3; ++i) power = small.builder.node(Op::Multiply, NodeType::Numeric, {power, power});
  small.pay(small.builder.node(Op::Minimum, NodeType::Numeric, {power, small.builder.number(1)}));
  CHECK(small.decision_for(null()).errors.at(0).code == "E1009");
}

TEST_CASE("discretion: a range with nobody's fact missing, or exactly what was decided") {
  Small small;
  const Index decided = small.builder.claim_fact(small.kind, "decided", FactType::Money);
  const Index who = small.builder.rule(RuleKind::Amount, "the bureau decides");
  small.pay(small.builder.node(Op::Discretion, NodeType::Numeric, {small.builder.number(0), small.builder.number(50)},
                               decided, who));
  Case one = small.start();

  Decision decision = decide(small.builder, one);
  CHECK(decision.total == between(0, 50));
  CHECK(decision.outcome == CaseOutcome::Undetermined);
  CHECK(decision.missing.empty());
  CHECK(decision.discretion == std::vector<std::string>{"decided"});

  set(one.claims[0], small.builder.program(), decided, amount(40));
  decision = decide(small.builder, one);
  CHECK(decision.total == exactly(40));
  CHECK(decision.discretion.empty());

  set(one.claims[0], small.builder.program(), decided, amount(60));
  decision = decide(small.builder, one);
  CHECK(decision.outcome == CaseOutcome::Error);
  CHECK(decision.errors.at(0).code == "E1010");
  CHECK(decision.errors.at(0).path == "/claims/0/decided");

  small.builder.program().nodes[small.builder.program().awards[small.award].entitlements[0].amount].a = kNone;
  CHECK(decide(small.builder, small.start()).discretion == std::vector<std::string>{"the bureau decides"});
}

TEST_CASE("quantifiers: unknown members leave counts and sums between their ends") {
  Small small;
  ProgramBuilder& builder = small.builder;
  const Index large = builder.compare(Op::Greater, builder.read(small.size), builder.number(5));
  builder.program().facts[small.size].low = Fraction(0);
  builder.program().facts[small.size].high = Fraction(10);
  small.pay(builder.node(Op::Count, NodeType::Numeric, {large}, static_cast<Index>(ListKind::ClaimKind), small.kind));
  Case one = small.start();
  set(one.claims[0], builder.program(), small.size, amount(6));
  set(add_claim(one, builder.program(), small.kind, "2024-01-01"), builder.program(), small.size, null());
  set(add_claim(one, builder.program(), small.kind, "2024-01-01"), builder.program(), small.size, amount(2));

  CHECK(grant_of(decide(builder, one), 0).amount == between(1, 2));

  small.pay(builder.node(Op::Sum, NodeType::Numeric, {large, builder.read(small.size)},
                         static_cast<Index>(ListKind::Claims), kNone));
  CHECK(grant_of(decide(builder, one), 0).amount == between(6, 16));
}

TEST_CASE("quantifiers: `this` is the claim judged, and its facts stay in reach inside a list") {
  Small small;
  ProgramBuilder& builder = small.builder;
  const Index mine = builder.node(Op::JudgedClaimFact, NodeType::Numeric, {}, small.size);
  const Index is_this = builder.node(Op::IsJudgedClaim, NodeType::Bool);
  const Index other_is_larger = builder.all_of(
      {builder.node(Op::Not, NodeType::Bool, {is_this}), builder.compare(Op::Greater, builder.read(small.size), mine)});
  const Index any =
      builder.node(Op::Any, NodeType::Bool, {other_is_larger}, static_cast<Index>(ListKind::ClaimKind), small.kind);
  builder.guard(small.award, RuleKind::Unless, any, "a larger one");
  Case one = small.start();
  set(one.claims[0], builder.program(), small.size, amount(6));
  set(add_claim(one, builder.program(), small.kind, "2024-01-01"), builder.program(), small.size, amount(7));

  CHECK(amounts_of(decide(builder, one)) == std::vector<Range>{exactly(0), exactly(20)});
}

TEST_CASE("quantifiers: a null list may hold anything") {
  Small small;
  ProgramBuilder& builder = small.builder;
  const Index any =
      builder.node(Op::Any, NodeType::Bool, {builder.truth(true)}, static_cast<Index>(ListKind::History), small.award);
  builder.guard(small.award, RuleKind::Unless, any, "paid before");
  Case one = small.start();

  CHECK(decide(builder, one).total == exactly(20));
  one.history_unknown = true;
  CHECK(decide(builder, one).total == between(0, 20));
  CHECK(decide(builder, one).missing == std::vector<std::string>{"history"});
  one.history_unknown = false;
  one.claims.clear();
  one.claims_unknown = true;
  CHECK(decide(builder, one).total == at_least(0));
  CHECK(decide(builder, one).outcome == CaseOutcome::Undetermined);
  CHECK(decide(builder, one).missing == std::vector<std::string>{"claims"});
}

TEST_CASE("quantifiers: a past payment for a claim of the case has that claim's key") {
  Small small;
  ProgramBuilder& builder = small.builder;
  const Index key = builder.claim_fact(small.kind, "number", FactType::Text);
  builder.program().facts[key].is_key = true;
  builder.program().claim_kinds[small.kind].key = key;
  const Index mine = builder.node(Op::JudgedClaimFact, NodeType::Text, {}, key);
  const Index same = builder.compare(Op::Equal, builder.read(key), mine);
  small.pay(builder.node(Op::Count, NodeType::Numeric, {same}, static_cast<Index>(ListKind::History), small.award));
  Case one = small.start();
  set(one.claims[0], builder.program(), key, text("M"));
  add_payment(one, builder.program(), small.award, "2023-01-01", 5);

  CHECK(decide(builder, one).total == between(0, 1));
  one.history[0].claim = "1";
  CHECK(decide(builder, one).total == exactly(1));
  CHECK(decide(builder, one).presumed.empty());
}

TEST_CASE("parameters: the last step not after the date; before the first unknown") {
  Small small;
  ProgramBuilder& builder = small.builder;
  Parameter parameter;
  parameter.name = "rent";
  parameter.steps = {{parse_date("2022-01-01").value(), Fraction(10)},
                     {parse_date("2024-01-01").value(), Fraction(12)}};
  builder.program().parameters.push_back(parameter);
  small.pay(builder.node(Op::Parameter, NodeType::Numeric, {builder.event_date()}, 0));
  Case one = small.start();

  const auto total_on = [&](const char* date) {
    one.claims[0].on = on(date);
    return decide(builder, one).total;
  };
  CHECK(total_on("2023-12-31") == exactly(10));
  CHECK(total_on("2024-01-01") == exactly(12));
  CHECK(total_on("2021-12-31") == at_least(0));
}

TEST_CASE("dates: months, years and days are counted between the ends of what is known") {
  Small small;
  ProgramBuilder& builder = small.builder;
  const Index day = builder.number(parse_date("2021-05-01")->days);
  small.pay(builder.node(Op::YearsBetween, NodeType::Numeric, {day, builder.event_date()}));
  CHECK(small.decision_for(null()).total == exactly(2));
  small.pay(builder.node(Op::MonthsBetween, NodeType::Numeric, {day, builder.event_date()}));
  CHECK(small.decision_for(null()).total == exactly(32));
  small.pay(builder.node(Op::YearOf, NodeType::Numeric,
                         {builder.node(Op::AddMonths, NodeType::Numeric, {builder.event_date(), builder.number(12)},
                                       static_cast<Index>(MonthEnd::Refuse))}));
  CHECK(small.decision_for(null()).total == exactly(2025));
  small.pay(builder.node(Op::DaysBetween, NodeType::Numeric,
                         {day, builder.node(Op::AddDays, NodeType::Numeric, {day, builder.number(9)})}));
  CHECK(small.decision_for(null()).total == exactly(9));
}

TEST_CASE("ranked values compare by rank, the first being the highest") {
  Small small;
  ProgramBuilder& builder = small.builder;
  const Index ranks = builder.enumeration({"high", "middle", "low"});
  const Index rank = builder.claim_fact(small.kind, "rank", FactType::Ranked, ranks);
  const Index enough = builder.compare(Op::GreaterEqual, builder.read(rank), builder.label(ranks, 1));
  builder.guard(small.award, RuleKind::When, enough, "at least middle");
  Case one = small.start();

  for (const auto& [value, total] : {std::pair{0, 20}, std::pair{1, 20}, std::pair{2, 0}}) {
    set(one.claims[0], builder.program(), rank, code(static_cast<Index>(value)));
    CHECK(decide(builder, one).total == exactly(total));
  }
  set(one.claims[0], builder.program(), rank, null());
  CHECK(decide(builder, one).total == between(0, 20));
}
