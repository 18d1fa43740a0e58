#include "tests/unit/analyse/text_policy.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "compiler/analyse/allow.h"
#include "compiler/analyse/text/check_text.h"

namespace polc::analyse {

std::string CheckedText::codes() const {
  std::string all;
  for (const base::Diagnostic& finding : findings.all()) {
    if (!all.empty()) all += ' ';
    all += base::info(finding.code).id;
  }
  return all;
}

const base::Diagnostic* CheckedText::find(const std::string& code) const {
  const auto found = std::find_if(findings.all().begin(), findings.all().end(),
                                  [&](const base::Diagnostic& one) { return base::info(one.code).id == code; });
  return found == findings.all().end() ? nullptr : &*found;
}

std::string CheckedText::message_of(const std::string& code) const {
  const base::Diagnostic* finding = find(code);
  return finding == nullptr ? std::string() : base::message(*finding, base::Language::English);
}

std::unique_ptr<CheckedText> check_policy(const std::string& text, const std::optional<std::string>& document,
                                          const AnalyseOptions& options) {
  auto checked = std::make_unique<CheckedText>();
  base::Diagnostics compiling;
  const auto read = [&](const std::string&) { return std::optional<std::string>(text); };
  checked->compiled = compiler::compile("policy.pol", read, checked->sources, compiling);
  for (const base::Diagnostic& one : compiling.all()) INFO(base::message(one, base::Language::English));
  REQUIRE(checked->compiled.can_evaluate);
  checked->subjects.push_back({&checked->compiled, "policy.pol", document});
  checked->findings.take(compiling);
  check_text(checked->subjects, checked->sources, options, checked->findings);
  const Answering answering[] = {{&checked->compiled, true}};
  apply_allows(answering, checked->sources, checked->findings);
  checked->findings.sort();
  return checked;
}

}  // namespace polc::analyse
