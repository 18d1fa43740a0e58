#include "cli/emit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/diagnostic.h"
#include "base/render/report.h"
#include "base/render/text.h"
#include "cli/files.h"
#include "cli/output_file.h"
#include "cli/usage.h"
#include "compiler/emit/emit.h"
#include "compiler/pipeline.h"
#include "runtime/explain/evaluate.h"

namespace polc::cli {
namespace {

using base::Language;

struct SqlOptions {
  std::string policy;
  std::string dialect;
  std::string per = "award";
  std::string view;
  std::string null_meaning = "absent";
  std::vector<std::string> columns;
  std::vector<std::string> readings;
  std::int64_t largest = 0;
  emit::TableNames tables;
  std::string output;
  bool wants_ddl = false;
  bool wants_steps = false;
};

/// One run of `emit sql`.
class EmitSql {
 public:
  EmitSql(const SqlOptions& options, CommandContext& context)
      : options_(options), context_(context), reader_(context.in) {}

  int run() {
    if (options_.policy.empty()) return refuse(words("no policy was given", "没有给出政策文件"));
    if (options_.dialect.empty())
      return refuse(words("no dialect was given: --dialect duckdb", "没有给出方言：--dialect duckdb"));
    if (options_.wants_steps && !options_.view.empty()) {
      return refuse(words("a view is one statement: leave out --steps or --view",
                          "视图只能是一条语句：--steps 与 --view 不能同用"));
    }
    if (!reader_.read(options_.policy)) {
      context_.err << reader_.problem().message(context_.language) << '\n';
      return 2;
    }
    base::SourceStore sources;
    base::Diagnostics findings;
    const auto read = [this](const std::string& path) { return reader_.read(path); };
    compiled_ = compiler::compile(options_.policy, read, sources, findings);
    if (!compiled_.can_evaluate) return report_errors(sources, findings);
    if (!read_options()) return 2;
    const emit::Emitted emitted = options_.wants_ddl ? emit::emit_ddl(compiled_.program, emit_options_)
                                                     : emit::emit_sql(compiled_.program, emit_options_);
    return emitted.refusal ? report_refusal(*emitted.refusal) : write(emitted.text);
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  int refuse(std::string_view what) const { return report_wrong_use(context_, what, "emit sql"); }

  int report_errors(const base::SourceStore& sources, base::Diagnostics& findings) const {
    findings.sort();
    base::Report report{sources, {}, {}, {}};
    for (const base::Diagnostic& finding : findings.all()) {
      if (finding.severity == base::Severity::Error) report.findings.push_back(&finding);
    }
    report.tally = base::count(report.findings);
    context_.err << base::render_text(report, {context_.language, false})
                 << words("polc: the policy has errors; nothing was emitted\n", "polc：政策有错误，未生成 SQL\n");
    return 1;
  }

  int report_refusal(const emit::Refusal& refusal) const {
    std::string place = options_.policy;
    std::string sentence;
    if (refusal.rule != runtime::kNone) {
      const runtime::Rule& rule = compiled_.program.rules[refusal.rule];
      place = fmt::format("{}:{}:{}", rule.path, rule.line, rule.column);
      sentence = rule.text;
    }
    context_.err << fmt::format(fmt::runtime(words("{}: not emitted for {}: {}\n", "{}: 未能生成 {} 语句：{}\n")),
                                place, options_.dialect, refusal.reason.in(context_.language));
    if (!sentence.empty()) context_.err << "  " << sentence << '\n';
    context_.err << words("  instead: ", "  可改为：") << refusal.instead.in(context_.language) << '\n';
    return 1;
  }

  bool read_options() {
    emit_options_.dialect = *emit::find_dialect(options_.dialect);
    emit_options_.is_per_case = options_.per == "case";
    emit_options_.view = options_.view;
    emit_options_.is_in_steps = options_.wants_steps;
    emit_options_.tables = options_.tables;
    if (options_.largest > 0) emit_options_.largest = options_.largest;
    if (options_.null_meaning == "unknown") emit_options_.null_meaning = emit::NullMeaning::Unknown;
    if (options_.null_meaning == "column") emit_options_.null_meaning = emit::NullMeaning::Column;
    for (const std::string& option : options_.columns) {
      const std::size_t sign = option.find('=');
      if (sign == std::string::npos) {
        refuse(words("--column takes NAME=FACT", "--column 应写作 列名=信息名"));
        return false;
      }
      emit_options_.columns[option.substr(sign + 1)] = option.substr(0, sign);
    }
    return read_readings();
  }

  bool read_readings() {
    emit_options_.readings = runtime::adopted_readings(compiled_.program);
    const std::vector<runtime::Reading>& known = compiled_.program.readings;
    for (const std::string& option : options_.readings) {
      const std::size_t sign = std::min(option.find('='), option.size());
      const auto found = std::find_if(known.begin(), known.end(), [&](const runtime::Reading& reading) {
        return reading.name == option.substr(0, sign);
      });
      if (found == known.end() || sign == option.size()) return refuse_reading(option);
      const std::vector<std::string>& values = compiled_.program.enumerations[found->enumeration].values;
      const auto code = std::find(values.begin(), values.end(), option.substr(sign + 1));
      if (code == values.end()) return refuse_reading(option);
      emit_options_.readings[static_cast<std::size_t>(found - known.begin())] =
          static_cast<runtime::Index>(code - values.begin());
    }
    return true;
  }

  bool refuse_reading(const std::string& option) const {
    std::vector<std::string> known;
    for (const runtime::Reading& reading : compiled_.program.readings) {
      for (const std::string& value : compiled_.program.enumerations[reading.enumeration].values)
        known.push_back(reading.name + "=" + value);
    }
    std::string what = fmt::format(fmt::runtime(words("there is no reading `{}`", "没有解释口径“{}”")), option);
    refuse(with_suggestion(std::move(what), option, known, context_.language));
    return false;
  }

  int write(const std::string& text) {
    if (options_.output.empty()) {
      context_.out << text;
      return 0;
    }
    OutputFile file(options_.output);
    std::optional<FileProblem> problem = file.problem();
    if (!problem) {
      file.stream() << text;
      problem = file.finish();
    }
    if (!problem) return 0;
    context_.err << problem->message(context_.language) << '\n';
    return 2;
  }

  const SqlOptions& options_;
  CommandContext& context_;
  FileReader reader_;
  compiler::Compiled compiled_;
  emit::EmitOptions emit_options_;
};

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc emit sql --dialect duckdb --ddl policy.pol               the tables the query reads\n"
    "  polc emit sql --dialect duckdb policy.pol > policy.sql        one row a claim and award\n"
    "  polc emit sql --dialect postgres --per case --view totals policy.pol   a view, one row a case\n"
    "  polc emit sql --dialect sqlite --column 'level=级别' policy.pol   the column `level` holds the fact 级别\n"
    "  polc emit sql --dialect clickhouse --steps policy.pol | clickhouse-client --multiquery   step by step\n"
    "  polc emit sql --dialect clickhouse --claims db.claims_all policy.pol   a table of a cluster\n"
    "Exit codes: 0 emitted, 1 the policy is in error or cannot be said exactly in the dialect, 2 wrong use, 3 fault of "
    "polc";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc emit sql --dialect duckdb --ddl policy.pol               查询所读的各表\n"
    "  polc emit sql --dialect duckdb policy.pol > policy.sql        每个事项、每项资助一行\n"
    "  polc emit sql --dialect postgres --per case --view totals policy.pol   视图，每个案件一行\n"
    "  polc emit sql --dialect sqlite --column 'level=级别' policy.pol   列 level 存放信息“级别”\n"
    "  polc emit sql --dialect clickhouse --steps policy.pol | clickhouse-client --multiquery   逐步执行\n"
    "  polc emit sql --dialect clickhouse --claims db.claims_all policy.pol   集群中的表\n"
    "退出码：0 已生成；1 政策有误或该方言无法精确表达；2 用法不当；3 polc 自身故障";

void add_table_options(CLI::App& command, SqlOptions& options, Language language) {
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const std::string group = text("Tables", "表");
  const auto add = [&](const char* name, std::string& target, std::string help) {
    command.add_option(name, target, std::move(help))->type_name("TABLE")->group(group);
  };
  add("--claims", options.tables.claims,
      text("table of claims, as SQL writes it (claims)", "事项表，按 SQL 写法（claims）"));
  add("--cases", options.tables.cases, text("table of cases and applicants (cases)", "案件及申请人表（cases）"));
  add("--history", options.tables.history, text("table of past payments (history)", "既往资助表（history）"));
  add("--other", options.tables.others,
      text("table of other policies' grants (other_grants)", "其他资助表（other_grants）"));
  command
      .add_option("--column", options.columns,
                  text("column NAME holds FACT; may be repeated", "列 NAME 存放信息 FACT，可多次使用"))
      ->type_name("NAME=FACT")
      ->allow_extra_args(false)
      ->group(group);
  take_one_of(command.add_option("--null", options.null_meaning,
                                 text("what NULL means for a fact with `presumed` (absent: the presumption applies)",
                                      "带推定的信息为 NULL 时的含义（absent：适用推定）")),
              {"absent", "unknown", "column"}, language)
      ->group(group);
  command
      .add_option("--largest", options.largest,
                  text("facts without bounds are at most this, else the case is in error",
                       "未规定范围的信息以此为上限，超出者案件有误"))
      ->type_name("NUMBER")
      ->check(CLI::PositiveNumber.description(""))
      ->group(group);
}

void register_sql(CLI::App& emit_command, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<SqlOptions>();
  CLI::App* command = emit_command.add_subcommand("sql", text("the policy as SQL", "把政策写成 SQL 语句"));
  command->add_option("POLICY", options->policy, text("the policy", "政策文件"));
  take_one_of(command->add_option("--dialect", options->dialect, text("the engine it is for", "所用数据库")),
              {"duckdb", "postgres", "sqlite", "clickhouse", "spark"}, language);
  const std::string question = text("What to emit", "内容");
  take_one_of(
      command->add_option("--per", options->per, text("one row for each of these (award)", "每行对应（award）")),
      {"award", "case"}, language)
      ->group(question);
  command->add_option("--view", options->view, text("create a view of this name", "建立此名称的视图"))
      ->type_name("NAME")
      ->group(question);
  command
      ->add_flag("--steps", options->wants_steps,
                 text("a script with a temporary table for each step", "写成脚本，每步一个临时表"))
      ->group(question);
  command->add_flag("--ddl", options->wants_ddl, text("the tables instead of the query", "只写各表，不写查询"))
      ->group(question);
  command
      ->add_option("--reading", options->readings,
                   text("take another reading; may be repeated", "采用另一种解释口径，可多次使用"))
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->group(question);
  add_table_options(*command, *options, language);
  command
      ->add_option("-o,--output", options->output,
                   text("write to FILE, which appears when it is complete", "写入文件，写完才出现"))
      ->type_name("FILE")
      ->group(text("Output", "输出"));
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = EmitSql(*options, context).run(); });
}

}  // namespace

void register_emit(CLI::App& app, CommandContext& context, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "emit", std::string(pick(context.language, "write the policy in another language", "把政策写成另一种语言")));
  register_sql(*command, context, exit_code);
  command->callback([command, &context, &exit_code] {
    if (!command->get_subcommands().empty()) return;
    exit_code = report_wrong_use(
        context, pick(context.language, "say what to emit: polc emit sql …", "请说明要生成什么：polc emit sql …"),
        "emit");
  });
}

}  // namespace polc::cli
