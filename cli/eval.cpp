#include "cli/eval.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/language.h"
#include "cli/eval_table.h"
#include "cli/files.h"
#include "cli/output_file.h"
#include "cli/program_file.h"
#include "cli/results.h"
#include "cli/usage.h"
#include "runtime/cases/read_json.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/program/program.h"

namespace polc::cli {
namespace {

using base::Language;
using runtime::Decision;
using runtime::Index;
using runtime::ReadCase;

struct EvalOptions {
  std::string policy;
  std::string cases;
  std::string inline_case;
  std::string format;  // "": text, or csv for a table
  std::vector<std::string> readings;
  std::string output;
  bool takes_all_readings = false;
  bool is_quiet = false;
  TableArguments table;
};

enum class InputForm : std::uint8_t { Inline, Text, Lines, Table };

/// One run of the command.
class Eval {
 public:
  Eval(const EvalOptions& options, CommandContext& context)
      : options_(options), context_(context), reader_(context.in) {}

  int run() {
    if (!check_use()) return 2;
    ProgramFile file = open_program(options_.policy, reader_, context_);
    if (!file.program) {
      if (file.exit_code == 1)
        context_.err << words("polc: the policy has errors; nothing was evaluated\n", "polc：政策有错误，未作计算\n");
      return file.exit_code;
    }
    program_ = std::move(*file.program);
    readings_ = runtime::adopted_readings(program_);
    if (!read_readings()) return 2;
    if (input_ == InputForm::Table) return evaluate_tables(table_arguments(), program_, readings_, context_);
    return options_.output.empty() ? evaluate_to(context_.out) : evaluate_to_file();
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  template <typename... Arguments>
  std::string say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(words(english, chinese)), arguments...);
  }

  int fail(const FileProblem& problem) const {
    context_.err << problem.message(context_.language) << '\n';
    return 2;
  }

  bool refuse(std::string_view what) const {
    report_wrong_use(context_, what, "eval");
    return false;
  }

  bool check_use() {
    if (options_.policy.empty()) return refuse(words("no policy was given", "没有给出政策文件"));
    const bool has_inline = !options_.inline_case.empty();
    if (options_.cases.empty() && !has_inline) return refuse(words("no cases were given", "没有给出案件"));
    if (!options_.cases.empty() && has_inline)
      return refuse(words("give a file of cases or --case, not both", "案件文件与 --case 只能取其一"));
    if (options_.policy == kStandardInput && options_.cases == kStandardInput) {
      return refuse(words("standard input cannot be both the policy and the cases", "标准输入不能既是政策又是案件"));
    }
    if (options_.takes_all_readings && !options_.readings.empty()) {
      return refuse(words("--all-readings takes every reading; leave --reading out",
                          "--all-readings 已包含全部口径，不能再用 --reading"));
    }
    const std::string extension = std::filesystem::path(options_.cases).extension().string();
    const bool is_lines = options_.cases == kStandardInput || extension == ".jsonl" || extension == ".ndjson";
    const bool has_table = !has_inline && is_table(options_.cases);
    input_ = has_inline  ? InputForm::Inline
             : has_table ? InputForm::Table
             : is_lines  ? InputForm::Lines
                         : InputForm::Text;
    const bool is_rows = options_.format == "csv" || (has_table && options_.format.empty());
    if (options_.table.rows_per == "case" && !is_rows)
      return refuse(words("--per case is for --format csv", "--per case 只用于 --format csv"));
    if (is_rows && options_.takes_all_readings) {
      return refuse(words("--all-readings needs --format json, jsonl or text: a table has one result a claim",
                          "--all-readings 须配合 --format json、jsonl 或 text：表中每项事项只有一个结果"));
    }
    const std::string option = first_table_option(options_.table);
    if (!has_table && !option.empty())
      return refuse(say("{} is for cases from a table (.csv)", "{} 只用于表格案件（.csv）", option));
    return true;
  }

