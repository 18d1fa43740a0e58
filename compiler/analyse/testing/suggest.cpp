#include "compiler/analyse/testing/suggest.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/unicode.h"
#include "compiler/analyse/testing/candidate_cases.h"
#include "compiler/analyse/testing/mutation.h"
#include "compiler/analyse/testing/test_coverage.h"
#include "compiler/analyse/testing/write_test.h"
#include "compiler/ast/build.h"
#include "grammar/format.h"
#include "grammar/parser.h"
#include "runtime/cases/value_text.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/judge.h"

namespace polc::analyse {

using base::Bilingual;
using runtime::Case;
using runtime::CaseOutcome;
using runtime::Decision;
using runtime::Program;

namespace {

/// Returns `text` on one line, cut to what a name can hold.
std::string shortened(std::string_view text) {
  constexpr std::size_t kMostLetters = 30;
  std::string result;
  std::size_t num_letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_at(text, at);
    const bool is_space = point.value == U' ' || point.value == U'\n' || point.value == U'\t' || point.value == U'\r';
    if (!is_space && ++num_letters > kMostLetters) return result + "…";
    if (!is_space) result += text.substr(at, point.length);
    if (is_space && !result.empty() && result.back() != ' ') result += ' ';
    at += point.length;
  }
  return result;
}

/// Returns whether a test of the case tells two decisions apart.
bool differ(const Decision& lhs, const Decision& rhs) {
  return lhs.outcome != rhs.outcome || !(lhs.total == rhs.total);
}

class Suggester {
 public:
  Suggester(const compiler::Compiled& compiled, base::SourceStore& sources, const SuggestOptions& options)
      : compiled_(compiled),
        program_(compiled.program),
        sources_(sources),
        options_(options),
        candidates_(compiled),
        adopted_(runtime::adopted_readings(program_)),
        nothing_reached_(program_),
        reach_(reach_of_tests(compiled)) {
    for (const runtime::PolicyTest& test : compiled.tests) names_.insert(test.name);
  }

  std::vector<std::string> run() {
    cover_bounds();
    cover_rules();
    cover_readings();
    kill_mutants();
    return std::move(texts_);
  }

 private:
  using IsReached = std::function<bool(const TestCoverage&)>;

  // ---- what no test reaches

  void cover_rules() {
    const std::size_t num_rules = reach_.coverage().rules.size();
    for (std::size_t at = 0; at < num_rules; ++at) {
      const RuleCoverage rule = reach_.coverage().rules[at];
      const Bilingual name = rule_name(rule);
      const bool is_amount = sets_amount(program_.rules[rule.rule].kind);
      const Bilingual pays = is_amount ? Bilingual{", paid", "，给予"} : Bilingual{", met", "，符合"};
      const Bilingual denies = is_amount ? Bilingual{", denied", "，不予"} : Bilingual{", not met", "，不符"};
      if (!rule.use.pays) {
        cover([&] { return candidates_.paid_by(rule.rule); }, joined(name, pays),
              [at](const TestCoverage& coverage) { return coverage.rules[at].use.pays; });
      }
      if (rule.is_deniable && !rule.use.denies) {
        cover([&] { return candidates_.denied_by(rule.rule); }, joined(name, denies),
              [at](const TestCoverage& coverage) { return coverage.rules[at].use.denies; });
      }
    }
  }

  static Bilingual joined(const Bilingual& first, const Bilingual& second) {
    return {first.english + second.english, first.chinese + second.chinese};
  }

  /// Names an award, with the words of the rule where that says more.
  Bilingual rule_name(const RuleCoverage& rule) const {
    const std::string& award = program_.awards[rule.award].name;
    if (program_.rules[rule.rule].kind == runtime::RuleKind::Award) return {award, award};
    const std::string words = shortened(sources_.slice(program_.rules[rule.rule].span));
    return {award + ": " + words, award + "：" + words};
  }

