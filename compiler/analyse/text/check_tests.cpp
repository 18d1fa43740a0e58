#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/analyse/text/checks.h"
#include "compiler/analyse/text/literals.h"
#include "compiler/analyse/text/wording.h"
#include "runtime/explain/evaluate.h"

namespace polc::analyse::text {
namespace {

using base::Code;
using base::plain;
using runtime::Index;
using runtime::PolicyTest;

/// So many awards or bounds are named in the message; the coverage of `polc test` lists all.
constexpr std::size_t kMaxNamed = 3;
/// Beyond so many tests times awards the tests are not run here.
constexpr std::size_t kMaxRuns = 20'000;

// ---- the same case

std::string text_of(const runtime::FactValue& value) {
  if (value.presence != runtime::Presence::Given) return value.presence == runtime::Presence::Null ? "?" : "-";
  std::string text = runtime::to_text(value.value.number) + "'" + value.value.text + "'";
  for (const Index code : value.value.codes) text += fmt::format(",{}", code);
  return text;
}

std::string text_of(const runtime::CaseDate& date) {
  if (date.presence != runtime::Presence::Given) return date.presence == runtime::Presence::Null ? "?" : "-";
  return runtime::to_text(date.date);
}

std::string text_of(const runtime::CaseMoney& money) {
  if (money.presence != runtime::Presence::Given) return money.presence == runtime::Presence::Null ? "?" : "-";
  return runtime::to_text(money.minor_units);
}

std::string text_of(const std::vector<runtime::FactValue>& values) {
  std::string text;
  for (const runtime::FactValue& value : values) text += text_of(value) + ";";
  return text;
}

/// Everything of a test but its name and what it expects.
std::string input_of(const PolicyTest& test) {
  const runtime::Case& one = test.input;
  std::string text =
      fmt::format("{}|{}|{}|{}{}{}|", text_of(one.applied), one.applicant_kind, text_of(one.applicant_facts),
                  one.claims_unknown, one.history_unknown, one.others_unknown);
  for (const Index reading : test.readings) text += fmt::format("{},", reading);
  for (const runtime::Claim& claim : one.claims)
    text += fmt::format("|C{}:{}:{}:{}", claim.id, claim.kind, text_of(claim.on), text_of(claim.facts));
  for (const runtime::HistoryEntry& entry : one.history) {
    text += fmt::format("|H{}:{}:{}:{}:{}:{}:{}:{}", entry.award, text_of(entry.on), text_of(entry.paid), entry.claim,
                        entry.matter, entry.recipient, entry.policy, text_of(entry.facts));
  }
  for (const runtime::OtherGrant& other : one.others) {
    text += fmt::format("|O{}:{}:{}:{}:{}:{}:{}", other.policy, text_of(other.level), other.claim, other.matter,
                        text_of(other.entitled), text_of(other.paid), text_of(other.on));
  }
  return text;
}

bool same_range(const runtime::Range& lhs, const runtime::Range& rhs) {
  return lhs.low == rhs.low && lhs.high == rhs.high;
}

/// True where no result can meet both.
bool exclude_each_other(const runtime::Expected& lhs, const runtime::Expected& rhs) {
  using Kind = runtime::Expected::Kind;
  const auto is_amount = [](Kind kind) { return kind == Kind::Total || kind == Kind::Between; };
  if (is_amount(lhs.kind) && is_amount(rhs.kind)) return !same_range(lhs.amount, rhs.amount);
  if (lhs.kind == Kind::Item && rhs.kind == Kind::Item && lhs.item == rhs.item)
    return !same_range(lhs.amount, rhs.amount);
  const auto is_referred_and_fixed = [](const runtime::Expected& one, const runtime::Expected& other) {
    return one.kind == Kind::Undetermined && other.kind == Kind::Total;
  };
  return is_referred_and_fixed(lhs, rhs) || is_referred_and_fixed(rhs, lhs) ||
         (lhs.kind == Kind::Referred && rhs.kind == Kind::Undetermined) ||
         (lhs.kind == Kind::Undetermined && rhs.kind == Kind::Referred);
}

class TestCheck {
 public:
  TestCheck(const PolicyText& policy, base::Diagnostics& out)
      : policy_(policy), compiled_(*policy.subject->compiled), out_(out) {}

  void run() {
    if (compiled_.tests.empty()) return;
    compare_tests();
    check_awards();
    check_bounds();
  }

 private:
  // ---- P4703, P4704

  void compare_tests() {
    std::map<std::string, const PolicyTest*> known;
    for (const PolicyTest& test : compiled_.tests) {
      const auto [earlier, is_new] = known.emplace(input_of(test), &test);
      if (is_new) continue;
      const PolicyTest& first = *earlier->second;
      const bool contradicts =
          std::any_of(first.expected.begin(), first.expected.end(), [&](const runtime::Expected& lhs) {
            return std::any_of(test.expected.begin(), test.expected.end(),
                               [&](const runtime::Expected& rhs) { return exclude_each_other(lhs, rhs); });
          });
      base::Diagnostic& finding = contradicts
                                      ? out_.report(Code::P4704, test.span, {plain(first.name), plain(test.name)})
                                      : out_.report(Code::P4703, test.span, {plain(test.name), plain(first.name)});
      finding.also(first.span, {"the other test", "另一算例"});
      finding.advise(contradicts
                         ? base::Bilingual{"correct one of the two, or the case it gives", "请更正其中一个的应为或案情"}
                         : base::Bilingual{"remove it, or give it a case of its own", "请删去，或改为不同的案情"});
    }
  }

