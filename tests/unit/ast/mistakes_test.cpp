#include <doctest/doctest.h>

#include "tests/unit/ast/build_text.h"

using polc::ast::testing::findings_of;
using polc::ast::testing::messages_of;
using polc::ast::testing::repaired;
using polc::ast::testing::tree_of;

TEST_CASE("ast: P1002 a value glued to a name gets its space") {
  CHECK(findings_of("award \"A\" 一等奖10万元") == "P1002 1:11");
  CHECK(repaired("award \"A\" 一等奖10万元", 0) == "award \"A\" 一等奖 10万元");
  CHECK(repaired("award \"A\" 一等奖百分之十", 0) == "award \"A\" 一等奖 百分之十");
  CHECK(findings_of("award \"A\" 5万元计").substr(0, 5) == "P1002");
  CHECK(findings_of("award \"A\" by d 近3年 5 A2型 6").empty());
}

TEST_CASE("ast: P1003 an unclosed quotation does not swallow the next statement") {
  CHECK(findings_of("award \"A 500\naward \"B\" 300") == "P1003 1:7");
  CHECK(tree_of("award \"A 500\naward \"B\" 300") == "(award \"B\" (pays 300))");
  CHECK(findings_of("text “未完\naward “B” 300") == "P1003 1:6");
  CHECK(findings_of("text \"a\n  b\"\naward \"B\" 300").empty());
}

TEST_CASE("ast: P1004 a thousands comma is taken out, and in a list only on request") {
  CHECK(repaired("award \"A\" 300,000", 0) == "award \"A\" 300000");
  CHECK(repaired("require a in (100,200)", 1) == "require a in (100, 200)");
  CHECK(findings_of("require a in (1,2)").empty());
}

TEST_CASE("ast: P1005 a keyword as a name is bracketed and then read") {
  CHECK(findings_of("define 要求 as a") == "P1005 1:8");
  CHECK(repaired("define 要求 as a", 0) == "define [要求] as a");
  CHECK(tree_of("define 要求 as 条件 and [对象]") == "(define 要求 (as (and 条件 对象)))");
  CHECK(findings_of("define to as b") == "P1005 1:8");
  CHECK(findings_of("award \"A\" to 单位, by 级别 国家级 5") == "P1001 1:18");
  CHECK(findings_of("claim \"X\"\n  要求 : yes/no\n  政策 : text\n  好 : yes/no") == "P1005 2:3\nP1005 3:3");
}

TEST_CASE("ast: P1006 deep nesting is one finding and the rest is read") {
  const std::string deep = "award \"A\" pays " + std::string(100000, '(') + "\naward \"B\" 5";
  CHECK(findings_of(deep) == "P1006 1:217");
  CHECK(tree_of(deep) == "(award \"B\" (pays 5))");
  std::string chain = "award \"A\" pays 1";
  for (int i = 0; i < 100000; ++i) chain += " + 1";
  CHECK(findings_of(chain).substr(0, 7) == "P1006 1");
  CHECK(findings_of("award \"A\" pays " + std::string(199, '(') + "1" + std::string(199, ')')).empty());
}

TEST_CASE("ast: P1008 exponents and odd counts are no numbers") {
  CHECK(findings_of("award \"A\" 1e5") == "P1008 1:11");
  CHECK(findings_of("once \"A\" per applicant in any 2.5 years") == "P1008 1:31");
}

TEST_CASE("ast: P1009 a range must say which ends belong") {
  CHECK(findings_of("award \"A\" by n 500-1000: 5") == "P1009 1:16");
  CHECK(repaired("award \"A\" by n 500-1000: 5", 0) == "award \"A\" by n at least 500 under 1000: 5");
  CHECK(findings_of("define x as 500 - 100").empty());
}

TEST_CASE("ast: P1010 a percent before a sum offers both readings") {
  const std::string text = "award \"A\" pays 50% of X - Y";
  CHECK(findings_of(text) == "P1010 1:16");
  CHECK(repaired(text, 0) == "award \"A\" pays (50% of X) - Y");
  CHECK(repaired(text, 1) == "award \"A\" pays 50% of (X - Y)");
  CHECK(findings_of("award \"A\" pays Y - 50% of X").empty());
  CHECK(findings_of("award \"A\" pays 50% of X × 2").empty());
  CHECK(findings_of("award \"A\" pays A + 50% of X - Y") == "P1010 1:20");
}

TEST_CASE("ast: P1011 a condition after the amount is moved before it") {
  CHECK(repaired("award \"A\" 100万元 when b", 0) == "award \"A\" when b 100万元 ");
  CHECK(repaired("award \"A\" 一等奖 10万元 when b", 0) == "award \"A\" 一等奖 when b 10万元 ");
  CHECK(tree_of("award \"A\" 一等奖 10万元 when b 二等奖 5万元") ==
        "(award \"A\" (cell (part 一等奖 (when b)) (pays 100000元)) (cell (part 二等奖) (pays 50000元)))");
}

TEST_CASE("ast: P1011 keeps its repair when the condition it moves is wrong too") {
  const std::string text = "award \"A\" 一等奖 5 when a and b or c";
  CHECK(findings_of(text) == "P1011 1:17\nP4613 1:22");
  CHECK(repaired(text, 0) == "award \"A\" 一等奖 when a and b or c 5 ");
}

