#include "cli/doc.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/render/text.h"
#include "base/unicode.h"
#include "cli/analysis.h"
#include "cli/doc_folder.h"
#include "cli/files.h"
#include "cli/page_text.h"
#include "cli/usage.h"
#include "doc/page.h"

namespace polc::cli {
namespace {

using base::Language;

constexpr const char* kIndex = "index.html";

struct DocOptions {
  std::vector<std::string> paths;
  std::string folder;
  bool may_replace = false;
};

/// Returns the name of a policy's file as the name of a page: letters, digits and a few marks, so that it needs no
/// quoting in a link or a shell.
std::string page_stem(const std::string& path) {
  const std::string stem = path == kStandardInput ? "policy" : std::filesystem::path(path).stem().string();
  std::string result;
  for (std::size_t at = 0; at < stem.size();) {
    const base::CodePoint point = base::decode_at(stem, at);
    const bool is_plain = point.is_valid && (base::is_letter(point.value) || base::is_digit(point.value) ||
                                             point.value == U'-' || point.value == U'_');
    if (is_plain) {
      base::append_utf8(result, point.value);
    } else {
      result += '-';
    }
    at += point.length;
  }
  return result.empty() ? "policy" : result;
}

/// Returns what a code means, from the pages of `polc explain`.
base::Bilingual explain(base::Code code) {
  for (const Page& page : all_pages()) {
    if (page.code == base::info(code).id)
      return {definition_of(page, Language::English), definition_of(page, Language::Chinese)};
  }
  return {};
}

/// One run of the command.
class Doc {
 public:
  Doc(const DocOptions& options, CommandContext& context) : options_(options), context_(context), reader_(context.in) {}

