#include "cli/test.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/render/report.h"
#include "base/render/text.h"
#include "cli/files.h"
#include "cli/policy_set.h"
#include "cli/test_report.h"
#include "cli/usage.h"
#include "compiler/analyse/testing/mutation.h"
#include "compiler/analyse/testing/suggest.h"
#include "compiler/analyse/testing/test_coverage.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/judge.h"
#include "runtime/explain/write_words.h"

namespace polc::cli {
namespace {

using base::Bilingual;
using base::Language;

struct TestOptions {
  std::vector<std::string> paths;
  std::string format = "text";
  std::vector<std::string> filters;
  std::vector<std::string> awards;
  bool is_quiet = false;
  bool is_verbose = false;
  bool measures_coverage = false;
  bool runs_mutants = false;
  bool suggests = false;
  std::optional<std::size_t> threshold;  // percent
};

/// Why the amounts came out as they did: failing rules and settlement steps, each once.
std::vector<Bilingual> reasons_of(const runtime::Program& program, const runtime::Case& one,
                                  const runtime::Decision& decision) {
  std::vector<Bilingual> reasons;
  const auto take = [&](Bilingual reason) {
    const bool is_new = std::none_of(reasons.begin(), reasons.end(),
                                     [&](const Bilingual& known) { return known.english == reason.english; });
    if (is_new) reasons.push_back(std::move(reason));
  };
  const runtime::LetterContext english{program, one, Language::English};
  const runtime::LetterContext chinese{program, one, Language::Chinese};
  for (const runtime::ClaimDecision& claim : decision.claims) {
    for (const runtime::Grant& grant : claim.grants) {
      const std::string& award = program.awards[grant.award].name;
      for (const runtime::Reason& reason : grant.because) {
        if (reason.holds != runtime::Tri::No) continue;
        const std::string& said = reason.sentence.chinese.empty() ? reason.text : reason.sentence.chinese;
        take({fmt::format("{} is denied for claim {}: {}", award, claim.id, reason.text),
              fmt::format("事项 {} 不得享受{}：{}", claim.id, award, said)});
      }
      for (const runtime::Adjustment& adjustment : grant.adjusted) {
        take({fmt::format("{} for claim {}: {}", award, claim.id, adjustment_words(english, adjustment)),
              fmt::format("事项 {} 的{}：{}", claim.id, award, adjustment_words(chinese, adjustment))});
      }
    }
    if (claim.grants.empty()) take(claim.reason);
  }
  return reasons;
}

/// One run of the command.
class Test {
 public:
  Test(const TestOptions& options, CommandContext& context)
      : options_(options), context_(context), reader_(context.in) {}

