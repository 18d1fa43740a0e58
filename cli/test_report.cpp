#include "cli/test_report.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/render/terminal.h"
#include "base/unicode.h"
#include "cli/usage.h"

namespace polc::cli {
namespace {

using base::Ink;
using base::Language;

/// Writes the report for people: what failed, with the reasons, then the counts.
class TextReport {
 public:
  explicit TextReport(const TestStyle& style) : style_(style), painter_(style.use_colour) {}

  std::string write(const TestReport& report) {
    for (const TestSuite& suite : report.suites) write_suite(suite);
    if (style_.shows_summary) write_summary(report);
    for (const TestDepth& depth : report.depths) text_ += depth_text(depth, style_.language);
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  std::string say(std::string_view english, std::string_view chinese, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(pick(style_.language, english, chinese)), arguments...);
  }
  std::string seen(const base::Bilingual& words) const { return base::make_visible(words.in(style_.language)); }
  void add(std::string_view line) { text_.append(line).append("\n"); }

  void write_suite(const TestSuite& suite) {
    if (suite.is_broken)
      return add(fmt::format("{} {}", painter_.paint(Ink::Error, "✗"),
                             say("{}: has errors, no test was run", "{}：有错误，未运行算例", suite.path)));
    const bool is_shown = style_.shows_summary || style_.shows_passed || suite.num_failed() > 0;
    if (!is_shown) return;
    const bool is_good = suite.num_failed() == 0;
    const std::string mark = is_good ? painter_.paint(Ink::Added, "✓") : painter_.paint(Ink::Error, "✗");
    const std::string counts =
        suite.tests.empty() ? say("no tests", "没有算例")
        : is_good           ? say("{} passed", "{} 个算例通过", suite.tests.size())
                  : say("{} of {} failed", "{1} 个算例中 {0} 个未通过", suite.num_failed(), suite.tests.size());
    add(fmt::format("{} {}  {}", mark, suite.path, counts));
    for (const TestRun& test : suite.tests) write_test(suite, test);
  }

  void write_test(const TestSuite& suite, const TestRun& test) {
    const std::string name = base::make_visible(test.name);
    if (test.unmet.empty()) {
      if (style_.shows_passed) add(fmt::format("    {} {}", painter_.paint(Ink::Added, "✓"), name));
      return;
    }
    add(fmt::format("    {} {}  {}", painter_.paint(Ink::Error, "✗"), painter_.paint(Ink::Strong, name),
                    painter_.paint(Ink::Faint, fmt::format("{}:{}:{}", suite.path, test.line, test.column))));
    for (const runtime::Unmet& unmet : test.unmet) {
      add(say("        expected  {}", "        应为  {}", seen(unmet.expected)));
      add(say("        came      {}", "        实得  {}", painter_.paint(Ink::Removed, seen(unmet.came))));
    }
    for (const base::Bilingual& reason : test.reasons)
      add(say("        because   {}", "        原因  {}", seen(reason)));
  }

  void write_summary(const TestReport& report) {
    const std::size_t num_failed = report.num_failed();
    const std::size_t num_tests = report.num_tests();
    std::string words = say(num_tests == 1 ? "{} test: {} passed, {} failed" : "{} tests: {} passed, {} failed",
                            "{} 个算例：{} 个通过，{} 个未通过", num_tests, num_tests - num_failed, num_failed);
    if (report.num_left_out > 0) words += say(", {} left out", "，略过 {} 个", report.num_left_out);
    if (report.num_broken() > 0) words += say("; policies with errors: {}", "；{} 份政策有错误", report.num_broken());
    const bool is_good = num_failed == 0 && report.num_broken() == 0;
    add(painter_.paint(is_good ? Ink::Added : Ink::Error, words));
  }

