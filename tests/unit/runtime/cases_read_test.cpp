// What well-formed cases mean: keys of both languages, absent and null, exact numbers, history and other grants; and
// how a file that is partly broken is read.
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/cases/read_json.h"
#include "tests/unit/runtime/cases_program.h"

namespace polc::runtime {
namespace {

struct Input {
  std::vector<ReadCase> cases;
  std::optional<InputFault> fault;
};

Input read(const std::string& text) {
  const Program program = testing::trial_program();
  JsonCaseReader reader(program);
  Input result;
  result.fault = reader.read_text(text, [&](ReadCase one) { result.cases.push_back(std::move(one)); });
  return result;
}

Input read_lines(const std::string& text) {
  const Program program = testing::trial_program();
  JsonCaseReader reader(program);
  std::istringstream in(text);
  Input result;
  reader.read_lines(in, [&](ReadCase one) { result.cases.push_back(std::move(one)); });
  return result;
}

Case read_good(const std::string& text) {
  const Input input = read(text);
  REQUIRE(input.cases.size() == 1);
  CAPTURE(input.cases[0].errors.empty() ? std::string() : input.cases[0].errors[0].english);
  CHECK(input.cases[0].errors.empty());
  return input.cases[0].input;
}

/// The value of an applicant's fact by name; the first kind that has it.
const FactValue& fact_of(const Case& one, const std::string& name) {
  static const Program program = testing::trial_program();
  for (std::size_t slot = 0; slot < program.facts.size(); ++slot) {
    if (program.facts[slot].name == name) return one.applicant_facts[slot];
  }
  static const FactValue none;
  return none;
}

Fraction decimal(const char* text) { return *parse_decimal(text); }

std::vector<std::string> codes_of(const Input& input) {
  std::vector<std::string> codes;
  for (const ReadCase& one : input.cases) codes.push_back(one.errors.empty() ? "" : one.errors[0].code);
  return codes;
}

using Codes = std::vector<std::string>;

TEST_CASE("cases: English and Chinese keys mean the same") {
  const Case english = read_good(R"({"id":"S1","applied":"2025-06-01","applicant":{"kind":"单位","id":"U4"},
      "claims":[{"id":"c","kind":"上海品牌认证","on":"2025-04-01","stage":"renewal"}],
      "history":[{"award":"上海品牌认证","on":"2023-05-01","paid":5,"claim":"c","recipient":"U5"}],
      "other":[{"policy":"X","level":"区","claim":"c","entitled":2,"paid":1}]})");
  const Case chinese = read_good(R"({"编号":"S1","申报日":"2025-06-01","申请人":{"类别":"单位","编号":"U4"},
      "事项":[{"编号":"c","类别":"上海品牌认证","于":"2025-04-01","环节":"复评"}],
      "既往资助":[{"资助":"上海品牌认证","于":"2023-05-01","已拨付":5,"事项":"c","领取人":"U5"}],
      "其他资助":[{"政策":"X","层级":"县","事项":"c","应得":2,"已拨付":1}]})");

  for (const Case& one : {english, chinese}) {
    CHECK(one.id == "S1");
    CHECK(one.applied.date == *parse_date("2025-06-01"));
    CHECK(one.applicant_kind == 0);
    CHECK(one.applicant_id == "U4");
    CHECK(one.claims.at(0).id == "c");
    CHECK(one.claims[0].kind == 2);
    CHECK(one.claims[0].on.date == *parse_date("2025-04-01"));
    CHECK(one.claims[0].facts.at(0).value.number == Fraction(1));
    CHECK(one.history.at(0).award == 2);
    CHECK(one.history[0].paid.minor_units == Fraction(500));
    CHECK(one.history[0].claim == "c");
    CHECK(one.history[0].recipient == "U5");
    CHECK(one.others.at(0).policy == "X");
    CHECK(one.others[0].level.value.number == Fraction(3));
    CHECK(one.others[0].entitled.minor_units == Fraction(200));
  }
}

TEST_CASE("cases: a Chinese key that is a fact of the kind is the fact") {
  const Case one = read_good(R"({"claims":[{"kind":"节能低碳认证","类别":"低碳产品认证"}]})");

  CHECK(one.claims.at(0).kind == 1);
  CHECK(one.claims[0].facts.at(0).value.number == Fraction(1));
}

TEST_CASE("cases: a Chinese key names the kind where the kind has no fact of that name") {
  const Case one = read_good(R"({"claims":[{"类别":"标准制定"}]})");

  CHECK(one.claims.at(0).kind == 0);
}

TEST_CASE("cases: absent, null and given are three things") {
  const Case one = read_good(
      R"({"applicant":{"kind":"单位","信用良好":null,"职工人数":0},"claims":null,"history":null,"other":null})");

  CHECK(fact_of(one, "信用良好").presence == Presence::Null);
  CHECK(fact_of(one, "职工人数").presence == Presence::Given);
  CHECK(fact_of(one, "成立日").presence == Presence::Absent);
  CHECK(one.claims_unknown);
  CHECK(one.history_unknown);
  CHECK(one.others_unknown);
  CHECK(one.applied.presence == Presence::Absent);
}