  TableArguments table_arguments() const {
    TableArguments result = options_.table;
    result.cases = options_.cases;
    result.format = options_.format.empty() ? "csv" : options_.format;
    result.output = options_.output;
    result.takes_all_readings = options_.takes_all_readings;
    result.is_quiet = options_.is_quiet;
    return result;
  }

  /// Sets the readings asked for; says which are known when one is not.
  bool read_readings() {
    const std::vector<runtime::Reading>& known = program_.readings;
    std::vector<bool> is_set(known.size());
    for (const std::string& option : options_.readings) {
      const std::size_t sign = option.find('=');
      if (sign == std::string::npos)
        return refuse(say("--reading takes NAME=VALUE, not `{}`", "--reading 应写作 名称=取值，不能是“{}”", option));
      const std::string name = option.substr(0, sign);
      const auto found = std::find_if(known.begin(), known.end(),
                                      [&](const runtime::Reading& reading) { return reading.name == name; });
      if (found == known.end()) return refuse_reading(name);
      const auto at = static_cast<std::size_t>(found - known.begin());
      if (is_set[at]) return refuse(say("the reading `{}` is given twice", "解释口径“{}”给了两次", name));
      is_set[at] = true;
      const std::vector<std::string>& values = program_.enumerations[found->enumeration].values;
      const std::string value = option.substr(sign + 1);
      const auto code = std::find(values.begin(), values.end(), value);
      if (code == values.end()) {
        std::string what =
            say("`{}` is not a value of the reading `{}`; expected one of {}", "“{}”不是解释口径“{}”的取值；应为{}之一",
                value, name, fmt::join(values, words(", ", "、")));
        return refuse(with_suggestion(std::move(what), value, values, context_.language));
      }
      readings_[at] = static_cast<Index>(code - values.begin());
    }
    return true;
  }

  bool refuse_reading(const std::string& name) const {
    std::vector<std::string> names;
    for (const runtime::Reading& reading : program_.readings) names.push_back(reading.name);
    std::string what = names.empty() ? say("there is no reading `{}`: the policy leaves none open",
                                           "没有解释口径“{}”：本政策未列解释口径", name)
                                     : say("there is no reading `{}`; the policy has {}",
                                           "没有解释口径“{}”；本政策有{}", name, fmt::join(names, words(", ", "、")));
    return refuse(with_suggestion(std::move(what), name, names, context_.language));
  }

  int evaluate_to_file() {
    OutputFile file(options_.output);
    if (file.problem()) return fail(*file.problem());
    const int code = evaluate_to(file.stream());
    if (is_unusable_) return code;
    const std::optional<FileProblem> problem = file.finish();
    return problem ? fail(*problem) : code;
  }

  int evaluate_to(std::ostream& out) {
    runtime::JsonCaseReader cases(program_);
    if (input_ == InputForm::Lines) return evaluate_lines(cases, out);
    std::string text = options_.inline_case;
    std::string name = "--case";
    if (input_ == InputForm::Text) {
      std::optional<std::string> read = reader_.read(options_.cases);
      if (!read) return unusable(reader_.problem().message(context_.language));
      reader_.forget(options_.cases);
      text = std::move(*read);
      name = options_.cases;
    }
    ResultWriter results = writer(runtime::JsonCaseReader::is_single(text), out);
    const std::optional<runtime::InputFault> fault =
        cases.read_text(std::move(text), [&](ReadCase one) { take(one, results); });
    if (fault) {
      return unusable(say("polc: {}:{}:{}: these are no cases: {}", "polc：{}:{}:{}：不是案件：{}", name, fault->line,
                          fault->column, fault->message.in(context_.language)));
    }
    results.finish();
    return conclude();
  }

