#include "cli/analysis.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "compiler/ast/ast.h"

namespace polc::cli {
namespace {

/// Reads the document that the policy says it encodes.
void read_document(const LoadedPolicy& policy, FileReader& reader, analyse::Subject& subject) {
  const ast::PolicyHeader* header = policy.compiled.model.files.front().header;
  if (header == nullptr || !header->source) return;
  const std::filesystem::path folder = std::filesystem::path(policy.path).parent_path();
  subject.document = reader.read((folder / header->source->text).string());
  if (!subject.document) subject.document_problem = reader.problem().reason;
}

/// Sorts by source and place and leaves each finding once.
std::vector<const base::Diagnostic*> in_order(const base::SourceStore& sources,
                                              std::vector<const base::Diagnostic*> findings) {
  const auto key = [](const base::Diagnostic* one) {
    return std::tuple(static_cast<std::uint32_t>(one->span.source), one->span.begin, one->code);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&key](const base::Diagnostic* lhs, const base::Diagnostic* rhs) { return key(lhs) < key(rhs); });
  return drop_doubles(sources, findings);
}

}  // namespace

std::vector<analyse::Subject> subjects_of(const PolicySet& set, FileReader& reader) {
  std::vector<analyse::Subject> subjects;
  for (const LoadedPolicy& policy : set.policies) {
    if (!policy.compiled.can_evaluate) continue;
    analyse::Subject& subject = subjects.emplace_back();
    subject.compiled = &policy.compiled;
    subject.path = policy.path;
    read_document(policy, reader, subject);
  }
  return subjects;
}

AnalysedSet analyse_policies(const std::vector<PolicyFile>& files, FileReader& reader,
                             const analyse::AnalyseOptions& options) {
  AnalysedSet analysed{load_policies(files, reader), {}, {}, {}};
  std::vector<analyse::Answering> answering;
  for (const LoadedPolicy& policy : analysed.set.policies) {
    analysed.findings.take(policy.findings);
    answering.push_back({&policy.compiled, policy.compiled.can_evaluate});
  }
  const std::vector<analyse::Subject> subjects = subjects_of(analysed.set, reader);
  if (!subjects.empty()) analysed.proved = analyse::analyse(subjects, analysed.set.sources, options, analysed.findings);
  analysed.allowed = analyse::apply_allows(answering, analysed.set.sources, analysed.findings);
  return analysed;
}

std::vector<const base::Diagnostic*> all_findings(const AnalysedSet& analysed) {
  std::vector<const base::Diagnostic*> findings;
  for (const base::Diagnostic& finding : analysed.findings.all()) findings.push_back(&finding);
  return in_order(analysed.set.sources, std::move(findings));
}

std::vector<base::Allowed> allowed_findings(const AnalysedSet& analysed) {
  std::vector<const base::Diagnostic*> findings;
  std::map<const base::Diagnostic*, const analyse::AllowedFinding*> answers;
  for (const analyse::AllowedFinding& one : analysed.allowed) {
    findings.push_back(&one.finding);
    answers[&one.finding] = &one;
  }
  std::vector<base::Allowed> result;
  for (const base::Diagnostic* finding : in_order(analysed.set.sources, std::move(findings))) {
    const analyse::AllowedFinding& answer = *answers.at(finding);
    result.push_back({finding, answer.reason, answer.allow});
  }
  return result;
}

}  // namespace polc::cli
