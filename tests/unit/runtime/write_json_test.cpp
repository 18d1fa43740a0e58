#include "runtime/explain/write_json.h"

#include <string>

#include <doctest/doctest.h>

#include "tests/unit/runtime/write_decision.h"

namespace polc::runtime {
namespace {

std::string compact(const testing::Decided& made, base::Language language = base::Language::English) {
  std::string text;
  base::JsonWriter json(text, base::JsonWriter::Layout::Compact);
  write_json(made.program, made.decision, language, json);
  return text;
}

std::string range_text(const Range& range) {
  std::string text;
  base::JsonWriter json(text, base::JsonWriter::Layout::Compact);
  write_range(testing::topped_up().program, range, json);
  return text;
}

TEST_CASE("write_json: a decision has the keys of the format, in their order") {
  CHECK(
      compact(testing::topped_up()) ==
      R"({"case":"S09a","policy":"trial","outcome":"determined","total":{"min":50000,"max":50000},)"
      R"("missing":[],"referred":[],"discretion":[],"judged":["applicant.信用良好"],"presumed":[],)"
      R"("claims":[{"id":"1","kind":"标准制定","grants":[{"award":"标准制定","article":"6","outcome":"granted",)"
      R"("entitled":{"min":200000,"max":200000},"amount":{"min":50000,"max":50000},)"
      R"("because":[{"rule":"cell","at":"trial.pol:98:5","text":"承担国家级试点,一次性资助20万元","holds":"yes"}],)"
      R"("adjusted":[{"rule":"highest","mode":"topping up","from":{"min":200000,"max":200000},"to":{"min":50000,"max":50000},)"
      R"("paid":{"min":150000,"max":150000}}]}]}],)"
      R"("obligations":[{"text":"专款专用"},{"text":"宣传推广","min":5000,"max":5000}],)"
      R"("recover":[{"award":"标准制定","on":"2023-05-01","paid":{"min":150000,"max":150000},"because":"骗取资金"},)"
      R"({"award":"","on":null,"paid":{"min":0,"max":9},"policy":"区X政策","because":"退旧领新"}],)"
      R"("schedule":[{"claim":"1","award":"标准制定","on":"批准筹建","min":25000,"max":25000},)"
      R"({"claim":"1","award":"标准制定","on":"2","min":25000,"max":25000}],)"
      R"("readings":{"试点就高":"补差"},"policy_sha256":"5f1c","polc":"0.1.0"})");
}

TEST_CASE("write_json: a claim without awards says why, in the language of the run") {
  const testing::Decided made = testing::open_case();

  CHECK(compact(made).find(R"("kind":"节能低碳认证","grants":[],"reason":"no award covers 节能低碳认证")") !=
        std::string::npos);
  CHECK(compact(made, base::Language::Chinese).find(R"("reason":"没有资助对应节能低碳认证")") != std::string::npos);
}

TEST_CASE("write_json: amounts have no trailing zeros, unbounded ends are null") {
  CHECK(range_text(Range::exactly(Fraction(104985))) == R"({"min":1049.85,"max":1049.85})");
  CHECK(range_text({Fraction(50), std::nullopt}) == R"({"min":0.5,"max":null})");
  CHECK(range_text(Range::unbounded()) == R"({"min":null,"max":null})");
  CHECK(range_text(Range::exactly(*parse_decimal("123456789012345678900"))) ==
        R"({"min":1234567890123456789,"max":1234567890123456789})");
}

TEST_CASE(
    "write_json: a bad case stands as its errors, with a near name and a place in a table only where there is one") {
  testing::Decided made = testing::topped_up();
  made.decision.outcome = CaseOutcome::Error;
  made.decision.errors = {{"E1003", "/claims/0/级别", "what", "何", "国家级", 0, 0},
                          {"E1002", "", "what", "何", "", 7, 3}};

  CHECK(compact(made) == R"({"case":"S09a","outcome":"error","errors":[)"
                         R"({"code":"E1003","path":"/claims/0/级别","message":"what","near":"国家级"},)"
                         R"({"code":"E1002","path":"","message":"what","line":7,"column":3}]})");
  CHECK(compact(made, base::Language::Chinese).find(R"("message":"何")") != std::string::npos);
}

TEST_CASE("write_json: all readings add their totals and the readings that decide") {
  testing::Decided made = testing::topped_up();
  made.decision.by_reading = {{{{"试点就高", "补差"}}, CaseOutcome::Determined, Range::exactly(Fraction(5000000))},
                              {{{"试点就高", "不再享受"}}, CaseOutcome::Determined, Range::exactly(Fraction(0))}};
  made.decision.deciding_readings = {"试点就高"};

  CHECK(compact(made).ends_with(
      R"("by_reading":[{"readings":{"试点就高":"补差"},"total":{"min":50000,"max":50000}},)"
      R"({"readings":{"试点就高":"不再享受"},"total":{"min":0,"max":0}}],"deciding_readings":["试点就高"]})"));
}

}  // namespace
}  // namespace polc::runtime
