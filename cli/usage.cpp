#include "cli/usage.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "base/spelling.h"
#include "base/version.h"

namespace polc::cli {
namespace {

using base::Language;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string_view value = environment(name);
    if (!value.empty()) return value.starts_with("zh") ? Language::Chinese : Language::English;
  }
  return Language::English;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options([](const CLI::Option*) { return true; })) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

void add_language_option(CLI::App& app, Language language) {
  // The value is read before parsing (choose_language); the option is here to be checked and shown.
  const auto ignore = [](const std::string&) {};
  CLI::Option* option = app.add_option_function<std::string>(
      "--lang", ignore, std::string(pick(language, "language of messages", "消息的语言")));
  take_one_of(option, {"en", "zh"}, language);
}

constexpr std::string_view kEnglishExamples =
    "Examples:\n"
    "  polc check policy.pol              what is wrong with a policy\n"
    "  polc eval policy.pol cases.json    what cases are granted, and why\n"
    "  polc test policy.pol               the tests a policy brings along\n"
    "  polc build policy.pol -o p.polb    the policy compiled, for polc eval\n"
    "  polc fmt policy.pol                the canonical layout\n"
    "  polc doc policy.pol -o pages       the policy as web pages, text beside rules\n"
    "  polc explain P2001                 what a finding means\n"
    "  polc emit sql --dialect duckdb policy.pol    the policy as SQL for a database\n"
    "polc COMMAND --help shows the options of a command.";

constexpr std::string_view kChineseExamples =
    "示例：\n"
    "  polc check policy.pol              检查一份政策\n"
    "  polc eval policy.pol cases.json    计算案件可得的资助及理由\n"
    "  polc test policy.pol               运行政策自带的算例\n"
    "  polc build policy.pol -o p.polb    编译政策，供 polc eval 使用\n"
    "  polc fmt policy.pol                规范版式\n"
    "  polc doc policy.pol -o pages       把政策写成网页，条文与规则对照\n"
    "  polc explain P2001                 说明一种问题\n"
    "  polc emit sql --dialect duckdb policy.pol    把政策写成数据库的 SQL\n"
    "polc 命令 --help 显示该命令的选项。";

std::string describe_extra(const CLI::App& app, const std::string& extra, Language language) {
  if (extra.starts_with('-')) {
    const std::string name = extra.substr(0, extra.find('='));
    std::string what = fmt::format(fmt::runtime(pick(language, "there is no option `{}`", "没有选项“{}”")), name);
    return with_suggestion(std::move(what), name, option_names(app), language);
  }
  if (app.get_parent() != nullptr && command_names(app).empty()) {
    return fmt::format(fmt::runtime(pick(language, "`{}` is one argument too many", "参数“{}”多余")), extra);
  }
  std::string what = fmt::format(fmt::runtime(pick(language, "there is no command `{}`", "没有命令“{}”")), extra);
  return with_suggestion(std::move(what), extra, command_names(app), language);
}

}  // namespace

Language choose_language(std::span<const std::string> arguments) {
  Language language = language_of_environment();
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    std::string_view value;
    if (arguments[at] == "--lang" && at + 1 < arguments.size()) value = arguments[at + 1];
    if (arguments[at].starts_with("--lang=")) value = std::string_view(arguments[at]).substr(7);
    if (value == "zh") language = Language::Chinese;
    if (value == "en") language = Language::English;
  }
  return language;
}

void begin_help(CLI::App& app, Language language) {
  const auto words = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  // The words of help that CLI11 writes itself.
  for (const auto& [label, chinese] :
       {std::pair("Usage", "用法"), std::pair("OPTIONS", "选项"), std::pair("SUBCOMMAND", "命令"),
        std::pair("Positionals", "参数"), std::pair("Subcommands", "命令"), std::pair("TEXT", "")}) {
    const bool is_type = std::string_view(label) == "TEXT";
    if (is_type || language == Language::Chinese) app.get_formatter()->label(label, is_type ? "" : chinese);
  }
  app.option_defaults()->group(words("Options", "选项"));
  app.set_help_flag("-h,--help", words("show this help", "显示帮助"));
  app.set_version_flag("--version", fmt::format("polc {}", base::kVersion), words("show the version", "显示版本"));
  app.require_subcommand(1);
}

namespace {

// The commands below `app`, and those below them.
void finish_commands(CLI::App& app, Language language) {
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    add_language_option(*command, language);
    command->get_help_ptr()->group(std::string(pick(language, "Options", "选项")));
    finish_commands(*command, language);
  }
}

}  // namespace

void finish_help(CLI::App& app, Language language) {
  add_language_option(app, language);
  finish_commands(app, language);
  app.footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
}

std::string help_text(const CLI::App& app) {
  std::string text = app.help();
  for (std::size_t at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at)) text.erase(at, 1);
  return text;
}

bool wants_colour() {
  return ::isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

std::string_view pick(Language language, std::string_view english, std::string_view chinese) {
  return language == Language::Chinese ? chinese : english;
}

CLI::Option* take_one_of(CLI::Option* option, std::vector<std::string> choices, Language language) {
  option->type_name(fmt::format("{}", fmt::join(choices, "|")));
  const auto check = [choices = std::move(choices), language](const std::string& value) -> std::string {
    if (std::find(choices.begin(), choices.end(), value) != choices.end()) return {};
    std::string what = fmt::format(fmt::runtime(pick(language, "`{}` is not one of {}", "“{}”不在可选值之内：{}")),
                                   value, fmt::join(choices, pick(language, ", ", "、")));
    return with_suggestion(std::move(what), value, choices, language);
  };
  return option->check(check, "");
}

int report_wrong_use(const CommandContext& context, std::string_view what, std::string_view command) {
  const std::string help = command.empty() ? "polc --help" : fmt::format("polc {} --help", command);
  context.err << "polc: " << what << '\n'
              << fmt::format(fmt::runtime(pick(context.language, "see: {}", "用法见：{}")), help) << '\n';
  return 2;
}

std::string describe_wrong_use(const CLI::App& app, const CLI::ParseError& error, Language language) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  if (!chosen.empty() && !chosen.front()->get_subcommands().empty())
    return describe_wrong_use(*chosen.front(), error, language);
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::vector<std::string> extras = command.remaining();
  if (!extras.empty()) return describe_extra(command, extras.front(), language);
  if (chosen.empty()) return std::string(pick(language, "a command is missing", "缺少命令"));
  return error.what();
}

std::string with_suggestion(std::string what, std::string_view name, std::span<const std::string> known,
                            Language language) {
  const std::optional<std::string> near = base::nearest(name, known);
  if (!near) return what;
  return what + fmt::format(fmt::runtime(pick(language, "; did you mean `{}`?", "；是否应为“{}”？")), *near);
}

}  // namespace polc::cli
