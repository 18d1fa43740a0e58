// Cell tables: what covers a claim, what unknown dimensions leave, conflicts, `otherwise`.
#include <doctest/doctest.h>

#include "runtime/explain/coverage.h"
#include "tests/unit/runtime/explain_builder.h"

using namespace polc::runtime;
using namespace polc::testing;

namespace {

constexpr Index kNational = 0;
constexpr Index kMunicipal = 1;
constexpr Index kFirst = 0;
constexpr Index kSecond = 1;

// Level × role, national 200 and 50, municipal 100 for the first alone.
struct LevelTable {
  LevelTable() {
    kind = builder.claim_kind("k");
    level_values = builder.enumeration({"national", "municipal"});
    role_values = builder.enumeration({"first", "second"});
    level = builder.claim_fact(kind, "level", FactType::Ranked, level_values);
    role = builder.claim_fact(kind, "role", FactType::OneOf, role_values);
    published = builder.claim_fact(kind, "published", FactType::YesNo);
    cells = builder.table({builder.read(level), builder.read(role)});
    builder.cell(cells, {labels({kNational}), labels({kFirst})}, builder.number(200));
    builder.cell(cells, {labels({kNational}), labels({kSecond})}, builder.number(50));
    const Index is_published = builder.read(published);
    builder.cell(cells, {labels({kMunicipal}), labels({kFirst})}, builder.number(100), is_published);
    builder.award("a", kind, cells);
  }

  Decision decision_for(FactValue level_value, FactValue role_value, FactValue published_value) const {
    Case one = builder.empty_case();
    Claim& claim = add_claim(one, builder.program(), kind, "2024-01-01");
    set(claim, builder.program(), level, std::move(level_value));
    set(claim, builder.program(), role, std::move(role_value));
    set(claim, builder.program(), published, std::move(published_value));
    return decide(builder, one);
  }

  ProgramBuilder builder;
  Index kind = kNone;
  Index level_values = kNone;
  Index role_values = kNone;
  Index level = kNone;
  Index role = kNone;
  Index published = kNone;
  Index cells = kNone;
};

// A table over one numeric fact.
struct SizeTable {
  explicit SizeTable(FactType type) {
    kind = builder.claim_kind("k");
    size = builder.claim_fact(kind, "size", type);
    builder.program().facts[size].low = Fraction(0);
    builder.program().facts[size].high = Fraction(10);
    cells = builder.table({builder.read(size)});
    builder.award("a", kind, cells);
  }

  void cell(Interval interval, std::int64_t value) {
    CellSet set;
    set.is_any = false;
    set.intervals = {interval};
    builder.cell(cells, {set}, builder.number(value));
  }

  Decision decision_for(FactValue value) const {
    Case one = builder.empty_case();
    set(add_claim(one, builder.program(), kind, "2024-01-01"), builder.program(), size, std::move(value));
    return decide(builder, one);
  }

