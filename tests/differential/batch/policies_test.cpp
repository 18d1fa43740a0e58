// The tests written in the policies themselves, through a table of cases.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/pipeline.h"
#include "runtime/explain/evaluate.h"
#include "tests/differential/batch/agreement.h"

using namespace polc::testing;

namespace {

std::optional<std::string> read_file(const std::string& path) {
  const std::ifstream file(path);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> policies_below(const std::string& folder) {
  std::vector<std::string> result;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".pol") result.push_back(entry.path().string());
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Adds what the comparison of one policy's tests saw.
void add_policy(const std::string& path, Agreement& all) {
  polc::base::SourceStore sources;
  polc::base::Diagnostics findings;
  const polc::compiler::Compiled compiled = polc::compiler::compile(path, read_file, sources, findings);
  if (!compiled.can_evaluate) return;
  for (const polc::runtime::PolicyTest& test : compiled.tests) {
    const Agreement one = compare_with_decisions(compiled.program, std::span(&test.input, 1), test.readings);
    all.num_cases += one.num_cases;
    all.num_explained += one.num_explained;
    all.num_open += one.num_open;
    if (!one.difference.empty() && all.difference.empty())
      all.difference = path + ", " + test.name + ": " + one.difference;
  }
}

}  // namespace

TEST_CASE("batch: the tests of policies come out of a table as the explaining evaluator decides them") {
  for (const std::string folder : {"/policies", "/tests/meaning", "/examples"}) {
    Agreement all;
    for (const std::string& path : policies_below(POLC_SOURCE_DIR + folder)) add_policy(path, all);
    MESSAGE(folder << ": " << all.num_cases << " cases, " << all.num_open << " open, " << all.num_explained
                   << " left to the explaining evaluator");
    CHECK(all.difference == "");
    CHECK(all.num_cases > 0);
  }
}
