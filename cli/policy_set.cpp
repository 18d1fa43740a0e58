#include "cli/policy_set.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "cli/program_file.h"
#include "grammar/lexer.h"
#include "runtime/program/load.h"

namespace polc::cli {
namespace {

/// Returns the files of a policy by identity; the first is the policy's own.
std::vector<std::string> files_of(const PolicySet& set, const LoadedPolicy& policy) {
  std::vector<std::string> files;
  for (const base::SourceId id : policy.compiled.files) files.push_back(identity_of(set.sources.get(id).path()));
  return files;
}

/// Leaves the policies that are named, that no other policy uses, or that stand first in a circle of use.
void keep_roots(const std::vector<PolicyFile>& files, PolicySet& set) {
  std::vector<std::vector<std::string>> used;
  for (const LoadedPolicy& policy : set.policies) used.push_back(files_of(set, policy));
  std::set<std::string> covered;
  std::vector<bool> is_root(set.policies.size());
  const auto take = [&](std::size_t at) {
    is_root[at] = true;
    covered.insert(used[at].begin(), used[at].end());
  };
  for (std::size_t at = 0; at < used.size(); ++at) {
    const std::string own = identity_of(files[at].path);
    const bool is_used = std::any_of(used.begin(), used.end(), [&](const std::vector<std::string>& other) {
      return &other != &used[at] && std::find(other.begin(), other.end(), own) != other.end();
    });
    if (files[at].is_named || !is_used) take(at);
  }
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (!is_root[at] && covered.count(identity_of(files[at].path)) == 0) take(at);
  }
  std::deque<LoadedPolicy> roots;
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (is_root[at]) roots.push_back(std::move(set.policies[at]));
  }
  set.policies = std::move(roots);
}

// A policy that is too large is in the set like one that has been read, with its finding and nothing else.
void refuse_size(const std::string& path, std::uintmax_t size, PolicySet& set) {
  LoadedPolicy& policy = set.policies.emplace_back();
  policy.path = path;
  policy.compiled = compiler::compile(
      path, [](const std::string&) { return std::string(); }, set.sources, policy.findings);
  const base::SourceId id{static_cast<std::uint32_t>(set.sources.size() - 1)};
  policy.findings.report(
      base::Code::P1013, {id, 0, 0},
      {base::plain(fmt::format("{}", size)), base::plain(fmt::format("{}", grammar::kMaxFileBytes))});
}

}  // namespace

PolicySet load_policies(const std::vector<PolicyFile>& files, FileReader& reader) {
  PolicySet set;
  std::vector<PolicyFile> readable;
  const auto read = [&reader](const std::string& path) { return reader.read(path); };
  for (const PolicyFile& file : files) {
    const std::optional<std::string> text = reader.read(file.path);
    if (!text && reader.problem().too_many_bytes > 0) {
      refuse_size(file.path, reader.problem().too_many_bytes, set);
      readable.push_back(file);
      continue;
    }
    if (!text) {
      set.problems.push_back(reader.problem());
      continue;
    }
    if (runtime::is_saved_program(*text)) {
      set.problems.push_back(saved_program_problem(file.path));
      continue;
    }
    LoadedPolicy& policy = set.policies.emplace_back();
    policy.path = file.path;
    policy.compiled = compiler::compile(file.path, read, set.sources, policy.findings);
    policy.findings.sort();
    readable.push_back(file);
  }
  keep_roots(readable, set);
  return set;
}

std::vector<const base::Diagnostic*> all_findings(const PolicySet& set) {
  std::vector<const base::Diagnostic*> findings;
  for (const LoadedPolicy& policy : set.policies) {
    for (const base::Diagnostic& finding : policy.findings.all()) findings.push_back(&finding);
  }
  return drop_doubles(set.sources, findings);
}

std::vector<const base::Diagnostic*> drop_doubles(const base::SourceStore& sources,
                                                  const std::vector<const base::Diagnostic*>& findings) {
  std::vector<const base::Diagnostic*> result;
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, base::Code, std::string>> seen;
  for (const base::Diagnostic* finding : findings) {
    const base::Span span = finding->span;
    const std::string file = base::has_place(span) ? sources.get(span.source).path() : std::string();
    const std::string what = message(*finding, base::Language::English);
    if (seen.emplace(file, span.begin, span.end, finding->code, what).second) result.push_back(finding);
  }
  return result;
}

base::Checked count_checked(const PolicySet& set) {
  base::Checked checked;
  std::set<std::string> files;
  for (const LoadedPolicy& policy : set.policies) {
    for (const std::string& file : files_of(set, policy)) files.insert(file);
    if (!policy.compiled.can_evaluate) continue;
    const runtime::Program& program = policy.compiled.program;
    checked.num_awards += program.awards.size();
    checked.num_readings += program.readings.size();
    checked.num_tests += policy.compiled.tests.size();
    checked.num_cells += static_cast<std::size_t>(
        std::count_if(program.rules.begin(), program.rules.end(),
                      [](const runtime::Rule& rule) { return rule.kind == runtime::RuleKind::Cell; }));
  }
  checked.num_files = files.size();
  return checked;
}

}  // namespace polc::cli