TEST_CASE("cases: absent lists are empty, ids default to places") {
  const Input input =
      read(R"([{}, {"claims":[{"kind":"标准制定"},{"id":"b","kind":"标准制定"},{"kind":"标准制定"}]}])");

  CHECK_FALSE(input.cases.at(0).input.claims_unknown);
  CHECK(input.cases[0].input.id == "1");
  CHECK(input.cases.at(1).input.id == "2");
  CHECK(input.cases[1].input.claims.at(0).id == "1");
  CHECK(input.cases[1].input.claims.at(2).id == "3");
}

TEST_CASE("cases: numbers are exact, as JSON numbers and as texts") {
  const Case one =
      read_good(R"({"applicant":{"kind":"单位","年投入":80000.50,"面积":0.123456,"编码":12345678901234567890}})");
  const Case text = read_good(
      R"({"applicant":{"kind":"单位","年投入":"80000.50","面积":"0.1234560","编码":"12345678901234567890.0"}})");

  for (const Case& each : {one, text}) {
    CHECK(fact_of(each, "年投入").value.number == Fraction(8000050));
    CHECK(fact_of(each, "面积").value.number == decimal("0.123456"));
    CHECK(fact_of(each, "编码").value.number == decimal("12345678901234567890"));
  }
}

TEST_CASE("cases: a percent is a share as a number and a percent as a text with its sign") {
  for (const char* written : {"0.5", "\"0.5\"", "\"50%\"", "\"50.0％\""}) {
    const Case one = read_good(std::string(R"({"applicant":{"kind":"单位","国有占比":)") + written + "}}");

    CHECK(fact_of(one, "国有占比").value.number == decimal("0.5"));
  }
}

TEST_CASE("cases: several values at once are a set") {
  const Case one = read_good(R"({"applicant":{"kind":"单位","领域":["农业","制造","农业"]}})");
  const Case none = read_good(R"({"applicant":{"kind":"单位","领域":[]}})");

  CHECK(fact_of(one, "领域").value.codes == std::vector<Index>{0, 2});
  CHECK(fact_of(none, "领域").presence == Presence::Given);
  CHECK(fact_of(none, "领域").value.codes.empty());
}

TEST_CASE("cases: without a kind a fact counts for every kind that admits its value") {
  const Case one = read_good(R"({"applicant":{"信用良好":true,"编码":"A1"}})");

  CHECK(one.applicant_kind == kNone);
  CHECK(one.applicant_facts.at(0).presence == Presence::Given);
  CHECK(one.applicant_facts.at(10).presence == Presence::Given);
  CHECK(one.applicant_facts.at(9).presence == Presence::Absent);  // 编码 of 单位 is a number
  CHECK(one.applicant_facts.at(12).value.text == "A1");
}

TEST_CASE("cases: the matter of a payment comes from its key fact or its claim") {
  const Case one = read_good(R"({"claims":[{"kind":"标准制定","标准号":"GB 1"}],"history":[
      {"award":"标准制定","matter":"GB 2"},{"award":"标准制定","标准号":"GB 3"},{"award":"标准制定","claim":"1"},{"award":"标准制定"}]})");

  CHECK(one.history.at(0).matter == "GB 2");
  CHECK(one.history.at(1).matter == "GB 3");
  CHECK(one.history.at(2).matter == "GB 1");
  CHECK(one.history.at(3).matter.empty());
  CHECK(one.history[3].paid.presence == Presence::Absent);
}

TEST_CASE("cases: a payment under another policy is another grant") {
  const Case one = read_good(R"({"history":[
      {"policy":"区政策","award":"甲","on":"2023-01-01","paid":9,"level":"区","标准号":"GB 1"},
      {"policy":"trial","award":"标准制定","paid":9},{"policy":"试验政策","award":"标准制定","paid":9}]})");

  CHECK(one.history.size() == 2);
  CHECK(one.history.at(0).policy == "trial");
  REQUIRE(one.others.size() == 1);
  CHECK(one.others[0].policy == "区政策");
  CHECK(one.others[0].entitled.minor_units == Fraction(900));
  CHECK(one.others[0].paid.minor_units == Fraction(900));
  CHECK(one.others[0].matter == "GB 1");
  CHECK(one.others[0].level.value.number == Fraction(3));
}

TEST_CASE("cases: a repeated id is an error of the later case") {
  const Input input = read(R"([{"id":"a"},{"id":"b"},{"id":"a"},{"id":"3"},{}])");

  CHECK(codes_of(input) == Codes{"", "", "E1007", "", ""});
  CHECK(input.cases.at(2).errors.at(0).path == "/id");
  CHECK(input.cases[2].input.id == "a");
}

