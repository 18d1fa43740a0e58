// The verifier, one broken promise of program.h at a time.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/program/verify.h"
#include "tests/saved/order_nodes.h"
#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

/// A program with something of everything.
Program sample() {
  ProgramBuilder builder;
  const Index kind = builder.applicant_kind("单位");
  const Index claim = builder.claim_kind("标准");
  const Index ranks = builder.enumeration({"国家", "行业"});
  const Index rank = builder.claim_fact(claim, "级别", FactType::Ranked, ranks);
  const Index good = builder.applicant_fact(kind, "信用良好", FactType::YesNo);
  const Index table = builder.table({builder.read(rank)});
  builder.cell(table, {labels({0})}, builder.number(200));
  const Index award = builder.award("甲", claim, table);
  builder.award("乙", claim, builder.number(50));
  builder.guard(award, RuleKind::Require, builder.read(good), "信用良好");
  builder.cap(Scope::Applicant, {1, 0}, 220);
  builder.reading("口径", {"宽", "严"});
  builder.node(Op::Sum, NodeType::Numeric, {builder.truth(true), builder.node(Op::ElementPaid, NodeType::Numeric)},
               static_cast<Index>(ListKind::History));
  return in_order(builder.program());
}

/// Returns what is wrong with the sample after `change`.
std::string flaw_after(const std::function<void(Program&)>& change) {
  Program program = sample();
  change(program);
  const std::optional<Flaw> flaw = verify(program);
  return flaw ? flaw->what.english : "";
}

using Change = std::function<void(Program&)>;

/// Makes one change at a time and looks for the words of its flaw.
void check_each(const std::vector<std::pair<const char*, Change>>& changes) {
  for (const std::pair<const char*, Change>& one : changes) {
    const std::string expected = one.first;
    const std::string found = flaw_after(one.second);
    CHECK_MESSAGE(found.find(expected) != std::string::npos, expected << " | " << found);
  }
}

Index nest(ProgramBuilder& builder, std::size_t num_levels) {
  Index node = builder.number(1);
  for (std::size_t i = 1; i < num_levels; ++i) node = builder.node(Op::Floor, NodeType::Numeric, {node});
  return node;
}

/// Tables whose only cells read the next one.
Index nest_tables(ProgramBuilder& builder, std::size_t num_tables) {
  const Index claim = builder.claim_kind("标准");
  const Index flag = builder.read(builder.claim_fact(claim, "已发布", FactType::YesNo));
  Index node = builder.number(1);
  for (std::size_t i = 0; i < num_tables; ++i) {
    const Index table = builder.table({flag});
    builder.cell(table, {any_value()}, node);
    node = table;
  }
  return node;
}

/// Evaluates a claim for an award of this amount.
Range paid(ProgramBuilder& builder, Index amount) {
  if (builder.program().claim_kinds.empty()) builder.claim_kind("标准");
  builder.award("甲", 0, amount);
  Case one = builder.empty_case();
  add_claim(one, builder.program(), 0, "2024-01-01");
  return decide(builder, one).total;
}

}  // namespace

TEST_CASE("verify: a sound program has no flaw") {
  const std::optional<Flaw> flaw = verify(sample());
  CHECK_MESSAGE(!flaw, flaw.value_or(Flaw{}).what.english);
}

TEST_CASE("verify: every broken promise about names and values is found") {
  check_each({
      {"the levels", [](Program& p) { p.level_enumeration = kNone; }},
      {"too many decimals", [](Program& p) { p.minor_digits = 60; }},
      {"enumeration 1: it has no value", [](Program& p) { p.enumerations[1].values.clear(); }},
      {"fact 0: its values", [](Program& p) { p.facts[0].enumeration = 9; }},
      {"fact 1: its kind", [](Program& p) { p.facts[1].kind = 1; }},
      {"fact 1: its bounds", [](Program& p) { p.facts[1].low = Fraction(1); }},
      {"fact 0: its presumed",
       [](Program& p) {
         p.facts[0].presumed = Constant{FactType::Ranked, Fraction(2), {}, {}};
       }},
      {"claim kind 0: it lists a fact",
       [](Program& p) {
         p.claim_kinds[0].facts = {0, 0};
       }},
      {"claim kind 0: it lists a fact", [](Program& p) { p.claim_kinds[0].facts = {1}; }},
      {"claim kind 0: its key", [](Program& p) { p.claim_kinds[0].key = 1; }},
      {"claim kind 0: it lists an award", [](Program& p) { p.claim_kinds[0].awards.push_back(7); }},
      {"reading 0", [](Program& p) { p.readings[0].adopted = 2; }},
  });
}

