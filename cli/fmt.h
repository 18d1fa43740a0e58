// `polc fmt`: writes policies in the canonical layout, or says which are not, or translates their keywords.
#pragma once

#include "cli/command.h"

namespace CLI {
class App;
}

namespace polc::cli {

/// Adds the command to `app`. Exit codes: 0 done, 1 a file has errors of the grammar or `--check` found differences,
/// 2 wrong use or an unreadable file, 3 a result that was not the same policy and was not written.
void register_fmt(CLI::App& app, CommandContext& context, int& exit_code);

}  // namespace polc::cli
