#include "tests/saved/policy_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/diagnostic.h"
#include "base/json_writer.h"
#include "base/source.h"
#include "compiler/pipeline.h"
#include "runtime/explain/evaluate.h"
#include "runtime/explain/nearest_change.h"
#include "runtime/explain/write_json.h"
#include "runtime/explain/write_letter.h"

namespace polc::testing {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

compiler::Compiled compile(const std::string& path, const compiler::ReadFile& read) {
  base::SourceStore sources;
  base::Diagnostics findings;
  return compiler::compile(path, read, sources, findings);
}

}  // namespace

std::vector<CompiledPolicy> repository_policies() {
  std::vector<std::string> paths;
  for (const char* folder : {"policies", "examples", "tests/meaning"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(POLC_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".pol") paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<CompiledPolicy> result;
  for (const std::string& path : paths) {
    compiler::Compiled compiled = compile(path, read_file);
    if (!compiled.can_evaluate) continue;
    result.push_back(
        {fs::relative(path, POLC_SOURCE_DIR).string(), std::move(compiled.program), std::move(compiled.tests)});
  }
  return result;
}

runtime::Program compile_text(const std::string& text) {
  compiler::Compiled compiled = compile("policy.pol", [&](const std::string&) { return std::optional(text); });
  if (!compiled.can_evaluate) throw std::invalid_argument("the policy has errors");
  return std::move(compiled.program);
}

std::string everything_said(const runtime::Program& program, const runtime::Case& one,
                            const std::vector<runtime::Index>& readings) {
  const runtime::Decision decision = runtime::evaluate(program, one, readings);
  const std::vector<runtime::NearestChange> changes = runtime::find_nearest_changes(program, one, readings, decision);
  std::string result;
  for (const base::Language language : {base::Language::English, base::Language::Chinese}) {
    base::JsonWriter json(result, base::JsonWriter::Layout::Compact);
    runtime::write_json(program, decision, language, json);
    result += runtime::write_letter(program, one, decision, changes, {language, false});
  }
  return result;
}

}  // namespace polc::testing
