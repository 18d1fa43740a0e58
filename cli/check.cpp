#include "cli/check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/diagnostic.h"
#include "base/render/json.h"
#include "base/render/lines.h"
#include "base/render/report.h"
#include "base/render/sarif.h"
#include "base/render/text.h"
#include "cli/analysis.h"
#include "cli/check_reports.h"
#include "cli/files.h"
#include "cli/fixes.h"
#include "cli/policy_set.h"
#include "cli/usage.h"
#include "compiler/analyse/baseline.h"

namespace polc::cli {
namespace {

using base::Diagnostic;
using base::Language;

/// Safe fixes can make room for others; a fix that undoes another would otherwise never end.
constexpr int kMaxFixRounds = 10;

struct CheckOptions {
  std::vector<std::string> paths;
  std::string format = "text";
  std::string deny = "error";
  std::vector<std::string> fixes;
  std::string witness_folder;
  std::optional<std::size_t> max_findings;
  std::string baseline;
  std::string new_baseline;
  std::int64_t max_years = analyse::AnalyseOptions{}.max_years;
  bool is_quiet = false;
  bool shows_allowed = false;
  bool shows_timings = false;
  bool shows_matrix = false;
  bool shows_coverage = false;
};

/// One run of the command.
class Check {
 public:
  Check(const CheckOptions& options, CommandContext& context)
      : options_(options), context_(context), reader_(context.in) {}

  int run() {
    if (options_.paths.empty())
      return report_wrong_use(context_, words("no policy was given", "没有给出政策文件"), "check");
    if (!read_fix_requests() || !read_baseline_file()) return 2;
    if (options_.format == "csv" && !options_.shows_matrix)
      return report_wrong_use(context_, words("--format csv goes with --matrix", "--format csv 只用于 --matrix"),
                              "check");
    PolicyFiles collected = collect_policies(options_.paths);
    for (const FileProblem& problem : collected.problems) note_problem(problem);
    files_ = std::move(collected.files);
    if (options_.shows_matrix || options_.shows_coverage) return print_report();
    AnalysedSet analysed = analyse_policies(files_, reader_, {.max_years = options_.max_years});
    if (!requests_.empty()) analysed = fix_and_reload(std::move(analysed));
    for (const FileProblem& problem : analysed.set.problems) note_problem(problem);
    std::vector<const Diagnostic*> findings = all_findings(analysed);
    if (!options_.new_baseline.empty()) write_baseline_file(findings);
    drop_accepted(findings);
    write_witnesses(findings);
    if (!analysed.set.policies.empty()) print(analysed, findings);
    if (options_.shows_timings && analysed.proved) context_.err << report_timings(*analysed.proved, context_.language);
    if (has_problem_) return 2;
    return is_denied(findings) ? 1 : 0;
  }

 private:
  /// Prints the matrix or the coverage of the policies that compile; the others are named.
  int print_report() {
    const PolicySet set = load_policies(files_, reader_);
    for (const FileProblem& problem : set.problems) note_problem(problem);
    bool has_errors = false;
    for (const LoadedPolicy& policy : set.policies) {
      if (policy.compiled.can_evaluate) continue;
      has_errors = true;
      context_.err << policy.path << words(": has errors; see `polc check`", "：有错误，请先运行 polc check") << '\n';
    }
    const std::vector<analyse::Subject> subjects = subjects_of(set, reader_);
    context_.out << (options_.shows_matrix
                         ? report_matrix(subjects, options_.format, context_.language)
                         : report_coverage(subjects, set.sources, options_.format, context_.language));
    return has_problem_ ? 2 : has_errors ? 1 : 0;
  }

  bool read_baseline_file() {
    if (options_.baseline.empty()) return true;
    const std::optional<std::string> text = reader_.read(options_.baseline);
    if (!text) {
      note_problem(reader_.problem());
      return false;
    }
    baseline_ = analyse::read_baseline(*text);
    if (baseline_) return true;
    report_wrong_use(context_,
                     options_.baseline + std::string(words(" is no baseline of polc check --write-baseline",
                                                           " 不是 --write-baseline 写出的基线文件")),
                     "check");
    return false;
  }

  void write_baseline_file(const std::vector<const Diagnostic*>& findings) {
    if (const std::optional<FileProblem> problem =
            replace_file(options_.new_baseline, analyse::write_baseline(findings)))
      note_problem(*problem);
  }