  int run() {
    if (options_.paths.empty()) return refuse(words("no policy was given", "没有给出政策文件"));
    if (options_.folder.empty())
      return refuse(words("say where the pages go: -o FOLDER", "请以 -o 文件夹 指明写到哪里"));
    const PolicyFiles collected = collect_policies(options_.paths);
    for (const FileProblem& problem : collected.problems) note_problem(problem);
    if (!collected.problems.empty()) return 2;
    const AnalysedSet analysed = analyse_policies(collected.files, reader_, {});
    for (const FileProblem& problem : analysed.set.problems) note_problem(problem);
    if (!analysed.set.problems.empty() || analysed.set.policies.empty()) return 2;
    if (has_errors(analysed.set)) return 1;
    return deliver(pages_of(analysed));
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  int refuse(std::string_view what) const { return report_wrong_use(context_, what, "doc"); }

  void note_problem(const FileProblem& problem) const { context_.err << problem.message(context_.language) << '\n'; }

  /// Prints the errors of policies that have no meaning; a page of them would say what is not so.
  bool has_errors(const PolicySet& set) const {
    base::Report report{set.sources, {}, {}, {}};
    for (const LoadedPolicy& policy : set.policies) {
      for (const base::Diagnostic& finding : policy.findings.all()) {
        if (!policy.compiled.can_evaluate && finding.severity == base::Severity::Error)
          report.findings.push_back(&finding);
      }
    }
    if (report.findings.empty()) return false;
    context_.err << base::render_text(report, {context_.language, false})
                 << words("polc: correct the errors first; no page was written\n", "polc：请先更正错误，未写出页面\n");
    return true;
  }

  /// What stands in the files of a policy, and what stands nowhere.
  static bool is_of(const compiler::Compiled& compiled, base::Span span) {
    return !base::has_place(span) ||
           std::find(compiled.files.begin(), compiled.files.end(), span.source) != compiled.files.end();
  }

  static std::vector<doc::Subject> subjects_of(const AnalysedSet& analysed) {
    const std::vector<const base::Diagnostic*> findings = all_findings(analysed);
    const std::vector<base::Allowed> allowed = allowed_findings(analysed);
    std::vector<doc::Subject> subjects;
    for (const LoadedPolicy& policy : analysed.set.policies) {
      doc::Subject& subject = subjects.emplace_back();
      subject.path = policy.path;
      subject.compiled = &policy.compiled;
      for (const base::Diagnostic* finding : findings) {
        if (is_of(policy.compiled, finding->span)) subject.findings.push_back(finding);
      }
      for (const base::Allowed& one : allowed) {
        if (is_of(policy.compiled, one.allow)) subject.allowed.push_back(one);
      }
    }
    return subjects;
  }

  /// One policy is the index itself; several have a page each and an index that lists them.
  DocFiles pages_of(const AnalysedSet& analysed) const {
    const std::vector<doc::Subject> subjects = subjects_of(analysed);
    const bool is_one = subjects.size() == 1;
    DocFiles files;
    std::set<std::string> taken{"index"};
    std::vector<doc::ListedPage> listed;
    for (const doc::Subject& subject : subjects) {
      const std::string name = is_one ? kIndex : free_name(page_stem(subject.path), taken);
      files[name] = doc::write_page(subject, analysed.set.sources, {context_.language, explain, !is_one});
      listed.push_back({&subject, name});
    }
    if (!is_one) files[kIndex] = doc::write_index(listed, context_.language);
    return files;
  }

  /// Returns a name that no other page has, on disks that do not tell small letters from capitals too.
  static std::string free_name(const std::string& stem, std::set<std::string>& taken) {
    const auto in_small_letters = [](std::string text) {
      for (char& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
      return text;
    };
    std::string name = stem;
    for (std::size_t number = 2; !taken.insert(in_small_letters(name)).second; ++number)
      name = fmt::format("{}-{}", stem, number);
    return name + ".html";
  }

  int deliver(const DocFiles& files) const {
    const DocFolder folder(options_.folder);
    std::optional<FileProblem> problem = folder.refusal(files, options_.may_replace);
    if (!problem) problem = folder.write(files);
    if (problem) {
      note_problem(*problem);
      return 2;
    }
    const std::string index = (std::filesystem::path(options_.folder) / kIndex).string();
    context_.err << fmt::format(fmt::runtime(words("polc: open {} in a browser\n", "polc：请用浏览器打开 {}\n")),
                                index);
    return 0;
  }

  const DocOptions& options_;
  CommandContext& context_;
  FileReader reader_;
};

constexpr std::string_view kEnglishExamples =
    "Each page is one file that needs no network and no other file: text beside rules, amounts, requirements, "
    "findings, awards\n"
    "together, tests, names, search, in English and Chinese.\n"
    "Examples:\n"
    "  polc doc policy.pol -o pages               pages/index.html\n"
    "  polc doc policies/ -o pages                a page for each policy, and an index\n"
    "  polc doc policy.pol -o pages --lang zh     begins in Chinese\n"
    "Exit codes: 0 written, 1 a policy has errors, 2 wrong use or what cannot be read or written, 3 fault of polc";

constexpr std::string_view kChineseExamples =
    "每页为一个文件，无需网络，也不依赖其他文件：条文与规则对照、金额、要求、问题、各项资助的关系、算例、名称索引、\n"
    "查找，界面有中英文。\n"
    "示例：\n"
    "  polc doc policy.pol -o pages               写出 pages/index.html\n"
    "  polc doc policies/ -o pages                每份政策一页，另有目录页\n"
    "  polc doc policy.pol -o pages --lang zh     页面先以中文显示\n"
    "退出码：0 已写出；1 政策有错误；2 用法不当或不能读写；3 polc 自身故障";

}  // namespace

void register_doc(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<DocOptions>();
  CLI::App* command = app.add_subcommand("doc", text("write policies as web pages", "把政策写成网页"));
  command->add_option("POLICY|DIR", options->paths,
                      text("policies; folders mean every .pol below; - is standard input",
                           "政策文件；文件夹指其下全部 .pol；- 指标准输入"));
  command->add_option("-o,--output", options->folder, text("the folder of the pages", "页面所在的文件夹"))
      ->type_name("FOLDER");
  command->add_flag("--force", options->may_replace,
                    text("write into a folder with other files, replacing those of the same name",
                         "可写入有其他文件的文件夹，并替换同名文件"));
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Doc(*options, context).run(); });
}

}  // namespace polc::cli
