#include "tests/property/random_policy.h"

#include <algorithm>
#include <tuple>

namespace polc::testing {

using namespace polc::runtime;

namespace {

struct KindFacts {
  Index kind = kNone;
  Index flag = kNone;
  Index rank = kNone;
  Index size = kNone;
  Index decided = kNone;
  Index key = kNone;    // where the kind has one
  Index share = kNone;  // Extent::Whole only, as the next
  Index done = kNone;
};

class PolicyMaker {
 public:
  PolicyMaker(Chance& chance, Extent extent) : chance_(chance), extent_(extent) {}

  ProgramBuilder make() {
    add_applicants();
    add_claim_kinds();
    if (is_whole()) builder_.reading("how", {"strict", "wide", "neither"});
    add_parameter();
    const std::size_t num_awards = 1 + chance_.below(4);
    for (std::size_t i = 0; i < num_awards; ++i) add_award(i);
    const std::size_t num_steps = chance_.below(5);
    for (std::size_t i = 0; i < num_steps; ++i) add_step();
    if (chance_.percent(15)) add_revocation();
    sort_steps(builder_.program());
    return std::move(builder_);
  }

 private:
  void add_applicants() {
    const std::size_t num_kinds = chance_.percent(30) ? 2 : 1;
    for (std::size_t i = 0; i < num_kinds; ++i) builder_.applicant_kind("kind" + std::to_string(i + 1));
    for (std::size_t i = 0; i < num_kinds; ++i) {
      good_.push_back(builder_.applicant_fact(static_cast<Index>(i), "good", FactType::YesNo));
      income_.push_back(builder_.applicant_fact(static_cast<Index>(i), "income", FactType::Money));
      bound(income_.back());
      if (is_whole()) add_whole_applicant(static_cast<Index>(i));
    }
  }

  bool is_whole() const { return extent_ == Extent::Whole; }

  void add_whole_applicant(Index kind) {
    if (kind == 0) fields_enumeration_ = builder_.enumeration({"steel", "wood", "stone"});
    founded_.push_back(builder_.applicant_fact(kind, "founded", FactType::Date));
    fields_.push_back(builder_.applicant_fact(kind, "fields", FactType::AnyOf, fields_enumeration_));
    quota_.push_back(builder_.applicant_fact(kind, "quota", FactType::Percent));
    if (chance_.percent(50)) {
      builder_.program().facts[quota_.back()].low = Fraction(0);
      builder_.program().facts[quota_.back()].high = Fraction(1);
    }
    if (chance_.percent(30)) builder_.program().facts[founded_.back()].presumed = day("2020-06-15").value;
  }

  void add_whole_claim(KindFacts& facts) {
    facts.share = builder_.claim_fact(facts.kind, "share", FactType::Number);
    facts.done = builder_.claim_fact(facts.kind, "done", FactType::Date);
    if (chance_.percent(20)) builder_.program().facts[facts.share].presumed = amount_value(2).value;
  }

  // 8 until the end of 2023, then 14.
  void add_parameter() {
    Parameter parameter;
    parameter.name = "standard";
    parameter.steps = {{parse_date("2021-01-01").value(), Fraction(8)},
                       {parse_date("2024-01-01").value(), Fraction(14)}};
    builder_.program().parameters.push_back(parameter);
  }

  Index standard() { return builder_.node(Op::Parameter, NodeType::Numeric, {builder_.event_date()}, 0); }
  Index is_new() { return builder_.compare(Op::Greater, standard(), builder_.number(10)); }

  void bound(Index slot) {
    builder_.program().facts[slot].low = Fraction(0);
    builder_.program().facts[slot].high = Fraction(20);
  }

