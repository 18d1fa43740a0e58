// `polc doc`: policies as web pages, the text of the document beside its rules, readable without a network.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 written, 1 a policy has errors, 2 wrong use or what cannot be read or
/// written.
void register_doc(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
