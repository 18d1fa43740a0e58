// A program to evaluate with, from what the user names: the text of a policy, which is compiled, or a saved program
// (`polc build`), which is loaded and needs no compiler. Which of the two a file is, its first bytes say.
#pragma once

#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/files.h"
#include "runtime/program/program.h"

namespace polc::cli {

/// A program, or why there is none: what is wrong has then been printed, and `exit_code` is 1 for a policy with errors
/// and 2 for a file that cannot be used.
struct ProgramFile {
  std::optional<runtime::Program> program;
  int exit_code = 0;
};

/// Returns the program of the policy or saved program at `path`. Prints errors to standard error.
ProgramFile open_program(const std::string& path, FileReader& reader, const CommandContext& context);

/// Returns why a saved program cannot be used where the text of a policy is wanted.
FileProblem saved_program_problem(const std::string& path);

/// Returns the program of the policy at `path`; a saved program is refused, since it is no policy to compile.
ProgramFile compile_policy(const std::string& path, FileReader& reader, const CommandContext& context);

}  // namespace polc::cli