  int evaluate_lines(runtime::JsonCaseReader& cases, std::ostream& out) {
    ResultWriter results = writer(false, out);
    const bool is_stream = options_.cases == kStandardInput;
    const auto sink = [&](ReadCase one) {
      take(one, results);
      if (is_stream && context_.in.rdbuf()->in_avail() <= 0)
        out.flush();  // whoever writes the cases may wait for the answer
    };
    if (is_stream) {
      cases.read_lines(context_.in, sink);
    } else {
      std::ifstream file(options_.cases, std::ios::binary);
      std::error_code ignored;
      if (!file || std::filesystem::is_directory(options_.cases, ignored)) {
        reader_.read(options_.cases);
        return unusable(reader_.problem().message(context_.language));
      }
      cases.read_lines(file, sink);
    }
    results.finish();
    return conclude();
  }

  ResultWriter writer(bool is_single, std::ostream& out) const {
    const auto rows = options_.table.rows_per == "case" ? ResultWriter::Form::Cases : ResultWriter::Form::Grants;
    const auto form = options_.format == "json"    ? ResultWriter::Form::Json
                      : options_.format == "jsonl" ? ResultWriter::Form::JsonLines
                      : options_.format == "csv"   ? rows
                                                   : ResultWriter::Form::Text;
    const bool use_colour = context_.use_colour && options_.output.empty();
    return ResultWriter(program_, form, is_single, {context_.language, use_colour}, out);
  }

  int unusable(const std::string& message) {
    is_unusable_ = true;
    context_.err << message << '\n';
    return 2;
  }

  /// Evaluates one case and writes its result.
  void take(const ReadCase& read, ResultWriter& results) {
    Decision decision;
    ++num_cases_;
    if (!read.is_readable) ++num_unreadable_;
    if (read.errors.empty()) {
      decision = options_.takes_all_readings ? evaluate_all_readings(program_, read.input)
                                             : evaluate(program_, read.input, readings_);
    } else {
      decision.case_id = read.input.id;
      decision.outcome = runtime::CaseOutcome::Error;
      decision.errors = read.errors;
    }
    const bool is_letter = options_.format.empty() || options_.format == "text";
    if (decision.outcome == runtime::CaseOutcome::Error) {
      ++num_bad_;
      if (!options_.is_quiet && (!is_letter || !options_.output.empty())) report_bad(read, decision);
    }
    std::vector<runtime::NearestChange> changes;
    if (is_letter && read.errors.empty()) changes = find_nearest_changes(program_, read.input, readings_, decision);
    results.write(read.input, decision, changes);
  }

  void report_bad(const ReadCase& read, const Decision& decision) const {
    const std::string place = input_ == InputForm::Inline ? "--case" : fmt::format("{}:{}", options_.cases, read.line);
    for (const runtime::CaseError& error : decision.errors) {
      const std::string& message = context_.language == Language::Chinese ? error.chinese : error.english;
      const std::string at = error.path.empty() ? "" : say(" at {}", "（{}）", error.path);
      context_.err << say("{}: {}: case `{}`{}: {}\n", "{}: {}：案件“{}”{}：{}\n", place, error.code, decision.case_id,
                          at, message);
    }
  }

  int conclude() const {
    if (num_bad_ > 0 && !options_.is_quiet && num_cases_ > 1) {
      context_.err << say("polc: {} of {} cases are in error\n", "polc：{1} 个案件中 {0} 个有误\n", num_bad_,
                          num_cases_);
    }
    if (num_cases_ > 0 && num_unreadable_ == num_cases_) {
      context_.err << say("polc: {}: no line is a case; cases are read here one a line\n",
                          "polc：{}：没有一行是案件；此处每行读一个案件\n", options_.cases);
      return 2;
    }
    return num_bad_ > 0 ? 1 : 0;
  }

