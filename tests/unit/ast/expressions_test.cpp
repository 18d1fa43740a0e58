#include <doctest/doctest.h>

#include "tests/unit/ast/build_text.h"

using polc::ast::testing::findings_of;
using polc::ast::testing::tree_of;

namespace {

// The tree of a condition, taken from a definition.
std::string condition(const std::string& text) {
  const std::string tree = tree_of("define x as " + text);
  const std::string head = "(define x (as ";
  return tree.starts_with(head) ? tree.substr(head.size(), tree.size() - head.size() - 2) : tree;
}

// The tree of an amount, taken from an award.
std::string amount(const std::string& text) {
  const std::string tree = tree_of("award \"A\" pays " + text);
  const std::string head = "(award \"A\" (pays ";
  return tree.starts_with(head) ? tree.substr(head.size(), tree.size() - head.size() - 2) : tree;
}

}  // namespace

TEST_CASE("ast: products bind before sums and both group to the left") {
  CHECK(condition("a - b - c × d ÷ 2") == "(- (- a b) (/ (* c d) 2))");
  CHECK(condition("-a + -5") == "(+ (negate a) (negate 5))");
}

TEST_CASE("ast: `and` and `or` are flat and `not` takes one comparison") {
  CHECK(condition("a and not b = 3 and c") == "(and a (not (= b 3)) c)");
  CHECK(condition("(a or b) and c") == "(and (or a b) c)");
  CHECK(condition("甲 且 非 乙 且 (丙 或 丁)") == "(and 甲 (not 乙) (or 丙 丁))");
}

TEST_CASE("ast: comparison words compare in a condition and two of them chain") {
  CHECK(condition("面积 over 500平方米 at most 1000平方米") == "(and (> 面积 500平方米) (<= 面积 1000平方米))");
  CHECK(condition("面积 500以上 1000以下") == "(and (>= 面积 500) (<= 面积 1000))");
  CHECK(condition("年龄 不满18岁") == "(< 年龄 18岁)");
  CHECK(condition("面积 超过500 and b ≥ 3") == "(and (> 面积 500) (>= b 3))");
}

TEST_CASE("ast: the Chinese words for bounds include or exclude the number as the law has it") {
  for (const char* word : {"不低于", "达到", "满"}) CHECK(condition(std::string("x ") + word + "5") == "(>= x 5)");
  for (const char* word : {"不足", "不满", "低于"}) CHECK(condition(std::string("x ") + word + "5") == "(< x 5)");
  for (const char* word : {"不超过", "最高"}) CHECK(condition(std::string("x ") + word + "5") == "(<= x 5)");
  CHECK(condition("x 5以上") == "(>= x 5)");
  CHECK(condition("x 5以下") == "(<= x 5)");
  CHECK(condition("x 5以内") == "(<= x 5)");
  CHECK(condition("x 5以外") == "(> x 5)");
}

TEST_CASE("ast: `in` and `between` take values") {
  CHECK(condition("组织形式 in (企业, \"事业单位\")") == "(in 组织形式 企业 \"事业单位\")");
  CHECK(condition("组织形式 属于 (企业、事业单位)") == "(in 组织形式 企业 事业单位)");
  CHECK(condition("年龄 between 18 and 60 and b") == "(and (between 年龄 18 60) b)");
  CHECK(condition("年龄 介于 18 与 60") == "(between 年龄 18 60)");
}

TEST_CASE("ast: quantifiers range over claims, history and other grants") {
  CHECK(condition("any \"标准制定\" where (this 级别 = 国家级)") == "(any \"标准制定\" (= this.级别 国家级))");
  CHECK(condition("all claims where (a)") == "(all claims a)");
  CHECK(condition("count of history \"A\" where (on >= 2022-01-01) = 0") ==
        "(= (count (history \"A\") (>= on 2022-01-01)) 0)");
  CHECK(condition("count of history at least 2") == "(>= (count (history) yes) 2)");
  CHECK(condition("sum of paid over other grants where (level = 区) under 5万元") ==
        "(< (sum other-grants (= level 区) paid) 50000元)");
  CHECK(condition("任一 \"标准制定\" 其中 (本项的级别 = 国家级)") == "(any \"标准制定\" (= this.级别 国家级))");
  CHECK(condition("件数 各事项 其中 (甲) 不低于2") == "(>= (count claims 甲) 2)");
  CHECK(condition("合计 投入 之 \"技改\" 超过 5") == "(> (sum \"技改\" yes 投入) 5)");
}

TEST_CASE("ast: a fact of the claim being judged has three spellings") {
  CHECK(condition("this 级别 = a") == "(= this.级别 a)");
  CHECK(condition("this.级别 = a") == "(= this.级别 a)");
  CHECK(condition("本项的级别 = a") == "(= this.级别 a)");
  CHECK(condition("this") == "this");
}

TEST_CASE("ast: functions have both spellings and need parentheses") {
  CHECK(condition("min(a, 2, b) < 取高(1, c)") == "(< (min a 2 b) (max 1 c))");
  CHECK(condition("相隔年数(入驻日, 申报日) ≥ 3") == "(>= (years_between 入驻日 申报日) 3)");
  CHECK(condition("min > 3") == "(> min 3)");
}

TEST_CASE("ast: dates add durations and say how to round") {
  CHECK(condition("入驻日 + 3 years rounding down >= applied") == "(>= (round-date-down (+ 入驻日 3年)) applied)");
  CHECK(condition("入驻日 + 6个月 顺延 > 2024-01-31") == "(> (round-date-up (+ 入驻日 6个月)) 2024-01-31)");
}

