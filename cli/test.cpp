#include "cli/test.h"

#include <algorithm>
#include <memory>
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
  bool is_quiet = false;
  bool is_verbose = false;
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
    const PolicyFiles collected = collect_policies(options_.paths);
    for (const FileProblem& problem : collected.problems) note_problem(problem);
    const PolicySet set = load_policies(collected.files, reader_);
    for (const FileProblem& problem : set.problems) note_problem(problem);
    for (const LoadedPolicy& policy : set.policies) run_policy(set, policy);
    if (!report_.suites.empty()) print();
    if (has_problem_) return 2;
    const bool is_filter_idle = !options_.filters.empty() && report_.num_tests() == 0 && report_.num_broken() == 0;
    if (is_filter_idle)
      return report_wrong_use(
          context_, words("no test has a name that --filter asks for", "没有名称符合 --filter 的算例"), "test");
    return report_.num_failed() + report_.num_broken() > 0 ? 1 : 0;
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  void note_problem(const FileProblem& problem) {
    context_.err << problem.message(context_.language) << '\n';
    has_problem_ = true;
  }

  bool is_wanted(const std::string& name) const {
    if (options_.filters.empty()) return true;
    return std::any_of(options_.filters.begin(), options_.filters.end(),
                       [&](const std::string& part) { return name.find(part) != std::string::npos; });
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
      if (is_wanted(test.name))
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
    "  polc test policies/ --format junit        for build servers; also json\n"
    "Exit codes: 0 every test passed, 1 a test failed or a policy has errors, 2 wrong use or unreadable, 3 fault of "
    "polc";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc test policy.pol                      运行一份政策的算例，列出未通过的\n"
    "  polc test policies/                       运行文件夹内各政策的算例\n"
    "  polc test policy.pol --verbose            通过的算例也列出名称\n"
    "  polc test policy.pol --filter 补差         只运行名称含有该词的算例\n"
    "  polc test policies/ --format junit        供构建服务器使用；另有 json\n"
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
