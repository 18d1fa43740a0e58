#include "doc/expression_words.h"

#include <doctest/doctest.h>

#include <optional>
#include <regex>
#include <string>

#include "base/source.h"
#include "compiler/pipeline.h"
#include "doc/material.h"

namespace {

using polc::base::Language;

/// The amount of the first award of a policy, or the condition of its first requirement, as a reader sees it.
struct Said {
  std::string amount;
  std::string condition;
};

std::string visible(const std::string& markup, Language language) {
  const char* hidden = language == Language::English ? "zh" : "en";
  const std::regex other("<span class=\"" + std::string(hidden) + "\"[^>]*>[^<]*</span>");
  return std::regex_replace(std::regex_replace(markup, other, ""), std::regex("<[^>]*>"), "");
}

Said said(const std::string& policy, Language language = Language::English) {
  polc::base::SourceStore sources;
  polc::base::Diagnostics findings;
  const auto compiled = polc::compiler::compile(
      "p.pol", [&](const std::string&) { return std::optional(policy); }, sources, findings);
  REQUIRE(compiled.can_evaluate);
  const polc::doc::Subject subject{"p.pol", &compiled, {}, {}};
  const polc::doc::Material material(subject, sources);
  const polc::runtime::Entitlement& first = compiled.program.awards.front().entitlements.front();
  polc::doc::Html amount(language);
  polc::doc::Html condition(language);
  polc::doc::write_expression(amount, material, first.amount);
  if (!first.guards.empty()) polc::doc::write_expression(condition, material, first.guards.front().node);
  return {visible(amount.take(), language), visible(condition.take(), language)};
}

constexpr const char* kFacts =
    "applicant 单位\n  好 : yes/no\n  类 : one of 甲, 乙, 丙\n  人数 : integer from 0 to 1000\n  面积 : number in "
    "平方米 from 0 to 1000\n"
    "  投入 : money from 0 to 100000000\n  生日 : date\n";

std::string amount_of(const std::string& amount, Language language = Language::English) {
  return said(std::string(kFacts) + "award \"奖\" to 单位 pays " + amount + "\n", language).amount;
}

std::string condition_of(const std::string& condition, Language language = Language::English) {
  return said(std::string(kFacts) + "award \"奖\" to 单位 when " + condition + "\n  5元\n", language).condition;
}

TEST_CASE("words: amounts are sentences in either language") {
  CHECK(amount_of("20% of 投入 at most 500万元") == "20% × 投入, at most CNY 5,000,000");
  CHECK(amount_of("20% of 投入 at most 500万元", Language::Chinese) == "20% × 投入，不超过 5,000,000 元（500 万元）");
  CHECK(amount_of("1元 per full 8元 of 投入") == "CNY 1 for each full CNY 8 of 投入");
  CHECK(amount_of("tiers of 投入 (up to 1000元: 90%; above: 20%)") ==
        "in tiers of 投入 (up to CNY 1,000: 90%; above: 20%)");
  CHECK(amount_of("50% of 投入 rounded down to 1万元") == "50% × 投入, rounded down to CNY 10,000");
  CHECK(amount_of("if 好 then 5元 else 3元") == "if 好, then CNY 5, else CNY 3");
}

TEST_CASE("words: parentheses stand where the meaning needs them") {
  CHECK(amount_of("(投入 + 5元) × 2") == "(投入 + CNY 5) × 2");
  CHECK(condition_of("好 or (类 = 甲 and 人数 over 3)") == "好 or (类 = 甲 and 人数 over 3)");
  CHECK(condition_of("not (好 or 类 = 甲)") == "not (好 or 类 = 甲)");
  CHECK(condition_of("not (好 or 类 = 甲)", Language::Chinese) == "非 （好 或 类 = 甲）");
}

TEST_CASE("words: values of one fact are listed, units are those of the fact, days are before and after") {
  CHECK(condition_of("类 in (甲, 乙)") == "类 = 甲 or 乙");
  CHECK(condition_of("面积 at least 150平方米") == "面积 at least 150 平方米");
  CHECK(condition_of("面积 at least 150平方米", Language::Chinese) == "面积 不低于 150 平方米");
  CHECK(condition_of("生日 >= 2000-01-01") == "生日 not before 2000-01-01");
}

TEST_CASE("words: lists say what they go through") {
  CHECK(condition_of("count of history \"奖\" where (paid over 100元) at most 2") ==
        "the number of past payments of 奖 where (what was paid over CNY 100) at most 2");
}

TEST_CASE("words: what would be a page of conditions is left to the rule") {
  std::string policy = kFacts;
  policy += "define 零 for 单位 as 人数 + 面积 ÷ 1平方米\n";
  for (int at = 1; at < 9; ++at)
    policy += "define 甲" + std::to_string(at) + " for 单位 as " + (at == 1 ? "零" : "甲" + std::to_string(at - 1)) +
              " × 1 + " + (at == 1 ? "零" : "甲" + std::to_string(at - 1)) + "\n";

  CHECK(said(policy + "award \"奖\" to 单位 when 甲8 over 5\n  5元\n").condition == "a long condition: see the rule");
}

}  // namespace
