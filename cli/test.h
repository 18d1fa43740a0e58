// `polc test`: runs the tests policies bring along and says what was expected, what came and why.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 every test passed, 1 a test failed or a policy has errors, 2 wrong use, an
/// unreadable file, or a filter that no test matches.
void register_test(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
