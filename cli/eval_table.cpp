#include "cli/eval_table.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/files.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/results.h"
#include "cli/table_report.h"
#include "cli/table_work.h"
#include "cli/usage.h"
#include "runtime/tables/ordered_work.h"

namespace polc::cli {
namespace {

using base::Language;
using runtime::TableKind;

/// A table beside the cases that was given.
struct OtherTable {
  std::unique_ptr<runtime::InputFile> file;
  std::unique_ptr<runtime::PaymentTable> table;
};

class TableRun {
 public:
  TableRun(const TableArguments& arguments, const runtime::Program& program,
           const std::vector<runtime::Index>& readings, CommandContext& context)
      : arguments_(arguments),
        program_(program),
        readings_(readings),
        context_(context),
        names_{arguments.cases, arguments.history, arguments.other},
        words_(program),
        articles_(program),
        tally_(articles_) {}

  int run() {
    if (!read_options() || !open_tables()) return 2;
    ErrorLog log(arguments_.errors, names_, arguments_.is_quiet, context_);
    if (log.problem()) return fail(*log.problem());
    const int code = arguments_.output.empty() ? write_to(context_.out, arguments_.cases, log) : write_to_file(log);
    if (code == 2) return code;
    const std::optional<FileProblem> problem = log.finish();
    if (problem) return fail(*problem);
    if (!arguments_.is_quiet)
      context_.err << summarise(program_, articles_, tally_, log.num_bad_rows(), context_.language);
    return code;
  }

 private:
  template <typename... Arguments>
  std::string say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(pick(context_.language, english, chinese)), arguments...);
  }

  int fail(const FileProblem& problem) const {
    context_.err << problem.message(context_.language) << '\n';
    return 2;
  }

  bool refuse(std::string_view what) const {
    report_wrong_use(context_, what, "eval");
    return false;
  }

  bool read_options() {
    if (!read_delimiter()) return false;
    header_options_.ignored = arguments_.ignored;
    for (const std::string& column : arguments_.columns) {
      const std::size_t sign = column.rfind('=');
      if (sign == std::string::npos || sign == 0 || sign + 1 == column.size())
        return refuse(say("--column takes NAME=FACT, not `{}`", "--column 应写作 列名=事实，不能是“{}”", column));
      header_options_.renamed.emplace_back(column.substr(0, sign), column.substr(sign + 1));
    }
    return true;
  }

  bool read_delimiter() {
    const std::string& given = arguments_.delimiter;
    if (given.empty()) {
      delimiter_ = std::filesystem::path(arguments_.cases).extension() == ".tsv" ? '\t' : ',';
      return true;
    }
    if (given == "tab" || given == "\\t") {
      delimiter_ = '\t';
      return true;
    }
    const bool is_letter = (given[0] >= '0' && given[0] <= '9') || (given[0] >= 'a' && given[0] <= 'z') ||
                           (given[0] >= 'A' && given[0] <= 'Z');
    if (given.size() != 1 || given[0] < ' ' || given[0] == '"' || given[0] == '.' || given[0] == '-' || is_letter)
      return refuse(say("--delimiter takes one character such as `;`, or `tab`, not `{}`",
                        "--delimiter 应为一个字符（如“;”）或 tab，不能是“{}”", given));
    delimiter_ = given[0];
    return true;
  }

  bool open_tables() {
    header_options_.delimiter = delimiter_;
    file_ = std::make_unique<runtime::InputFile>(arguments_.cases);
    std::optional<runtime::TableHeader> header = read_header(*file_, arguments_.cases, TableKind::Cases);
    if (!header) return false;
    header_ = std::move(*header);
    return open_other(arguments_.history, TableKind::History, history_) &&
           open_other(arguments_.other, TableKind::Others, others_);
  }

  bool open_other(const std::string& path, TableKind kind, OtherTable& other) {
    if (path.empty()) return true;
    other.file = std::make_unique<runtime::InputFile>(path);
    std::optional<runtime::TableHeader> header = read_header(*other.file, path, kind);
    if (!header) return false;
    if (!header->find(runtime::ColumnRole::Case, "case")) {
      context_.err << say("polc: {}:1: the table has no column `case`; its rows could belong to any case\n",
                          "polc：{}:1：表中没有列“case”（案件），无法知道各行属于哪个案件\n", path);
      return false;
    }
    other.table = std::make_unique<runtime::PaymentTable>(*other.file, std::move(*header));
    if (other.table->problem() == 0) return true;
    fail({path, reason_of(other.table->problem())});
    return false;
  }

