// What a run of `polc test` shows, in whatever form: for people, as JSON, as JUnit XML for build servers. Made by the
// command; runs nothing itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "cli/test_depth.h"
#include "runtime/explain/judge.h"

namespace polc::cli {

/// One test that was run. Without `unmet` it passed.
struct TestRun {
  std::string name;
  std::uint32_t line = 1;  // of the `test` statement
  std::uint32_t column = 1;
  std::vector<runtime::Unmet> unmet;
  std::vector<std::uint32_t> lines;      // of the expectations, parallel to `unmet`
  std::vector<base::Bilingual> reasons;  // rules that fail and steps that changed an amount, for a failed test
};

/// The tests of one policy.
struct TestSuite {
  std::string path;
  std::string policy;          // its name
  std::vector<TestRun> tests;  // those that were run, in document order
  bool is_broken = false;      // the policy has errors; nothing was run

  std::size_t num_failed() const;
};

struct TestReport {
  std::vector<TestSuite> suites;
  std::size_t num_left_out = 0;   // by a filter
  std::vector<TestDepth> depths;  // of the policies without errors, where asked for

  std::size_t num_tests() const;
  std::size_t num_failed() const;
  std::size_t num_broken() const;
};

struct TestStyle {
  base::Language language = base::Language::English;
  bool use_colour = false;
  bool shows_passed = false;
  bool shows_summary = true;
};

/// Each ends with a line break. The three say the same of the tests; depths are left out of JUnit.
std::string render_test_text(const TestReport& report, const TestStyle& style);
std::string render_test_json(const TestReport& report, base::Language language);
std::string render_test_junit(const TestReport& report, base::Language language);

}  // namespace polc::cli
