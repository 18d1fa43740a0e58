#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tests/unit/ast/build_text.h"

using polc::ast::testing::findings_of;
using polc::ast::testing::tree_of;

TEST_CASE("ast: the policy's clauses come in any order") {
  CHECK(tree_of("policy \"闵行区质量提升政策\" minhang_quality\n"
                "  effective 2022-03-01 to 2027-02-28 by event date\n"
                "  issuer \"上海市闵行区人民政府\"\n"
                "  apply from 2022-03-01 to 2027-06-30\n  currency CNY\n  source \"s.txt\"") ==
        "(policy \"闵行区质量提升政策\" (name minhang_quality) (issuer \"上海市闵行区人民政府\") "
        "(effective (window 2022-03-01 2027-02-28 event)) (apply (window 2022-03-01 2027-06-30)) (currency CNY) "
        "(source \"s.txt\"))");
}

TEST_CASE("ast: windows in every form") {
  CHECK(tree_of("policy \"p\" effective from 2022-03-01") == "(policy \"p\" (effective (window 2022-03-01 open)))");
  CHECK(tree_of("policy \"p\" effective 2022-03-01 for 3 years by application date") ==
        "(policy \"p\" (effective (window 2022-03-01 2025-02-28 application)))");
  CHECK(tree_of("policy \"p\" effective 2024-02-29 for 1 year") ==
        "(policy \"p\" (effective (window 2024-02-29 2025-02-28)))");
  CHECK(tree_of("政策 \"p\" 自2022年3月1日起施行") == "(policy \"p\" (effective (window 2022-03-01 open)))");
  CHECK(tree_of("政策 \"p\" 有效期 2022年3月1日至2027年2月28日 以申报日为准") ==
        "(policy \"p\" (effective (window 2022-03-01 2027-02-28 application)))");
  CHECK(tree_of("政策 \"p\" 有效期 2022-03-01起3年") == "(policy \"p\" (effective (window 2022-03-01 2025-02-28)))");
}

TEST_CASE("ast: headings have labels, not numbers") {
  CHECK(tree_of("article 4 \"鼓励申报“上海品牌”认证\"") == "(article 4 (title \"鼓励申报“上海品牌”认证\"))");
  CHECK(tree_of("第4条 “鼓励申报“上海品牌”认证”") == "(article 4 (title \"鼓励申报“上海品牌”认证\"))");
  CHECK(tree_of("article 6.10 article 附则一 第六条 section 三 第二章 \"x\"") ==
        "(article 6.10)\n(article 附则一)\n(article 六)\n(section 三)\n(section 二 (title \"x\"))");
  CHECK(tree_of("article 1 apply from 2024-01-01 to 2024-12-31") ==
        "(article 1 (apply (window 2024-01-01 2024-12-31)))");
}

TEST_CASE("ast: text, use and allow") {
  CHECK(tree_of("use \"common.pol\" text \"一\n  二 abc\n  def\"") == "(use \"common.pol\")\n(text \"一二 abc def\")");
  CHECK(tree_of("allow P4104 \"标准制定\", \"上海标准\" because \"两项可叠加\"") ==
        "(allow (codes P4104) (names \"标准制定\" \"上海标准\") (because \"两项可叠加\"))");
  CHECK(tree_of("放行 P4104 因为 \"理由\"") == "(allow (codes P4104) (because \"理由\"))");
}

TEST_CASE("ast: facts of every type with their marks") {
  CHECK(
      tree_of(
          "claim \"标准制定\"\n  级别 : ranked 国际标准 > 国家标准\n  角色 : one of 第一, 其他\n  特长 : any of a, b\n"
          "  已发布 : yes/no judged by \"局\" presumed no\n  标准号 : text key\n  投入 : money from 0\n"
          "  面积 : number in 平方米 from 0 to 1000000\n  租 : number in 元/平方米·月\n  n : integer\n  p : percent\n  "
          "d : date") ==
      "(claim \"标准制定\" (fact 级别 (ranked 国际标准 国家标准)) (fact 角色 (one-of 第一 其他)) (fact 特长 (any-of a "
      "b)) "
      "(fact 已发布 (yes/no) (judged \"局\") (presumed no)) (fact 标准号 (text) key) (fact 投入 (money (from 0))) "
      "(fact 面积 (number in:平方米 (from 0) (to 1000000))) (fact 租 (number in:元/平方米·月)) (fact n (integer)) "
      "(fact p (percent)) (fact d (date)))");
  CHECK(
      tree_of(
          "申请人 单位\n  注册 : 是否 认定部门 \"局\" 推定 否\n  类别 : 分为 甲, 乙\n  级别 : 从高到低 国家级 > 市级\n"
          "  特长 : 可兼 A、B\n  投入 : 金额 从 0\n  面积 : 数值 单位为 平方米 从0到100\n  编号 : 文本 识别号\n  集团 "
          ": 文本 关联识别号") ==
      "(applicant 单位 (fact 注册 (yes/no) (judged \"局\") (presumed no)) (fact 类别 (one-of 甲 乙)) "
      "(fact 级别 (ranked 国家级 市级)) (fact 特长 (any-of A B)) (fact 投入 (money (from 0))) "
      "(fact 面积 (number in:平方米 (from 0) (to 100))) (fact 编号 (text) key) (fact 集团 (text) group-key))");
}

