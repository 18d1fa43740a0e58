#include "runtime/explain/questions.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "compiler/pipeline.h"
#include "runtime/cases/read_json.h"
#include "runtime/explain/evaluate.h"

namespace polc::runtime {
namespace {

constexpr const char* kPolicy = R"(policy "试验" trial
  effective 2022-03-01 to 2027-02-28 by event date
applicant 单位
  信用良好   : yes/no
  组织形式   : one of 企业, 事业单位, 社会组织
  违规       : yes/no presumed no
claim "试点"
  级别   : ranked 国家级 > 省级 > 市级
  已验收 : yes/no
  核定额 : money from 0 judged by "区局"
award "试点" to 单位 by 级别
  国家级 when 已验收: 20万元
  省级: 10万元
  市级: up to 5万元 decided by 核定额
require for every award to 单位: 信用良好
exclude for every award to 单位: 组织形式 = 社会组织
revoke every award when 违规
)";

const Program& program() {
  static const Program compiled = [] {
    base::SourceStore sources;
    base::Diagnostics findings;
    const auto read = [](const std::string&) { return std::optional<std::string>(kPolicy); };
    compiler::Compiled result = compiler::compile("p.pol", read, sources, findings);
    REQUIRE(result.can_evaluate);
    return result.program;
  }();
  return compiled;
}

Case case_of(const std::string& text) {
  Case result;
  JsonCaseReader reader(program());
  reader.read_text(text, [&](ReadCase read) {
    CHECK(read.errors.empty());
    result = std::move(read.input);
  });
  return result;
}

std::vector<std::string> asked(const std::string& text) {
  return find_questions(program(), case_of(text), adopted_readings(program()));
}

using Paths = std::vector<std::string>;

Paths sorted(Paths paths) {
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("questions: a policy without a claim asks nothing") {
  CHECK(asked(R"({"applicant":{"kind":"单位"}})") == Paths{});
}

TEST_CASE("questions: a claim of which nothing is known asks for all it reads, and not for what is presumed") {
  const Paths paths = asked(R"({"applicant":{"kind":"单位"},"claims":[{"kind":"试点"}]})");

  CHECK(sorted(paths) == Paths{"applicant.信用良好", "applicant.组织形式", "claims.1.on", "claims.1.已验收",
                               "claims.1.核定额", "claims.1.级别"});
}

TEST_CASE("questions: the fact that settles most is asked first") {
  // Without 信用良好 nothing is paid, whatever else holds; of 组织形式 one value of three denies.
  const Paths paths =
      asked(R"({"applicant":{"kind":"单位"},"claims":[{"kind":"试点","on":"2025-01-01","级别":"省级"}]})");

  CHECK(paths == Paths{"applicant.信用良好", "applicant.组织形式"});
}

TEST_CASE("questions: a label decides what the other facts of a claim are needed for") {
  const std::string applicant = R"({"applicant":{"kind":"单位","信用良好":true,"组织形式":"企业"},"claims":[)";

  CHECK(asked(applicant + R"({"kind":"试点","on":"2025-01-01","级别":"国家级"}]})") == Paths{"claims.1.已验收"});
  CHECK(asked(applicant + R"({"kind":"试点","on":"2025-01-01","级别":"省级"}]})") == Paths{});
}

TEST_CASE("questions: an amount that a person decides is asked for") {
  const std::string known =
      R"({"applicant":{"kind":"单位","信用良好":true,"组织形式":"企业"},"claims":[{"kind":"试点","on":"2025-01-01","级别":"市级")";

  CHECK(asked(known + "}]}") == Paths{"claims.1.核定额"});
  CHECK(asked(known + R"(,"核定额":30000}]})") == Paths{});
}

TEST_CASE("questions: a denial ends them") {
  CHECK(asked(R"({"applicant":{"kind":"单位","信用良好":false},"claims":[{"kind":"试点"}]})") == Paths{});
}

TEST_CASE("questions: what is presumed is asked for once it is said to be unknown") {
  const Paths paths = asked(
      R"({"applicant":{"kind":"单位","信用良好":true,"组织形式":"企业","违规":null},"claims":[{"kind":"试点","on":"2025-01-01","级别":"省级"}]})");

  CHECK(paths == Paths{"applicant.违规"});
}

TEST_CASE("questions: those that settle alike stand in the order of the policy") {
  const Paths paths =
      open_facts(program(), case_of(R"({"claims":[{"kind":"试点"},{"kind":"试点"}]})"), adopted_readings(program()));

  CHECK(paths == Paths{"applicant.信用良好", "applicant.组织形式", "claims.1.on", "claims.1.级别", "claims.1.已验收",
                       "claims.1.核定额", "claims.2.on", "claims.2.级别", "claims.2.已验收", "claims.2.核定额"});
}

}  // namespace polc::runtime
