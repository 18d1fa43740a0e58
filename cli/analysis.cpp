#include "cli/analysis.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>

#include "compiler/ast/ast.h"

namespace polc::cli {
namespace {

/// Returns the bytes of the document the policy says it encodes.
std::optional<std::string> read_document(const LoadedPolicy& policy, FileReader& reader) {
  const ast::PolicyHeader* header = policy.compiled.model.files.front().header;
  if (header == nullptr || !header->source) return std::nullopt;
  const std::filesystem::path folder = std::filesystem::path(policy.path).parent_path();
  return reader.read((folder / header->source->text).string());
}

}  // namespace

std::vector<analyse::Subject> subjects_of(const PolicySet& set, FileReader& reader) {
  std::vector<analyse::Subject> subjects;
  for (const LoadedPolicy& policy : set.policies) {
    if (!policy.compiled.can_evaluate) continue;
    subjects.push_back({&policy.compiled, policy.path, read_document(policy, reader)});
  }
  return subjects;
}

AnalysedSet analyse_policies(const std::vector<PolicyFile>& files, FileReader& reader) {
  AnalysedSet analysed{load_policies(files, reader), {}, {}};
  const std::vector<analyse::Subject> subjects = subjects_of(analysed.set, reader);
  if (subjects.empty()) return analysed;
  const analyse::Proved proved = analyse::analyse(subjects, analysed.set.sources, analysed.meaning);
  analysed.proved = {.has_no_overlap = proved.no_overlap,
                     .has_no_gap = proved.no_gap,
                     .has_no_dead_rule = proved.no_dead_rule,
                     .num_undecided = proved.undecided};
  return analysed;
}

std::vector<const base::Diagnostic*> all_findings(const AnalysedSet& analysed) {
  std::vector<const base::Diagnostic*> findings = all_findings(analysed.set);
  for (const base::Diagnostic& finding : analysed.meaning.all()) findings.push_back(&finding);
  const auto key = [](const base::Diagnostic* one) {
    return std::tuple(static_cast<std::uint32_t>(one->span.source), one->span.begin, one->code);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&key](const base::Diagnostic* lhs, const base::Diagnostic* rhs) { return key(lhs) < key(rhs); });
  return drop_doubles(analysed.set.sources, findings);
}

}  // namespace polc::cli
