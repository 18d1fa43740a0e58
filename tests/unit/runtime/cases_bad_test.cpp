// Every mistake a case can have, each with the code and the place it is reported at.
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/cases/read_json.h"
#include "tests/unit/runtime/cases_program.h"

namespace polc::runtime {
namespace {

struct BadCase {
  const char* text;
  const char* code;
  const char* path;
  const char* near_name;
};

// One mistake in each; what is not about the mistake is left out.
const std::vector<BadCase> kBadCases = {
    // the case
    {R"({"ids":"S1"})", "E1001", "/ids", "id"},
    {R"({"applid":"2025-01-01"})", "E1001", "/applid", "applied"},
    {R"({"申报":"2025-01-01"})", "E1001", "/申报", "申报日"},
    {R"({"a/b~c":1})", "E1001", "/a~1b~0c", ""},
    {R"({"":1})", "E1001", "/", ""},
    {R"({"id":7})", "E1002", "/id", ""},
    {R"({"id":""})", "E1002", "/id", ""},
    {R"({"applied":20250101})", "E1002", "/applied", ""},
    {R"({"applied":"2025/01/01"})", "E1005", "/applied", ""},
    {R"({"applied":"2025-02-29"})", "E1005", "/applied", ""},
    {R"({"applied":"2025-1-1"})", "E1005", "/applied", ""},
    {R"({"applied":"2025-13-01"})", "E1005", "/applied", ""},
    {R"({"applied":"2025-01-01","applied":"2025-01-01"})", "E1006", "/applied", ""},
    {R"({"applied":"2025-01-01","申报日":"2025-01-01"})", "E1006", "/申报日", ""},
    {R"({"applicant":[]})", "E1002", "/applicant", ""},
    {R"({"claims":{}})", "E1002", "/claims", ""},
    {R"({"history":"none"})", "E1002", "/history", ""},
    {R"({"other":0})", "E1002", "/other", ""},
    {R"({"信用良好":true})", "E1019", "/信用良好", ""},
    {R"({"级别":"国家标准"})", "E1019", "/级别", ""},
    // the applicant
    {R"({"applicant":{"kind":"单 位"}})", "E1003", "/applicant/kind", "单位"},
    {R"({"applicant":{"kind":"企业"}})", "E1003", "/applicant/kind", ""},
    {R"({"applicant":{"类别":"單位"}})", "E1003", "/applicant/类别", "单位"},
    {R"({"applicant":{"kind":1}})", "E1002", "/applicant/kind", ""},
    {R"({"applicant":{"kind":"单位","类别":"单位"}})", "E1006", "/applicant/类别", ""},
    {R"({"applicant":{"kind":"单位","id":4}})", "E1002", "/applicant/id", ""},
    {R"({"applicant":{"kind":"单位","信用良":true}})", "E1001", "/applicant/信用良", "信用良好"},
    {R"({"applicant":{"信用良":true}})", "E1001", "/applicant/信用良", "信用良好"},
    {R"({"applicant":{"kind":"单位","年龄":30}})", "E1019", "/applicant/年龄", ""},
    {R"({"applicant":{"kind":"单位","级别":"国家标准"}})", "E1019", "/applicant/级别", ""},
    {R"({"applicant":{"kind":"单位","信用良好":"是"}})", "E1002", "/applicant/信用良好", ""},
    {R"({"applicant":{"kind":"单位","信用良好":1}})", "E1002", "/applicant/信用良好", ""},
    {R"({"applicant":{"kind":"单位","信用良好":true,"信用良好":true}})", "E1006", "/applicant/信用良好", ""},
    {R"({"applicant":{"kind":"单位","财政拨款方式":"全额拔款"}})", "E1003", "/applicant/财政拨款方式", "全额拨款"},
    {R"({"applicant":{"kind":"单位","财政拨款方式":["全额拨款"]}})", "E1002", "/applicant/财政拨款方式", ""},
    {R"({"applicant":{"kind":"单位","成立日":"2023-02-29"}})", "E1005", "/applicant/成立日", ""},
    {R"({"applicant":{"kind":"单位","成立日":"0000-01-01"}})", "E1005", "/applicant/成立日", ""},
    {R"({"applicant":{"kind":"单位","成立日":20230228}})", "E1002", "/applicant/成立日", ""},
    {R"({"applicant":{"kind":"单位","职工人数":-1}})", "E1004", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","职工人数":1000001}})", "E1004", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","职工人数":1.5}})", "E1008", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","职工人数":1e3}})", "E1018", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","职工人数":"一百"}})", "E1002", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","职工人数":"1,000"}})", "E1002", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","职工人数":true}})", "E1002", "/applicant/职工人数", ""},
    {R"({"applicant":{"kind":"单位","年投入":0.001}})", "E1008", "/applicant/年投入", ""},
    {R"({"applicant":{"kind":"单位","年投入":"80000.505"}})", "E1008", "/applicant/年投入", ""},
    {R"({"applicant":{"kind":"单位","年投入":-0.01}})", "E1004", "/applicant/年投入", ""},
    {R"({"applicant":{"kind":"单位","年投入":"30万元"}})", "E1002", "/applicant/年投入", ""},
    {R"({"applicant":{"kind":"单位","年投入":1E5}})", "E1018", "/applicant/年投入", ""},
    {R"({"applicant":{"kind":"单位","年投入":10000000000000000000000000000000}})", "E1017", "/applicant/年投入", ""},
    {R"({"applicant":{"kind":"单位","国有占比":1.01}})", "E1004", "/applicant/国有占比", ""},
    {R"({"applicant":{"kind":"单位","国有占比":50}})", "E1004", "/applicant/国有占比", ""},
    {R"({"applicant":{"kind":"单位","国有占比":"101%"}})", "E1004", "/applicant/国有占比", ""},
    {R"({"applicant":{"kind":"单位","国有占比":"half%"}})", "E1002", "/applicant/国有占比", ""},
    {R"({"applicant":{"kind":"单位","国有占比":"0.1234567%"}})", "E1008", "/applicant/国有占比", ""},
    {R"({"applicant":{"kind":"单位","领域":"制造"}})", "E1002", "/applicant/领域", ""},
    {R"({"applicant":{"kind":"单位","领域":["制造","制遣"]}})", "E1003", "/applicant/领域/1", "制造"},
    {R"({"applicant":{"kind":"单位","领域":["制造",null]}})", "E1002", "/applicant/领域/1", ""},
    {R"({"applicant":{"kind":"单位","集团":7}})", "E1002", "/applicant/集团", ""},
    {R"({"applicant":{"kind":"单位","面积":0.1234567}})", "E1008", "/applicant/面积", ""},
    {R"({"applicant":{"kind":"单位","面积":1000000.5}})", "E1004", "/applicant/面积", ""},
    {R"({"applicant":{"编码":true}})", "E1002", "/applicant/编码", ""},
    // claims
    {R"({"claims":[7]})", "E1002", "/claims/0", ""},
    {R"({"claims":[{"on":"2025-01-01"}]})", "E1014", "/claims/0", ""},
    {R"({"claims":[{"kind":null}]})", "E1002", "/claims/0/kind", ""},
    {R"({"claims":[{"kind":"标准制订"}]})", "E1003", "/claims/0/kind", "标准制定"},
    {R"({"claims":[{"类别":"节能产品认证"}]})", "E1014", "/claims/0", ""},
    {R"({"claims":[{"类别":"节能低碳认证"}]})", "E1014", "/claims/0", ""},
    {R"({"claims":[{"kind":"标准制定","类别":"标准制定"}]})", "E1006", "/claims/0/类别", ""},
    {R"({"claims":[{"kind":"标准制定","on":"2025-04-31"}]})", "E1005", "/claims/0/on", ""},
    {R"({"claims":[{"kind":"标准制定","级别":"国家级标准"}]})", "E1003", "/claims/0/级别", "国家标准"},
    {R"({"claims":[{"kind":"标准制定","等级":"国家标准"}]})", "E1001", "/claims/0/等级", ""},
    {R"({"claims":[{"kind":"标准制定","首次通过":true}]})", "E1019", "/claims/0/首次通过", ""},
    {R"({"claims":[{"kind":"标准制定","信用良好":true}]})", "E1019", "/claims/0/信用良好", ""},
    {R"({"claims":[{"kind":"标准制定","stage":"first"}]})", "E1019", "/claims/0/stage", ""},
    {R"({"claims":[{"kind":"上海品牌认证","stage":"second"}]})", "E1003", "/claims/0/stage", ""},
    {R"({"claims":[{"kind":"上海品牌认证","stage":"first","环节":"首次"}]})", "E1006", "/claims/0/环节", ""},
    {R"({"claims":[{"kind":"标准制定","id":"1"},{"kind":"标准制定","id":"1"}]})", "E1007", "/claims/1/id", ""},
    {R"({"claims":[{"kind":"标准制定","id":"2"},{"kind":"标准制定"}]})", "E1007", "/claims/1/id", ""},
    {R"({"claims":[{"kind":"标准制定"},{"kind":"标准制定","级别":{"a":1,"a":2}}]})", "E1002", "/claims/1/级别", ""},
    // history
    {R"({"history":[{"on":"2023-05-01","paid":1}]})", "E1014", "/history/0", ""},
    {R"({"history":[{"award":"标准制订","paid":1}]})", "E1015", "/history/0/award", "标准制定"},
    {R"({"history":[{"award":null,"paid":1}]})", "E1002", "/history/0/award", ""},
    {R"({"history":[{"award":"标准制定","paid":-1}]})", "E1004", "/history/0/paid", ""},
    {R"({"history":[{"award":"标准制定","paid":1.005}]})", "E1008", "/history/0/paid", ""},
    {R"({"history":[{"award":"标准制定","paid":"many"}]})", "E1002", "/history/0/paid", ""},
    {R"({"history":[{"award":"标准制定","on":"2023-00-01"}]})", "E1005", "/history/0/on", ""},
    {R"({"history":[{"award":"标准制定","claim":"9"}]})", "E1016", "/history/0/claim", ""},
    {R"({"history":[{"award":"标准制定","recipient":null}]})", "E1002", "/history/0/recipient", ""},
    {R"({"history":[{"award":"标准制定","policy":null}]})", "E1002", "/history/0/policy", ""},
    {R"({"history":[{"award":"标准制定","entitled":5}]})", "E1001", "/history/0/entitled", ""},
    {R"({"history":[{"award":"标准制定","级别":"市级"}]})", "E1003", "/history/0/级别", ""},
    {R"({"history":[{"award":"标准制定","matter":"A","标准号":"B"}]})", "E1020", "/history/0", ""},
    {R"({"claims":[{"kind":"标准制定","标准号":"A"}],"history":[{"award":"标准制定","claim":"1","matter":"B"}]})",
     "E1020", "/history/0", ""},
    {R"({"history":[{"policy":"区政策","award":"甲","paid":1,"层次":"区"}]})", "E1001", "/history/0/层次", "层级"},
    {R"({"history":[{"policy":"区政策","paid":1,"level":"区级"}]})", "E1003", "/history/0/level", "区"},
    {R"({"history":[3]})", "E1002", "/history/0", ""},
    // other grants
    {R"({"other":[{"policy":"X","level":"区","entitled":1,"paid":0}]})", "E1014", "/other/0", ""},
    {R"({"other":[{"policy":"X","claim":null,"entitled":1}]})", "E1014", "/other/0", ""},
    {R"({"other":[{"matter":"A","entitled":1,"paid":0}]})", "E1014", "/other/0", ""},
    {R"({"other":[{"policy":"X","claim":"2","entitled":1}]})", "E1016", "/other/0/claim", ""},
    {R"({"other":[{"policy":"X","matter":"A","level":"州"}]})", "E1003", "/other/0/level", ""},
    {R"({"other":[{"policy":"X","matter":"A","entitled":-5}]})", "E1004", "/other/0/entitled", ""},
    {R"({"other":[{"policy":"X","matter":"A","award":"甲"}]})", "E1001", "/other/0/award", ""},
    {R"({"other":[{"policy":"X","matter":5}]})", "E1002", "/other/0/matter", ""},
};

TEST_CASE("cases: each mistake is reported once, with its code, its place and the nearest name") {
  const Program program = testing::trial_program();

  for (const BadCase& bad : kBadCases) {
    const std::string text = bad.text;
    CAPTURE(text);
    JsonCaseReader reader(program);
    std::vector<ReadCase> cases;
    const auto fault = reader.read_text(text, [&](ReadCase one) { cases.push_back(std::move(one)); });

    REQUIRE_FALSE(fault.has_value());
    REQUIRE(cases.size() == 1);
    CHECK(cases[0].errors.size() == 1);
    if (cases[0].errors.empty()) continue;
    const CaseError& error = cases[0].errors[0];
    CHECK(error.code == bad.code);
    CHECK(error.path == bad.path);
    CHECK(error.near_name == bad.near_name);
    CHECK_FALSE(error.english.empty());
    CHECK_FALSE(error.chinese.empty());
    CHECK(error.english.find('{') == std::string::npos);
  }
}

TEST_CASE("cases: all mistakes of a case are reported, in the order of its parts") {
  const Program program = testing::trial_program();
  JsonCaseReader reader(program);
  std::vector<ReadCase> cases;

  reader.read_text(R"({"id":"S1","applied":"x","applicant":{"kind":"单位","信用良好":"no","职工人数":-5},
                       "claims":[{"kind":"标准制定","级别":"省级"},{"kind":"?"}],"wrong":0})",
                   [&](ReadCase one) { cases.push_back(std::move(one)); });

