// Reading legal text: amounts, percents, quantities, dates and the boundaries that words draw.
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "compiler/analyse/text/mention.h"
#include "runtime/value/date.h"

namespace polc::analyse::text {
namespace {

Reading read(std::string_view text) { return read_text(fold_passage(text, base::kNoSource, 0)); }

std::string name_of(const Mention& mention) {
  const std::string value = mention.kind == MentionKind::Date
                                ? runtime::to_text(runtime::Date{static_cast<std::int32_t>(mention.value.numerator())})
                                : runtime::to_text(mention.value);
  switch (mention.kind) {
    case MentionKind::Amount: return value + mention.unit + (mention.is_bare ? "?" : "");
    case MentionKind::Percent: return value + " share";
    case MentionKind::Quantity: return value + mention.unit;
    case MentionKind::Duration: return value + mention.unit;
    case MentionKind::Date: return value;
    case MentionKind::Bare: return value;
  }
  return value;
}

/// Returns what is read, joined by spaces, with `<`, `<=`, `>`, `>=` before a number that words bound and `!` where
/// they contradict each other.
std::string mentions(std::string_view text) {
  std::string all;
  for (const Mention& mention : read(text).mentions) {
    if (!all.empty()) all += ' ';
    if (mention.boundary.is_contradictory) all += '!';
    if (mention.boundary.side == Side::AtLeast) all += mention.boundary.cut == Cut::Below ? ">=" : ">";
    if (mention.boundary.side == Side::AtMost) all += mention.boundary.cut == Cut::Above ? "<=" : "<";
    all += name_of(mention);
  }
  return all;
}

TEST_CASE("text: amounts are read in every way a document writes them") {
  CHECK(mentions("给予一次性资助100万元。") == "1000000元");
  CHECK(mentions("给予一次性资助3000元。") == "3000元");
  CHECK(mentions("奖励三千元") == "3000元");
  CHECK(mentions("奖励一万元") == "10000元");
  CHECK(mentions("奖励一百二十万元") == "1200000元");
  CHECK(mentions("投资1.5亿元") == "150000000元");
  CHECK(mentions("投资3千万元、2亿3千万元") == "30000000元 230000000元");
  CHECK(mentions("资助１００万元") == "1000000元");
  CHECK(mentions("按5元/人/夜给予奖励") == "5元");
  CHECK(mentions("每亩奖励100元") == "100元");
  CHECK(mentions("0.5万元") == "5000元");
}

TEST_CASE("text: a list of amounts shares its unit, and a left out 元 is marked") {
  CHECK(mentions("分别给予一次性资助100万、50万元。") == "1000000元? 500000元");
  CHECK(mentions("分别给予10、5、2万元") == "100000元? 50000元? 20000元");
  CHECK(mentions("分别给予100/30/10/10万元") == "1000000元 300000元 100000元 100000元");
  CHECK(mentions("分别给予100万元、50万") == "1000000元 500000元?");
  CHECK(mentions("一次性奖励50万,其中") == "500000元?");
  CHECK(mentions("给予10万元—100万元奖励") == "100000元 1000000元");
  CHECK(mentions("给予10—100万元奖励") == "100000元 1000000元");
}

TEST_CASE("text: percents are exact shares") {
  CHECK(mentions("按10%给予") == "0.1 share");
  CHECK(mentions("百分之十") == "0.1 share");
  CHECK(mentions("百分之一百二十") == "1.2 share");
  CHECK(mentions("5‰") == "0.005 share");
  CHECK(mentions("千分之三") == "0.003 share");
  CHECK(mentions("5%—20%") == "0.05 share 0.2 share");
  CHECK(mentions("5-20%") == "0.05 share 0.2 share");
  CHECK(mentions("市场评估价格的7折") == "0.7 share");
  CHECK(mentions("33.5％") == "0.335 share");
}

TEST_CASE("text: dates are whole days, in digits, Han numerals and words") {
  CHECK(mentions("自2022年3月1日起施行,有效期至2027年2月28日") == "2022-03-01 2027-02-28");
  CHECK(mentions("二〇二二年三月一日") == "2022-03-01");
  CHECK(mentions("2022.3.1") == "2022-03-01");
  CHECK(mentions("from 1 March 2022 to February 28, 2027") == "2022-03-01 2027-02-28");
  CHECK(mentions("du 1er mars 2022") == "2022-03-01");
  CHECK(mentions("2022年度、2022年3月、2023年2月29日").find("2022-") == std::string::npos);
}

TEST_CASE("text: numbers that are part of a name count nothing") {
  CHECK(mentions("一、二、三等奖的组织") == "");
  CHECK(mentions("第一起草者、第4条、第三十条") == "");
  CHECK(mentions("三星级、3A级、ISO9000") == "");
  CHECK(mentions("一次性、一事一议、同一、统一、一切、一经查实、进一步") == "");
  CHECK(mentions("〔2024〕1号") == "");
  CHECK(mentions("打响四大品牌") == "");
}

TEST_CASE("text: boundary words say which side a number belongs to") {
  CHECK(mentions("面积500亩以上") == ">=500亩");
  CHECK(mentions("面积500亩以下") == "<=500亩");
  CHECK(mentions("面积超过500亩") == ">500亩");
  CHECK(mentions("面积不超过500亩") == "<=500亩");
  CHECK(mentions("投资不足500万元") == "<5000000元");
  CHECK(mentions("投资不满500万元") == "<5000000元");
  CHECK(mentions("投资不低于500万元") == ">=5000000元");
  CHECK(mentions("三年以内") == "<=3年");
  CHECK(mentions("达到30万元以上") == ">=300000元");
  CHECK(mentions("经营满一年的") == ">=1年");
  CHECK(mentions("每满一万人奖励一万元") == "10000人 10000元");
  CHECK(mentions("年带团30批次以上(含30批次)") == ">=30批次");
  CHECK(mentions("500亩以上(不含)") == ">500亩");
  CHECK(mentions("100—500亩(含500亩)") == "100亩 <=500亩");
  CHECK(mentions("at least 500 m2") == ">=500平方米");
}

TEST_CASE("text: boundary words that contradict each other are marked") {
  CHECK(mentions("超过2000平方米(含)以上") == "!>=2000平方米");
  CHECK(mentions("不足500万元以下") == "!<5000000元");
  CHECK(mentions("不超过500万元以内") == "<=5000000元");
  CHECK(mentions("1亿元(含)以上") == ">=100000000元");
}

TEST_CASE("text: European numbers and currencies are read") {
  CHECK(mentions("a grant of EUR 300,000 and 5.5%") == "300000EUR 0.055 share");
  CHECK(mentions("une aide de 300 000 € et 5,5 %") == "300000EUR 0.055 share");
  CHECK(mentions("$5,000 per year") == "5000USD");
  CHECK(mentions("EUR 2 million") == "2000000EUR");
  CHECK(mentions("within 12 months") == "12月");
}

TEST_CASE("text: a mention knows its place in the file") {
  const std::string text = "给予 100 万元";

  const Reading reading = read(text);

  REQUIRE(reading.mentions.size() == 1);
  CHECK(reading.passage.quote(reading.mentions[0].extent) == "100万元");
  CHECK(reading.passage.places[reading.mentions[0].extent.begin] == text.find("100"));
}

TEST_CASE("text: sentences end at full stops, clauses at semicolons outside brackets") {
  const Passage passage = fold_passage("甲;乙(丙;丁)。“戊。”己", base::kNoSource, 0);

  std::vector<std::string> found;
  for (const Extent sentence : split_sentences(passage)) {
    for (const Extent clause : split_clauses(passage, sentence)) found.push_back(passage.quote(clause));
  }

  CHECK(found == std::vector<std::string>{"甲", "乙(丙;丁)。", "“戊。”", "己"});
}

std::vector<std::string> sentences(std::string_view text) {
  const Passage passage = fold_passage(text, base::kNoSource, 0);
  std::vector<std::string> found;
  for (const Extent sentence : split_sentences(passage)) found.push_back(passage.quote(sentence));
  return found;
}

TEST_CASE("text: a full stop before a capital ends a sentence of Latin script") {
  CHECK(sentences("One flat. Élus locaux. 50 % of it.") ==
        std::vector<std::string>{"One flat.", "Élus locaux. 50 % of it."});
  CHECK(sentences("At most 1200. The rest (of it). Then 5 %. End") ==
        std::vector<std::string>{"At most 1200.", "The rest (of it).", "Then 5 %.", "End"});
  CHECK(sentences("See art. L. 123 and M. Dupont, i.e. EUR 1.5 at No. B") ==
        std::vector<std::string>{"See art. L. 123 and M. Dupont, i.e. EUR 1.5 at No. B"});
  CHECK(sentences("1. Cargo bikes") == std::vector<std::string>{"1. Cargo bikes"});
}

TEST_CASE("text: a line that begins an item of a list is a sentence of its own, a broken line is not") {
  CHECK(sentences("all of\n  1. cargo: 33 %\n  2. electric:\n  50 %\n(a) new\nb) used\n- none") ==
        std::vector<std::string>{"all of", "1. cargo: 33 %", "2. electric: 50 %", "(a) new", "b) used", "- none"});
  CHECK(sentences("a price of\n1200 or\n1.5 times (of\na kit) -\nas said") ==
        std::vector<std::string>{"a price of 1200 or 1.5 times (of a kit) - as said"});
  CHECK(sentences("资助以下各项:\n(一)国家级;\n1. 市级") ==
        std::vector<std::string>{"资助以下各项: (一)国家级; 1.市级"});
}

}  // namespace
}  // namespace polc::analyse::text