  // ---- P4701: one note a policy

  void check_awards() {
    const runtime::Program& program = compiled_.program;
    if (compiled_.tests.size() * program.awards.size() > kMaxRuns) return;
    std::set<Index> paid;
    for (const PolicyTest& test : compiled_.tests) {
      const runtime::Decision decision = runtime::evaluate(program, test.input, test.readings);
      for (const runtime::ClaimDecision& claim : decision.claims) {
        for (const runtime::Grant& grant : claim.grants) {
          if (grant.outcome != runtime::GrantOutcome::Denied) paid.insert(grant.award);
        }
      }
    }
    std::vector<const runtime::Award*> unpaid;
    std::size_t num_awards = 0;
    for (Index award = 0; award < program.awards.size(); ++award) {
      if (program.awards[award].refers) continue;
      ++num_awards;
      if (paid.count(award) == 0) unpaid.push_back(&program.awards[award]);
    }
    if (unpaid.empty()) return;
    std::vector<std::string> names;
    for (const runtime::Award* award : unpaid) names.push_back(award->name);
    base::Diagnostic& finding =
        out_.report(Code::P4701, unpaid.front()->span,
                    {plain(std::to_string(unpaid.size())), plain(std::to_string(num_awards)), first_names(names)});
    finding.article = unpaid.front()->article;
    finding.awards = names;
    finding.advise({"write a test that pays each", "请为每项补写得到资助的算例"});
  }

  static base::Bilingual first_names(const std::vector<std::string>& names) {
    base::Bilingual list =
        list_names({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMaxNamed))});
    if (names.size() > kMaxNamed) {
      list.english += " …";
      list.chinese += "等";
    }
    return list;
  }

  // ---- P4702

  /// The values that the tests give, by name of the fact.
  std::map<std::string, std::set<runtime::Fraction>> tested_values() const {
    std::map<std::string, std::set<runtime::Fraction>> values;
    const auto add = [&](const ast::Ast& ast, const std::vector<ast::Assignment>& facts) {
      for (const ast::Assignment& fact : facts) {
        for (const ast::ExprId value : fact.values) values[fact.fact.text].insert(ast.expr(value).number);
      }
    };
    const model::Model& model = policy_.model();
    for (const auto& test : model.tests) {
      const ast::Ast& ast = model.ast_of(test.address);
      add(ast, test.statement->applicant_facts);
      for (const ast::TestClaim& claim : test.statement->claims) add(ast, claim.facts);
    }
    for (const auto& sample : model.sample_list) add(*model.files[sample.file].ast, sample.statement->facts);
    return values;
  }

  void check_bounds() {
    const auto tested = tested_values();
    std::size_t num_bounds = 0;
    std::vector<std::pair<const ArticleText*, Literal>> untested;
    for (const ArticleText& article : policy_.articles) {
      for (const Block& block : article.blocks) {
        for (const ast::Statement* statement : block.statements) {
          for (Literal& literal : literals_of(*article.ast, *statement)) {
            if (literal.cut == Cut::None || literal.compared_with.empty() || literal.kind == ast::ExprKind::Date)
              continue;
            if (!is_fact(literal.compared_with)) continue;
            ++num_bounds;
            const auto values = tested.find(literal.compared_with);
            if (values == tested.end() || values->second.count(literal.value) == 0)
              untested.emplace_back(&article, std::move(literal));
          }
        }
      }
    }
    if (untested.empty()) return;
    std::vector<std::string> names;
    for (const auto& [article, literal] : untested)
      names.push_back(literal.compared_with + " " + literal_text(literal, compiled_.program.currency));
    base::Diagnostic& finding =
        report_in(out_, *untested.front().first, Code::P4702, untested.front().second.span,
                  {plain(std::to_string(untested.size())), plain(std::to_string(num_bounds)), first_names(names)});
    for (std::size_t i = 1; i < untested.size() && i <= kMaxNamed; ++i)
      finding.also(untested[i].second.span, {"nor this one", "此处亦然"});
    finding.advise({"add a test at the bound and one beside it", "请补写恰在界上和紧邻界限的算例"});
  }

  bool is_fact(const std::string& name) const {
    const auto& facts = compiled_.program.facts;
    return std::any_of(facts.begin(), facts.end(),
                       [&](const runtime::Fact& fact) { return fact.name == name && runtime::is_numeric(fact.type); });
  }

  const PolicyText& policy_;
  const compiler::Compiled& compiled_;
  base::Diagnostics& out_;
};

}  // namespace

void check_tests(const PolicyText& policy, base::Diagnostics& out) { TestCheck(policy, out).run(); }

}  // namespace polc::analyse::text
