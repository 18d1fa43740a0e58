// `polc eval`: what cases are granted under a policy, as letters or for programs.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 every case was evaluated, 1 a case was bad input or the policy has
/// errors, 2 wrong use, an unreadable file or one that is not JSON.
void register_eval(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
