// How the command line speaks before any command runs: the language, wrong use with what was probably meant, and
// the choices of options. Used by `main` and by every command that takes a choice.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/language.h"
#include "cli/command.h"

namespace polc::cli {

/// Returns the language of `--lang` if the arguments have one, else that of the environment (LC_ALL, LC_MESSAGES,
/// LANG, the first that is set), else English. Needed before parsing, since help has a language too.
base::Language choose_language(std::span<const std::string> arguments);

/// Sets up help and the version in `language`; called before the commands are added.
void begin_help(CLI::App& app, base::Language language);

/// Gives every command `--lang` and the program its examples; called once all commands are there.
void finish_help(CLI::App& app, base::Language language);

/// Returns the help of the command that was asked about, or of the program.
std::string help_text(const CLI::App& app);

/// Returns true when standard output is a terminal that wants colours (NO_COLOR is not set).
bool wants_colour();

/// Returns `english` or `chinese`.
std::string_view pick(base::Language language, std::string_view english, std::string_view chinese);

/// Makes `option` accept one of `choices` only, show them in help and suggest the nearest when it is another.
CLI::Option* take_one_of(CLI::Option* option, std::vector<std::string> choices, base::Language language);

/// Prints what is wrong with how polc was called and where help is, and returns exit code 2.
int report_wrong_use(const CommandContext& context, std::string_view what, std::string_view command);

/// Returns what is wrong in a failed parse of `app`, with the nearest command or option where one is near.
std::string describe_wrong_use(const CLI::App& app, const CLI::ParseError& error, base::Language language);

/// Returns `what` with "; did you mean …" where one of `known` is near `name`.
std::string with_suggestion(std::string what, std::string_view name, std::span<const std::string> known,
                            base::Language language);

}  // namespace polc::cli