TEST_CASE("ast: definitions are expressions or cells") {
  CHECK(tree_of("define 财务健全 for 单位 as 制度健全 and 信用良好") ==
        "(define 财务健全 (for 单位) (as (and 制度健全 信用良好)))");
  CHECK(tree_of("define 基准额 for \"科技进步奖\" by 级别, 等次  省级 一等奖: 50万元 二等奖: 20%") ==
        "(define 基准额 (for \"科技进步奖\") (by 级别 等次) (cell (part 省级) (part 一等奖) (pays 500000元)) (cell "
        "(part 二等奖) (pays 20%)))");
}

TEST_CASE("ast: a parameter changes by date and may be bounded") {
  CHECK(tree_of("parameter 标准 : money from 0 from 2022-01-01: 1000元 from 2024-01-01: 1200元") ==
        "(parameter 标准 (money (from 0)) (2022-01-01 1000元) (2024-01-01 1200元))");
  CHECK(tree_of("参数 标准 : 金额 自2022-01-01: 1000元 自 2024年1月1日: 1200元") ==
        "(parameter 标准 (money) (2022-01-01 1000元) (2024-01-01 1200元))");
}

TEST_CASE("ast: gates name their awards and applicants") {
  CHECK(tree_of("require 注册 \"reason\"") == "(require (that 注册) (reason \"reason\"))");
  CHECK(tree_of("exclude for \"A\", article 6 to 单位, 个人: 失信") ==
        "(exclude (for \"A\" article:6) (to 单位 个人) (that 失信))");
  CHECK(tree_of("要求 针对 各项资助 对象 单位: 注册") == "(require (for every) (to 单位) (that 注册))");
  CHECK(tree_of("排除 各项资助: 失信") == "(exclude (for every) (that 失信))");
}

TEST_CASE("ast: statements that put awards together") {
  CHECK(tree_of("stack \"A\", \"B\" when C") == "(stack (of \"A\" \"B\") (when C))");
  CHECK(tree_of("highest of \"A\", section 三 per matter topping up when r = a replacing paid when r = b") ==
        "(highest (of \"A\" section:三) per:matter (topping-up (when (= r a))) (replacing-paid (when (= r b))))");
  CHECK(tree_of("highest with other grants for every award to 单位 where level = 区 per matter first only") ==
        "(highest-with-others (of every) (to 单位) (where (= level 区)) per:matter (first-only))");
  CHECK(tree_of("与其他政策就高 针对 各项资助 其中 层级 = 区 同一事项 已享受不再享受") ==
        "(highest-with-others (of every) (where (= 层级 区)) per:matter (nothing-more))");
  CHECK(tree_of("once \"A\" per applicant per 项目号 when C") ==
        "(once (of \"A\") per:applicant (per-facts 项目号) (when C))");
  CHECK(tree_of("仅享受一次 \"A\" 同一申请人 同一项目号") == "(once (of \"A\") per:applicant (per-facts 项目号))");
  CHECK(tree_of("limit \"A\" to 3 per applicant per year by application date") ==
        "(limit (of \"A\") (number 3) per:applicant per-year by-application)");
  CHECK(tree_of("限享 \"A\" 3次 同一申请人 每年") == "(limit (of \"A\") (number 3) per:applicant per-year)");
  CHECK(tree_of("cap \"A\" at 50% of X rounded down to 1万元 per group in any 3 years with other grants where (level = "
                "区) refusing whole") ==
        "(cap (of \"A\") (where (= level 区)) with-others (number (rounded-down (percent-of 50% X) 10000元)) per:group "
        "(years 3) refusing-whole)");
  CHECK(tree_of("合计上限 第6条 500万元 同一关联主体 任意连续3年内 超限不予") ==
        "(cap (of article:6) (number 5000000元) per:group (years 3) refusing-whole)");
}

