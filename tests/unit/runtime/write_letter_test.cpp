#include "runtime/explain/write_letter.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "runtime/explain/write_amount.h"
#include "runtime/explain/write_words.h"
#include "tests/unit/runtime/write_decision.h"

namespace polc::runtime {
namespace {

using base::Language;

std::string letter(const testing::Decided& made, Language language, const std::vector<NearestChange>& changes) {
  return write_letter(made.program, made.one, made.decision, changes, {language, false});
}

/// The change that would pay the grant of `denied`: good credit, 80,000.
std::vector<NearestChange> better_credit(const testing::Decided& made) {
  NearestChange change;
  change.changes = {
      {parse_case_path(made.program, made.one, "applicant.信用良好"), {FactType::YesNo, Fraction(1), "", {}}, ""}};
  change.amount = Range::exactly(Fraction(8000000));
  change.total = change.amount;
  return {change};
}

TEST_CASE("write_letter: a grant in Chinese, amount first, settlement in words, version last") {
  CHECK(letter(testing::topped_up(), Language::Chinese, {}) ==
        "案件 S09a  单位 U4  事项：标准制定  2025-04-01\n"
        "  结果：资助 50,000 元（5 万元）。\n"
        "  标准制定（第六条）：50,000 元（5 万元）\n"
        "    “承担国家级试点,一次性资助20万元”\n"
        "    ✓ 级别 = 国家标准  ✓ 已发布\n"
        "    就高（补差），第八条：应得 200,000 元（20 万元），既往已付 150,000 元（15 万元），本次支付 50,000 元（5 "
        "万元）。\n"
        "分期支付：\n"
        "  · 标准制定，批准筹建：25,000 元（2.5 万元）\n"
        "  · 标准制定，第 2 期：25,000 元（2.5 万元）\n"
        "应予追缴：\n"
        "  · 标准制定，2023-05-01，已付 150,000 元（15 万元）：“骗取资金”\n"
        "  · 区X政策，已付 0 元至 9 元：“退旧领新”\n"
        "使用要求：\n"
        "  · 专款专用\n"
        "  · 宣传推广：不低于 5,000 元\n"
        "采用的解释口径：试点就高 = 补差\n"
        "依据：trial（2022-03-01 至 2027-02-28）  文本 sha256 5f1c  polc 0.1.0\n");
}

TEST_CASE("write_letter: the same grant in English, with the same amounts, dates and names") {
  CHECK(
      letter(testing::topped_up(), Language::English, {}) ==
      "Case S09a  单位 U4  claim: 标准制定  2025-04-01\n"
      "  Result: CNY 50,000 granted.\n"
      "  标准制定 (art. 6): CNY 50,000\n"
      "    \"承担国家级试点,一次性资助20万元\"\n"
      "    ✓ 级别 = 国家标准  ✓ 已发布\n"
      "    only the highest is paid (topping up), art. 8: CNY 200,000 due, CNY 150,000 already paid, CNY 50,000 now.\n"
      "Payment in parts:\n"
      "  · 标准制定, 批准筹建: CNY 25,000\n"
      "  · 标准制定, part 2: CNY 25,000\n"
      "To be recovered:\n"
      "  · 标准制定, 2023-05-01, paid CNY 150,000: \"骗取资金\"\n"
      "  · 区X政策, paid CNY 0 to CNY 9: \"退旧领新\"\n"
      "How the money is to be used:\n"
      "  · 专款专用\n"
      "  · 宣传推广: at least CNY 5,000\n"
      "Readings in force: 试点就高 = 补差\n"
      "By: trial (2022-03-01 to 2027-02-28)  text sha256 5f1c  polc 0.1.0\n");
}

TEST_CASE("write_letter: a denial names what fails, what holds, what is unknown and what would pay") {
  const testing::Decided made = testing::denied();

  CHECK(letter(made, Language::Chinese, better_credit(made)) ==
        "案件 S11  单位 U4  事项：上海品牌认证（复评）  2024-06-15\n"
        "  结果：不予资助（0 元）。若补正下列一项，最多可得 80,000 元（8 万元）。\n"
        "  上海品牌认证（第四条）：不予资助\n"
        "    ✗ 信用良好 = 否  附则一：“信用良好且拨款合规”\n"
        "    ✓ 环节 = 复评\n"
        "    ? 国有占比 = 未提供  由区国资委认定；不影响本结论\n"
        "    若信用良好为“是”，则可得 80,000 元（8 万元）。\n"
        "案件未说明，按政策推定：集团\n"
        "采用的解释口径：试点就高 = 补差\n"
        "依据：trial（2022-03-01 至 2027-02-28）  文本 sha256 5f1c  polc 0.1.0\n");
  CHECK(letter(made, Language::English, better_credit(made)) ==
        "Case S11  单位 U4  claim: 上海品牌认证 (renewal)  2024-06-15\n"
        "  Result: denied (CNY 0). With one thing put right, at most CNY 80,000 could be paid.\n"
        "  上海品牌认证 (art. 4): denied\n"
        "    ✗ 信用良好 = no  附则一: \"信用良好且拨款合规\"\n"
        "    ✓ stage = renewal\n"
        "    ? 国有占比 = not given  judged by 区国资委; makes no difference here\n"
        "    If 信用良好 were yes, CNY 80,000 would be paid.\n"
        "Taken for granted, since the case is silent: 集团\n"
        "Readings in force: 试点就高 = 补差\n"
        "By: trial (2022-03-01 to 2027-02-28)  text sha256 5f1c  polc 0.1.0\n");
}

TEST_CASE("write_letter: an open case says the range and what to submit, and who judges it") {
  const testing::Decided made = testing::open_case();

  CHECK(letter(made, Language::Chinese, {}) ==
        "案件 S12  单位 U4\n"
        "  结果：金额未定，0 元至 600,000 元（60 万元）。\n"
        "事项 a：标准制定  2024-02-02\n"
        "  标准制定（第六条）：未定，0 元至 600,000 元（60 万元）\n"
        "    “国家标准20万元,行业标准5万元”\n"
        "    ? 级别 = 未提供\n"
        "    ? 信用良好 = 未提供  由区局认定\n"
        "事项 b：节能低碳认证  2024-02-03\n"
        "  没有资助对应节能低碳认证\n"
        "要定下金额，请补充：\n"
        "  · 信用良好（是或否），由区局认定\n"
        "  · 事项 a 的级别（国际标准、国家标准、行业标准之一）\n"
        "采用的解释口径：试点就高 = 补差\n"
        "依据：trial（2022-03-01 至 2027-02-28）  文本 sha256 5f1c  polc 0.1.0\n");
  const std::string english = letter(made, Language::English, {});
  CHECK(english.find("  Result: not settled yet, CNY 0 to CNY 600,000.\n") != std::string::npos);
  CHECK(english.find("  · 级别 of claim a (one of 国际标准, 国家标准, 行业标准)\n") != std::string::npos);
}

TEST_CASE("write_letter: what is missing of a payment is said in words") {
  const testing::Decided made = testing::open_case();
  const auto words = [&](const char* path, Language language) {
    return request_words({made.program, made.one, language}, path);
  };

  CHECK(words("history.2.paid", Language::Chinese) == "第 2 笔既往资助的已拨付");
  CHECK(words("other.1.on", Language::English) == "date of other grant 1");
  CHECK(words("history", Language::Chinese) == "既往资助");
  CHECK(words("applied", Language::Chinese) == "申报日");
  CHECK(words("claims.b.on", Language::Chinese) == "事项 b 的日期");
  CHECK(words("applicant.kind", Language::English) == "kind of applicant (单位, 个人)");
}

TEST_CASE("write_letter: a bad case lists its errors and nothing else") {
  testing::Decided made = testing::topped_up();
  made.decision.outcome = CaseOutcome::Error;
  made.decision.errors = {{"E1003", "/claims/0/级别", "what", "何", "", 0, 0}};

  CHECK(write_letter(made.program, {}, made.decision, {}, {Language::Chinese, false}) ==
        "案件 S09a\n  结果：未能计算，案件有误。\n  ✗ E1003 /claims/0/级别：何\n");
}

TEST_CASE("write_letter: colours only where they are asked for") {
  const testing::Decided made = testing::denied();
  const std::string plain = write_letter(made.program, made.one, made.decision, {}, {Language::English, false});
  const std::string coloured = write_letter(made.program, made.one, made.decision, {}, {Language::English, true});

  CHECK(plain.find('\x1B') == std::string::npos);
  CHECK(coloured.find("\x1B[31m✗\x1B[0m 信用良好") != std::string::npos);
}

TEST_CASE("write_letter: control characters of a case never reach the terminal") {
  testing::Decided made = testing::denied();
  made.decision.case_id = "S\x1B[2J\n1";

  const std::string text = letter(made, Language::English, {});

  CHECK(text.find('\x1B') == std::string::npos);
  CHECK(text.find("\n1") == std::string::npos);
}

TEST_CASE("write_letter: a fact named stage need not be the stage of a claim") {
  testing::Decided made = testing::denied();
  Fact stage;
  stage.name = "stage";
  stage.type = FactType::Text;
  CasePath path;
  path.name = "stage";
  path.slot = static_cast<Index>(made.program.facts.size());
  made.program.facts.push_back(stage);

  CHECK(fact_value_words({made.program, made.one, Language::Chinese}, path, "小试") == "小试");
}

TEST_CASE("write_letter: amounts are said in 元 and 万元 or 亿元") {
  const Program program = testing::topped_up().program;
  const auto chinese = [&](std::int64_t minor_units) {
    return amount_words(program, Fraction(minor_units), Language::Chinese);
  };

  CHECK(chinese(0) == "0 元");
  CHECK(chinese(999999) == "9,999.99 元");
  CHECK(chinese(1000000) == "10,000 元（1 万元）");
  CHECK(chinese(12345600) == "123,456 元（12.3456 万元）");
  CHECK(chinese(12345678) == "123,456.78 元");
  CHECK(chinese(15000000000) == "150,000,000 元（1.5 亿元）");
  CHECK(amount_words(program, Fraction(30000000), Language::English) == "CNY 300,000");
  CHECK(range_words(program, {Fraction(0), std::nullopt}, Language::Chinese) == "不低于 0 元，上限未定");
}

TEST_CASE("write_letter: articles are numbered as documents number them") {
  CHECK(article_words("8", Language::Chinese) == "第八条");
  CHECK(article_words("10", Language::Chinese) == "第十条");
  CHECK(article_words("11", Language::Chinese) == "第十一条");
  CHECK(article_words("20", Language::Chinese) == "第二十条");
  CHECK(article_words("105", Language::Chinese) == "第一百零五条");
  CHECK(article_words("110", Language::Chinese) == "第一百一十条");
  CHECK(article_words("6.10", Language::Chinese) == "第6.10条");
  CHECK(article_words("附则一", Language::Chinese) == "附则一");
  CHECK(article_words("8", Language::English) == "art. 8");
  CHECK(article_words("", Language::English).empty());
}

}  // namespace
}  // namespace polc::runtime
