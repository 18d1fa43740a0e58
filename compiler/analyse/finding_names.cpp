#include "compiler/analyse/finding_names.h"

#include <cstddef>

#include "base/language.h"

namespace polc::analyse {

std::set<std::string> names_in(const base::Diagnostic& finding) {
  std::set<std::string> names(finding.awards.begin(), finding.awards.end());
  const std::string message = base::message(finding, base::Language::English);
  std::size_t open = std::string::npos;
  for (std::size_t at = 0; at < message.size(); ++at) {
    if (message[at] != '`') continue;
    if (open == std::string::npos) {
      open = at;
      continue;
    }
    names.insert(message.substr(open + 1, at - open - 1));
    open = std::string::npos;
  }
  return names;
}

}  // namespace polc::analyse