  void cover_bounds() {
    const std::size_t num_bounds = reach_.coverage().bounds.size();
    for (std::size_t at = 0; at < num_bounds; ++at) {
      const BoundCoverage bound = reach_.coverage().bounds[at];
      const Bilingual words = bound_words(bound.bound);
      const auto try_side = [&](Side side, bool is_reached, const Bilingual& where, bool BoundCoverage::*member) {
        if (is_reached) return;
        cover([&] { return candidates_.beside(bound.bound, side); },
              {words.english + where.english, words.chinese + where.chinese},
              [at, member](const TestCoverage& coverage) { return coverage.bounds[at].*member; });
      };
      try_side(Side::Below, bound.below, {", just below", "之前"}, &BoundCoverage::below);
      try_side(Side::At, bound.at, {", at it", "当时"}, &BoundCoverage::at);
      try_side(Side::Above, bound.above, {", just above", "之后"}, &BoundCoverage::above);
    }
  }

  Bilingual bound_words(const Bound& bound) const {
    runtime::Fact fact;
    fact.type = type_of(program_, bound.quantity);
    if (bound.quantity.kind == Quantity::Kind::Fact) fact = program_.facts[bound.quantity.slot];
    const std::string value = runtime::number_text(program_, fact, bound.value);
    if (bound.quantity.kind == Quantity::Kind::EventDate) return {"event date " + value, "事项日 " + value + " "};
    if (bound.quantity.kind == Quantity::Kind::ApplicationDate)
      return {"application date " + value, "申报日 " + value + " "};
    return {fact.name + " " + value, fact.name + " " + value + " "};
  }

  template <typename Make>
  void cover(Make make, const Bilingual& name, const IsReached& is_reached) {
    if (texts_.size() >= options_.most || is_reached(reach_.coverage())) return;
    for (const Case& one : make()) {
      const Decision decision = runtime::evaluate(program_, one, adopted_);
      if (decision.outcome == CaseOutcome::Error) continue;
      Reach alone = nothing_reached_;
      alone.add(one, adopted_, decision);
      if (is_reached(alone.coverage()) && add(one, adopted_, decision, name)) return;
    }
  }

  /// A value of a reading matters where the total is another under it than under the adopted one.
  void cover_readings() {
    std::vector<Case> pool;
    for (const runtime::PolicyTest& test : compiled_.tests) pool.push_back(test.input);
    for (Case& one : candidates_.with_payments()) pool.push_back(std::move(one));
    for (const ReadingCoverage& one : reach_.coverage().readings) {
      if (one.is_used || texts_.size() >= options_.most) continue;
      std::vector<Index> readings = adopted_;
      readings[one.reading] = one.code;
      const runtime::Reading& reading = program_.readings[one.reading];
      const std::string words = reading.name + " = " + program_.enumerations[reading.enumeration].values[one.code];
      for (const Case& input : pool) {
        const Decision decision = runtime::evaluate(program_, input, readings);
        if (decision.outcome == CaseOutcome::Error || !differ(decision, runtime::evaluate(program_, input, adopted_)))
          continue;
        if (add(input, readings, decision, {words, words})) break;
      }
    }
  }

  // ---- what no test notices

  void kill_mutants() {
    const auto extended = with_tests(texts_);
    if (!extended) return;
    const std::vector<Mutant> survivors = run_mutants(*extended, sources_).survivors;
    if (survivors.empty()) return;
    const std::vector<Case> pool = make_pool();
    std::vector<Decision> decisions;
    for (const Case& one : pool) decisions.push_back(runtime::evaluate(program_, one, adopted_));
    for (const Mutant& mutant : survivors) {
      if (texts_.size() >= options_.most) return;
      const auto made = compile_mutant(compiled_, mutant, sources_);
      if (!made) continue;
      const std::string words = shortened(sources_.slice(mutant.span));
      for (std::size_t at = 0; at < pool.size(); ++at) {
        if (decisions[at].outcome == CaseOutcome::Error ||
            !differ(decisions[at], runtime::evaluate(made->program, pool[at], adopted_)))
          continue;
        if (add(pool[at], adopted_, decisions[at], {"depends on: " + words, "取决于：" + words})) break;
      }
    }
  }

