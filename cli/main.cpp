// The program `polc`: sets up the command line, runs the command that was asked for, and turns whatever comes
// of it into an exit code. Each command is a file of its own.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/version.h"
#include "cli/build.h"
#include "cli/check.h"
#include "cli/command.h"
#include "cli/doc.h"
#include "cli/emit.h"
#include "cli/eval.h"
#include "cli/explain.h"
#include "cli/fmt.h"
#include "cli/lsp.h"
#include "cli/new_policy.h"
#include "cli/test.h"
#include "cli/usage.h"

namespace polc::cli {
namespace {

constexpr int kWrongUse = 2;
constexpr int kOwnFault = 3;

int run(int argc, char** argv, CommandContext& context) {
  int exit_code = 0;
  CLI::App app(std::string(pick(context.language, "polc: a compiler and checker for subsidy policies",
                                "polc：补贴政策的编译与检查")),
               "polc");
  begin_help(app, context.language);
  register_check(app, context, exit_code);
  register_eval(app, context, exit_code);
  register_test(app, context, exit_code);
  register_build(app, context, exit_code);
  register_new(app, context, exit_code);
  register_fmt(app, context, exit_code);
  register_emit(app, context, exit_code);
  register_doc(app, context, exit_code);
  register_explain(app, context, exit_code);
  register_lsp(app, context, exit_code);
  finish_help(app, context.language);
  try {
    app.parse(argc, argv);
    return exit_code;
  } catch (const CLI::CallForHelp&) {
    context.out << help_text(app);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error, context.out, context.err);
    std::string command;
    for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
      at = at->get_subcommands().front();
      command += (command.empty() ? "" : " ") + at->get_name();
    }
    return report_wrong_use(context, describe_wrong_use(app, error, context.language), command);
  }
}

/// Writes what is still buffered; results that cannot be written are no results.
int finish(int exit_code, CommandContext& context) {
  context.out.flush();
  if (context.out.good()) return exit_code;
  context.err << "polc: " << pick(context.language, "cannot write the output: ", "无法写出结果：")
              << std::strerror(errno) << '\n';
  return exit_code > kWrongUse ? exit_code : kWrongUse;
}

int report_fault(const char* what, CommandContext& context) {
  context.out.flush();
  context.err << fmt::format("polc {}: {}\n", base::kVersion, what)
              << pick(context.language,
                      "This is a fault of polc, not of your policy. Please report it with the line above, the command "
                      "and the files it was given.\n",
                      "这是 polc 自身的故障，不是政策的问题。请附上以上一行、所用命令及有关文件报告开发者。\n");
  return kOwnFault;
}

}  // namespace
}  // namespace polc::cli

int main(int argc, char** argv) {
  // A reader of the output that went away wanted no more, even where the shell ignores the signal for us.
  std::signal(SIGPIPE, SIG_DFL);
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  polc::cli::CommandContext context{polc::cli::choose_language(arguments), polc::cli::wants_colour(), std::cout,
                                    std::cerr, std::cin};
  try {
    return polc::cli::finish(polc::cli::run(argc, argv, context), context);
  } catch (const std::exception& fault) {
    return polc::cli::report_fault(fault.what(), context);
  }
}
