// `highest with other grants`, and what makes a matter.
#include <doctest/doctest.h>

#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

// One award of 30 for a claim without a key.
struct OneAward {
  explicit OneAward(Mode mode) {
    kind = builder.claim_kind("k");
    award = builder.award("a", kind, builder.number(30));
    Step& step = builder.step(StepKind::HighestWithOthers, Scope::Matter, {award});
    step.modes = {{mode, kNone}};
  }

  Case case_with(std::int64_t entitled, std::int64_t paid) const {
    Case one = builder.empty_case();
    add_claim(one, builder.program(), kind, "2024-01-02");
    add_other(one, entitled, paid);
    return one;
  }

  ProgramBuilder builder;
  Index kind = kNone;
  Index award = kNone;
};

struct Row {
  Mode mode;
  std::int64_t after_payment;  // of 12, the other policy being entitled to no more than this one
};

// A claim kind with a key fact, and another with the same key.
struct TwoKinds {
  TwoKinds() {
    for (const char* name : {"a", "b"}) {
      const Index kind = builder.claim_kind(name);
      const Index key = builder.claim_fact(kind, "number", FactType::Text);
      builder.program().facts[key].is_key = true;
      builder.program().claim_kinds[kind].key = key;
      kinds.push_back(kind);
      keys.push_back(key);
      awards.push_back(builder.award(name, kind, builder.number(name[0] == 'a' ? 20 : 15)));
    }
  }

  Claim& claim(Case& one, std::size_t which, FactValue key) const {
    Claim& result = add_claim(one, builder.program(), kinds[which], "2024-01-01");
    set(result, builder.program(), keys[which], std::move(key));
    return result;
  }

  ProgramBuilder builder;
  std::vector<Index> kinds;
  std::vector<Index> keys;
  std::vector<Index> awards;
};

}  // namespace

TEST_CASE("others: more elsewhere pays nothing here; as much or less pays by the mode") {
  for (const Row& row : {Row{Mode::ToppingUp, 18}, Row{Mode::IgnoringPaid, 30}, Row{Mode::NothingMoreOncePaid, 0},
                         Row{Mode::FirstOnly, 0}, Row{Mode::ReplacingPaid, 30}}) {
    CAPTURE(static_cast<int>(row.mode));
    const OneAward small(row.mode);

    CHECK(decide(small.builder, small.case_with(31, 12)).total == exactly(0));
    CHECK(decide(small.builder, small.case_with(30, 12)).total == exactly(row.after_payment));
    CHECK(decide(small.builder, small.case_with(12, 12)).total == exactly(row.after_payment));
    CHECK(decide(small.builder, small.case_with(12, 0)).total == exactly(30));
  }
}

TEST_CASE("others: replacing recovers from the other policy by name") {
  const OneAward small(Mode::ReplacingPaid);

  const Decision decision = decide(small.builder, small.case_with(30, 12));
  REQUIRE(decision.recover.size() == 1);
  CHECK(decision.recover[0].policy == "another policy");
  CHECK(decision.recover[0].award.empty());
  CHECK(decision.recover[0].paid == exactly(12));
  CHECK(decide(small.builder, small.case_with(31, 12)).recover.empty());
}

TEST_CASE("others: without any, this policy pays") {
  const OneAward small(Mode::ToppingUp);
  Case one = small.case_with(31, 12);
  one.others.clear();

  CHECK(decide(small.builder, one).total == exactly(30));
}

TEST_CASE("others: the highest entitlement counts, and the sum of what was paid") {
  const OneAward small(Mode::ToppingUp);
  Case one = small.case_with(25, 12);
  add_other(one, 29, 10);

  CHECK(decide(small.builder, one).total == exactly(8));
}

TEST_CASE("others: what is unknown of them leaves the low end at nothing") {
  const OneAward small(Mode::ToppingUp);
  Case one = small.case_with(0, 12);
  one.others[0].entitled = {Presence::Null, {}};

  Decision decision = decide(small.builder, one);
  CHECK(decision.total == between(0, 18));
  CHECK(decision.missing == std::vector<std::string>{"other.1.entitled"});

  one = small.case_with(30, 0);
  one.others[0].paid = {Presence::Null, {}};
  CHECK(decide(small.builder, one).total == between(0, 30));

  one = small.case_with(30, 0);
  one.others.clear();
  one.others_unknown = true;
  decision = decide(small.builder, one);
  CHECK(decision.total == between(0, 30));
  CHECK(decision.missing == std::vector<std::string>{"other"});
}

TEST_CASE("others: a level that does not match, or may not, leaves the grant alone or open") {
  OneAward small(Mode::ToppingUp);
  const Index level = small.builder.node(Op::ElementLevel, NodeType::Enum);
  small.builder.program().nodes[level].enumeration = small.builder.program().level_enumeration;
  const Index is_district =
      small.builder.compare(Op::Equal, level, small.builder.label(small.builder.program().level_enumeration, 3));
  small.builder.program().steps[0].where = is_district;
  Case one = small.case_with(30, 12);

  one.others[0].level = code(1);
  CHECK(decide(small.builder, one).total == exactly(30));
  one.others[0].level = code(3);
  CHECK(decide(small.builder, one).total == exactly(18));
  one.others[0].level = {};
  const Decision decision = decide(small.builder, one);
  CHECK(decision.total == between(18, 30));
  CHECK(decision.missing == std::vector<std::string>{"other.1.level"});
}

