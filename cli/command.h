// What every command of the command line is given: the language, the colours and the streams. Each command
// is one file that offers `void register_NAME(CLI::App& app, CommandContext& context, int& exit_code);`, which
// adds the command to `app`; when it is chosen it runs and leaves its result in `exit_code`.
// Exit codes: 0 done, 1 findings or bad cases or failed tests, 2 wrong use, 3 a fault of polc itself.
#pragma once

#include <iosfwd>

#include "base/language.h"

namespace polc::cli {

/// `context` must outlive the parse of the command line: commands keep a reference to it.
struct CommandContext {
  base::Language language;
  bool use_colour;
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
};

}  // namespace polc::cli
