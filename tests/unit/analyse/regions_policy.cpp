#include "tests/unit/analyse/regions_policy.h"

#include <optional>

namespace polc::analyse {

CheckedRegions::CheckedRegions(const std::string& text) {
  const auto read = [&](const std::string&) -> std::optional<std::string> { return text; };
  compiled = compiler::compile("policy.pol", read, sources, compile_findings);
  proved = check_regions({{&compiled, "policy.pol", std::nullopt}}, sources, findings);
}

const base::Diagnostic* CheckedRegions::find(base::Code code) const {
  for (const base::Diagnostic& one : findings.all()) {
    if (one.code == code) return &one;
  }
  return nullptr;
}

std::vector<std::string> CheckedRegions::codes() const {
  std::vector<std::string> ids;
  for (const base::Diagnostic& one : findings.all()) ids.emplace_back(base::info(one.code).id);
  return ids;
}

}  // namespace polc::analyse