TEST_CASE("others: the cut falls on the last grants of the matter") {
  TwoKinds small;
  small.builder.step(StepKind::HighestWithOthers, Scope::Matter, small.awards).modes = {{Mode::ToppingUp, kNone}};
  Case one = small.builder.empty_case();
  small.claim(one, 1, text("M"));
  small.claim(one, 0, text("M"));
  OtherGrant& other = add_other(one, 35, 17);
  other.claim.clear();
  other.matter = "M";

  CHECK(amounts_of(decide(small.builder, one)) == std::vector<Range>{exactly(15), exactly(3)});

  one.others[0].entitled = money(36);
  CHECK(amounts_of(decide(small.builder, one)) == std::vector<Range>{exactly(0), exactly(0)});
}

TEST_CASE("others: what this policy already paid for the matter belongs to its side") {
  TwoKinds small;
  small.builder.highest(Scope::Matter, small.awards, Mode::ToppingUp);
  small.builder.step(StepKind::HighestWithOthers, Scope::Matter, small.awards).modes = {{Mode::ToppingUp, kNone}};
  Case one = small.builder.empty_case();
  small.claim(one, 0, text("M"));
  add_payment(one, small.builder.program(), small.awards[1], "2023-01-01", 15).matter = "M";
  add_other(one, 20, 2);

  // 20 less 15 paid leaves 5; gross is 20, as much as elsewhere; 2 paid elsewhere are deducted.
  CHECK(decide(small.builder, one).total == exactly(3));

  one.others[0].entitled = money(21);
  CHECK(decide(small.builder, one).total == exactly(0));
}

TEST_CASE("matter: the same key name and value make one matter, whatever the kind") {
  TwoKinds small;
  small.builder.step(StepKind::Once, Scope::Matter, small.awards);
  Case one = small.builder.empty_case();
  small.claim(one, 0, text("M"));
  small.claim(one, 1, text("M"));
  small.claim(one, 1, text("N"));

  CHECK(amounts_of(decide(small.builder, one)) == std::vector<Range>{exactly(20), exactly(0), exactly(15)});
}

TEST_CASE("matter: a key left unknown may equal any other") {
  TwoKinds small;
  small.builder.step(StepKind::Once, Scope::Matter, small.awards);
  Case one = small.builder.empty_case();
  small.claim(one, 0, text("M"));
  small.claim(one, 1, null());

  const Decision decision = decide(small.builder, one);
  CHECK(amounts_of(decision) == std::vector<Range>{exactly(20), between(0, 15)});
  CHECK(decision.total == between(20, 35));
  CHECK(decision.missing == std::vector<std::string>{"claims.2.number"});
}

TEST_CASE("matter: keys of different names never meet") {
  TwoKinds small;
  small.builder.program().facts[small.keys[1]].name = "other number";
  small.builder.step(StepKind::Once, Scope::Matter, small.awards);
  Case one = small.builder.empty_case();
  small.claim(one, 0, text("M"));
  small.claim(one, 1, null());

  CHECK(decide(small.builder, one).total == exactly(35));
}

TEST_CASE("matter: without a key a claim is a matter of its own, which history reaches by claim only") {
  ProgramBuilder builder;
  const Index kind = builder.claim_kind("k");
  const Index award = builder.award("a", kind, builder.number(30));
  builder.step(StepKind::Once, Scope::Matter, {award});
  Case one = builder.empty_case();
  add_claim(one, builder.program(), kind, "2024-01-01");
  add_claim(one, builder.program(), kind, "2024-01-01");
  add_payment(one, builder.program(), award, "2023-01-01", 5);

  CHECK(decide(builder, one).total == exactly(60));

  one.history[0].claim = "2";
  CHECK(amounts_of(decide(builder, one)) == std::vector<Range>{exactly(30), exactly(0)});
}

TEST_CASE("matter: a payment of an unknown matter counts from nothing to all") {
  TwoKinds small;
  small.builder.cap(Scope::Matter, small.awards, 25);
  Case one = small.builder.empty_case();
  small.claim(one, 0, text("M"));
  add_payment(one, small.builder.program(), small.awards[1], "2023-01-01", 10);

  Decision decision = decide(small.builder, one);
  CHECK(decision.total == between(15, 20));
  CHECK(decision.missing == std::vector<std::string>{"history.1.matter"});

  one.history[0].facts[0] = text("M");
  CHECK(decide(small.builder, one).total == exactly(15));
  one.history[0].facts[0] = text("N");
  CHECK(decide(small.builder, one).total == exactly(20));
  one.history[0].matter = "M";
  CHECK(decide(small.builder, one).total == exactly(15));
}
