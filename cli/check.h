// `polc check`: every finding of the policies given, as text or for programs, and the fixes polc is sure of.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 nothing at the `--deny` level, 1 findings at it or above, 2 wrong use or
/// an unreadable file.
void register_check(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
