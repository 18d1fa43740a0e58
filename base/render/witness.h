// How a case that shows a finding is written down: as a member of JSON and SARIF, and as the commands that decide it
// again. Used by the other renderers of this folder. Cases are written as files by the command line, not here.
#pragma once

#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/language.h"
#include "base/render/report.h"

namespace polc::base {

/// Writes the object `{"case": …, "shows": …}` as the next value of `json`; with `policy` where the witness names
/// one, and `with` where other policies decide the same events.
void write_witness(const Witness& witness, Language language, JsonWriter& json);

/// Returns the commands that show the witness of `finding` again, `polc eval POLICY CASES`: one a policy, none
/// without a witness. They take the files of `report.witness_files` where the cases were written to files, and are
/// quoted for a POSIX shell.
std::vector<std::string> replay_commands(const Report& report, const Diagnostic& finding);

}  // namespace polc::base
