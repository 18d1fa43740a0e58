#include "cli/program_file.h"

#include <filesystem>
#include <ostream>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "base/render/report.h"
#include "base/render/text.h"
#include "base/source.h"
#include "compiler/pipeline.h"
#include "runtime/program/load.h"

namespace polc::cli {
namespace {

constexpr int kHasErrors = 1;
constexpr int kUnusable = 2;

ProgramFile refuse(const FileProblem& problem, const CommandContext& context) {
  context.err << problem.message(context.language) << '\n';
  return {std::nullopt, kUnusable};
}

/// Prints the findings that keep a policy from being used.
void print_errors(const base::SourceStore& sources, const base::Diagnostics& findings, const CommandContext& context) {
  base::Report report{sources, {}, {}, {}};
  for (const base::Diagnostic& finding : findings.all()) {
    if (finding.severity == base::Severity::Error) report.findings.push_back(&finding);
  }
  report.tally = base::count(report.findings);
  context.err << base::render_text(report, {context.language, false});
}

ProgramFile compile(const std::string& path, FileReader& reader, const CommandContext& context) {
  base::SourceStore sources;
  base::Diagnostics findings;
  const auto read = [&](const std::string& used) { return reader.read(used); };
  compiler::Compiled compiled = compiler::compile(path, read, sources, findings);
  if (compiled.can_evaluate) return {std::move(compiled.program), 0};
  findings.sort();
  print_errors(sources, findings, context);
  return {std::nullopt, kHasErrors};
}

/// A saved program cut off in its first bytes is one all the same.
bool is_meant_as_saved(const std::string& path, std::string_view bytes) {
  return runtime::is_saved_program(bytes) || std::filesystem::path(path).extension() == ".polb";
}

}  // namespace

ProgramFile open_program(const std::string& path, FileReader& reader, const CommandContext& context) {
  const std::optional<std::string> bytes = reader.read(path);
  if (!bytes) return refuse(reader.problem(), context);
  if (!is_meant_as_saved(path, *bytes)) return compile(path, reader, context);
  runtime::LoadedProgram loaded = runtime::load_program(*bytes);
  if (loaded.fault) return refuse({path, loaded.fault->message}, context);
  return {std::move(loaded.program), 0};
}

FileProblem saved_program_problem(const std::string& path) {
  return {path,
          {"it is a saved program; give the text of the policy it was built from", "它是编译后的政策；请给出其原文"}};
}

ProgramFile compile_policy(const std::string& path, FileReader& reader, const CommandContext& context) {
  const std::optional<std::string> bytes = reader.read(path);
  if (!bytes) return refuse(reader.problem(), context);
  if (runtime::is_saved_program(*bytes)) return refuse(saved_program_problem(path), context);
  return compile(path, reader, context);
}

}  // namespace polc::cli