  std::optional<runtime::TableHeader> read_header(const runtime::InputFile& file, const std::string& path,
                                                  TableKind kind) {
    if (file.problem() != 0) {
      fail({path, reason_of(file.problem())});
      return std::nullopt;
    }
    runtime::ReadHeader read = runtime::read_header(words_, file, kind, header_options_);
    if (read.problem != 0) {
      fail({path, reason_of(read.problem)});
      return std::nullopt;
    }
    for (const runtime::HeaderMistake& mistake : read.mistakes) {
      const std::string place =
          mistake.column == 0 ? path : fmt::format("{}:{}:{}", path, mistake.line, mistake.column);
      context_.err << say("polc: {}: {}\n", "polc：{}：{}\n", place, mistake.message.in(context_.language));
    }
    if (!read.mistakes.empty()) return std::nullopt;
    return std::move(read.header);
  }

  int write_to_file(ErrorLog& log) {
    OutputFile file(arguments_.output);
    if (file.problem()) return fail(*file.problem());
    const int code = write_to(file.stream(), arguments_.output, log);
    if (code == 2) return code;
    const std::optional<FileProblem> problem = file.finish();
    return problem ? fail(*problem) : code;
  }

  std::size_t num_threads() const {
    if (arguments_.num_threads != 0) return arguments_.num_threads;
    return std::max(1U, std::thread::hardware_concurrency());
  }

  /// Evaluates everything. `name`: of the output, for messages.
  int write_to(std::ostream& out, const std::string& name, ErrorLog& log) {
    runtime::BlockOptions options;
    options.delimiter = delimiter_;
    options.case_column = header_.find(runtime::ColumnRole::Case, "case").value_or(runtime::BlockOptions::kNoCase);
    runtime::ScatteredCases scattered;
    if (options.case_column != runtime::BlockOptions::kNoCase) {
      scattered = runtime::ScatteredCases::find(*file_, header_.first_row_offset, header_.first_row_line, options,
                                                num_threads());
    }
    const runtime::TableLayout layout(program_);
    const runtime::ColumnPlan plan(words_, header_, layout);
    const runtime::TableReaderSetup setup{
        {words_, header_, history_.table.get(), others_.table.get()}, layout, plan, *file_, scattered, options};
    const bool is_letter = arguments_.format == "text";
    const TableWork work{setup,
                         readings_,
                         articles_,
                         arguments_.rows_per == "case" ? runtime::ResultRows::Cases : runtime::ResultRows::Grants,
                         arguments_.format == "csv" ? WorkForm::Rows
                         : is_letter                ? WorkForm::Letters
                                                    : WorkForm::Decisions,
                         arguments_.takes_all_readings};
    return run_work(work, out, name, log);
  }

  int run_work(const TableWork& work, std::ostream& out, const std::string& name, ErrorLog& log) {
    runtime::BlockReader reader(*file_, header_.first_row_offset, header_.first_row_line, work.setup.options);
    Progress progress(context_.err, context_.language, file_->size(), is_error_terminal() && !arguments_.is_quiet);
    std::optional<ResultWriter> results;
    if (work.form == WorkForm::Rows) {
      out << runtime::TableWriter(program_, work.rows, delimiter_).header();
    } else {
      const bool use_colour = context_.use_colour && arguments_.output.empty();
      const auto form = arguments_.format == "json"    ? ResultWriter::Form::Json
                        : arguments_.format == "jsonl" ? ResultWriter::Form::JsonLines
                                                       : ResultWriter::Form::Text;
      results.emplace(program_, form, false, runtime::LetterStyle{context_.language, use_colour}, out);
    }
    std::uint64_t bytes_done = 0;
    int problem = 0;
    const auto take = [&](WorkResult& done) {
      problem = done.problem;
      if (problem != 0) return false;
      if (!done.bad.empty() && !arguments_.is_quiet) progress.clear();
      for (const runtime::Decision& decision : done.bad) log.write(decision);
      for (const WorkResult::Whole& whole : done.whole) results->write(whole.one, whole.decision, whole.changes);
      out.write(done.text.data(), static_cast<std::streamsize>(done.text.size()));
      if (!out.good()) problem_of_output_ = errno;
      tally_.add(*done.tally);
      bytes_done += done.input_bytes;
      progress.update(bytes_done, tally_.num_rows);
      return problem_of_output_ == 0 && out.good();
    };
    const auto next = [&](runtime::RowBlock& block) { return reader.next(block); };
    runtime::work_in_order<runtime::RowBlock, WorkResult>(
        num_threads(), next, [&] { return TableWorker(work); }, take);
    if (results && out.good()) results->finish();
    progress.clear();
    if (!out.good()) return fail_output(name);
    if (problem != 0) return fail({arguments_.cases, reason_of(problem)});
    if (reader.problem()) return fail_reading(*reader.problem());
    report_rows_left(log);
    const bool is_bad =
        log.num_bad_rows() > 0 || tally_.cases[static_cast<std::size_t>(runtime::CaseOutcome::Error)] > 0;
    return is_bad ? 1 : 0;
  }