TEST_CASE("verify: every broken promise about tables and expressions is found") {
  check_each({
      {"table 0: a dimension", [](Program& p) { p.tables[0].dimensions[0].num_codes = 3; }},
      {"table 0: a cell does not fit", [](Program& p) { p.tables[0].cells[0].sets.clear(); }},
      {"table 0: a cell does not fit",
       [](Program& p) {
         p.tables[0].cells[0].sets[0].codes = {1, 0};
       }},
      {"table 0: a cell has no amount", [](Program& p) { p.tables[0].cells[0].amount = kNone; }},
      {"a node of its table", [](Program& p) { p.tables[0].otherwise = static_cast<Index>(p.nodes.size() - 1); }},
      {"an argument does not come before", [](Program& p) { p.args[0] = 40; }},
      {"wrong number of arguments", [](Program& p) { p.nodes.back().num_args = 1; }},
      {"wrong number of arguments", [](Program& p) { p.nodes.back().first_arg = kNone; }},
      {"has the wrong type", [](Program& p) { p.nodes.back().type = NodeType::Bool; }},
      {"what it reads", [](Program& p) { p.nodes[0].a = 1; }},
      {"it asks its list", [](Program& p) { p.nodes.back().a = static_cast<Index>(ListKind::Claims); }},
  });
}

TEST_CASE("verify: every broken promise about awards and statements is found") {
  check_each({
      {"award 0: its claim kind",
       [](Program& p) {
         p.awards[0].claim_kind = kNone;
         p.claim_kinds[0].awards = {1};
       }},
      {"award 0: it does not speak", [](Program& p) { p.awards[0].entitlements.clear(); }},
      {"award 0: a condition",
       [](Program& p) { p.awards[0].entitlements[0].guards[0].node = p.awards[0].entitlements[0].amount; }},
      {"award 1: its rule", [](Program& p) { p.awards[1].rule = 99; }},
      {"settlement step 0: its awards",
       [](Program& p) {
         p.steps[0].awards = {0, 1};
       }},
      {"settlement step 0: its number", [](Program& p) { p.steps[0].number.clear(); }},
      {"settlement step 1: it stands out of turn",
       [](Program& p) {
         p.steps.push_back(p.steps[0]);
         p.steps[1].scope = Scope::Claim;
       }},
      {"revocation 0: its rule",
       [](Program& p) {
         p.revocations.push_back({{}, {kNone}, kNone});
       }},
      {"obligation 0: its share",
       [](Program& p) {
         p.obligations.push_back({"", {true}, Fraction(INT64_MAX), {}, kNone});
       }},
      {"schedule 0: its condition",
       [](Program& p) {
         p.schedules.push_back({{}, {}, {3, 4}, kNone});
       }},
      {"discretion 0: it does not speak",
       [](Program& p) {
         p.discretions.push_back({"", {}, {}, kNone});
       }},
      {"parameter 0: its dates",
       [](Program& p) {
         p.parameters.push_back({"", FactType::Money, {{Date{5}, {}}, {Date{5}, {}}}});
       }},
  });
}

TEST_CASE("verify: shares whose sum would not fit are refused") {
  const auto parts = [](std::initializer_list<std::int64_t> denominators) {
    Schedule schedule;
    for (const std::int64_t one : denominators) schedule.parts.push_back({Fraction::ratio(1, one).value(), ""});
    return flaw_after([&](Program& p) { p.schedules.push_back(schedule); });
  };
  CHECK(parts({3, 3, 3}).empty());
  CHECK(parts({100'000'000, 100'000'000}).empty());
  CHECK(parts({1'000'003, 1'000'033, 1'000'037}) == "schedule 0: its shares cannot be computed with");
}

TEST_CASE("verify: expressions are bounded in depth and in size") {
  ProgramBuilder deep;
  const Index deepest = nest(deep, kMostLevels);
  CHECK(!verify(deep.program()));
  CHECK(paid(deep, deepest) == exactly(1));
  ProgramBuilder tables;
  const Index last_table = nest_tables(tables, kMostLevels / 3 - 1);
  CHECK(!verify(tables.program()));
  CHECK(paid(tables, last_table) == exactly(1));
  ProgramBuilder deeper;
  nest(deeper, kMostLevels + 1);
  CHECK(verify(deeper.program()));

  ProgramBuilder doubled;
  Index node = doubled.number(1);
  for (int i = 0; i < 60; ++i) node = doubled.node(Op::Add, NodeType::Numeric, {node, node});
  CHECK(verify(doubled.program()));

  ProgramBuilder lists;
  Index condition = lists.truth(true);
  for (std::size_t i = 0; i <= kMostQuantifiers; ++i)
    condition = lists.node(Op::Any, NodeType::Bool, {condition}, static_cast<Index>(ListKind::History));
  CHECK(verify(lists.program()));
}
