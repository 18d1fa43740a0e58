#include "cli/lsp.h"

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/usage.h"
#include "lsp/server.h"

namespace polc::cli {
namespace {

constexpr std::string_view kEnglishExamples =
    "Started by an editor; it speaks the language server protocol 3.17 on standard input and output.\n"
    "Examples:\n"
    "  polc lsp              findings and help in English, or in the language the editor asks for\n"
    "  polc lsp --lang zh    in Chinese\n"
    "Exit codes: 0 the editor said goodbye, 1 it left without, 3 fault of polc";

constexpr std::string_view kChineseExamples =
    "由编辑器启动，在标准输入输出上使用语言服务器协议 3.17。\n"
    "示例：\n"
    "  polc lsp              以编辑器要求的语言提示，默认英文\n"
    "  polc lsp --lang zh    以中文提示\n"
    "退出码：0 编辑器正常结束；1 编辑器未告知即断开；3 polc 自身故障";

}  // namespace

void register_lsp(CLI::App& app, CommandContext& context, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "lsp", std::string(pick(context.language, "serve an editor (language server)", "为编辑器提供语言服务")));
  // Editors add this to every server; standard streams are the only way in.
  const std::string stdio(pick(context.language, "standard streams, which is the default", "使用标准输入输出（默认）"));
  command->add_flag("--stdio", stdio);
  command->footer(std::string(pick(context.language, kEnglishExamples, kChineseExamples)));
  command->callback([&context, &exit_code] { exit_code = lsp::serve(context.in, context.out, context.language); });
}

}  // namespace polc::cli
