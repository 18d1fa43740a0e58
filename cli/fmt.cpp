#include "cli/fmt.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/render/report.h"
#include "base/render/text.h"
#include "base/unified_diff.h"
#include "cli/files.h"
#include "cli/usage.h"
#include "grammar/format.h"

namespace polc::cli {
namespace {

using base::Language;
using grammar::FormatOutcome;
using grammar::FormatResult;

struct FmtOptions {
  std::vector<std::string> paths;
  std::string keywords;
  std::string range;
  bool only_checks = false;
  bool shows_diff = false;
};

/// Reads `A:B`, `A:` (to the end), `:B` (from the beginning) or `A` (one line).
std::optional<grammar::LineRange> parse_range(std::string_view text) {
  const auto number = [](std::string_view digits, std::uint32_t otherwise) -> std::optional<std::uint32_t> {
    if (digits.empty()) return otherwise;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size() && value > 0;
    return is_number ? std::optional(value) : std::nullopt;
  };
  const std::size_t colon = text.find(':');
  if (text.empty() || text == ":") return std::nullopt;
  const auto first = number(text.substr(0, colon), 1);
  const auto last = colon == std::string_view::npos ? first : number(text.substr(colon + 1), UINT32_MAX);
  if (!first || !last || *first > *last) return std::nullopt;
  return grammar::LineRange{*first, *last};
}

/// One run of the command.
class Fmt {
 public:
  Fmt(const FmtOptions& options, CommandContext& context) : options_(options), context_(context), reader_(context.in) {}

