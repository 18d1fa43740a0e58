#include "cli/build.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/files.h"
#include "cli/output_file.h"
#include "cli/program_file.h"
#include "cli/usage.h"
#include "runtime/program/save.h"
#include "runtime/program/verify.h"

namespace polc::cli {
namespace {

struct BuildOptions {
  std::string policy;
  std::string output;
};

/// One run of the command.
class Build {
 public:
  Build(const BuildOptions& options, CommandContext& context) : options_(options), context_(context) {}

  int run() {
    if (options_.policy.empty()) return refuse(words("no policy was given", "没有给出政策文件"));
    if (options_.output.empty())
      return refuse(words("say where the saved program goes: -o FILE.polb", "请以 -o 文件.polb 指明写到哪里"));
    if (would_overwrite_policy()) return refuse(words("the output is the policy itself", "输出文件就是政策本身"));
    FileReader reader(context_.in);
    const ProgramFile file = compile_policy(options_.policy, reader, context_);
    if (!file.program) {
      if (file.exit_code == 1)
        context_.err << words("polc: the policy has errors; nothing was built\n", "polc：政策有错误，未生成文件\n");
      return file.exit_code;
    }
    // What could not be loaded is not written.
    if (const std::optional<runtime::Flaw> flaw = runtime::verify(*file.program)) {
      context_.err << fmt::format(
          fmt::runtime(words("polc: the policy is too large to be saved: {}\n", "polc：政策过大，无法保存：{}\n")),
          flaw->what.in(context_.language));
      return 1;
    }
    return write(runtime::save_program(*file.program));
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  int refuse(std::string_view what) const { return report_wrong_use(context_, what, "build"); }

  bool would_overwrite_policy() const {
    return options_.policy != kStandardInput && identity_of(options_.policy) == identity_of(options_.output);
  }

  int write(const std::string& bytes) const {
    OutputFile file(options_.output);
    if (!file.problem()) file.stream() << bytes;
    const std::optional<FileProblem> problem = file.problem() ? file.problem() : file.finish();
    if (!problem) return 0;
    context_.err << problem->message(context_.language) << '\n';
    return 2;
  }

  const BuildOptions& options_;
  CommandContext& context_;
};

constexpr std::string_view kEnglishExamples =
    "A saved program needs no policy text and is checked whole when it is read; a polc reads only the\n"
    "format it writes, so keep the policy and build again after an update.\n"
    "Examples:\n"
    "  polc build policy.pol -o policy.polb               compile and save\n"
    "  polc eval policy.polb cases.json                   evaluate with what was saved\n"
    "Exit codes: 0 written, 1 the policy has errors, 2 wrong use or a file that cannot be read or written, 3 fault of "
    "polc";

constexpr std::string_view kChineseExamples =
    "编译后的政策不再需要原文，读取时整体校验；polc 只读取自己写出的格式，请保留原文，升级后重新生成。\n"
    "示例：\n"
    "  polc build policy.pol -o policy.polb               编译并保存\n"
    "  polc eval policy.polb cases.json                   用保存的政策计算案件\n"
    "退出码：0 已写出；1 政策有错误；2 用法不当或文件不可读写；3 polc 自身故障";

}  // namespace

void register_build(CLI::App& app, CommandContext& context, int& exit_code) {
  const base::Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<BuildOptions>();
  CLI::App* command = app.add_subcommand("build", text("compile a policy and save it", "编译政策并保存"));
  command->add_option("POLICY", options->policy, text("the policy", "政策文件"));
  command
      ->add_option("-o,--output", options->output,
                   text("the saved program, which appears when it is complete", "编译后的政策，写完才出现"))
      ->type_name("FILE.polb");
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = Build(*options, context).run(); });
}

}  // namespace polc::cli