  /// Moves what the baseline accepts from `findings` to `accepted_`.
  void drop_accepted(std::vector<const Diagnostic*>& findings) {
    if (!baseline_) return;
    const std::vector<bool> is_accepted = analyse::accepted_by(*baseline_, findings);
    accepted_.emplace();
    std::vector<const Diagnostic*> kept;
    for (std::size_t at = 0; at < findings.size(); ++at) (is_accepted[at] ? *accepted_ : kept).push_back(findings[at]);
    findings = std::move(kept);
  }

  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  void note_problem(const FileProblem& problem) {
    context_.err << problem.message(context_.language) << '\n';
    has_problem_ = true;
  }

  /// Returns false when a value of `--fix` makes no sense; it is then reported.
  bool read_fix_requests() {
    for (const std::string& text : options_.fixes) {
      const std::optional<FixRequest> request = parse_fix_request(text);
      if (request) {
        requests_.push_back(*request);
        continue;
      }
      const std::string code = text.substr(0, text.find(':'));
      std::vector<std::string> codes;
      for (const base::CodeInfo& row : base::all_codes()) {
        if (base::find_code(code) == nullptr) codes.emplace_back(row.id);
      }
      std::string what = fmt::format(
          fmt::runtime(words("--fix takes CODE or CODE:NUMBER, not `{}`", "--fix 的值应为 CODE 或 CODE:N，不能是“{}”")),
          text);
      report_wrong_use(context_, with_suggestion(std::move(what), code, codes, context_.language), "check");
      return false;
    }
    const bool reads_input =
        std::find(options_.paths.begin(), options_.paths.end(), kStandardInput) != options_.paths.end();
    if (requests_.empty() || !reads_input) return true;
    report_wrong_use(context_, words("--fix changes files; standard input is none", "--fix 修改文件，不能用于标准输入"),
                     "check");
    return false;
  }

  /// Applies fixes until none is left to take, and returns the policies as they then stand.
  AnalysedSet fix_and_reload(AnalysedSet analysed) {
    std::vector<FixRequest> requests = requests_;
    for (int round = 0; round < kMaxFixRounds; ++round) {
      const std::vector<const Diagnostic*> findings = all_findings(analysed);
      const FixPlan plan = plan_fixes(findings, analysed.set.sources, requests);
      if (round == 0) mention_choices(findings);
      if (plan.taken.empty() || !write_files(plan)) return analysed;
      for (const TakenFix& taken : plan.taken) mention(taken, analysed.set);
      analysed = analyse_policies(files_, reader_, {.max_years = options_.max_years});
      // A numbered fix is a decision about what stood there; what appears afterwards was not decided on.
      std::erase_if(requests, [](const FixRequest& request) { return request.number.has_value(); });
    }
    return analysed;
  }

  bool write_files(const FixPlan& plan) {
    for (const auto& [path, text] : plan.new_texts) {
      const std::string before = reader_.read(path).value_or("");
      reader_.forget(path);
      if (reader_.read(path).value_or("") != before) {
        note_problem({path, {"it was changed by someone else meanwhile", "文件已被他人改动"}});
        return false;
      }
      if (const std::optional<FileProblem> problem = replace_file(path, text)) {
        note_problem(*problem);
        return false;
      }
      reader_.forget(path);
    }
    return true;
  }

  void mention(const TakenFix& taken, const PolicySet& set) const {
    const base::Source& source = set.sources.get(taken.fix->edits.front().span.source);
    const base::LineColumn place = source.place(taken.fix->edits.front().span.begin);
    context_.err << fmt::format(fmt::runtime(words("{}:{}:{}: fixed {}: {}", "{}:{}:{}: 已修改 {}:{}")), source.path(),
                                place.line, place.column, base::info(taken.finding->code).id,
                                taken.fix->title.in(context_.language))
                 << '\n';
  }

  /// Says for `--fix=CODE` that a code whose fixes are all a decision of the drafter needs a number.
  void mention_choices(const std::vector<const Diagnostic*>& findings) const {
    for (const FixRequest& request : requests_) {
      if (!request.code || request.number) continue;
      const bool has_choice = std::any_of(findings.begin(), findings.end(), [&](const Diagnostic* finding) {
        return finding->code == *request.code && !finding->fixes.empty() &&
               std::none_of(finding->fixes.begin(), finding->fixes.end(),
                            [](const base::Fix& fix) { return fix.is_safe; });
      });
      if (!has_choice) continue;
      context_.err << fmt::format(
                          fmt::runtime(words("{0}: its fixes change what the policy says; choose one with --fix={0}:1",
                                             "{0}：修改会改变政策含义，请以 --fix={0}:1 选定一种")),
                          base::info(*request.code).id)
                   << '\n';
    }
  }