TEST_CASE("ast: obligations, revocation, schedules, discretion and the rest") {
  CHECK(tree_of("obligation \"宣传\" to 单位 at least 10% of total when C") ==
        "(obligation \"宣传\" (to 单位) (share 10%) (when C))");
  CHECK(tree_of("使用要求 \"宣传\" 占资助总额 不低于 百分之十") == "(obligation \"宣传\" (share 10%))");
  CHECK(tree_of("revoke every award when 弄虚作假 \"骗取\"") ==
        "(revoke (of every) (when 弄虚作假) (reason \"骗取\"))");
  CHECK(tree_of("schedule \"A\": 50% on \"筹建\", 50% on \"验收\"") ==
        "(schedule (of \"A\") (part 50% \"筹建\") (part 50% \"验收\"))");
  CHECK(tree_of("schedule \"B\" when C: in 3 equal yearly parts") == "(schedule (of \"B\") (when C) (equal-years 3))");
  CHECK(tree_of("分期 \"B\": 分3年等额") == "(schedule (of \"B\") (equal-years 3))");
  CHECK(tree_of("discretion \"一事一议\" to 单位 when 重点") == "(discretion \"一事一议\" (to 单位) (when 重点))");
  CHECK(tree_of("subordinate to \"上级\" priority \"优先\" when C") ==
        "(subordinate \"上级\")\n(priority \"优先\" (when C))");
  CHECK(tree_of("reading 就高 : one of 补差, 不扣 adopted 补差 \"原文\"") ==
        "(reading 就高 (options 补差 不扣) (adopted 补差) (text \"原文\"))");
}

TEST_CASE("ast: samples and tests") {
  CHECK(tree_of("sample 合格 is 单位 with a, not b, c = 非财政, d = (甲, 乙), e unknown") ==
        "(sample 合格 单位 (with a (not b) (= c 非财政) (= d 甲 乙) (unknown e)))");
  CHECK(
      tree_of("test \"t\"\n  applied 2025-06-01\n  applicant 合格 with 信用 unknown\n  reading r = 补差\n"
              "  claim \"试点\" 国家级 first with 验收 on 2025-04-01\n"
              "  history \"试点\" 市级 paid 150000 on 2023-05-01 item 1 matter \"K\" recipient \"U\" policy \"P\"\n"
              "  other \"区X\" level 区 item 1 entitled 100000 paid 0\n"
              "  expect between 0 and 50000 missing 信用, item 2 采信") ==
      "(test \"t\" (applied 2025-06-01) (applicant 合格) (with (unknown 信用)) (reading r 补差) "
      "(claim \"试点\" 国家级 first (with 验收) (on 2025-04-01)) "
      "(history \"试点\" 市级 (paid 150000) (on 2023-05-01) (item 1) (matter \"K\") (recipient \"U\") (policy \"P\")) "
      "(other \"区X\" (level 区) (item 1) (entitled 100000) (paid 0)) (expect (between 0 50000) (missing 信用 "
      "claims.2.采信)))");
  CHECK(tree_of("test \"t\" applied unknown history unknown other unknown claim \"A\" on unknown expect undetermined "
                "referred denied") ==
        "(test \"t\" applied-unknown (claim \"A\" on-unknown) history-unknown other-unknown (expect undetermined "
        "referred denied))");
  CHECK(tree_of("算例 \"b\" 申请人 合格 事项 \"A\" 复评 于 2024-01-01 应为 第1项 50000 第二项 0 不予 因为 \"x\"") ==
        "(test \"b\" (applicant 合格) (claim \"A\" renewal (on 2024-01-01)) (expect (item 1 50000) (item 2 0) denied "
        "(because \"x\")))");
}

TEST_CASE("ast: statements may stand on one line and end with a mark") {
  CHECK(tree_of("policy \"p\"; award \"A\" 5。award \"B\" 6；") ==
        "(policy \"p\")\n(award \"A\" (pays 5))\n(award \"B\" (pays 6))");
}