TEST_CASE("cases: an element that is bad JSON leaves the others alone") {
  const Input input =
      read("[{\"id\":\"a\"},\n {\"id\": tru},\n 5, {\"id\":\"\\q\"}, {\"id\":\"\xFF\"}, {\"id\":\"b\"}]");

  CHECK_FALSE(input.fault.has_value());
  CHECK(codes_of(input) == Codes{"", "E1013", "E1002", "E1013", "E1012", ""});
  CHECK(input.cases.at(1).errors.at(0).english ==
        "not JSON at line 2, column 9: found `tru`, expected a string, a number, true, false, null, an object or an "
        "array");
  CHECK(input.cases.at(4).errors.at(0).english == "byte 0xFF is not UTF-8 at line 3, column 25");
}

TEST_CASE("cases: an array that breaks off gives the cases that were whole") {
  for (const char* text :
       {"[{\"id\":\"a\"}, {\"id\":\"b", "[{\"id\":\"a\"}, {\"id\":[}", "[{\"id\":\"a\"} {\"id\":\"b\"}]",
        "[{\"id\":\"a\"},", "[{\"id\":\"a\"}", "[{\"id\":\"a\"},]", "[{\"id\":\"a\"}] x"}) {
    const std::string whole = text;
    CAPTURE(whole);
    const Input input = read(whole);

    CHECK_FALSE(input.fault.has_value());
    CHECK(codes_of(input) == Codes{"", "E1013"});
  }
}

TEST_CASE("cases: what is wrong with an array is said where it is wrong") {
  const auto message = [](const std::string& text) { return read(text).cases.at(1).errors.at(0).english; };

  CHECK(message("[{\"id\":\"a\"} {\"id\":\"b\"}]") ==
        "not JSON at line 1, column 13: expected a comma or the end of the array");
  CHECK(message("[{\"id\":\"a\"},\n{\"id\": tru,") ==
        "not JSON at line 2, column 8: found `tru`, expected a string, a number, true, "
        "false, null, an object or an array");
  CHECK(message("[{\"id\":\"a\"},\n{\"id\":[1}]") ==
        "not JSON at line 2, column 9: `}` cannot close the `[` before it");
  CHECK(message("[{\"id\":\"a\"},\n{\"id\":[1") ==
        "not JSON at line 2, column 7: the `[` that stands here is never closed");
  CHECK(message("[{\"id\":\"a\"},\n") == "not JSON at line 2, column 1: the list of cases is not closed with `]`");
}

TEST_CASE("cases: a text in which no case is JSON is no input") {
  for (const char* text : {"", " \n", "nothing", "42", "\"text\"", "{", "{\"id\": tru}", "{\"id\":1} {\"id\":2}",
                           "[{\"id\": tru}]", "[{\"id\":", "[", "[,]", "{\"a\":[}", "{\"a\":\"\xE8\xB5\"}"}) {
    const std::string whole = text;
    CAPTURE(whole);
    const Input input = read(whole);

    REQUIRE(input.fault.has_value());
    CHECK(input.cases.empty());
    CHECK_FALSE(input.fault->message.english.empty());
  }
  CHECK(read("{\n  \"id\": \"资\" 5}").fault->line == 2);
  CHECK(read("{\n  \"id\": \"资\" 5}").fault->column == 13);
}

TEST_CASE("cases: an empty array holds no case") {
  const Input input = read(" [ ] ");

  CHECK_FALSE(input.fault.has_value());
  CHECK(input.cases.empty());
}

TEST_CASE("cases: lines are read one by one, blank ones skipped, broken ones reported by their line") {
  const Input input = read_lines("\xEF\xBB\xBF{\"id\":\"a\"}\r\n\n  \n{\"id\":\n{} {}\ngarbage here\n[]\n{}");

  CHECK(codes_of(input) == Codes{"", "E1013", "E1013", "E1013", "E1002", ""});
  CHECK(input.cases.at(1).errors.at(0).english ==
        "not JSON at line 4, column 1: the `{` that stands here is never closed");
  CHECK(input.cases.at(2).errors.at(0).english ==
        "not JSON at line 5, column 4: something follows the case; expected one case a line");
  CHECK(input.cases.at(5).input.id == "6");
  CHECK(input.cases[5].line == 8);
}

TEST_CASE("cases: nesting without end is an error of the case or of the file, never a crash") {
  const std::string deep(100000, '[');
  const std::string closed = "{\"a\":" + deep + std::string(100000, ']') + "}";

  CHECK(read(deep).fault.has_value());
  CHECK(read("{\"a\":" + deep).fault.has_value());
  CHECK(codes_of(read(closed)) == Codes{"E1011"});
  CHECK(codes_of(read("[{},{\"a\":" + deep)) == Codes{"", "E1013"});
  CHECK(codes_of(read_lines(closed + "\n" + deep + "\n{}")) == Codes{"E1011", "E1013", ""});
}

TEST_CASE("cases: a byte order mark is no part of a case") {
  CHECK(JsonCaseReader::is_single("\xEF\xBB\xBF {}"));
  CHECK_FALSE(JsonCaseReader::is_single("[{}]"));
  CHECK(read("\xEF\xBB\xBF[{}]").cases.size() == 1);
}

}  // namespace
}  // namespace polc::runtime