  void add_claim_kinds() {
    ranks_ = builder_.enumeration({"high", "middle", "low"});
    const std::size_t num_kinds = 1 + chance_.below(2);
    for (std::size_t i = 0; i < num_kinds; ++i) {
      KindFacts facts;
      facts.kind = builder_.claim_kind("claim" + std::to_string(i + 1));
      facts.flag = builder_.claim_fact(facts.kind, "flag", FactType::YesNo);
      facts.rank = builder_.claim_fact(facts.kind, "rank", FactType::Ranked, ranks_);
      facts.size = builder_.claim_fact(facts.kind, "size", FactType::Money);
      facts.decided = builder_.claim_fact(facts.kind, "decided", FactType::Money);
      bound(facts.size);
      if (chance_.percent(70)) {
        const Index key = builder_.claim_fact(facts.kind, "number", FactType::Text);
        builder_.program().facts[key].is_key = true;
        builder_.program().claim_kinds[facts.kind].key = key;
        facts.key = key;
      }
      if (is_whole()) add_whole_claim(facts);
      if (chance_.percent(20)) builder_.program().facts[facts.flag].presumed = yes().value;
      kinds_.push_back(facts);
    }
  }

  Index some_number() { return builder_.number(chance_.between(0, 20)); }

  Index condition(const KindFacts& facts, std::size_t applicant, int depth) {
    if (is_whole() && chance_.percent(35)) return whole_condition(facts, applicant);
    switch (chance_.below(depth > 0 ? 10 : 6)) {
      case 0: return builder_.read(facts.flag);
      case 1: return builder_.read(good_[applicant]);
      case 2:
        return builder_.compare(Op::GreaterEqual, builder_.read(facts.rank),
                                builder_.label(ranks_, static_cast<Index>(chance_.below(3))));
      case 3:
        return builder_.compare(chance_.percent(50) ? Op::Less : Op::Equal, builder_.read(facts.size), some_number());
      case 4:
        return builder_.compare(Op::GreaterEqual, builder_.event_date(),
                                builder_.number(parse_date("2023-07-01")->days));
      case 5: return quantifier(facts);
      case 6: return builder_.node(Op::Not, NodeType::Bool, {condition(facts, applicant, depth - 1)});
      case 7:
        return builder_.node(Op::Or, NodeType::Bool,
                             {condition(facts, applicant, depth - 1), condition(facts, applicant, depth - 1)});
      default: return builder_.all_of({condition(facts, applicant, depth - 1), condition(facts, applicant, depth - 1)});
    }
  }

  Index date(const char* text) {
    const Index result = builder_.number(parse_date(text)->days);
    builder_.program().nodes[result].fact_type = FactType::Date;
    return result;
  }

  Index some_date(const KindFacts& facts, std::size_t applicant) {
    switch (chance_.below(5)) {
      case 0: return builder_.read(founded_[applicant]);
      case 1: return builder_.read(facts.done);
      case 2: return builder_.node(Op::ApplicationDate, NodeType::Numeric);
      case 3:
        return builder_.node(Op::AddMonths, NodeType::Numeric,
                             {builder_.read(facts.done), builder_.number(chance_.between(-6, 6))},
                             static_cast<Index>(chance_.below(3)));
      default: return builder_.event_date();
    }
  }

  Index some_comparison(Index lhs, Index rhs) {
    return builder_.compare(static_cast<Op>(static_cast<int>(Op::Equal) + static_cast<int>(chance_.below(6))), lhs,
                            rhs);
  }

  Index whole_condition(const KindFacts& facts, std::size_t applicant) {
    switch (chance_.below(9)) {
      case 0:
        return builder_.node(Op::Contains, NodeType::Bool, {builder_.read(fields_[applicant])},
                             static_cast<Index>(chance_.below(3)));
      case 1:
        return some_comparison(some_date(facts, applicant), date(chance_.percent(50) ? "2023-07-01" : "2024-01-02"));
      case 2: return some_comparison(some_date(facts, applicant), some_date(facts, applicant));
      case 3: {
        const Op op = chance_.percent(50) ? Op::MonthsBetween : Op::YearsBetween;
        const Index span =
            builder_.node(op, NodeType::Numeric, {some_date(facts, applicant), some_date(facts, applicant)});
        return some_comparison(span, builder_.number(chance_.between(-2, 14)));
      }
      case 4:
        return some_comparison(builder_.node(Op::YearOf, NodeType::Numeric, {some_date(facts, applicant)}),
                               builder_.number(chance_.between(2022, 2025)));
      case 5: return builder_.reading_is(0, static_cast<Index>(chance_.below(3)));
      case 6: return some_comparison(builder_.read(facts.share), builder_.fraction(chance_.between(0, 40), 4));
      case 7: return some_comparison(builder_.read(facts.size), builder_.read(income_[applicant]));
      default:
        if (facts.key == kNone)
          return builder_.compare(Op::NotEqual, builder_.read(facts.flag), builder_.read(good_[applicant]));
        return builder_.compare(chance_.percent(50) ? Op::Equal : Op::NotEqual, builder_.read(facts.key),
                                builder_.words("M1"));
    }
  }