  /// Cases of every kind, few enough to try on each mutant.
  std::vector<Case> make_pool() {
    constexpr std::size_t kMostCases = 4000;
    std::vector<Case> pool = candidates_.with_payments();
    pool.resize(std::min(pool.size(), kMostCases));
    const auto take = [&](std::vector<Case> cases) {
      for (Case& one : cases) {
        if (pool.size() < kMostCases) pool.push_back(std::move(one));
      }
    };
    take(candidates_.deciding());
    const TestCoverage coverage = reach_.coverage();
    for (const RuleCoverage& rule : coverage.rules) {
      take(candidates_.paid_by(rule.rule));
      take(candidates_.denied_by(rule.rule));
    }
    for (const BoundCoverage& bound : coverage.bounds) {
      for (const Side side : {Side::Below, Side::At, Side::Above}) take(candidates_.beside(bound.bound, side));
    }
    return pool;
  }

  // ---- statements

  /// Writes the test and keeps it when it compiles with the policy and passes.
  bool add(const Case& one, const std::vector<Index>& readings, const Decision& decision, const Bilingual& name) {
    std::string free = name.in(options_.language);
    for (int number = 2; names_.contains(free); ++number)
      free = name.in(options_.language) + " " + std::to_string(number);
    std::string text = in_language_of_policy(write_test(compiled_, free, one, readings, decision));
    const auto made = with_tests({text});
    if (!made || made->tests.size() != compiled_.tests.size() + 1) return false;
    const runtime::PolicyTest& test = made->tests.back();
    const Decision again = runtime::evaluate(made->program, test.input, test.readings);
    if (!runtime::judge(made->program, test, again).empty()) return false;
    names_.insert(free);
    reach_.add(one, readings, decision);
    texts_.push_back(std::move(text));
    return true;
  }

  /// Returns a statement with the keywords of the policy's own language; as it is where that cannot be done.
  std::string in_language_of_policy(std::string statement) {
    if (!is_chinese_) return statement;
    base::Diagnostics ignored;
    const base::SourceId id = sources_.add("suggested", statement);
    const grammar::FormatResult result =
        grammar::format_text(sources_.get(id), id, {base::Language::Chinese, std::nullopt}, ignored);
    return result.outcome == grammar::FormatOutcome::Done ? result.text : statement;
  }

  bool is_policy_chinese() const {
    const base::SourceId main = compiled_.files.front();
    base::Diagnostics ignored;
    return grammar::keyword_language(grammar::parse(sources_.get(main), main, ignored)) == base::Language::Chinese;
  }

  /// Returns the policy with more tests, as if a file of them were used; nothing when they do not compile.
  std::optional<compiler::Compiled> with_tests(const std::vector<std::string>& tests) {
    std::string all;
    for (const std::string& one : tests) all += one;
    const base::SourceId id = sources_.add("suggested", std::move(all));
    base::Diagnostics findings;
    std::deque<compiler::UsedFile> trees = compiled_.trees;
    trees.push_back({ast::build(sources_, id, findings), "suggested", 0});
    compiler::Compiled made = compiler::compile_trees(std::move(trees), sources_, findings);
    if (!made.can_evaluate || findings.num_errors() > 0) return std::nullopt;
    return made;
  }

  const compiler::Compiled& compiled_;
  const Program& program_;
  base::SourceStore& sources_;
  const SuggestOptions& options_;
  CandidateCases candidates_;
  std::vector<Index> adopted_;
  const Reach nothing_reached_;
  Reach reach_;
  bool is_chinese_ = is_policy_chinese();  // its keywords
  std::set<std::string> names_;
  std::vector<std::string> texts_;
};

}  // namespace

std::vector<std::string> suggest_tests(const compiler::Compiled& compiled, base::SourceStore& sources,
                                       SuggestOptions options) {
  return Suggester(compiled, sources, options).run();
}

}  // namespace polc::analyse