  /// Standard output is reported by the program itself when it ends.
  int fail_output(const std::string& name) const {
    if (arguments_.output.empty()) {
      errno = problem_of_output_;
      return 2;
    }
    return fail({name, reason_of(problem_of_output_ == 0 ? EIO : problem_of_output_)});
  }

  int fail_reading(const runtime::BlockReader::Problem& problem) const {
    if (problem.error != 0) return fail({arguments_.cases, reason_of(problem.error)});
    context_.err << say(
        "polc: {}:{}: the rows of one case are together larger than {} MiB; is `case` the right column?\n",
        "polc：{}:{}：同一案件的各行合计超过 {} MiB；“case”（案件）列是否有误？\n", arguments_.cases, problem.case_line,
        runtime::BlockOptions().max_case_bytes >> 20U);
    return 2;
  }

  void report_rows_left(ErrorLog& log) const {
    for (const auto& [table, path] :
         {std::pair(&history_, &arguments_.history), std::pair(&others_, &arguments_.other)}) {
      if (table->table == nullptr) continue;
      for (const runtime::CaseError& error : table->table->rows_left()) log.write_row(*path, error);
    }
  }

  const TableArguments& arguments_;
  const runtime::Program& program_;
  const std::vector<runtime::Index>& readings_;
  CommandContext& context_;
  TableNames names_;
  runtime::CaseVocabulary words_;
  runtime::ArticleNames articles_;
  runtime::Tally tally_;
  runtime::HeaderOptions header_options_;
  char delimiter_ = ',';
  std::unique_ptr<runtime::InputFile> file_;
  runtime::TableHeader header_;
  OtherTable history_;
  OtherTable others_;
  int problem_of_output_ = 0;
};

}  // namespace

void add_table_options(CLI::App& command, TableArguments& arguments, Language language) {
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const std::string group = text("Tables", "表格");
  const auto add_file = [&](const char* name, std::string& to, const std::string& help) {
    command.add_option(name, to, help)->type_name("FILE")->group(group);
  };
  add_file("--history", arguments.history,
           text("past payments, a row each, by `case`", "既往资助表，每行一笔，按“案件”列对应"));
  add_file("--other", arguments.other,
           text("grants of other policies, a row each, by `case`", "其他政策的资助表，每行一笔，按“案件”列对应"));
  take_one_of(command.add_option("--per", arguments.rows_per,
                                 text("a row of results for each claim and award, or for each case",
                                      "结果每行一项事项与资助（claim），或一个案件（case）")),
              {"claim", "case"}, language)
      ->group(group);
  command.add_option("--ignore-columns", arguments.ignored, text("leave these columns out", "略去这些列"))
      ->type_name("A,B")
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->group(group);
  command
      .add_option("--column", arguments.columns,
                  text("take the column NAME as FACT; may be repeated", "将列 NAME 当作 FACT，可多次使用"))
      ->type_name("NAME=FACT")
      ->take_all()
      ->expected(1)
      ->group(group);
  command
      .add_option(
          "--delimiter", arguments.delimiter,
          text("between cells, of results too (`,`; tab for .tsv)", "单元格的分隔符，结果亦同（默认“,”；.tsv 为 tab）"))
      ->type_name("CHAR")
      ->group(group);
  add_file("--errors", arguments.errors,
           text("write rows in error to FILE instead of standard error", "有误的行写入文件，不写到标准错误"));
  command
      .add_option("--threads", arguments.num_threads,
                  text("how many threads work (all cores)", "使用的线程数（默认全部核）"))
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U))
      ->group(group);
}

bool is_table(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  return extension == ".csv" || extension == ".tsv" || extension == ".CSV" || extension == ".TSV";
}

std::string first_table_option(const TableArguments& arguments) {
  if (!arguments.history.empty()) return "--history";
  if (!arguments.other.empty()) return "--other";
  if (!arguments.ignored.empty()) return "--ignore-columns";
  if (!arguments.columns.empty()) return "--column";
  if (!arguments.delimiter.empty()) return "--delimiter";
  if (!arguments.errors.empty()) return "--errors";
  return arguments.num_threads != 0 ? "--threads" : "";
}

int evaluate_tables(const TableArguments& arguments, const runtime::Program& program,
                    const std::vector<runtime::Index>& readings, CommandContext& context) {
  return TableRun(arguments, program, readings, context).run();
}

}  // namespace polc::cli
