#include "tests/unit/runtime/write_decision.h"

#include <string>
#include <utility>

#include "tests/unit/runtime/cases_program.h"

namespace polc::runtime::testing {
namespace {

constexpr const char* kFile = "trial.pol";

Range yuan(std::int64_t amount) { return Range::exactly(Fraction(amount * 100)); }
Range yuan(std::int64_t low, std::int64_t high) { return {Fraction(low * 100), Fraction(high * 100)}; }

Index add_rule(Program& program, RuleKind kind, std::string text, std::string article, std::uint32_t line) {
  Rule rule;
  rule.kind = kind;
  rule.path = kFile;
  rule.line = line;
  rule.column = 5;
  rule.text = std::move(text);
  rule.article = std::move(article);
  program.rules.push_back(std::move(rule));
  return static_cast<Index>(program.rules.size() - 1);
}

Reason reason(const Program& program, Index rule, Tri holds, std::vector<ReadFact> facts) {
  Reason result;
  result.rule = rule;
  result.kind = program.rules[rule].kind;
  result.text = program.rules[rule].text;
  result.holds = holds;
  result.facts = std::move(facts);
  return result;
}

Decided begin(const char* id) {
  Decided result{trial_program(), {}, {}};
  result.one.id = id;
  result.one.applicant_kind = 0;
  result.one.applicant_id = "U4";
  result.one.applicant_facts.resize(result.program.facts.size());
  result.decision.case_id = id;
  result.decision.readings = {{"试点就高", "补差"}};
  return result;
}

void add_claim(Decided& made, std::string id, Index kind, const char* on) {
  Claim claim;
  claim.id = std::move(id);
  claim.kind = kind;
  claim.on = {Presence::Given, *parse_date(on)};
  claim.facts.resize(made.program.claim_kinds[kind].facts.size());
  made.decision.claims.push_back({claim.id, made.program.claim_kinds[kind].name, {}, {}});
  made.one.claims.push_back(std::move(claim));
}

}  // namespace

Decided topped_up() {
  Decided made = begin("S09a");
  add_claim(made, "1", 0, "2025-04-01");
  const Index cell = add_rule(made.program, RuleKind::Cell, "承担国家级试点,一次性资助20万元", "8", 98);
  const Index group = add_rule(made.program, RuleKind::Group, "按就高原则资助", "8", 102);
  Grant grant;
  grant.award = 0;
  grant.outcome = GrantOutcome::Granted;
  grant.entitled = yuan(200000);
  grant.amount = yuan(50000);
  grant.because = {reason(made.program, cell, Tri::Yes,
                          {{"claims.1.级别", "国家标准", Tri::Yes, ""}, {"claims.1.已发布", "yes", Tri::Yes, ""}})};
  grant.adjusted = {{group, "highest", Mode::ToppingUp, yuan(200000), yuan(50000), yuan(150000)}};
  made.decision.claims[0].grants = {grant};
  made.decision.total = yuan(50000);
  made.decision.judged = {"applicant.信用良好"};
  made.decision.obligations = {{"专款专用", {}}, {"宣传推广", yuan(5000)}};
  made.decision.recover = {{"标准制定", {Presence::Given, *parse_date("2023-05-01")}, yuan(150000), "", "骗取资金"},
                           {"", {}, yuan(0, 9), "区X政策", "退旧领新"}};
  made.decision.schedule = {{"1", "标准制定", "批准筹建", yuan(25000)}, {"1", "标准制定", "2", yuan(25000)}};
  return made;
}

Decided denied() {
  Decided made = begin("S11");
  add_claim(made, "1", 2, "2024-06-15");
  made.one.claims[0].facts[0] = {Presence::Given, {FactType::OneOf, Fraction(1), "", {}}};
  made.program.facts[5].is_judged = true;
  const Index cell = add_rule(made.program, RuleKind::Cell, "复评成功的,每期给予8万元资助", "4", 60);
  const Index gate = add_rule(made.program, RuleKind::Require, "信用良好且拨款合规", "附则一", 120);
  Grant grant;
  grant.award = 2;
  grant.outcome = GrantOutcome::Denied;
  grant.entitled = yuan(0);
  grant.amount = yuan(0);
  grant.because = {reason(made.program, cell, Tri::Yes, {{"claims.1.stage", "renewal", Tri::Yes, ""}}),
                   reason(made.program, gate, Tri::No,
                          {{"applicant.信用良好", "no", Tri::No, ""},
                           {"applicant.财政拨款方式", "非财政拨款", Tri::Yes, ""},
                           {"applicant.国有占比", "", Tri::Unknown, "区国资委"}})};
  made.decision.claims[0].grants = {grant};
  made.decision.total = yuan(0);
  made.decision.presumed = {"applicant.集团"};
  return made;
}

Decided open_case() {
  Decided made = begin("S12");
  made.decision.outcome = CaseOutcome::Undetermined;
  add_claim(made, "a", 0, "2024-02-02");
  add_claim(made, "b", 1, "2024-02-03");
  const Index cell = add_rule(made.program, RuleKind::Cell, "国家标准20万元,行业标准5万元", "6", 70);
  Grant grant;
  grant.award = 0;
  grant.outcome = GrantOutcome::Undetermined;
  grant.entitled = yuan(0, 600000);
  grant.amount = yuan(0, 600000);
  grant.missing = {"applicant.信用良好", "claims.a.级别"};
  grant.because = {reason(made.program, cell, Tri::Unknown,
                          {{"claims.a.级别", "", Tri::Unknown, ""}, {"applicant.信用良好", "", Tri::Unknown, "区局"}})};
  made.decision.claims[0].grants = {grant};
  made.decision.claims[1].reason = {"no award covers 节能低碳认证", "没有资助对应节能低碳认证"};
  made.decision.total = yuan(0, 600000);
  made.decision.missing = {"applicant.信用良好", "claims.a.级别"};
  made.program.facts[0].is_judged = true;
  made.program.facts[0].judge = "区局";
  return made;
}

}  // namespace polc::runtime::testing