TEST_CASE("ast: a parameter is read at a date") {
  CHECK(condition("月租金标准 at applied") == "(at 月租金标准 applied)");
  CHECK(condition("月租金标准 at 2023-12-20 × 3") == "(* (at 月租金标准 2023-12-20) 3)");
  CHECK(condition("月租金标准 以2023-12-20为基准日") == "(at 月租金标准 2023-12-20)");
  CHECK(condition("月租金标准 以 入驻日 为基准日") == "(at 月租金标准 入驻日)");
}

TEST_CASE("ast: built-in facts may be operands though their words are reserved") {
  CHECK(condition("on >= 2022-01-01 and paid > 0 and policy = \"x\" and award = \"y\"") ==
        "(and (>= on 2022-01-01) (> paid 0) (= policy \"x\") (= award \"y\"))");
  CHECK(condition("于 ≥ 2022-01-01 且 已拨付 > 0") == "(and (>= on 2022-01-01) (> paid 0))");
}

TEST_CASE("ast: a percent takes one operand and 的 reads backwards") {
  CHECK(amount("20% of 合格投入 at most 500万元") == "(at-most (percent-of 20% 合格投入) 5000000元)");
  CHECK(amount("合格投入的20% 最高 500万元") == "(at-most (percent-of 20% 合格投入) 5000000元)");
  CHECK(amount("合格投入的百分之二十") == "(percent-of 20% 合格投入)");
  CHECK(amount("(A + B)的50%") == "(percent-of 50% (+ A B))");
  CHECK(amount("50% of (A - B)") == "(percent-of 50% (- A B))");
  CHECK(amount("A - 50% of B") == "(- A (percent-of 50% B))");
}

TEST_CASE("ast: suffixes of an amount apply from left to right") {
  CHECK(amount("A × 2 at least 5万元 or nothing at most 9万元 rounded down to 1万元") ==
        "(rounded-down (at-most (at-least-or-nothing (* A 2) 50000元) 90000元) 10000元)");
  CHECK(amount("A 四舍五入至 1元") == "(rounded-half-up A 1元)");
  CHECK(amount("A 500万元以下") == "(at-most A 5000000元)");
  CHECK(amount("A 不低于 5万元 否则不予资助") == "(at-least-or-nothing A 50000元)");
  CHECK(amount("A rounded half even to 100元 rounded up to 1元") == "(rounded-up (rounded-half-even A 100元) 1元)");
}

TEST_CASE("ast: marginal tiers and amounts per full unit") {
  CHECK(amount("tiers of 租金 (up to 1000平方米: 90%; up to 5000平方米: 50%; above: 20%)") ==
        "(tiers-above 租金 1000平方米 90% 5000平方米 50% 20%)");
  CHECK(amount("分段累进 租金(1000平方米以下: 90%; 5000平方米以下: 50%)") ==
        "(tiers 租金 1000平方米 90% 5000平方米 50%)");
  CHECK(amount("1元 per full 8元 of 销售额") == "(per-full 1元 8元 销售额)");
  CHECK(amount("1元 每满8元 计 销售额") == "(per-full 1元 8元 销售额)");
}

TEST_CASE("ast: discretion gives a range and may say who decides") {
  CHECK(tree_of("award \"A\" up to 50万元 decided by 核定额") == "(award \"A\" (pays (up-to 500000元 核定额)))");
  CHECK(tree_of("award \"A\" 酌情最高 50万元") == "(award \"A\" (pays (up-to 500000元)))");
  CHECK(tree_of("award \"A\" 介于 10万元 与 50万元 核定为 核定额") ==
        "(award \"A\" (pays (between-amounts 100000元 500000元 核定额)))");
}

TEST_CASE("ast: `if` chooses between amounts") {
  CHECK(amount("if a and b then 5万元 else nothing") == "(if (and a b) 50000元 nothing)");
  CHECK(amount("如 a 则 5万元 否则 3万元 最高 4万元") == "(at-most (if a 50000元 30000元) 40000元)");
}

TEST_CASE("ast: numbers are exact in every spelling") {
  CHECK(condition("300_000 + 0.5 + 30万 + 1.5亿 + 2万亿") ==
        "(+ (+ (+ (+ 300000 0.5) 300000) 150000000) 2000000000000)");
  CHECK(condition("３００．５ + 50％ + 百分之三十三点五 + 百分之50") == "(+ (+ (+ 300.5 50%) 33.5%) 50%)");
  CHECK(condition("30 万元 + 5 亿 + 3 months") == "(+ (+ 300000元 500000000) 3个月)");
  CHECK(condition("60元/平方米·月 × 面积") == "(* 60元/平方米·月 面积)");
  CHECK(condition("EUR 300000 + 2m2") == "(+ EUR:300000 2m2)");
  CHECK(condition("1.2345678亿") == "123456780");
}

TEST_CASE("ast: a definition of an amount takes suffixes, any other compares") {
  CHECK(condition("20% of 投入 at most 500万元") == "(at-most (percent-of 20% 投入) 5000000元)");
  CHECK(condition("投入 at most 500万元") == "(<= 投入 5000000元)");
}

TEST_CASE("ast: mixing `and` and `or` is P4613 and the expression is given up") {
  CHECK(condition("a and b or c") == "error");
  CHECK(findings_of("define x as a and b or c") == "P4613 1:13");
}
