// `polc new`: a starting policy from a document.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`; see command.h.
void register_new(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