  const TestStyle& style_;
  base::Painter painter_;
  std::string text_;
};

void write_json_test(const TestSuite& suite, const TestRun& test, Language language, base::JsonWriter& json) {
  json.begin_object().member("policy", suite.policy).member("file", suite.path).member("line", std::int64_t{test.line});
  json.member("name", test.name)
      .member("outcome", test.unmet.empty() ? "passed" : "failed")
      .key("failures")
      .begin_array();
  for (std::size_t at = 0; at < test.unmet.size(); ++at) {
    json.begin_object()
        .member("expected", test.unmet[at].expected.in(language))
        .member("came", test.unmet[at].came.in(language));
    json.member("line", std::int64_t{test.lines[at]}).end_object();
  }
  json.end_array().key("because").begin_array();
  for (const base::Bilingual& reason : test.reasons) json.string(reason.in(language));
  json.end_array().end_object();
}

/// Writes `coverage` and `mutation`, each where it was asked for.
void write_depths(const TestReport& report, Language language, base::JsonWriter& json) {
  const bool has_coverage = std::any_of(report.depths.begin(), report.depths.end(),
                                        [](const TestDepth& one) { return one.coverage.has_value(); });
  const bool has_mutation = std::any_of(report.depths.begin(), report.depths.end(),
                                        [](const TestDepth& one) { return one.mutation.has_value(); });
  if (has_coverage) {
    json.key("coverage").begin_array();
    for (const TestDepth& one : report.depths) write_coverage(one.policy, *one.coverage, json);
    json.end_array();
  }
  if (has_mutation) {
    json.key("mutation").begin_array();
    for (const TestDepth& one : report.depths) write_mutation(one.policy, *one.mutation, language, json);
    json.end_array();
  }
}

/// Returns `text` as content or attribute of XML 1.0; what XML cannot hold becomes U+FFFD.
std::string escape_xml(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_at(text, at);
    const bool is_control = point.value < 0x20 && point.value != U'\t' && point.value != U'\n' && point.value != U'\r';
    if (!point.is_valid || is_control || point.value == 0xFFFE || point.value == 0xFFFF)
      result += "\xEF\xBF\xBD";
    else if (point.value == U'&')
      result += "&amp;";
    else if (point.value == U'<')
      result += "&lt;";
    else if (point.value == U'>')
      result += "&gt;";
    else if (point.value == U'"')
      result += "&quot;";
    else if (point.value == U'\n')
      result += "&#10;";
    else
      result += text.substr(at, point.length);
    at += point.length;
  }
  return result;
}

std::string junit_failure(const TestSuite& suite, const TestRun& test, Language language) {
  std::string details = fmt::format("{}:{}:{}", suite.path, test.line, test.column);
  for (const runtime::Unmet& unmet : test.unmet) {
    details += fmt::format(fmt::runtime(pick(language, "\nexpected {}\ncame {}", "\n应为 {}\n实得 {}")),
                           unmet.expected.in(language), unmet.came.in(language));
  }
  for (const base::Bilingual& reason : test.reasons) {
    details += fmt::format(fmt::runtime(pick(language, "\nbecause {}", "\n原因 {}")), reason.in(language));
  }
  const runtime::Unmet& first = test.unmet.front();
  const std::string message = fmt::format(fmt::runtime(pick(language, "expected {}, came {}", "应为 {}，实得 {}")),
                                          first.expected.in(language), first.came.in(language));
  return fmt::format("      <failure message=\"{}\">{}</failure>\n", escape_xml(message), escape_xml(details));
}

}  // namespace

std::size_t TestSuite::num_failed() const {
  return static_cast<std::size_t>(
      std::count_if(tests.begin(), tests.end(), [](const TestRun& test) { return !test.unmet.empty(); }));
}

std::size_t TestReport::num_tests() const {
  return std::accumulate(suites.begin(), suites.end(), std::size_t{0},
                         [](std::size_t sum, const TestSuite& suite) { return sum + suite.tests.size(); });
}

std::size_t TestReport::num_failed() const {
  return std::accumulate(suites.begin(), suites.end(), std::size_t{0},
                         [](std::size_t sum, const TestSuite& suite) { return sum + suite.num_failed(); });
}

std::size_t TestReport::num_broken() const {
  return static_cast<std::size_t>(
      std::count_if(suites.begin(), suites.end(), [](const TestSuite& suite) { return suite.is_broken; }));
}

std::string render_test_text(const TestReport& report, const TestStyle& style) {
  return TextReport(style).write(report);
}

std::string render_test_json(const TestReport& report, Language language) {
  std::string text;
  base::JsonWriter json(text, base::JsonWriter::Layout::Indented);
  json.begin_object().key("tests").begin_array();
  for (const TestSuite& suite : report.suites) {
    for (const TestRun& test : suite.tests) write_json_test(suite, test, language, json);
  }
  json.end_array().key("broken").begin_array();
  for (const TestSuite& suite : report.suites) {
    if (suite.is_broken) json.string(suite.path);
  }
  json.end_array().key("summary").begin_object();
  json.member("tests", static_cast<std::int64_t>(report.num_tests()));
  json.member("passed", static_cast<std::int64_t>(report.num_tests() - report.num_failed()));
  json.member("failed", static_cast<std::int64_t>(report.num_failed()));
  json.member("left_out", static_cast<std::int64_t>(report.num_left_out)).end_object();
  write_depths(report, language, json);
  json.end_object();
  return text + "\n";
}

std::string render_test_junit(const TestReport& report, Language language) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites name=\"polc\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n", report.num_tests(),
                      report.num_failed(), report.num_broken());
  for (const TestSuite& suite : report.suites) {
    text += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                        escape_xml(suite.path), suite.tests.size(), suite.num_failed(), suite.is_broken ? 1 : 0);
    for (const TestRun& test : suite.tests) {
      text += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                          escape_xml(suite.policy), escape_xml(test.name), escape_xml(suite.path), test.line);
      text += test.unmet.empty() ? "/>\n" : ">\n" + junit_failure(suite, test, language) + "    </testcase>\n";
    }
    if (suite.is_broken) {
      const std::string_view message = pick(language, "the policy has errors", "政策有错误");
      text += fmt::format(
          "    <testcase classname=\"{0}\" name=\"{0}\">\n      <error message=\"{1}\"/>\n    </testcase>\n",
          escape_xml(suite.path), message);
    }
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace polc::cli
