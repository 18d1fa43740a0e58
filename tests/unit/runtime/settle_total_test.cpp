// The total where more of one grant can mean less of all: there it is the sum of the items' ranges.
#include <doctest/doctest.h>

#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

// One award of the claim's `size`, from 0 to 20, its claims with a key, and a parameter that is 8 until the end of
// 2023 and 14 from then on.
struct Sized {
  Sized() {
    kind = builder.claim_kind("k");
    key = builder.claim_fact(kind, "number", FactType::Text);
    builder.program().facts[key].is_key = true;
    builder.program().claim_kinds[kind].key = key;
    size = builder.claim_fact(kind, "size", FactType::Money);
    builder.program().facts[size].low = Fraction(0);
    builder.program().facts[size].high = Fraction(20);
    award = builder.award("a", kind, builder.read(size));
    Parameter parameter;
    parameter.steps = {{parse_date("2021-01-01").value(), Fraction(8)},
                       {parse_date("2024-01-01").value(), Fraction(14)}};
    builder.program().parameters.push_back(parameter);
    standard = builder.node(Op::Parameter, NodeType::Numeric, {builder.event_date()}, 0);
  }

  Claim& claim(Case& one, const char* date, FactValue value) const {
    Claim& result = add_claim(one, builder.program(), kind, date);
    set(result, builder.program(), size, std::move(value));
    set(result, builder.program(), key, text("M"));
    return result;
  }

  ProgramBuilder builder;
  Index kind = kNone;
  Index key = kNone;
  Index size = kNone;
  Index award = kNone;
  Index standard = kNone;
};

}  // namespace

TEST_CASE("total: an unknown event date may put either grant into the one place of a limit") {
  Sized small;
  small.builder.limit(Scope::Applicant, {small.award}, 1);
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", amount(10)).on = unknown_date();
  small.claim(one, "2025-01-01", amount(20));

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 10), between(0, 20)});
  CHECK(decision.total == between(0, 30));
}

TEST_CASE("total: an unknown key beside an unknown amount") {
  Sized small;
  small.builder.step(StepKind::Once, Scope::Matter, {small.award});
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", null());
  set(small.claim(one, "2025-01-01", amount(15)), small.builder.program(), small.key, null());

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 20), between(0, 15)});
  CHECK(decision.total == between(0, 35));
}

TEST_CASE("total: a choice between grants that a later cap treats differently") {
  Sized small;
  small.builder.step(StepKind::Once, Scope::Applicant, {small.award});
  small.builder.step(StepKind::Cap, Scope::Group, {small.award}).number = {small.standard};
  Case one = small.builder.empty_case();
  small.claim(one, "2025-01-01", amount(16));
  small.claim(one, "2022-01-01", null());

  // 14 where the second is small, 8 where it is chosen.
  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 14), between(0, 8)});
  CHECK(decision.total == between(0, 22));
}

TEST_CASE("total: a choice between grants under different modes") {
  Sized small;
  const Index is_new = small.builder.compare(Op::Greater, small.standard, small.builder.number(10));
  Step& step = small.builder.step(StepKind::Highest, Scope::Applicant, {small.award});
  step.modes = {{Mode::NothingMoreOncePaid, is_new}, {Mode::IgnoringPaid, kNone}};
  Case one = small.builder.empty_case();
  small.claim(one, "2022-01-01", amount(10));
  small.claim(one, "2025-01-01", null());
  add_payment(one, small.builder.program(), small.award, "2020-01-01", 5);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{between(0, 10), exactly(0)});
  CHECK(decision.total == between(0, 10));
}

TEST_CASE("total: a choice between grants of which another policy takes one") {
  Sized small;
  const Index other_award = small.builder.award("b", small.kind, small.builder.number(15));
  small.builder.step(StepKind::Once, Scope::Claim, {small.award, other_award});
  small.builder.step(StepKind::HighestWithOthers, Scope::Matter, {small.award});
  Case one = small.builder.empty_case();
  small.claim(one, "2022-01-01", null());
  add_other(one, 100, 100);

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{exactly(0), between(0, 15)});
  CHECK(decision.total == between(0, 15));
}

TEST_CASE("total: nested caps keep the total of what they cap") {
  Sized small;
  small.builder.cap(Scope::Matter, {small.award}, 12);
  small.builder.cap(Scope::Applicant, {small.award}, 30);
  Case one = small.builder.empty_case();
  small.claim(one, "2022-01-01", null());
  small.claim(one, "2022-01-02", amount(20));
  set(small.claim(one, "2022-01-03", amount(20)), small.builder.program(), small.key, text("N"));

  CHECK(decide(small.builder, one).total == exactly(24));
}
