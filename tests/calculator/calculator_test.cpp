// The calculator as a page uses it, without a page: what goes in and comes out.
#include "calculator/calculator.h"

#include <optional>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "compiler/pipeline.h"
#include "runtime/program/save.h"

using namespace polc;
using base::Language;
using nlohmann::json;

namespace {

constexpr const char* kPolicy = R"(policy "试验" trial
  effective 2022-03-01 to 2027-02-28 by event date
applicant 单位
  信用良好 : yes/no
  资质     : any of 甲, 乙
  违规     : yes/no presumed no
applicant 个人
  年龄 : integer from 18 to 120
claim "试点"
  级别 : ranked 国家级 > 省级
  投入 : money from 0
  占比 : percent from 0% to 100%
  面积 : number in 亩
  编号 : text key
article 3 "试点资助"
award "试点" to 单位 by 级别
  国家级: 20万元
  省级:   50% of 投入 at most 10万元
require for every award to 单位: 信用良好 "信用应当良好"
revoke every award when 违规
)";

std::string saved_policy() {
  base::SourceStore sources;
  base::Diagnostics findings;
  const auto read = [](const std::string&) { return std::optional<std::string>(kPolicy); };
  const compiler::Compiled compiled = compiler::compile("trial.pol", read, sources, findings);
  REQUIRE(compiled.can_evaluate);
  return runtime::save_program(compiled.program);
}

calculator::Calculator loaded() {
  calculator::Calculator result;
  REQUIRE_FALSE(result.load(saved_policy()));
  return result;
}

json answer_to(const std::string& case_json, Language language = Language::English) {
  calculator::Calculator calculator = loaded();
  calculator.decide(case_json, language);
  return json::parse(calculator.answer());
}

}  // namespace

TEST_CASE("calculator: the form has every fact with its type, its bounds and its values") {
  const json form = json::parse(loaded().form());

  CHECK(form["title"] == "试验");
  CHECK(form["from"] == "2022-03-01");
  CHECK(form["applicant_kinds"][0]["name"] == "单位");
  CHECK(form["applicant_kinds"][0]["facts"][1] ==
        json::parse(R"({"name":"资质","type":"any of","values":[{"value":"甲"},{"value":"乙"}]})"));
  CHECK(form["applicant_kinds"][0]["facts"][2] == json::parse(R"({"name":"违规","type":"yes/no","presumed":"no"})"));
  CHECK(form["applicant_kinds"][1]["facts"][0] ==
        json::parse(R"({"name":"年龄","type":"integer","low":"18","high":"120"})"));
  const json& facts = form["claim_kinds"][0]["facts"];
  CHECK(facts[0]["type"] == "ranked");
  CHECK(facts[1] == json::parse(R"({"name":"投入","type":"money","low":"0"})"));
  CHECK(facts[2] == json::parse(R"({"name":"占比","type":"percent","low":"0%","high":"100%"})"));
  CHECK(facts[3]["unit"] == "亩");
  CHECK(facts[4]["key"] == true);
  CHECK(form["claim_kinds"][0]["awards"][0] == json::parse(R"({"name":"试点","article":"3"})"));
  CHECK(form["levels"].size() == 5);
}

TEST_CASE("calculator: bytes that are no saved program are refused, and the program before stays") {
  calculator::Calculator calculator = loaded();
  std::string damaged = saved_policy();
  damaged[damaged.size() / 2] ^= 1;

  CHECK(calculator.load("policy"));
  CHECK(calculator.load(damaged)->english.find("damaged") != std::string::npos);
  CHECK(json::parse(calculator.form())["title"] == "试验");
}

TEST_CASE("calculator: an open case names what to ask, the facts that settle most first") {
  const json answer = answer_to(R"({"applicant":{"kind":"单位"},"claims":[{"kind":"试点","on":"2025-01-01"}]})");

  CHECK(answer["outcome"] == "undetermined");
  CHECK(answer["questions"][0] == json::parse(R"({"path":"applicant.信用良好","words":"信用良好"})"));
  CHECK(answer["questions"].size() == 3);
}

TEST_CASE("calculator: an answer has every reason with its article") {
  const json answer = answer_to(
      R"({"applicant":{"kind":"单位","信用良好":false},"claims":[{"kind":"试点","on":"2025-01-01","级别":"国家级"}]})",
      Language::Chinese);

  CHECK(answer["outcome"] == "determined");
  CHECK(answer["questions"].empty());
  const json& grant = answer["claims"][0]["grants"][0];
  CHECK(grant["words"] == "试点（第三条）：不予资助");
  CHECK(grant["change"] == "若信用良好为“是”，则可得 200,000 元（20 万元）。");
  bool has_failing = false;
  for (const json& reason : grant["reasons"]) {
    if (reason["holds"] != "no") continue;
    has_failing = true;
    CHECK(reason["article"] == "3");
    CHECK(reason["words"] == "第三条：“信用应当良好”");
    CHECK(reason["facts"][0]["words"] == "信用良好 = 否");
  }
  CHECK(has_failing);
  CHECK(answer["assumptions"][0] == "违规 = 否");
}

TEST_CASE("calculator: a mistake is told with its place") {
  const json answer = answer_to(R"({"applicant":{"kind":"单位"},"claims":[{"kind":"试点","级别":"市级"}]})");

  CHECK(answer["outcome"] == "error");
  CHECK(answer["errors"][0]["path"] == "/claims/0/级别");
}

TEST_CASE("calculator: what is no JSON is an error of the case") {
  const json answer = answer_to("{\"applicant\":");

  CHECK(answer["outcome"] == "error");
  CHECK(answer["errors"][0]["code"] == "E1013");
}