  Index whole_amount(const KindFacts& facts, std::size_t applicant, int depth) {
    const auto inner = [&] { return amount(facts, applicant, depth - 1); };
    switch (chance_.below(8)) {
      case 0: return builder_.node(Op::Multiply, NodeType::Numeric, {builder_.read(facts.share), inner()});
      case 1: return builder_.node(Op::Multiply, NodeType::Numeric, {builder_.read(quota_[applicant]), inner()});
      case 2:
        return builder_.node(Op::YearsBetween, NodeType::Numeric,
                             {builder_.read(founded_[applicant]), builder_.event_date()});
      case 3: return builder_.node(chance_.percent(50) ? Op::Floor : Op::Ceil, NodeType::Numeric, {inner()});
      case 4:
        return builder_.node(Op::Absolute, NodeType::Numeric,
                             {builder_.node(Op::Negate, NodeType::Numeric, {inner()})});
      case 5:
        return builder_.node(Op::If, NodeType::Numeric,
                             {builder_.reading_is(0, static_cast<Index>(chance_.below(3))), inner(), inner()});
      case 6: return standard();
      default:
        return builder_.node(Op::PerFull, NodeType::Numeric,
                             {some_number(), builder_.fraction(chance_.between(1, 9), 4), builder_.read(facts.share)});
    }
  }

  Index quantifier(const KindFacts& facts) {
    const Index flag = builder_.read(facts.flag);
    switch (chance_.below(3)) {
      case 0:
        return builder_.node(Op::Any, NodeType::Bool, {flag}, static_cast<Index>(ListKind::ClaimKind), facts.kind);
      case 1: {
        const Index paid = builder_.node(Op::ElementPaid, NodeType::Numeric);
        const Index sum = builder_.node(Op::Sum, NodeType::Numeric, {builder_.truth(true), paid},
                                        static_cast<Index>(ListKind::History), kNone);
        return builder_.compare(Op::Less, sum, some_number());
      }
      default: {
        const Index paid =
            builder_.compare(Op::Greater, builder_.node(Op::ElementPaid, NodeType::Numeric), builder_.number(3));
        const Index count =
            builder_.node(Op::Count, NodeType::Numeric, {paid}, static_cast<Index>(ListKind::OtherGrants), kNone);
        return builder_.compare(Op::Less, count, builder_.number(1));
      }
    }
  }

  Index amount(const KindFacts& facts, std::size_t applicant, int depth) {
    if (depth == 0) return chance_.percent(60) ? some_number() : builder_.read(facts.size);
    if (is_whole() && chance_.percent(25)) return whole_amount(facts, applicant, depth);
    const auto inner = [&] { return amount(facts, applicant, depth - 1); };
    switch (chance_.below(15)) {
      case 0: return builder_.node(Op::Minimum, NodeType::Numeric, {inner(), some_number()});
      case 1: return builder_.node(Op::Maximum, NodeType::Numeric, {inner(), some_number()});
      case 2: return builder_.node(Op::If, NodeType::Numeric, {condition(facts, applicant, 1), inner(), inner()});
      case 3: return builder_.node(Op::Subtract, NodeType::Numeric, {inner(), inner()});
      case 4:
        return builder_.node(Op::Multiply, NodeType::Numeric, {inner(), builder_.fraction(chance_.between(1, 5), 3)});
      case 5:
        return builder_.node(Op::Round, NodeType::Numeric, {inner(), builder_.number(chance_.between(2, 5))},
                             static_cast<Index>(chance_.below(4)));
      case 6: return builder_.node(Op::Discretion, NodeType::Numeric, {builder_.number(0), inner()}, facts.decided);
      case 7:
        return builder_.node(Op::Tiers, NodeType::Numeric,
                             {inner(), builder_.number(5), builder_.fraction(1, 1), builder_.number(12),
                              builder_.fraction(1, 2), builder_.fraction(1, 4)});
      case 8: return builder_.node(Op::OrNothing, NodeType::Numeric, {inner(), some_number()});
      case 9: return builder_.node(Op::PerFull, NodeType::Numeric, {builder_.number(2), builder_.number(3), inner()});
      case 10: return builder_.node(Op::Divide, NodeType::Numeric, {inner(), inner()});
      case 13:
        return builder_.node(Op::Sum, NodeType::Numeric, {builder_.read(facts.flag), builder_.read(facts.size)},
                             static_cast<Index>(ListKind::ClaimKind), facts.kind);
      case 11:
      case 12: return table(facts, applicant, depth);
      default: return some_number();
    }
  }

