#include <doctest/doctest.h>

#include <string>

#include "tests/unit/analyse/regions_policy.h"

namespace polc::analyse {

using base::Code;
using base::Severity;

TEST_CASE("findings: cells of one row against another row are one finding with a count") {
  const CheckedRegions policy(R"(
claim "标准制定"
  级别 : one of 国家标准, 行业标准
  角色 : one of 第一起草者, 其他起草者
award "标准制定" by 级别, 角色
  国家标准              第一起草者 10万元  其他起草者 5万元
  国家标准 or 行业标准   第一起草者 20万元  其他起草者 8万元
)");

  REQUIRE(policy.codes() == std::vector<std::string>{"P4101"});
  CHECK(base::message(*policy.find(Code::P4101), base::Language::English).find("(and 1 like it)") != std::string::npos);
}

TEST_CASE("findings: every pair of awards is a finding of its own") {
  const CheckedRegions policy(R"(
claim "K"
award "A" for "K" 1万元
award "B" for "K" 2万元
award "C" for "K" 3万元
)");

  CHECK(policy.codes() == std::vector<std::string>{"P4104", "P4104", "P4104"});
}

TEST_CASE("findings: a combination open only because of a cell's condition is a note") {
  const CheckedRegions policy(R"(
claim "K"
  级别 : one of 国家级, 市级
  已发布 : yes/no
award "K" by 级别
  国家级 when 已发布 2万元
  市级 1万元
)");

  REQUIRE(policy.find(Code::P4201) != nullptr);
  CHECK(policy.find(Code::P4201)->severity == Severity::Note);
}

TEST_CASE("findings: what sister awards do not pay either is a note") {
  const CheckedRegions policy(R"(
claim "K"
  级别 : one of 国家级, 市级, 区级
award "A" for "K" by 级别  国家级 2万元  市级 1万元
award "B" for "K" by 级别  国家级 5万元  市级 4万元
stack "A", "B"
)");

  REQUIRE(policy.find(Code::P4205) != nullptr);
  CHECK(policy.find(Code::P4205)->severity == Severity::Note);
}

TEST_CASE("findings: numbers below zero are no gap where nothing speaks of them") {
  const CheckedRegions policy(R"(
claim "K"
  投入 : money
award "K" by 投入
  under 500万元: 1万元
  at least 500万元: 2万元
)");

  CHECK(policy.codes().empty());
  CHECK(policy.proved.no_gap);
}

TEST_CASE("findings: a contradiction for one kind of applicant does not speak of its cells too") {
  const CheckedRegions policy(R"(
applicant 单位
  信用良好 : yes/no
applicant 个人
  信用良好 : yes/no
award "K" 单位 2万元 个人 1万元
require for every award to 单位: 信用良好
require for every award to 单位: not 信用良好
)");

  CHECK(policy.codes() == std::vector<std::string>{"P4106"});
}

TEST_CASE("findings: a condition that a reading decides is not called idle") {
  const CheckedRegions policy(R"(
claim "K"
  级别 : one of 国家级, 市级
reading 口径 : one of 宽, 严 adopted 宽
award "K" when 口径 = 宽 or 级别 = 国家级 1万元
)");

  CHECK(policy.codes().empty());
}

TEST_CASE("findings: an alternative that the other conditions leave no case is a part that can never hold") {
  const std::string facts = R"(
claim "自行车补贴"
  车型 : one of 电动车, 折叠车, 改装套件
define 市级补贴 for "自行车补贴" by 车型  电动车 or 折叠车: 250元  otherwise: nothing
)";
  const CheckedRegions shut_out(facts + R"(
require for every award: 市级补贴 over 0
award "自行车补贴" when 车型 in (电动车, 改装套件) 200元
)");
  const CheckedRegions one_award_only(facts + R"(
award "自行车补贴" 200元
award "市级配套" for "自行车补贴" 100元
stack "自行车补贴", "市级配套"
require for every award: 车型 in (电动车, 改装套件)
require for "市级配套": 市级补贴 over 0
)");

  REQUIRE(shut_out.codes() == std::vector<std::string>{"P4305"});
  CHECK(shut_out.find(Code::P4305)->help.english.find("车型 = 改装套件") != std::string::npos);
  CHECK(shut_out.find(Code::P4305)->related.size() == 1);
  CHECK(one_award_only.find(Code::P4305) == nullptr);
}

TEST_CASE("findings: conditions that tie facts together are decided by the solver") {
  const CheckedRegions policy(R"(
claim "K"
  甲 : integer from 0 to 100000
  乙 : integer from 0 to 100000
award "A" for "K" when 甲 + 乙 >= 777 and 甲 - 乙 = 3 1万元
award "B" for "K" when 甲 + 乙 < 700 2万元
)");

  CHECK(policy.codes().empty());
  CHECK(policy.proved.undecided == 0);
}

TEST_CASE("findings: the least numbers that satisfy a tie are the witness on every run") {
  const std::string text = R"(
claim "K"
  甲 : integer from 0 to 100000
  乙 : integer from 0 to 100000
award "A" for "K" when 甲 + 乙 >= 777 1万元
award "B" for "K" when 甲 - 乙 = 3 2万元
)";
  const CheckedRegions first(text);
  const CheckedRegions second(text);

  REQUIRE(first.find(Code::P4104) != nullptr);
  REQUIRE(first.find(Code::P4104)->witness);
  CHECK(first.find(Code::P4104)->witness->case_json == second.find(Code::P4104)->witness->case_json);
}

TEST_CASE("findings: years between a fact and a fixed day are a bound on the fact") {
  const CheckedRegions policy(R"(
claim "K"
  入驻日 : date
award "A" for "K" when years_between(入驻日, 2024-06-01) >= 3 1万元
award "B" for "K" when 入驻日 > 2021-06-01 2万元
)");

  CHECK(policy.codes().empty());
}

TEST_CASE("findings: a clean policy is proved to be clean") {
  const CheckedRegions policy(R"(
claim "K"
  级别 : one of 国家级, 市级
award "K" by 级别  国家级 2万元  市级 1万元
)");

  CHECK(policy.codes().empty());
  CHECK(policy.proved.awards == 1);
  CHECK(policy.proved.cells == 2);
  CHECK(policy.proved.no_overlap);
  CHECK(policy.proved.no_gap);
  CHECK(policy.proved.no_dead_rule);
}

TEST_CASE("findings: an amount by formula conflicts where it differs from the other") {
  const CheckedRegions policy(R"(
claim "K"
  投入 : money from 0 to 1亿元
  类型 : one of 甲, 乙
award "K" by 类型
  甲: 20% of 投入
  甲 or 乙: 10万元
)");

  REQUIRE(policy.find(Code::P4101) != nullptr);
  CHECK(policy.find(Code::P4101)->witness.has_value());
}

}  // namespace polc::analyse
