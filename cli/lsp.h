// `polc lsp`: the language server on standard input and output.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. When it runs, `exit_code` becomes that of the session.
void register_lsp(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