  Index table(const KindFacts& facts, std::size_t applicant, int depth) {
    const bool has_numbers = chance_.percent(40);
    const Index cells =
        builder_.table({builder_.read(facts.rank), builder_.read(has_numbers ? facts.size : facts.flag)});
    for (Index code = 0; code < 3; ++code) {
      for (Index half = 0; half < 2; ++half) {
        if (chance_.percent(20)) continue;
        CellSet second = labels({half});
        if (has_numbers) second = half == 0 ? numbers(0, 8) : numbers(8, 21);
        const Index when = chance_.percent(20) ? condition(facts, applicant, 0) : kNone;
        builder_.cell(cells, {labels({code}), chance_.percent(10) ? any_value() : second},
                      amount(facts, applicant, depth - 1), when);
      }
    }
    if (chance_.percent(20)) builder_.table_of(cells).otherwise = some_number();
    return cells;
  }

  void add_award(std::size_t index) {
    const KindFacts& facts = chance_.one_of(kinds_);
    const Index award = builder_.award(std::string(1, static_cast<char>('a' + index)), facts.kind, amount(facts, 0, 2));
    Award& found = builder_.program().awards[award];
    for (std::size_t kind = 0; kind < good_.size(); ++kind) {
      if (kind > 0) builder_.program().awards[award].entitlements[kind].amount = amount(facts, kind, 2);
      builder_.program().awards[award].entitlements[kind].is_open = chance_.percent(90);
      if (chance_.percent(60)) {
        const RuleKind rule_kind = chance_.percent(30) ? RuleKind::Exclude : RuleKind::Require;
        const Index node = condition(facts, kind, 2);
        builder_.program().awards[award].entitlements[kind].guards.push_back({builder_.rule(rule_kind, "guard"), node});
      }
    }
    if (chance_.percent(4)) {
      found.refers = true;
      found.document = "elsewhere";
    }
  }

  std::vector<Index> some_awards() {
    std::vector<Index> result;
    const std::size_t num_awards = builder_.program().awards.size();
    for (std::size_t i = 0; i < num_awards; ++i) {
      if (chance_.percent(60)) result.push_back(static_cast<Index>(i));
    }
    if (result.empty()) result.push_back(static_cast<Index>(chance_.below(num_awards)));
    return result;
  }

