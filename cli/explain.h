// `polc explain CODE`: the page of a finding or of a case error, without a network. The pages are those of
// docs/findings/, built into the program.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 shown, 2 no such code or wrong use.
void register_explain(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
