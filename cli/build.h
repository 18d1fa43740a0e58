// `polc build`: the policy compiled and saved, for evaluating without its text and without a compiler.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 the file was written, 1 the policy has errors (those that keep `eval` from
/// evaluating), 2 wrong use, an unreadable policy or a file that cannot be written.
void register_build(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