  std::vector<std::string> paths;
  for (const CaseError& error : cases.at(0).errors) paths.push_back(error.path);
  CHECK(cases[0].input.id == "S1");
  CHECK(paths == std::vector<std::string>{"/wrong", "/applied", "/applicant/信用良好", "/applicant/职工人数",
                                          "/claims/0/级别", "/claims/1/kind"});
}

TEST_CASE("cases: a message says what was found, what was expected and what may have been meant") {
  const Program program = testing::trial_program();
  JsonCaseReader reader(program);
  std::vector<ReadCase> cases;

  reader.read_text(
      R"([{"claims":[{"kind":"标准制定","级别":"国家级标准"}]},{"applicant":{"kind":"单位","年投入":-1.5}}])",
      [&](ReadCase one) { cases.push_back(std::move(one)); });

  CHECK(
      cases.at(0).errors.at(0).english ==
      "`国家级标准` is not a value of `级别`; expected one of 国际标准, 国家标准, 行业标准; did you mean `国家标准`?");
  CHECK(cases.at(0).errors.at(0).chinese ==
        "“国家级标准”不是“级别”的取值；应为国际标准、国家标准、行业标准之一；是否应为“国家标准”？");
  CHECK(cases.at(1).errors.at(0).english == "-1.5 CNY is outside the bounds of `年投入`: expected at least 0 CNY");
}

}  // namespace
}  // namespace polc::runtime