  int run() {
    if (options_.paths.empty())
      return report_wrong_use(context_, words("no policy was given", "没有给出政策文件"), "test");
    if (const std::string_view problem = use_problem(); !problem.empty())
      return report_wrong_use(context_, problem, "test");
    const PolicyFiles collected = collect_policies(options_.paths);
    for (const FileProblem& problem : collected.problems) note_problem(problem);
    PolicySet set = load_policies(collected.files, reader_);
    for (const FileProblem& problem : set.problems) note_problem(problem);
    if (const std::string problem = award_problem(set); !problem.empty())
      return report_wrong_use(context_, problem, "test");
    for (const LoadedPolicy& policy : set.policies) run_policy(set, policy);
    if (options_.suggests) return suggest(set);
    measure(set);
    if (!report_.suites.empty()) print();
    if (has_problem_) return 2;
    const bool is_choice_idle = chooses_tests() && report_.num_tests() == 0 && report_.num_broken() == 0;
    if (is_choice_idle) return report_wrong_use(context_, idle_choice(), "test");
    return report_.num_failed() + report_.num_broken() > 0 || is_below_threshold() ? 1 : 0;
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  void note_problem(const FileProblem& problem) {
    context_.err << problem.message(context_.language) << '\n';
    has_problem_ = true;
  }

  // ---- which tests

  bool chooses_tests() const { return !options_.filters.empty() || !options_.awards.empty(); }

  /// Returns what is wrong with the names of `--award`, or nothing. A policy with errors may lack awards that it should
  /// have, so that no name is blamed then.
  std::string award_problem(const PolicySet& set) const {
    std::vector<std::string> known;
    for (const LoadedPolicy& policy : set.policies) {
      if (!policy.compiled.can_evaluate) return {};
      for (const runtime::Award& award : policy.compiled.program.awards) known.push_back(award.name);
    }
    for (const std::string& name : options_.awards) {
      if (set.policies.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
      std::string what = fmt::format(fmt::runtime(words("there is no award `{}`", "没有资助“{}”")), name);
      return with_suggestion(std::move(what), name, known, context_.language);
    }
    return {};
  }

  std::string idle_choice() const {
    if (options_.filters.empty())
      return fmt::format(fmt::runtime(words("no test has a claim for {}", "没有申报{}的算例")), quoted_awards());
    if (options_.awards.empty())
      return std::string(words("no test has a name that --filter asks for", "没有名称符合 --filter 的算例"));
    return fmt::format(fmt::runtime(words("no test with a claim for {} has a name that --filter asks for",
                                          "申报{}的算例中没有名称符合 --filter 的")),
                       quoted_awards());
  }

  std::string quoted_awards() const {
    std::string text;
    for (const std::string& name : options_.awards) {
      if (!text.empty()) text += words(", ", "、");
      text += fmt::format(fmt::runtime(words("`{}`", "“{}”")), name);
    }
    return text;
  }

  bool is_wanted(const runtime::Program& program, const runtime::PolicyTest& test) const {
    const auto has_words = [&](const std::string& part) { return test.name.find(part) != std::string::npos; };
    const auto is_for = [&](const runtime::Award& award) {
      return std::find(options_.awards.begin(), options_.awards.end(), award.name) != options_.awards.end() &&
             is_about(test, award);
    };
    return (options_.filters.empty() || std::any_of(options_.filters.begin(), options_.filters.end(), has_words)) &&
           (options_.awards.empty() || std::any_of(program.awards.begin(), program.awards.end(), is_for));
  }

  void run_policy(const PolicySet& set, const LoadedPolicy& policy) {
    TestSuite& suite = report_.suites.emplace_back();
    suite.path = policy.path;
    suite.policy = policy.compiled.program.policy_name;
    if (!policy.compiled.can_evaluate) {
      suite.is_broken = true;
      print_errors(set, policy);
      return;
    }
    for (const runtime::PolicyTest& test : policy.compiled.tests) {
      if (is_wanted(policy.compiled.program, test))
        suite.tests.push_back(run_test(set, policy.compiled.program, test));
      else
        ++report_.num_left_out;
    }
  }

  static TestRun run_test(const PolicySet& set, const runtime::Program& program, const runtime::PolicyTest& test) {
    const runtime::Decision decision = runtime::evaluate(program, test.input, test.readings);
    TestRun result;
    result.name = test.name;
    const auto place = [&](base::Span span) {
      return base::has_place(span) ? set.sources.get(span.source).place(span.begin) : base::LineColumn{};
    };
    result.line = place(test.span).line;
    result.column = place(test.span).column;
    result.unmet = runtime::judge(program, test, decision);
    for (const runtime::Unmet& unmet : result.unmet) result.lines.push_back(place(unmet.span).line);
    if (!result.unmet.empty()) result.reasons = reasons_of(program, test.input, decision);
    return result;
  }

  // ---- how deep the tests go

  /// Returns why the options do not go together, or nothing.
  std::string_view use_problem() const {
    const bool measures = options_.measures_coverage || options_.runs_mutants;
    if (options_.suggests && (measures || options_.format != "text" || chooses_tests()))
      return words("--suggest prints tests and nothing else; leave the other options out",
                   "--suggest 只输出算例，请不要与其他选项同用");
    if (measures && chooses_tests())
      return words("--coverage and --mutate look at all tests; leave --filter and --award out",
                   "--coverage 和 --mutate 针对全部算例，请不要与 --filter、--award 同用");
    if (measures && options_.format == "junit")
      return words("JUnit has no form for --coverage or --mutate; use --format json",
                   "JUnit 格式没有 --coverage 或 --mutate 的内容，请用 --format json");
    if (options_.threshold && !measures)
      return words("--threshold needs --coverage or --mutate", "--threshold 须与 --coverage 或 --mutate 同用");
    return {};
  }

  void measure(const PolicySet& set) {
    if (!options_.measures_coverage && !options_.runs_mutants) return;
    for (std::size_t at = 0; at < set.policies.size(); ++at) {
      const LoadedPolicy& policy = set.policies[at];
      if (report_.suites[at].is_broken) continue;
      TestDepth depth{{policy.path, policy.compiled, set.sources}, std::nullopt, std::nullopt};
      if (options_.measures_coverage) depth.coverage = analyse::reach_of_tests(policy.compiled).coverage();
      // A test that fails anyway would notice every change.
      if (options_.runs_mutants && report_.suites[at].num_failed() == 0)
        depth.mutation = analyse::run_mutants(policy.compiled, set.sources);
      report_.depths.push_back(std::move(depth));
    }
  }

  bool is_below_threshold() const {
    return options_.threshold && std::any_of(report_.depths.begin(), report_.depths.end(), [&](const TestDepth& depth) {
             return depth.percent() < *options_.threshold;
           });
  }

  /// Prints the tests each policy lacks, to be pasted at its end.
  int suggest(PolicySet& set) {
    bool has_failed = false;
    for (std::size_t at = 0; at < set.policies.size(); ++at) {
      const TestSuite& suite = report_.suites[at];
      if (suite.is_broken || suite.num_failed() > 0) {
        has_failed = true;
        if (!suite.is_broken)
          context_.err << fmt::format(
              fmt::runtime(words("polc: {}: correct the tests that fail first\n", "polc：{}：请先更正未通过的算例\n")),
              suite.path);
        continue;
      }
      const std::vector<std::string> tests =
          analyse::suggest_tests(set.policies[at].compiled, set.sources, {context_.language});
      if (set.policies.size() > 1 && !tests.empty()) context_.out << "# " << suite.path << "\n";
      for (const std::string& test : tests) context_.out << test << '\n';
      context_.err << fmt::format(
          fmt::runtime(words("polc: {}: {} tests suggested; each says what the policy gives today: read it against the "
                             "document before you keep it\n",
                             "polc：{}：建议 {} 个算例；所列结果为政策目前的算法，请对照文件核实后再保留\n")),
          suite.path, tests.size());
    }
    return has_problem_ ? 2 : has_failed ? 1 : 0;
  }

  void print_errors(const PolicySet& set, const LoadedPolicy& policy) const {
    base::Report report{set.sources, {}, {}, {}};
    for (const base::Diagnostic& finding : policy.findings.all()) {
      if (finding.severity == base::Severity::Error) report.findings.push_back(&finding);
    }
    report.tally = base::count(report.findings);
    context_.err << base::render_text(report, {context_.language, false});
  }

  void print() const {
    if (options_.format == "json") {
      context_.out << render_test_json(report_, context_.language);
    } else if (options_.format == "junit") {
      context_.out << render_test_junit(report_, context_.language);
    } else {
      context_.out << render_test_text(
          report_, {context_.language, context_.use_colour, options_.is_verbose, !options_.is_quiet});
    }
  }

  const TestOptions& options_;
  CommandContext& context_;
  FileReader reader_;
  TestReport report_;
  bool has_problem_ = false;
};

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc test policy.pol                      the tests of a policy; failures are shown\n"
    "  polc test policies/                       those of every policy below a folder\n"
    "  polc test policy.pol --verbose            the names of tests that pass, too\n"
    "  polc test policy.pol --filter 补差         tests whose name has these words\n"
    "  polc test policy.pol --award 质量奖        tests with a claim for this award\n"
    "  polc test policies/ --format junit        for build servers; also json\n"
    "  polc test policy.pol --coverage           amounts, conditions, dates and readings no test looks at\n"
    "  polc test policy.pol --mutate             changes to the policy that no test notices\n"
    "  polc test policy.pol --suggest >> policy.pol   the tests it lacks, with the answer of today\n"
    "Exit codes: 0 every test passed, 1 a test failed or a policy has errors, 2 wrong use or unreadable, 3 fault of "
    "polc";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc test policy.pol                      运行一份政策的算例，列出未通过的\n"
    "  polc test policies/                       运行文件夹内各政策的算例\n"
    "  polc test policy.pol --verbose            通过的算例也列出名称\n"
    "  polc test policy.pol --filter 补差         只运行名称含有该词的算例\n"
    "  polc test policy.pol --award 质量奖        只运行申报该项资助的算例\n"
    "  polc test policies/ --format junit        供构建服务器使用；另有 json\n"
    "  polc test policy.pol --coverage           没有算例涉及的金额、条件、日期和口径\n"
    "  polc test policy.pol --mutate             改动后没有算例能发现之处\n"
    "  polc test policy.pol --suggest >> policy.pol   补写所缺算例，附目前的结果\n"
    "退出码：0 全部通过；1 有算例未通过或政策有错误；2 用法不当或文件不可读；3 polc 自身故障";

}  // namespace

void register_test(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<TestOptions>();
  CLI::App* command = app.add_subcommand("test", text("run the tests of policies", "运行政策的算例"));
  command->add_option("FILE|DIR", options->paths,
                      text("policies; folders mean every .pol below; - is standard input",
                           "政策文件；文件夹指其下全部 .pol；- 指标准输入"));
  command
      ->add_option(
          "--filter", options->filters,
          text("only tests whose name contains WORDS; may be repeated", "只运行名称含有 WORDS 的算例，可多次使用"))
      ->type_name("WORDS")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--award", options->awards,
                   text("only tests with a claim that the award NAME answers; may be repeated",
                        "只运行申报资助 NAME 的算例，可多次使用"))
      ->type_name("NAME")
      ->expected(1)
      ->take_all();
  const std::string depth = text("How deep the tests go", "算例的深度");
  command
      ->add_flag("--coverage", options->measures_coverage,
                 text("list amounts and conditions never paid or denied, bounds and readings without a test",
                      "列出从未获资助或从未不予的金额与条件，没有算例的界限和口径"))
      ->group(depth);
  command
      ->add_flag("--mutate", options->runs_mutants,
                 text("change the policy one place at a time and list what no test notices",
                      "逐处改动政策，列出算例未能发现的改动"))
      ->group(depth);
  command
      ->add_flag("--suggest", options->suggests,
                 text("print the tests that are missing, with the answer of today", "输出所缺的算例，附目前的结果"))
      ->group(depth);
  command
      ->add_option(
          "--threshold", options->threshold,
          text("exit 1 when less than N percent are reached or noticed", "覆盖或发现的比例低于 N% 时退出码为 1"))
      ->type_name("N")
      ->check(CLI::Range(0, 100))
      ->group(depth);
  const std::string output = text("Output", "输出");
  take_one_of(
      command->add_option("--format", options->format, text("form of the report (text)", "输出格式（默认 text）")),
      {"text", "json", "junit"}, language)
      ->group(output);
  command->add_flag("--verbose,-v", options->is_verbose, text("list tests that pass, too", "通过的算例也列出"))
      ->group(output);
  command->add_flag("--quiet,-q", options->is_quiet, text("failures only", "只列未通过的"))->group(output);
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Test(*options, context).run(); });
}

}  // namespace polc::cli
