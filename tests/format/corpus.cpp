#include "tests/format/corpus.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace polc::testing {

std::vector<PolicyText> read_corpus() {
  std::vector<PolicyText> corpus;
  const std::filesystem::path root = POLC_SOURCE_DIR;
  for (const char* folder : {"policies", "examples", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".pol") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      corpus.push_back(
          {entry.path().string(), {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
    }
  }
  std::sort(corpus.begin(), corpus.end(),
            [](const PolicyText& lhs, const PolicyText& rhs) { return lhs.path < rhs.path; });
  return corpus;
}

}  // namespace polc::testing