  int run() {
    if (const int code = read_options()) return code;
    const PolicyFiles collected = collect_policies(options_.paths);
    for (const FileProblem& problem : collected.problems) note_problem(problem);
    for (const PolicyFile& file : collected.files) format_file(file.path);
    return exit_code_;
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  // Returns 2 when the options do not fit together, which is then reported.
  int read_options() {
    if (options_.paths.empty())
      return report_wrong_use(context_, words("no policy was given", "没有给出政策文件"), "fmt");
    if (!options_.keywords.empty())
      format_.keywords = options_.keywords == "zh" ? Language::Chinese : Language::English;
    if (options_.range.empty()) return 0;
    format_.lines = parse_range(options_.range);
    if (!format_.lines) {
      return report_wrong_use(context_,
                              fmt::format(fmt::runtime(words("--range takes lines FIRST:LAST, from 1, not `{}`",
                                                             "--range 的值应为行号 A:B（自 1 起），不能是“{}”")),
                                          options_.range),
                              "fmt");
    }
    if (options_.paths.size() > 1)
      return report_wrong_use(context_, words("--range is about one file", "--range 只用于一个文件"), "fmt");
    if (format_.keywords)
      return report_wrong_use(
          context_,
          words("--keywords is about whole files; leave out --range", "--keywords 用于整个文件，请勿与 --range 同用"),
          "fmt");
    return 0;
  }

  void set_exit(int code) { exit_code_ = std::max(exit_code_, code); }

  void note_problem(const FileProblem& problem) {
    context_.err << problem.message(context_.language) << '\n';
    set_exit(2);
  }

  void format_file(const std::string& path) {
    const std::optional<std::string> before = reader_.read(path);
    if (!before) return note_problem(reader_.problem());
    base::SourceStore sources;
    const base::SourceId id = sources.add(path, *before);
    base::Diagnostics found;
    const FormatResult result = grammar::format_text(sources.get(id), id, format_, found);
    switch (result.outcome) {
      case FormatOutcome::Errors: return refuse_errors(path, sources, found);
      case FormatOutcome::Unproved: return refuse_unproved(path, result.line);
      case FormatOutcome::Done: return deliver(path, *before, result.text);
    }
  }

  void refuse_errors(const std::string& path, const base::SourceStore& sources, base::Diagnostics& found) {
    found.sort();
    std::vector<const base::Diagnostic*> shown;
    for (const base::Diagnostic& one : found.all()) shown.push_back(&one);
    base::Report report{sources, shown, base::count(shown), {}};
    context_.err << base::render_text(report, base::TextStyle{context_.language, false})
                 << fmt::format(fmt::runtime(words("{}: not formatted, since it has errors; see `polc check`",
                                                   "{}：有错误，未作排版；请先运行 polc check")),
                                path)
                 << '\n';
    set_exit(1);
  }

  void refuse_unproved(const std::string& path, std::uint32_t line) {
    context_.err
        << fmt::format(
               fmt::runtime(
                   format_.keywords
                       ? words("{}:{}: what is said here cannot be written with the other keywords "
                               "and stay the same; nothing was written",
                               "{}:{}: 此处换写关键词后含义会改变；未写入任何内容")
                       : words("{}:{}: formatting would have changed what is said here; nothing was "
                               "written. This is a fault of polc, please report it with the file",
                               "{}:{}: 排版会改变此处的内容；未写入任何内容。这是 polc 自身的故障，请附文件报告")),
               path, line)
        << '\n';
    set_exit(3);
  }

  void deliver(const std::string& path, const std::string& before, const std::string& after) {
    const bool is_input = path == kStandardInput;
    if (options_.shows_diff) {
      const std::string name = is_input ? "<stdin>" : path;
      context_.out << base::unified_diff(before, after, name, name);
    } else if (options_.only_checks) {
      if (before != after) context_.out << path << '\n';
    } else if (is_input) {
      context_.out << after;
    } else if (before != after) {
      write(path, before, after);
    }
    if (options_.only_checks && before != after) set_exit(1);
  }

  void write(const std::string& path, const std::string& before, const std::string& after) {
    reader_.forget(path);
    if (reader_.read(path).value_or("") != before)
      return note_problem({path, {"it was changed by someone else meanwhile", "文件已被他人改动"}});
    if (const std::optional<FileProblem> problem = replace_file(path, after)) return note_problem(*problem);
    context_.err << fmt::format(fmt::runtime(words("{}: formatted", "{}：已排版")), path) << '\n';
  }

  const FmtOptions& options_;
  CommandContext& context_;
  FileReader reader_;
  grammar::FormatOptions format_;
  int exit_code_ = 0;
};

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc fmt policy.pol                    put a policy into the canonical layout\n"
    "  polc fmt policies/ --check             name the policies that are not in it, and change nothing\n"
    "  polc fmt policy.pol --diff             show what would change\n"
    "  polc fmt policy.pol --range 40:52      only the statements that touch these lines\n"
    "  polc fmt policy.pol --keywords zh      write every keyword in Chinese\n"
    "  polc fmt - < policy.pol                from standard input to standard output\n"
    "Words, comments and the inside of quotations are never changed; what cannot be proved unchanged is not written.\n"
    "Exit codes: 0 done, 1 a file has errors or --check found differences, 2 wrong use or unreadable, 3 fault of polc";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc fmt policy.pol                    把政策文件排成规范版式\n"
    "  polc fmt policies/ --check             只列出版式不规范的文件，不作改动\n"
    "  polc fmt policy.pol --diff             显示将作的改动\n"
    "  polc fmt policy.pol --range 40:52      只排涉及这些行的语句\n"
    "  polc fmt policy.pol --keywords zh      关键词全部改用中文\n"
    "  polc fmt - < policy.pol                从标准输入到标准输出\n"
    "文字、注释和引号之内一概不动；不能证明内容未变的，不写入文件。\n"
    "退出码：0 完成；1 文件有错误，或 --check 发现差异；2 用法不当或文件不可读；3 polc 自身故障";

}  // namespace

void register_fmt(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<FmtOptions>();
  CLI::App* command = app.add_subcommand("fmt", text("put policies into the canonical layout", "规范政策文件的版式"));
  command->add_option("FILE|DIR", options->paths,
                      text("policies; folders mean every .pol below; - is standard input, written to standard output",
                           "政策文件；文件夹指其下全部 .pol；- 指标准输入，结果写到标准输出"));
  command->add_flag("--check", options->only_checks,
                    text("change nothing; name the files that would change", "不作改动，只列出需要排版的文件"));
  command->add_flag("--diff", options->shows_diff,
                    text("change nothing; show what would change", "不作改动，显示将作的改动"));
  command
      ->add_option("--range", options->range,
                   text("only the statements that touch lines A to B", "只排涉及第 A 至 B 行的语句"))
      ->type_name("A:B");
  take_one_of(command->add_option("--keywords", options->keywords,
                                  text("write every keyword in this language", "关键词全部改用这种语言")),
              {"en", "zh"}, language);
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Fmt(*options, context).run(); });
}

}  // namespace polc::cli