  ProgramBuilder builder;
  Index kind = kNone;
  Index size = kNone;
  Index cells = kNone;
};

const Reason* find_reason(const Grant& grant, RuleKind kind) {
  for (const Reason& reason : grant.because) {
    if (reason.kind == kind) return &reason;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("cells: the cell that covers the claim sets the amount and is cited") {
  const LevelTable small;

  const Decision decision = small.decision_for(code(kNational), code(kSecond), null());
  CHECK(decision.total == exactly(50));
  const Reason* reason = find_reason(grant_of(decision, 0), RuleKind::Cell);
  REQUIRE(reason != nullptr);
  CHECK(reason->holds == Tri::Yes);
  REQUIRE(reason->facts.size() == 2);
  CHECK(reason->facts[0].path == "claims.1.level");
  CHECK(reason->facts[0].value == "national");
}

TEST_CASE("cells: an unknown dimension gives the hull of what remains, and is missing") {
  const LevelTable small;

  const Decision decision = small.decision_for(code(kNational), null(), null());
  CHECK(decision.total == between(50, 200));
  CHECK(decision.missing == std::vector<std::string>{"claims.1.role"});
  CHECK(grant_of(decision, 0).outcome == GrantOutcome::Undetermined);
  CHECK(grant_of(decision, 0).because.size() == 2);
  CHECK(grant_of(decision, 0).because[0].holds == Tri::Unknown);
}

TEST_CASE("cells: a combination without a cell adds nothing, and leaves the guard open") {
  const LevelTable small;

  const Decision decision = small.decision_for(code(kMunicipal), null(), yes());
  CHECK(decision.total == between(0, 100));
  CHECK(decision.missing == std::vector<std::string>{"claims.1.role"});
}

TEST_CASE("cells: everything unknown lists what the possible cells ask") {
  const LevelTable small;

  const Decision decision = small.decision_for(null(), null(), null());
  CHECK(decision.total == between(0, 200));
  CHECK(decision.missing == std::vector<std::string>{"claims.1.level", "claims.1.published", "claims.1.role"});
}

TEST_CASE("cells: a claim that no cell covers is denied, and the reason says for what") {
  const LevelTable small;

  const Decision decision = small.decision_for(code(kMunicipal), code(kSecond), yes());
  const Grant& grant = grant_of(decision, 0);
  CHECK(grant.outcome == GrantOutcome::Denied);
  CHECK(grant.missing.empty());
  const Reason* reason = find_reason(grant, RuleKind::Award);
  REQUIRE(reason != nullptr);
  CHECK(reason->holds == Tri::No);
  CHECK(reason->text == "the policy sets no amount for municipal, second");
  CHECK(reason->sentence.chinese == "政策未规定municipal、second的金额");
}

TEST_CASE("cells: a cell whose condition fails is the reason of the denial") {
  const LevelTable small;

  const Decision decision = small.decision_for(code(kMunicipal), code(kFirst), no());
  const Grant& grant = grant_of(decision, 0);
  CHECK(grant.outcome == GrantOutcome::Denied);
  REQUIRE(grant.because.size() == 1);
  CHECK(grant.because[0].kind == RuleKind::Cell);
  CHECK(grant.because[0].holds == Tri::No);
  const ReadFact& last = grant.because[0].facts.back();
  CHECK(last.path == "claims.1.published");
  CHECK(last.value == "no");
  CHECK(last.holds == Tri::No);
}

TEST_CASE("cells: `otherwise` is every combination no other cell covers") {
  LevelTable small;
  const Index rest = small.builder.number(7);
  small.builder.table_of(small.cells).otherwise = rest;
  small.builder.table_of(small.cells).otherwise_rule = small.builder.rule(RuleKind::Cell, "otherwise");

  CHECK(small.decision_for(code(kMunicipal), code(kSecond), yes()).total == exactly(7));
  CHECK(small.decision_for(code(kMunicipal), code(kFirst), no()).total == exactly(7));
  CHECK(small.decision_for(code(kMunicipal), null(), yes()).total == between(7, 100));
  CHECK(small.decision_for(code(kNational), null(), yes()).total == between(50, 200));
}

TEST_CASE("cells: two cells with different amounts make the case an error that shows both") {
  LevelTable small;
  small.builder.cell(small.cells, {labels({kNational}), any_value()}, small.builder.number(60));

  const Decision decision = small.decision_for(code(kNational), code(kFirst), null());
  CHECK(decision.outcome == CaseOutcome::Error);
  REQUIRE(decision.errors.size() == 1);
  CHECK(decision.errors[0].code == "P4101");
  CHECK(decision.errors[0].path == "/claims/0");
  CHECK(decision.errors[0].english.find("200 (at small.pol:1:1) and 60 (at small.pol:") != std::string::npos);
  CHECK(decision.errors[0].chinese.find("200") != std::string::npos);
}

TEST_CASE("cells: two cells with one amount agree") {
  LevelTable small;
  small.builder.cell(small.cells, {labels({kNational}), labels({kFirst})}, small.builder.number(200));

  CHECK(small.decision_for(code(kNational), code(kFirst), null()).total == exactly(200));
}

TEST_CASE("cells: a conflict in an award the applicant cannot have is nobody's error") {
  LevelTable small;
  small.builder.cell(small.cells, {labels({kNational}), any_value()}, small.builder.number(60));
  const Index never = small.builder.truth(false);
  small.builder.guard(0, RuleKind::Require, never, "never");

  CHECK(small.decision_for(code(kNational), code(kFirst), null()).outcome == CaseOutcome::Determined);
}

TEST_CASE("cells: touching bounds cover whole numbers and six decimals, and a gap shows") {
  for (const FactType type : {FactType::Integer, FactType::Number}) {
    CAPTURE(static_cast<int>(type));
    SizeTable touching(type);
    touching.cell({Fraction(0), Fraction(4), false, true}, 5);
    touching.cell({Fraction(4), Fraction(10), false, false}, 9);
    CHECK(touching.decision_for(null()).total == between(5, 9));
    CHECK(touching.decision_for(amount(4)).total == exactly(9));
  }

  SizeTable integers(FactType::Integer);
  integers.cell({Fraction(0), Fraction(3), false, false}, 5);
  integers.cell({Fraction(4), std::nullopt, false, false}, 9);
  CHECK(integers.decision_for(null()).total == between(5, 9));

  SizeTable decimals(FactType::Number);
  decimals.cell({Fraction(0), Fraction(3), false, false}, 5);
  decimals.cell({Fraction(4), std::nullopt, false, false}, 9);
  CHECK(decimals.decision_for(null()).total == between(0, 9));
}

TEST_CASE("cells: the declared bounds of an unknown number limit what is possible") {
  SizeTable small(FactType::Integer);
  small.cell({std::nullopt, Fraction(10), false, false}, 5);
  small.cell({Fraction(10), std::nullopt, true, false}, 9);

  CHECK(small.decision_for(null()).total == exactly(5));
}

TEST_CASE("cells: within a cell an unknown number lies within its bounds, but not that of other claims") {
  SizeTable small(FactType::Integer);
  const Index size = small.builder.read(small.size);
  CellSet middle = numbers(3, 6);
  small.builder.cell(small.cells, {middle}, size);
  CHECK(small.decision_for(null()).total == between(0, 5));

  const Index always = small.builder.truth(true);
  const Index all = small.builder.node(Op::Sum, NodeType::Numeric, {always, size},
                                       static_cast<Index>(ListKind::ClaimKind), small.kind);
  small.builder.table_of(small.cells).cells[0].amount = all;
  Case one = small.builder.empty_case();
  set(add_claim(one, small.builder.program(), small.kind, "2024-01-01"), small.builder.program(), small.size, null());
  set(add_claim(one, small.builder.program(), small.kind, "2024-01-01"), small.builder.program(), small.size,
      amount(9));
  CHECK(grant_of(decide(small.builder, one), 0).amount == between(0, 19));
}

TEST_CASE("coverage: two unknown numbers are cut into pieces together") {
  Table table;
  table.dimensions.resize(2);
  for (const bool is_low : {true, false}) {
    TableCell cell;
    const Interval half =
        is_low ? Interval{Fraction(0), Fraction(5), false, false} : Interval{Fraction(5), Fraction(9), true, false};
    for (const bool is_left : {true, false}) {
      const Interval side = is_left ? Interval{std::nullopt, Fraction(3), false, true}
                                    : Interval{Fraction(3), std::nullopt, false, false};
      CellSet first;
      first.is_any = false;
      first.intervals = {half};
      CellSet second;
      second.is_any = false;
      second.intervals = {side};
      cell.sets = {first, second};
      table.cells.push_back(cell);
    }
  }
  const Grid grid = grid_of(FactType::Integer);
  DimensionValue first{{}, cut_interval(Range{Fraction(0), Fraction(9)}, grid), grid, true};
  const DimensionValue second{{}, cut_interval(Range::unbounded(), grid), grid, true};

  CHECK(is_covered(table, {first, second}, {0, 1, 2, 3}));
  CHECK_FALSE(is_covered(table, {first, second}, {0, 1, 2}));

  first.numbers = cut_interval(Range{Fraction(0), Fraction(10)}, grid);
  CHECK_FALSE(is_covered(table, {first, second}, {0, 1, 2, 3}));
}
