// The checks on words, amounts, dates and names: what they say beyond the examples of tests/findings-text, and how they
// keep apart what looks alike.
#include <string>

#include <doctest/doctest.h>

#include "compiler/analyse/text/coverage.h"
#include "compiler/analyse/text/rank_words.h"
#include "compiler/analyse/text/source_match.h"
#include "tests/unit/analyse/text_policy.h"

namespace polc::analyse {
namespace {

TEST_CASE("text checks: one wrong amount is one finding that names both numbers") {
  const auto policy = check_policy(R"(
article 2 "提名奖"
  text "对获得提名奖的单位,给予一次性资助50万元。"
  award "提名奖" 5万元
)");

  CHECK(policy->codes() == "P4606");
  CHECK(policy->message_of("P4606") == "the text says `50万元`, and no rule under it does");
  REQUIRE(policy->find("P4606")->fixes.size() == 1);
  CHECK(policy->find("P4606")->fixes[0].edits[0].text == "50万元");
}

TEST_CASE("text checks: a number of one article may stand in a cap that names its awards elsewhere") {
  const auto policy = check_policy(R"(
article 1 "参展"
  text "对参展的单位,每次资助2万元,每家单位每年最高5万元。"
  award "参展" 2万元
article 2 "附则"
  text "各项资助合计计算。"
  cap "参展" at 5万元 per applicant per year
)");

  CHECK(policy->find("P4606") == nullptr);
  CHECK(policy->find("P4607") == nullptr);
}

TEST_CASE("text checks: a definition under no text may hold the number of a text") {
  const auto policy = check_policy(R"(
claim "技改"
  投入 : money from 0 to 1亿元
define 比例 for "技改" as 20%
article 1 "技改"
  text "对技改项目,按投入的20%给予补助。"
  award "技改补助" for "技改" pays 比例 × 投入 rounded down to 1元
)");

  CHECK(policy->find("P4606") == nullptr);
}

TEST_CASE("text checks: numbers of a year, a term of procedure and a name need no rule") {
  const auto policy = check_policy(R"(
article 1 "质量奖"
  text "2022年度对获得质量奖的单位给予10万元资助,应在30日内申报,一次性拨付。"
  award "质量奖" 10万元
)");

  CHECK(policy->find("P4606") == nullptr);
  CHECK(policy->find("P4609") == nullptr);
}

TEST_CASE("text checks: a bound may be said by its complement") {
  const auto policy = check_policy(R"(
article 1 "种植"
  text "面积100亩以上的,奖励5万元。"
  claim "种植"
    面积 : number in 亩 from 0 to 1000
  award "种植奖励" for "种植" 5万元
  exclude 面积 under 100亩
)");

  CHECK(policy->find("P4608") == nullptr);
}

TEST_CASE("text checks: the fix of a bound writes the words of the text") {
  const auto policy = check_policy(R"(
article 1 "种植"
  text "面积超过100亩的,奖励5万元。"
  claim "种植"
    面积 : number in 亩 from 0 to 1000
  award "种植奖励" for "种植" by 面积
    100亩以上: 5万元
    otherwise: nothing
)");

  REQUIRE(policy->find("P4608") != nullptr);
  CHECK(policy->find("P4608")->fixes[0].edits[0].text == "超过100亩");
}

TEST_CASE("text checks: 分别 with fewer amounts than items is an error of the text") {
  const auto policy = check_policy(R"(
article 2 "攻关"
  text "对获得一、二、三等奖的单位,分别给予10万元、5万元的资助。"
  claim "攻关"
    等级 : one of 一等奖, 二等奖, 三等奖
  award "攻关" by 等级  一等奖 10万元  二等奖 5万元  三等奖 nothing
)");

  REQUIRE(policy->find("P5101") != nullptr);
  CHECK(policy->message_of("P5101").find("3 items with 2 amounts") != std::string::npos);
}

TEST_CASE("text checks: 分别 over several awards with the same labels is read award by award") {
  const auto policy = check_policy(R"(
article 6 "科技创新"
  text "对认定的国家级、省级技术中心,分别奖励100万元、30万元;对认定的国家级、省级科研机构,分别奖励50万元、20万元。"
  award "技术中心" by 级别  国家级 100万元  省级 30万元
  claim "科研机构认定"
    机构级别 : one of 国家级, 省级
  award "科研机构" for "科研机构认定" by 机构级别  国家级 50万元  省级 20万元
)");

  CHECK(policy->find("P5101") == nullptr);
  CHECK(policy->find("P5107") == nullptr);
}

TEST_CASE("text checks: English texts and names are compared too") {
  const auto policy = check_policy(R"(
policy "Energy grants"
  currency EUR
article 1 "Heat pumps"
  text "A grant of EUR 3,000 is paid to households with an income of at most EUR 40,000."
  claim "heat pump"
    income : money from 0 to 10000000
  award "heat pump grant" for "heat pump" when income under 40000
    EUR 3000
)");

  CHECK(policy->find("P4606") == nullptr);
  CHECK(policy->find("P4608") != nullptr);
}

TEST_CASE("text checks: a quotation shows the words that differ from the source") {
  const auto policy = check_policy(R"(
policy "质量奖励办法"
  source "source.txt"
article 1 "质量奖"
  text "对获得“质量奖”的单位,给予一次性资助10万元。"
  award "质量奖" 10万元
)",
                                   "一、质量奖\n对获得\"质量奖\"的单位，给予一次性资助１０ 万元。\n");