  /// Writes the cases that show findings as CODE-N.json, for `polc eval`; a finding across policies has one more
  /// case for each further policy, CODE-N-with.json.
  void write_witnesses(const std::vector<const Diagnostic*>& findings) {
    if (options_.witness_folder.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(options_.witness_folder, error);
    std::map<base::Code, int> numbers;
    for (const Diagnostic* finding : findings) {
      if (!finding->witness) continue;
      std::string name = fmt::format("{}-{}", base::info(finding->code).id, ++numbers[finding->code]);
      if (!write_witness(*finding, name, finding->witness->case_json)) return;
      for (const base::WitnessCase& one : finding->witness->with) {
        name += "-with";
        if (!write_witness(*finding, name, one.case_json)) return;
      }
    }
  }

  bool write_witness(const Diagnostic& finding, const std::string& name, const std::string& case_json) {
    const std::string path = (std::filesystem::path(options_.witness_folder) / (name + ".json")).string();
    if (const std::optional<FileProblem> problem = replace_file(path, case_json + "\n")) {
      note_problem(*problem);
      return false;
    }
    witness_files_[&finding].push_back(path);
    return true;
  }

  void print(const AnalysedSet& analysed, const std::vector<const Diagnostic*>& findings) const {
    base::Report report{analysed.set.sources,        findings,       base::count(findings),
                        count_checked(analysed.set), witness_files_, accepted_};
    if (analysed.proved) {
      report.checked.proved = {.has_no_overlap = analysed.proved->no_overlap,
                               .has_no_gap = analysed.proved->no_gap,
                               .has_no_dead_rule = analysed.proved->no_dead_rule,
                               .num_undecided = analysed.proved->undecided};
    }
    if (options_.shows_allowed) report.allowed = allowed_findings(analysed);
    const std::size_t limit = options_.max_findings.value_or(findings.size());
    if (report.findings.size() > limit) report.findings.resize(limit);
    const Language language = context_.language;
    if (options_.format == "json") {
      context_.out << base::render_json(report, language);
    } else if (options_.format == "sarif") {
      context_.out << base::render_sarif(report, language);
    } else if (options_.format == "github") {
      context_.out << base::render_github(report, language);
    } else if (options_.format == "compact") {
      context_.out << base::render_compact(report, language) << base::render_allowed(report, language);
    } else {
      const base::TextStyle style{language, context_.use_colour};
      context_.out << base::render_text(report, style) << base::render_allowed(report, language);
      if (!options_.is_quiet) context_.out << base::render_summary(report, style);
    }
  }

  /// A question that could not be decided in time fails only where asked for: it says nothing about the policy.
  bool is_denied(const std::vector<const Diagnostic*>& findings) const {
    const bool denies_undecided = options_.deny == "undecided";
    const auto level = options_.deny == "note"      ? base::Severity::Note
                       : options_.deny == "warning" ? base::Severity::Warning
                                                    : base::Severity::Error;
    return std::any_of(findings.begin(), findings.end(), [=](const Diagnostic* finding) {
      return finding->code == base::Code::P4901 ? denies_undecided : finding->severity >= level;
    });
  }

  const CheckOptions& options_;
  CommandContext& context_;
  FileReader reader_;
  std::vector<PolicyFile> files_;
  std::vector<FixRequest> requests_;
  std::optional<analyse::Baseline> baseline_;
  std::optional<std::vector<const Diagnostic*>> accepted_;
  std::map<const Diagnostic*, std::vector<std::string>> witness_files_;
  bool has_problem_ = false;
};

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc check policy.pol                     what is wrong with a policy\n"
    "  polc check policies/ --deny warning       every policy of a folder; warnings fail too\n"
    "  polc check policy.pol --fix               apply what is certain, show the rest\n"
    "  polc check policy.pol --fix=P1010:2       decide one question: take its second fix\n"
    "  polc check policies/ --format sarif       for code scanning; also json, github, compact\n"
    "  polc check policy.pol --matrix            which awards may be received together\n"
    "  polc check policy.pol --write-baseline accepted.txt; polc check policy.pol --baseline accepted.txt\n"
    "Exit codes: 0 nothing at the --deny level, 1 findings at it or above, 2 wrong use or unreadable, 3 fault of polc";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc check policy.pol                     检查一份政策\n"
    "  polc check policies/ --deny warning       检查文件夹内全部政策，有警告也算不通过\n"
    "  polc check policy.pol --fix               改正有把握的，列出其余的\n"
    "  polc check policy.pol --fix=P1010:2       就一个问题作出选择：采用第二种修改\n"
    "  polc check policies/ --format sarif       供代码扫描使用；另有 json、github、compact\n"
    "  polc check policy.pol --matrix            每两项资助能否同享\n"
    "  polc check policy.pol --write-baseline accepted.txt；polc check policy.pol --baseline accepted.txt\n"
    "退出码：0 没有达到 --deny 级别的问题；1 有；2 用法不当或文件不可读；3 polc 自身故障";

/// Adds the options that say what is shown and how.
void add_output_options(CLI::App& command, CheckOptions& options, Language language) {
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const std::string output = text("Output", "输出");
  take_one_of(
      command.add_option("--format", options.format, text("form of the findings (text)", "输出格式（默认 text）")),
      {"text", "json", "sarif", "github", "compact", "csv"}, language)
      ->group(output);
  command.add_option("--max-findings", options.max_findings, text("show the first N findings", "只显示前 N 项"))
      ->type_name("N")
      ->group(output);
  command
      .add_option("--witness-dir", options.witness_folder,
                  text("write the cases that show findings into DIR", "把说明问题的案件写入文件夹 DIR"))
      ->type_name("DIR")
      ->group(output);
  command
      .add_flag("--show-allowed", options.shows_allowed,
                text("list what an `allow` answers, with its reason (text, compact, json, sarif)",
                     "列出已放行的问题及理由（text、compact、json、sarif）"))
      ->group(output);
  command
      .add_flag("--timings", options.shows_timings,
                text("print the time of each check on standard error", "在标准错误输出各项检查的用时"))
      ->group(output);
  command.add_flag("--quiet,-q", options.is_quiet, text("findings only, no closing line", "只列问题，不写结语"))
      ->group(output);
}

}  // namespace

void register_check(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", text("find what is wrong with policies", "检查政策"));
  command->add_option("FILE|DIR", options->paths,
                      text("policies; folders mean every .pol below; - is standard input",
                           "政策文件；文件夹指其下全部 .pol；- 指标准输入"));
  add_output_options(*command, *options, language);
  const std::string action = text("What to do", "处理");
  take_one_of(command->add_option("--deny", options->deny,
                                  text("exit 1 from this level on (error)", "自何级别起退出码为 1（默认 error）")),
              {"note", "warning", "error", "undecided"}, language)
      ->group(action);
  command
      ->add_flag("--fix", options->fixes,
                 text("apply safe fixes in place; =CODE those of one code, =CODE:N the N-th fix of a code",
                      "就地修改有把握的问题；=CODE 只改一种；=CODE:N 采用第 N 种修改"))
      ->group(action);
  command
      ->add_option("--baseline", options->baseline,
                   text("leave out what FILE accepts; SARIF keeps it as unchanged",
                        "略去基线文件 FILE 已接受的问题；SARIF 保留并标为 unchanged"))
      ->type_name("FILE")
      ->group(action);
  command
      ->add_option("--write-baseline", options->new_baseline,
                   text("write what stands today into FILE", "把今日的问题写入基线文件 FILE"))
      ->type_name("FILE")
      ->group(action);
  command
      ->add_option(
          "--max-years", options->max_years,
          text("how many years a policy may be in force, for P4503 (5)", "政策有效期的年数上限，用于 P4503（默认 5）"))
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1000}))
      ->group(action);
  const std::string instead = text("Instead of findings", "不列问题，改列");
  command
      ->add_flag("--matrix", options->shows_matrix,
                 text("how every two awards combine (--format text, csv or json)",
                      "每两项资助能否同享（--format text、csv 或 json）"))
      ->group(instead);
  command
      ->add_flag("--coverage", options->shows_coverage,
                 text("how much of the source document is quoted (--format text or json)",
                      "原文引用的比例（--format text 或 json）"))
      ->group(instead);
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Check(*options, context).run(); });
}

}  // namespace polc::cli
