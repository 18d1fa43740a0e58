// `polc emit sql`: a policy as one SQL statement for an existing engine, and the tables that statement reads.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command. Exit code 0 done, 1 the policy has errors or cannot be said in the dialect, 2 wrong use.
void register_emit(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