  CHECK(policy->find("P5103") == nullptr);
  CHECK(policy->find("P5104") == nullptr);
}

TEST_CASE("text checks: the coverage counts sentences by article") {
  const auto policy =
      check_policy(R"(
policy "质量奖励办法"
  source "source.txt"
article 1 "质量奖"
  text "对获得质量奖的单位,给予一次性资助10万元。"
  award "质量奖" 10万元
)",
                   "1.质量奖\n对获得质量奖的单位，给予一次性资助10万元。\n2.标准奖\n对获得标准奖的单位，给予5万元；"
                   "同一单位就高不重复。\n3.申报\n由主管部门受理。\n");

  const TextCoverage coverage = measure_coverage(policy->subjects[0], policy->sources);

  CHECK(coverage.num_sentences == 3);
  CHECK(coverage.num_quoted == 1);
  REQUIRE(coverage.articles.size() == 1);
  CHECK(coverage.articles[0].unquoted.size() == 2);
}

TEST_CASE("text checks: the nearest passage is found with its first difference") {
  const auto nearest =
      text::find_nearest(text::fold("给予一次性资助10万元"), text::fold("对单位给予一次性资助100万元的"));

  REQUIRE(nearest.has_value());
  CHECK(nearest->distance == 1);
  CHECK(nearest->differing_here == text::Extent{7, 11});
  CHECK(nearest->differing_there == text::Extent{10, 15});
}

TEST_CASE("text checks: ranks that everybody knows are known, others are not") {
  CHECK(text::known_ranks({"市级", "国家级"}) == std::vector<int>{3, 1});
  CHECK(text::known_ranks({"一等奖", "三等奖", "二等奖"}) == std::vector<int>{1, 3, 2});
  CHECK_FALSE(text::known_ranks({"国家标准", "行业标准"}).has_value());
  CHECK_FALSE(text::known_ranks({"企业", "事业单位"}).has_value());
}

TEST_CASE("text checks: a difference that a condition keeps from being negative is not reported") {
  const auto policy = check_policy(R"(
claim "技改"
  投入   : money from 0 to 1亿元
  已资助 : money from 0 to 1亿元
award "技改补助" for "技改" pays if 投入 > 已资助 then 投入 - 已资助 else 0元
)");

  CHECK(policy->find("P4410") == nullptr);
}

TEST_CASE("text checks: a requirement bounds what an amount can come to") {
  const auto policy = check_policy(R"(
claim "技改"
  投入 : money from 0 to 1亿元
award "技改补助" for "技改" pays 投入 - 100万元
require for "技改补助": 投入 at least 100万元
)");

  CHECK(policy->find("P4410") == nullptr);
}

TEST_CASE("text checks: the advice on rounding names the smallest coin of the policy's currency") {
  const std::string rule = R"(
claim "cargo bike"
  price : money from 0 to 10000
award "cargo bike" pays 33% of price
)";
  const auto in = [&](const std::string& currency) {
    const auto policy = check_policy("policy \"Aide au vélo\"\n  currency " + currency + rule);
    REQUIRE(policy->find("P4408") != nullptr);
    return policy->find("P4408")->help.english;
  };

  CHECK(in("EUR").find("`rounded down to EUR 0.01`") != std::string::npos);
  CHECK(in("JPY").find("`rounded down to JPY 1`") != std::string::npos);
  CHECK(in("CNY").find("`rounded down to 0.01元`") != std::string::npos);
}

TEST_CASE("text checks: whole rates of whole amounts need no rounding") {
  const auto policy = check_policy(R"(
claim "种植"
  亩数 : integer in 亩 from 0 to 1000
award "种植奖励" for "种植" pays 100.5元/亩 × 亩数 at most 5万元
)");

  CHECK(policy->find("P4408") == nullptr);
}

}  // namespace
}  // namespace polc::analyse