TEST_CASE("ast: P1012 bounds without a colon get one") {
  const std::string text = "award \"A\" by n over 500 at most 1000 5万元";
  CHECK(findings_of(text) == "P1012 1:16");
  CHECK(repaired(text, 0) == "award \"A\" by n over 500 at most 1000: 5万元");
  CHECK(findings_of("award \"A\" by n over 5: 5万元 at most 5 3万元") == "P1012 1:28");
}

TEST_CASE("ast: P1014 a clause said twice") {
  CHECK(findings_of("award \"A\" to a to b 5") == "P1014 1:16");
  CHECK(findings_of("policy \"p\" issuer \"a\" issuer \"b\"") == "P1014 1:23");
}

TEST_CASE("ast: P1015 and P1016 unknown escapes and characters") {
  CHECK(findings_of("text \"a\\nb\"") == "P1015 1:8");
  CHECK(findings_of("award \"A\" 5 @@") == "P1016 1:13");
  CHECK(findings_of("award ”A“ 5") == "P1016 1:7");
  CHECK(repaired("award ”A“ 5", 0) == "award “A” 5");
}

TEST_CASE("ast: P1017 statements of a later step are named as such") {
  CHECK(findings_of("budget 100万元\namend x effective 2024-01-01\naward \"A\" 5") == "P1017 1:1\nP1017 2:1");
}

TEST_CASE("ast: P1018 a clause of another statement") {
  CHECK(findings_of("require a by b") == "P1018 1:11");
  CHECK(findings_of("stack \"A\", \"B\" per matter") == "P1018 1:16");
  CHECK(findings_of("once \"A\" topping up") == "P1018 1:10");
}

TEST_CASE("ast: P1019 a unit named twice") {
  CHECK(repaired("award \"A\" 30万元元", 0) == "award \"A\" 30万元");
  CHECK(repaired("award \"A\" 30万万元", 0) == "award \"A\" 30万元");
  CHECK(findings_of("award \"A\" 3万亿元").empty());
}

TEST_CASE("ast: values are checked for days, decimals and size") {
  CHECK(findings_of("policy \"p\" effective 2022-01-01 to 2022-02-30") == "P3003 1:36");
  CHECK(findings_of("award \"A\" 1.2345678") == "P3008 1:11");
  CHECK(findings_of("award \"A\" 1" + std::string(60, '0')) == "P3005 1:11");
}

TEST_CASE("ast: P4604 an invisible character is taken out of names, strings and the file") {
  CHECK(findings_of("award \"A\u200B\" 一\u200B等 5") == "P4604 1:9\nP4604 1:13");
  CHECK(tree_of("award \"A\u200B\" 一\u200B等 5") == "(award \"A\" (cell (part 一等) (pays 5)))");
  CHECK(findings_of("# \u202Ehidden\naward \"A\" 5") == "P4604 1:3");
  CHECK(findings_of("\xEF\xBB\xBF"
                    "award \"A\" 5")
            .empty());
}

TEST_CASE("ast: P4613 mixed `and` and `or` offers both readings") {
  CHECK(repaired("require a and b or c", 0) == "require (a and b) or c");
  CHECK(repaired("require a and b or c", 1) == "require a and (b or c)");
}

TEST_CASE("ast: one mistake is one finding and every line of a table is read") {
  CHECK(findings_of("award \"A\" by 级别\n  一等 10\n  二等 ** 5\n  三等 3\n  四等 )) 3\n  五等 1\naward \"B\" 4") ==
        "P1001 3:6\nP1001 5:6");
  CHECK(tree_of("award \"A\" by 级别\n  一等 ** 10\n  二等 5\naward \"B\" 4") ==
        "(award \"A\" (by 级别) (cell (part 二等) (pays 5)))\n(award \"B\" (pays 4))");
  CHECK(findings_of("claim \"X\"\n  a number\n  b : foo\n  c : yes/no") == "P1001 2:5\nP1001 3:7");
  CHECK(findings_of(
            "test \"a\"\n  aplicant X\n  claim \"C\" on 2024-01-01 5\n  claim \"D\"\n  expect 5 foo\naward \"B\" 5") ==
        "P1001 2:3\nP1001 3:27\nP1001 5:12");
  CHECK(findings_of("policy \"A\"\n  effectve 2022-01-01\n  currency CNY\naward \"B\" 5") == "P1001 2:3");
}

TEST_CASE("ast: messages say what was found, what could stand there and the likely word") {
  CHECK(messages_of("use common") == "P1001 found `common`, expected a quotation");
  CHECK(messages_of("define x as (a + b\ndefine y as c") == "P1001 found `define`, expected `)`");
  CHECK(repaired("awrad \"X\" 5", 0) == "award \"X\" 5");
  CHECK(repaired("policy \"A\"\n  effectve 2022-01-01 to 2023-01-01", 0) ==
        "policy \"A\"\n  effective 2022-01-01 to 2023-01-01");
  CHECK(repaired("claim \"X\"\n  a number", 0) == "claim \"X\"\n  a: number");
}
