// The policy texts of the repository. Used by the tests of this folder.
#pragma once

#include <string>
#include <vector>

namespace polc::testing {

struct PolicyText {
  std::string path;
  std::string text;
};

/// Returns every `.pol` file below policies/, examples/ and tests/, sorted by path.
std::vector<PolicyText> read_corpus();

}  // namespace polc::testing
