#include "compiler/emit/settlement.h"

#include <algorithm>

#include "compiler/emit/refusal.h"

namespace polc::emit {

using namespace column;
using runtime::Mode;
using runtime::Op;
using runtime::Scope;
using runtime::Step;
using runtime::StepKind;
using runtime::WindowKind;

namespace {

constexpr Wide kMostRows = 200;  // of a case, where whole numbers have 64 bits

/// Whether a node reads the claim, so that it may differ between the grants of one case.
bool reads_claim(const runtime::Program& program, Index node) {
  const runtime::Node& found = program.nodes[node];
  switch (found.op) {
    case Op::ClaimFact:
    case Op::JudgedClaimFact:
    case Op::ClaimDate:
    case Op::JudgedClaimDate: return true;
    default: break;
  }
  for (std::size_t i = 0; i < found.num_args; ++i) {
    if (reads_claim(program, program.args[found.first_arg + i])) return true;
  }
  return found.op == Op::Cells;
}

/// Whether a condition over other grants reads anything but the grant itself.
bool reads_beyond_grant(const runtime::Program& program, Index node) {
  const runtime::Node& found = program.nodes[node];
  switch (found.op) {
    case Op::ApplicantFact:
    case Op::ClaimFact:
    case Op::JudgedClaimFact:
    case Op::JudgedClaimDate:
    case Op::ApplicationDate: return true;
    default: break;
  }
  for (std::size_t i = 0; i < found.num_args; ++i) {
    if (reads_beyond_grant(program, program.args[found.first_arg + i])) return true;
  }
  return false;
}

}  // namespace

std::string Settlement::name(const ActiveStep& active, const char* what) {
  return "p" + std::to_string(active.place) + "_" + what;
}

Term Settlement::flag(Term truth) { return terms_.choose({truth, whole(1), whole(0)}); }

Settlement::Settlement(SettlementParts parts)
    : parts_(parts), terms_(parts.query.terms()), query_(parts.query), program_(parts.program) {
  for (const Step& step : program_.steps) {
    try {
      if (!is_active(step)) continue;
      check(step);
      ActiveStep active;
      active.step = &step;
      active.place = steps_.size();
      active.mode = mode_of(step);
      const bool ignores = step.kind == StepKind::Highest && active.mode == Mode::IgnoringPaid;
      active.reads_history = step.scope != Scope::Claim && step.kind != StepKind::HighestWithOthers && !ignores;
      active.reads_others = step.kind == StepKind::HighestWithOthers || step.counts_others;
      active.tops_up = step.kind == StepKind::Highest && active.mode == Mode::ToppingUp;
      steps_.push_back(active);
    } catch (Refusal& refusal) {
      if (refusal.rule == kNone) refusal.rule = step.rule;
      throw;
    }
  }
  if (steps_.empty()) return;
  wanted_.has_order = true;
  for (const ActiveStep& active : steps_) {
    wanted_.has_matter = wanted_.has_matter || active.step->scope == Scope::Matter || active.reads_others;
    wanted_.has_years = wanted_.has_years || active.step->window == WindowKind::PerYear;
    for (const std::string& fact : active.step->per_facts) {
      if (std::find(wanted_.shared_facts.begin(), wanted_.shared_facts.end(), fact) == wanted_.shared_facts.end())
        wanted_.shared_facts.push_back(fact);
    }
  }
  read_numbers();
}

bool Settlement::is_active(const Step& step) {
  if (step.when == kNone) return true;
  const Term when = parts_.lowering.lower(step.when, {}).truth;
  if (terms_.is_yes_literal(when) || terms_.is_no_literal(when)) return terms_.is_yes_literal(when);
  refuse(
      {"the condition of the statement depends on a parameter, and so on the date of each grant",
       "该规定的条件取决于参数，因而取决于每项资助的日期"},
      {"make it depend on readings alone, or evaluate with `polc eval`", "请只以解释口径为条件，或用 polc eval 计算"});
}

Mode Settlement::mode_of(const Step& step) {
  for (const runtime::ModeChoice& choice : step.modes) {
    const Term when = choice.when == kNone ? terms_.yes() : parts_.lowering.lower(choice.when, {}).truth;
    if (terms_.is_yes_literal(when)) return choice.mode;
    if (terms_.is_no_literal(when)) continue;
    refuse({"the mode depends on a parameter, and so on the date of each grant",
            "方式取决于参数，因而取决于每项资助的日期"},
           {"let it depend on a reading", "请以解释口径决定方式"});
  }
  return Mode::ToppingUp;
}

void Settlement::check(const Step& step) {
  if (step.window == WindowKind::Rolling) {
    refuse(
        {"in a rolling window what one grant gets depends on what the one before got; one SQL query over sets cannot "
         "follow that chain exactly",
         "任意连续若干年内，一项资助取决于前一项的结果；一条集合查询不能精确追踪这一链条"},
        {"count per year, or evaluate with `polc eval`", "请按自然年计算，或用 polc eval 计算"});
  }
  if (step.refuses_whole) {
    refuse({"`refusing whole` looks at grants one by one, each depending on those paid before it",
            "“超限不予”须逐项判断，每项取决于此前已支付的各项"},
           {"cut to the cap instead, or evaluate with `polc eval`", "请改为削减至上限，或用 polc eval 计算"});
  }
  for (const Index number : step.number) {
    if (number != kNone && reads_claim(program_, number)) {
      refuse(
          {"the number or cap differs between the grants of a case, so that each depends on those before it",
           "次数或上限因资助而异，每项取决于此前各项"},
          {"use a fixed number, or one that depends on the applicant alone", "请用固定数值，或只取决于申请人的数值"});
    }
  }
  const bool counts_others = step.kind == StepKind::HighestWithOthers || step.counts_others;
  if (counts_others && !step.per_facts.empty()) {
    refuse({"other policies' grants are counted by a fact they do not have", "按其他政策资助所没有的信息分组"},
           {"leave `per FACT` out", "请去掉“同一某信息”"});
  }
  if (step.where != kNone && reads_beyond_grant(program_, step.where)) {
    refuse(
        {"the condition on other grants reads facts of the case", "对其他资助的条件读取了案件信息"},
        {"test the grant alone (policy, level, on, paid, entitled)", "请只判断该资助本身（政策、层级、日期、金额）"});
  }
  for (const std::string& fact : step.per_facts) {
    for (const runtime::Fact& declared : program_.facts) {
      if (declared.name != fact || !declared.is_key) continue;
      refuse({"grants are grouped by `" + fact + "`, which is a key", "按识别号“" + fact + "”分组"},
             {"write `per matter`", "请写作“同一事项”"});
    }
  }
}

// A number over the applicant's facts becomes two columns; a literal one too, so that steps read all alike.
void Settlement::read_numbers() {
  wanted_.by_kind.resize(program_.num_kinds());
  for (const ActiveStep& active : steps_) {
    if (active.step->number.empty()) continue;
    for (std::size_t kind = 0; kind < program_.num_kinds(); ++kind) {
      const Index node = active.step->number[kind];
      Term low = whole(0);
      Term high = whole(0);
      if (node != kNone && active.step->for_kind[kind]) {
        const Value value = parts_.lowering.lower(node, {});
        if (!terms_.is_no_literal(value.fault)) {
          throw Refusal{{"the number of the statement comes from cells or a decision", "该规定的数值来自档次或裁量"},
                        {"use a fixed number", "请用固定数值"},
                        active.step->rule};
        }
        const bool is_limit = active.step->kind == StepKind::Limit;
        const Quantity number =
            is_limit ? parts_.arithmetic.floor(value.number)
                     : parts_.arithmetic.round(value.number, runtime::Fraction(1), runtime::Rounding::HalfUp);
        const Term most = whole(parts_.limits.unlimited);
        low = terms_.least(positive(terms_.coalesce(number.low, whole(0))), most);
        high = terms_.least(positive(terms_.coalesce(number.high, most)), most);
      }
      wanted_.by_kind[kind].push_back({name(active, "number_low"), low});
      wanted_.by_kind[kind].push_back({name(active, "number_high"), high});
    }
  }
}

// Where 64 bits must hold the sum of unlimited ends, a case has at most so many grants.
RelationId Settlement::check_sizes(RelationId grants) {
  if (parts_.limits.unlimited > Wide{1'000'000'000'000'000'000}) return grants;
  const Term count = terms_.call(Form::Count, Type::Whole, false, {});
  grants = query_.enrich(grants, {kCase, kWorld}, {{"num_grants", count}});
  const Term is_too_many = terms_.less(whole(kMostRows), query_.field(grants, "num_grants"));
  return query_.extend(grants, {{kFault, terms_.either(query_.field(grants, kFault), is_too_many)}});
}

RelationId Settlement::apply(RelationId grants, bool wants_totals) {
  if (steps_.empty()) {
    return query_.extend(grants, {{kTotalLow, query_.field(grants, kLow)}, {kTotalHigh, query_.field(grants, kHigh)}});
  }
  grants = check_sizes(grants);
  const Term high = terms_.coalesce(query_.field(grants, kHigh), whole(parts_.limits.unlimited));
  std::vector<Field> amounts{{"x_low", query_.field(grants, kLow)}, {"x_high", high}};
  if (wants_totals) {
    amounts.push_back({"y", query_.field(grants, kLow)});
    amounts.push_back({"z", high});
    amounts.push_back({"doubt", whole(0)});
  }
  grants = query_.extend(grants, std::move(amounts));
  grants = read_history(grants);
  grants = read_others(grants);
  for (const ActiveStep& active : steps_) {
    if (active.step->kind == StepKind::HighestWithOthers) grants = read_deductions(grants, active);
  }
  for (const ActiveStep& active : steps_) grants = apply_step(grants, active, wants_totals);
  if (wants_totals) grants = spread_doubt(grants);
  return finish(grants, wants_totals);
}

RelationId Settlement::finish(RelationId grants, bool wants_totals) {
  const Term open = whole(parts_.limits.unlimited / 2);
  const auto to_high = [&](Term high) {
    return terms_.choose({terms_.less(high, open), high, terms_.null(Type::Whole)});
  };
  const Term low = query_.field(grants, "x_low");
  const Term high = query_.field(grants, "x_high");
  std::vector<Field> fields{{kLow, low}, {kHigh, to_high(high)}};
  if (wants_totals) {
    const Term is_doubtful = terms_.equal(query_.field(grants, "doubt"), whole(1));
    fields.push_back({kTotalLow, terms_.choose({is_doubtful, low, query_.field(grants, "y")})});
    fields.push_back({kTotalHigh, to_high(terms_.choose({is_doubtful, high, query_.field(grants, "z")}))});
  }
  std::vector<std::string> kept{kCase,   kWorld, kClaim, kAward,       kArticle,     kAwardPlace,
                                kRefers, kGuard, kFault, kEntitledLow, kEntitledHigh};
  for (const std::string& one : kept) fields.push_back({one, query_.field(grants, one)});
  return query_.project(grants, std::move(fields), kNoTerm);
}

}  // namespace polc::emit
