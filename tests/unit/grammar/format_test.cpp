#include "grammar/format.h"

#include <string>

#include <doctest/doctest.h>

namespace polc::grammar {
namespace {

FormatResult run(const std::string& text, const FormatOptions& options = {}) {
  const base::Source source("test.pol", text);
  base::Diagnostics found;
  return format_text(source, base::SourceId{0}, options, found);
}

std::string formatted(const std::string& text) { return run(text).text; }
std::string in_chinese(const std::string& text) { return run(text, {.keywords = base::Language::Chinese}).text; }
std::string in_english(const std::string& text) { return run(text, {.keywords = base::Language::English}).text; }

}  // namespace

TEST_CASE("format: facts are aligned by display width, Han characters being two columns wide") {
  CHECK(formatted("claim \"C\"\n 级别 : date\n  annual_income:money\n 是否已发布 : yes/no\n") ==
        "claim \"C\"\n"
        "  级别          : date\n"
        "  annual_income : money\n"
        "  是否已发布    : yes/no\n");
}

TEST_CASE("format: full-width and combining characters count as a terminal shows them") {
  CHECK(formatted("claim \"C\"\n  ＡＢ : date\n  e\xCC\x81 : date\n") ==
        "claim \"C\"\n  ＡＢ : date\n  e\xCC\x81    : date\n");
}

TEST_CASE("format: cells are columns, amounts of one unit end together") {
  CHECK(formatted("award \"A\" by 级别, 角色\n国家标准 or 行业标准 第一 100万元 其他 5万元\n  地方 第一 20万元  其他 "
                  "50万元\n") ==
        "award \"A\" by 级别, 角色\n"
        "  国家标准 or 行业标准  第一 100万元  其他  5万元\n"
        "  地方                  第一  20万元  其他 50万元\n");
}

TEST_CASE("format: a column lined up for narrower Han characters stays, a slip does not") {
  const std::string lined_up = "applicant A\n  组织形式          : date\n  符合产业发展规划   : date\n";
  const std::string slip = "applicant A\n  组织形式        : date\n  符合产业发展规划 : date\n";

  CHECK(formatted(lined_up) == lined_up);
  CHECK(formatted(slip) == "applicant A\n  组织形式         : date\n  符合产业发展规划 : date\n");
}

TEST_CASE("format: reasons and amounts after colons are columns where an author made them one") {
  CHECK(formatted("require 甲甲   \"a\"\nrequire 乙 \"b\"\n") == "require 甲甲   \"a\"\nrequire 乙     \"b\"\n");
  CHECK(formatted("require 甲甲 \"a\"\nrequire 乙 \"b\"\n") == "require 甲甲  \"a\"\nrequire 乙  \"b\"\n");
  CHECK(formatted("award \"A\" by 面积\n  over 500:  100元\n  under 10: 5元\n") ==
        "award \"A\" by 面积\n  over 500:  100元\n  under 10:    5元\n");
}

TEST_CASE("format: empty lines end a column and collapse to one") {
  CHECK(formatted("claim \"C\"\n  甲 : date\n\n\n\n  甲乙丙 : date\n") ==
        "claim \"C\"\n  甲 : date\n\n  甲乙丙 : date\n");
}

TEST_CASE("format: statements and several facts of one kind have lines of their own") {
  CHECK(formatted("applicant A 甲 : date award \"B\" 1元; award \"C\" 2元") ==
        "applicant A 甲 : date\naward \"B\" 1元;\naward \"C\" 2元\n");
  CHECK(formatted("applicant A 甲 : date 乙 : date") == "applicant A\n  甲 : date\n  乙 : date\n");
}

TEST_CASE("format: what stands in an article is indented, samples and tests are not") {
  CHECK(formatted("article 1\naward \"A\"\n  一等奖 1元\n  二等奖 2元\ntest \"t\"\nexpect 0\n") ==
        "article 1\n  award \"A\"\n    一等奖  1元\n    二等奖  2元\ntest \"t\"\n  expect 0\n");
}

TEST_CASE("format: comments stay where they belong") {
  CHECK(formatted(
            "article 1\n# for the award\naward \"A\" 1元# dear\n    # of the award still\ntest \"t\"\n  expect 0\n") ==
        "article 1\n  # for the award\n  award \"A\" 1元  # dear\n    # of the award still\ntest \"t\"\n  expect 0\n");
}

TEST_CASE("format: the inside of strings stays byte for byte, line ends become line feeds") {
  CHECK(formatted("\xEF\xBB\xBFtext  \"a \t\n    b  \"\r\naward  \"A\"   1元  \r\n") ==
        "text \"a \t\n    b  \"\naward \"A\" 1元\n");
}

TEST_CASE("format: then and else stand under their if, what hangs in a parenthesis one step deeper") {
  CHECK(formatted("award \"A\" pays if 甲 then 1元\nelse 2元\nrequire any \"C\" where (\n甲 and\n乙\n)\n") ==
        "award \"A\" pays if 甲 then 1元\n"
        "               else 2元\n"
        "require any \"C\" where (\n"
        "  甲 and\n"
        "  乙\n"
        ")\n");
}

TEST_CASE("format: operators, marks and full-width marks have their room") {
  CHECK(formatted("award \"A\" pays max( 甲,-乙 )*2-( 丙 /3 )\nrequire 甲 in( 子，丑 )\n") ==
        "award \"A\" pays max(甲, -乙) * 2 - (丙 / 3)\nrequire 甲 in (子，丑)\n");
}

TEST_CASE("format: a text with errors is refused, an empty one stays empty") {
  CHECK(run("award \"A\"\n").outcome == FormatOutcome::Errors);
  CHECK(run("").text.empty());
  CHECK(formatted("\n\n# alone\n\n") == "# alone\n");
}

TEST_CASE("format: a range touches the statements on its lines and nothing else") {
  const std::string text = "award  \"A\"  1元\r\n\r\n\r\naward  \"B\"\r\n 2元\r\naward  \"C\"  3元\r\n";

  CHECK(run(text, {.lines = LineRange{5, 5}}).text ==
        "award  \"A\"  1元\r\n\r\n\r\naward \"B\"\r\n  2元\r\naward  \"C\"  3元\r\n");
  CHECK(run(text, {.lines = LineRange{3, 3}}).text == text);
}

TEST_CASE("format: keywords are written by their role") {
  CHECK(in_chinese("text \"t\"\nclaim \"C\"\n  甲 : text key\n") == "条文 \"t\"\n事项 \"C\"\n  甲 : 文本 识别号\n");
  CHECK(in_english("条文 \"t\"\n事项 \"C\"\n  甲 : 文本 识别号\n") == "text \"t\"\nclaim \"C\"\n  甲 : text key\n");
}

TEST_CASE("format: forms that the languages order differently go both ways") {
  const std::string english =
      "article 4 \"x\"\n"
      "  award \"A\" for \"C\" pays 20% of 投入 at most 5万元\n"
      "  award \"B\" pays tiers of 面积 (up to 1000: 90%; above: 20%)\n"
      "  once \"A\" per 项目号 in any 3 years\n"
      "  limit \"A\" to 3 per applicant\n"
      "  schedule \"A\": in 3 equal yearly parts\n"
      "  obligation \"o\" at least 10% of total\n"
      "test \"t\"\n"
      "  expect item 1 0\n";
  const std::string chinese =
      "第4条 \"x\"\n"
      "  资助 \"A\" 对应事项 \"C\" 给予 投入的20% 不超过 5万元\n"
      "  资助 \"B\" 给予 分段累进 面积 (1000以下: 90%; 以上部分: 20%)\n"
      "  仅享受一次 \"A\" 同一项目号 任意连续3年内\n"
      "  限享 \"A\" 3次 同一申请人\n"
      "  分期 \"A\": 分3年等额\n"
      "  使用要求 \"o\" 占资助总额 不低于 10%\n"
      "算例 \"t\"\n"
      "  应为 第1项 0\n";

  CHECK(in_chinese(english) == chinese);
  CHECK(in_english(chinese) == english);
}

TEST_CASE("format: a share that an operator follows stays, since it would become ambiguous or be decided") {
  CHECK(in_english("资助 \"A\" 给予 投入的20% - 5元\n") == "award \"A\" pays 投入的20% - 5元\n");
  CHECK(in_chinese("award \"A\" pays 20% of 投入 - 5元\n") == "资助 \"A\" 给予 20% of 投入 - 5元\n");
}

TEST_CASE("format: a fact that is called like a word of the language keeps its name") {
  const std::string declared = "claim \"C\"\n  层级 : one of 首次, 复评\naward \"C\" when 层级 = 首次 1元\n";

  CHECK(in_english("事项 \"C\"\n  层级 : 分为 首次, 复评\n资助 \"C\" 须 层级 = 首次 1元\n") == declared);
  CHECK(in_chinese("award \"C\" first 1元 renewal 2元\n") == "资助 \"C\" 首次 1元 复评 2元\n");
}

TEST_CASE("format: a name that a phrase would swallow is put in brackets") {
  CHECK(in_english("要求 甲 或 nothing\n") == "require 甲 or [nothing]\n");
}

}  // namespace polc::grammar
