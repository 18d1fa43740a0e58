#include "base/render/witness.h"

#include <string_view>

#include <fmt/format.h>

namespace polc::base {
namespace {

std::string quote_for_shell(std::string_view text) {
  std::string quoted = "'";
  for (const char one : text) quoted += one == '\'' ? std::string("'\\''") : std::string(1, one);
  return quoted + "'";
}

/// Returns a path as one argument of a shell, bare where no shell would read it otherwise.
std::string path_argument(std::string_view path) {
  constexpr std::string_view kSpecial = " \t\n\"'\\$`&|;<>()*?[]{}#~!";
  return path.find_first_of(kSpecial) == std::string_view::npos ? std::string(path) : quote_for_shell(path);
}

std::string policy_of(const Report& report, const Diagnostic& finding) {
  if (!finding.witness->policy.empty()) return finding.witness->policy;
  return has_place(finding.span) ? report.sources.get(finding.span.source).path() : "POLICY";
}

}  // namespace

void write_witness(const Witness& witness, Language language, JsonWriter& json) {
  json.begin_object().key("case").raw(witness.case_json).member("shows", witness.shows.in(language));
  if (!witness.policy.empty()) json.member("policy", witness.policy);
  if (!witness.with.empty()) {
    json.key("with").begin_array();
    for (const WitnessCase& one : witness.with) {
      json.begin_object().member("policy", one.policy).key("case").raw(one.case_json).end_object();
    }
    json.end_array();
  }
  json.end_object();
}

std::vector<std::string> replay_commands(const Report& report, const Diagnostic& finding) {
  if (!finding.witness) return {};
  std::vector<WitnessCase> cases = {{policy_of(report, finding), finding.witness->case_json}};
  cases.insert(cases.end(), finding.witness->with.begin(), finding.witness->with.end());
  const auto files = report.witness_files.find(&finding);
  std::vector<std::string> commands;
  for (std::size_t at = 0; at < cases.size(); ++at) {
    const std::string argument = files == report.witness_files.end() ? "--case " + quote_for_shell(cases[at].case_json)
                                                                     : path_argument(files->second[at]);
    commands.push_back(fmt::format("polc eval {} {}", path_argument(cases[at].policy), argument));
  }
  return commands;
}

}  // namespace polc::base