  void add_step() {
    const StepKind kind = static_cast<StepKind>(chance_.below(5));
    const Scope scope = static_cast<Scope>(chance_.below(4));
    std::vector<Index> numbers;
    const bool is_parameter = kind == StepKind::Cap && chance_.percent(15);
    for (std::size_t i = 0; i < good_.size(); ++i) {
      if (is_parameter) {
        numbers.push_back(standard());
        continue;
      }
      const bool is_fact = kind == StepKind::Cap && chance_.percent(20);
      numbers.push_back(
          is_fact ? builder_.read(income_[i])
                  : builder_.number(kind == StepKind::Limit ? chance_.between(1, 2) : chance_.between(5, 30)));
    }
    const Index level = builder_.node(Op::ElementLevel, NodeType::Enum);
    builder_.program().nodes[level].enumeration = builder_.program().level_enumeration;
    const Index where = builder_.compare(Op::Equal, level, builder_.label(builder_.program().level_enumeration, 3));
    const Index when = is_new();
    Step& step = builder_.step(kind, scope, some_awards());
    if (chance_.percent(15)) step.when = when;
    step.window =
        chance_.percent(60) ? WindowKind::Ever : (chance_.percent(50) ? WindowKind::PerYear : WindowKind::Rolling);
    if (kind == StepKind::HighestWithOthers) step.window = WindowKind::Ever;
    step.years = static_cast<std::uint32_t>(1 + chance_.below(2));
    step.by_application_date = step.window == WindowKind::PerYear && chance_.percent(30);
    if (chance_.percent(20)) step.per_facts.push_back(chance_.percent(50) ? "flag" : "rank");
    if (kind == StepKind::Limit || kind == StepKind::Cap) step.number = numbers;
    if (kind == StepKind::Highest || kind == StepKind::HighestWithOthers)
      step.modes = {{static_cast<Mode>(chance_.below(5)), kNone}};
    if (!step.modes.empty() && chance_.percent(15)) {
      step.modes.insert(step.modes.begin(), {static_cast<Mode>(chance_.below(5)), when});
    }
    step.refuses_whole = kind == StepKind::Cap && chance_.percent(30);
    step.counts_others = kind == StepKind::Cap && chance_.percent(30);
    if (chance_.percent(50)) step.where = where;
    if (good_.size() > 1 && chance_.percent(20)) step.for_kind[0] = false;
  }

  void add_revocation() {
    Revocation revocation;
    revocation.awards = some_awards();
    for (const Index slot : good_)
      revocation.when.push_back(builder_.node(Op::Not, NodeType::Bool, {builder_.read(slot)}));
    revocation.rule = builder_.rule(RuleKind::Revoke, "revoke");
    builder_.program().revocations.push_back(std::move(revocation));
  }

  static FactValue day(const char* text) { return runtime_day(parse_date(text).value()); }
  static FactValue runtime_day(Date date) {
    FactValue result = amount_value(date.days);
    result.value.type = FactType::Date;
    return result;
  }
  static FactValue amount_value(std::int64_t value) { return polc::testing::amount(value); }

  Chance& chance_;
  Extent extent_;
  ProgramBuilder builder_;
  Index fields_enumeration_ = kNone;
  std::vector<Index> founded_;
  std::vector<Index> fields_;
  std::vector<Index> quota_;
  Index ranks_ = kNone;
  std::vector<Index> good_;
  std::vector<Index> income_;
  std::vector<KindFacts> kinds_;
};

int class_of(StepKind kind) {
  switch (kind) {
    case StepKind::Once:
    case StepKind::Limit:
    case StepKind::Highest: return 0;
    case StepKind::HighestWithOthers: return 1;
    case StepKind::Cap: return 2;
  }
  return 0;
}

// Ever is the longest window, a rolling one that spans years is longer than a calendar year.
int length_of(const Step& step) {
  switch (step.window) {
    case WindowKind::PerYear: return 1;
    case WindowKind::Rolling: return 1 + static_cast<int>(step.years);
    case WindowKind::Ever: return 100;
  }
  return 0;
}

}  // namespace

ProgramBuilder random_policy(Chance& chance, Extent extent) { return PolicyMaker(chance, extent).make(); }

void sort_steps(Program& program) {
  const auto names = [&](const Step& step) {
    std::vector<std::string> result;
    for (const Index award : step.awards) result.push_back(program.awards[award].name);
    std::sort(result.begin(), result.end());
    return result;
  };
  std::stable_sort(program.steps.begin(), program.steps.end(), [&](const Step& lhs, const Step& rhs) {
    const auto place = [&](const Step& step) {
      return std::make_tuple(step.scope, class_of(step.kind), step.awards.size(), length_of(step), names(step));
    };
    return place(lhs) < place(rhs);
  });
}

}  // namespace polc::testing