  const EvalOptions& options_;
  CommandContext& context_;
  FileReader reader_;
  runtime::Program program_;
  std::vector<Index> readings_;
  InputForm input_ = InputForm::Text;
  std::size_t num_cases_ = 0;
  std::size_t num_bad_ = 0;
  std::size_t num_unreadable_ = 0;
  bool is_unusable_ = false;
};

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc eval policy.pol cases.json                    a letter for each case\n"
    "  polc eval policy.pol cases.jsonl --format jsonl    one result a line, for programs\n"
    "  polc eval policy.pol - --format jsonl < cases      cases from standard input, one a line\n"
    "  polc eval policy.pol --case '{\"claims\":[…]}'       one case on the command line\n"
    "  polc eval policy.pol cases.csv -o results.csv      a table, a row for each award of each claim\n"
    "  polc eval policy.pol cases.csv --history paid.csv --per case   with past payments, a row for each case\n"
    "  polc eval policy.pol cases.json --reading NAME=VALUE   another reading than the adopted one\n"
    "  polc eval policy.pol cases.json --all-readings     the total under every reading\n"
    "Exit codes: 0 every case evaluated (denied and open ones too), 1 a case or the policy is in error, 2 wrong use,\n"
    "unreadable or not JSON, 3 fault of polc";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc eval policy.pol cases.json                    每个案件一份说明\n"
    "  polc eval policy.pol cases.jsonl --format jsonl    每行一个结果，供程序读取\n"
    "  polc eval policy.pol - --format jsonl < cases      从标准输入逐行读取案件\n"
    "  polc eval policy.pol --case '{\"事项\":[…]}'         在命令行给出一个案件\n"
    "  polc eval policy.pol cases.csv -o results.csv      表格，每项事项的每项资助一行\n"
    "  polc eval policy.pol cases.csv --history paid.csv --per case   附既往资助表，每个案件一行\n"
    "  polc eval policy.pol cases.json --reading 名称=取值   采用另一种解释口径\n"
    "  polc eval policy.pol cases.json --all-readings     各种解释口径下的总额\n"
    "退出码：0 各案件均已计算（不予资助、金额未定也是 0）；1 案件或政策有误；2 用法不当、文件不可读或不是 JSON；3 polc "
    "自身故障";

}  // namespace

void register_eval(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<EvalOptions>();
  CLI::App* command = app.add_subcommand("eval", text("evaluate cases under a policy", "按政策计算案件"));
  command->add_option("POLICY", options->policy,
                      text("the policy, or a saved program (polc build)", "政策文件，或编译后的政策（polc build）"));
  command->add_option("CASES", options->cases,
                      text("cases: .json (one or an array), .jsonl, .csv, or - for JSON lines on standard input",
                           "案件：.json（一个或数组）、.jsonl、.csv，或 -（标准输入，逐行 JSON）"));
  command
      ->add_option("--case", options->inline_case,
                   text("one case as JSON, instead of a file", "以 JSON 直接给出案件，代替文件"))
      ->type_name("JSON");
  const std::string question = text("What to ask", "计算");
  command
      ->add_option("--reading", options->readings,
                   text("evaluate under another reading; may be repeated", "采用另一种解释口径，可多次使用"))
      ->type_name("NAME=VALUE")
      ->take_all()
      ->expected(1)
      ->group(question);
  command
      ->add_flag("--all-readings", options->takes_all_readings,
                 text("also the total under every reading", "另列各种解释口径下的总额"))
      ->group(question);
  add_table_options(*command, options->table, language);
  const std::string output = text("Output", "输出");
  take_one_of(
      command->add_option("--format", options->format,
                          text("form of the results (text; csv for a table)", "输出格式（默认 text；表格为 csv）")),
      {"text", "json", "jsonl", "csv"}, language)
      ->group(output);
  command
      ->add_option("-o,--output", options->output,
                   text("write to FILE, which appears when it is complete", "写入文件，写完才出现"))
      ->type_name("FILE")
      ->group(output);
  command
      ->add_flag("--quiet,-q", options->is_quiet,
                 text("results only, no remarks on standard error", "只写结果，标准错误不作提示"))
      ->group(output);
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Eval(*options, context).run(); });
}

}  // namespace polc::cli
