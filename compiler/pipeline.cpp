#include "compiler/pipeline.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/sha256.h"
#include "compiler/locate.h"
#include "compiler/lower/lower.h"
#include "compiler/model/model.h"
#include "compiler/use_tree.h"

namespace polc::compiler {
namespace {

const ast::PolicyHeader* own_header(const ast::Ast& ast) {
  for (const ast::Statement& statement : ast.statements) {
    if (const auto* header = std::get_if<ast::PolicyHeader>(&statement)) return header;
  }
  return nullptr;
}

/// Names the policy and its window; the header may be missing.
void name_policy(const ast::PolicyHeader* header, const std::string& file, runtime::Program& program) {
  program.policy_name = file;
  if (header == nullptr) return;
  program.title = header->title.text;
  if (!header->title.empty()) program.policy_name = header->title.text;
  if (header->short_name) program.policy_name = header->short_name->text;
  if (header->effective) {
    program.effective_from = header->effective->from;
    program.effective_to = header->effective->to;
  }
}

/// True when a text could not be read as it stands (P1, and mixed and/or).
bool has_syntax_error(const base::Diagnostics& findings, std::size_t begin) {
  return std::any_of(findings.all().begin() + static_cast<std::ptrdiff_t>(begin), findings.all().end(),
                     [](const base::Diagnostic& one) {
                       return one.severity == base::Severity::Error &&
                              (base::info(one.code).id.starts_with("P1") || one.code == base::Code::P4613);
                     });
}

std::string hash_files(const base::SourceStore& sources, const std::deque<UsedFile>& files) {
  if (files.size() == 1) return base::sha256(sources.get(files.front().ast.source).text());
  std::vector<std::pair<std::string, std::string>> lines;
  for (const UsedFile& file : files) lines.emplace_back(file.path, base::sha256(sources.get(file.ast.source).text()));
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const auto& [path, hash] : lines) all += hash + "  " + path + "\n";
  return base::sha256(all);
}

}  // namespace

Compiled compile(const std::string& path, const ReadFile& read, base::SourceStore& sources, base::Diagnostics& out) {
  const std::size_t errors_before = out.num_errors();
  const std::size_t findings_before = out.all().size();
  std::deque<UsedFile> trees = read_use_tree(path, read, sources, out);
  if (trees.empty()) return {};
  // A statement that could not be read leaves names undeclared: what follows from that is no second mistake.
  const bool names_checked = !has_syntax_error(out, findings_before);
  base::Diagnostics meaning;
  Compiled compiled = compile_trees(std::move(trees), sources, meaning);
  compiled.names_checked = names_checked;
  if (names_checked) out.take(meaning);
  locate_findings(compiled.trees, findings_before, out);
  compiled.can_evaluate = out.num_errors() == errors_before;
  return compiled;
}

Compiled compile_trees(std::deque<UsedFile> trees, const base::SourceStore& sources, base::Diagnostics& out) {
  Compiled compiled;
  const std::size_t errors_before = out.num_errors();
  compiled.trees = std::move(trees);
  const std::deque<UsedFile>& files = compiled.trees;
  std::vector<model::File> model_files;
  for (const UsedFile& file : files) {
    const ast::PolicyHeader* header = own_header(file.ast);
    if (header == nullptr && !model_files.empty()) header = model_files[file.used_by].header;
    model_files.push_back({&file.ast, file.path, header});
    compiled.files.push_back(file.ast.source);
  }
  model::Model& model = compiled.model;
  model = model::declare(sources, std::move(model_files), out);
  name_policy(model.files.front().header, files.front().path, model.program);
  model.program.sha256 = hash_files(sources, files);
  lower::lower(model, out);
  compiled.samples = lower::lower_samples(model, out);
  compiled.tests = lower::lower_tests(model, out);
  compiled.program = std::move(model.program);
  compiled.can_evaluate = out.num_errors() == errors_before;
  return compiled;
}

}  // namespace polc::compiler
