#include <doctest/doctest.h>

#include "tests/unit/ast/build_text.h"

using polc::ast::testing::findings_of;
using polc::ast::testing::tree_of;

TEST_CASE("ast: one line is a whole award") {
  CHECK(tree_of("award \"上海品牌认证\" first 300000 renewal 80000") ==
        "(award \"上海品牌认证\" (cell (part first) (pays 300000)) (cell (part renewal) (pays 80000)))");
  CHECK(tree_of("资助 \"上海品牌认证\" 首次 30万元 复评 8万元") ==
        "(award \"上海品牌认证\" (cell (part first) (pays 300000元)) (cell (part renewal) (pays 80000元)))");
  CHECK(tree_of("award \"A\" \"首次\" 5 [首次] 6") ==
        "(award \"A\" (cell (part \"首次\") (pays 5)) (cell (part 首次) (pays 6)))");
}

TEST_CASE("ast: header clauses come in any order before the amount") {
  CHECK(tree_of("award \"技改\" to 单位, 个人 for \"技术改造\" when a unless b each at most 5万元 apply from "
                "2022-01-01 to 2023-01-01 "
                "pays 20% of 投入") ==
        "(award \"技改\" (for \"技术改造\") (to 单位 个人) (when a) (unless b) (each-at-most 50000元) "
        "(apply (window 2022-01-01 2023-01-01)) (pays (percent-of 20% 投入)))");
  CHECK(tree_of("补贴 \"技改\" 对应事项 \"技术改造\" 对象 单位 须 a 除非 b 每件 不超过 5万元 给予 投入的20%") ==
        "(award \"技改\" (for \"技术改造\") (to 单位) (when a) (unless b) (each-at-most 50000元) (pays (percent-of 20% "
        "投入)))");
}

TEST_CASE("ast: cells keep the labels that were written and their conditions") {
  CHECK(tree_of("award \"标准\" by 级别, 角色\n  国际 when 已发布 第一 100万元 其他 50万元\n  国家 or 行业 when 采信 "
                "第一 20万元") ==
        "(award \"标准\" (by 级别 角色) (cell (part 国际 (when 已发布)) (part 第一) (pays 1000000元)) (cell (part "
        "其他) (pays 500000元)) "
        "(cell (part 国家 行业 (when 采信)) (part 第一) (pays 200000元)))");
}

TEST_CASE("ast: a label may name its dimension and `or` keeps it") {
  CHECK(tree_of("award \"A\" 级别 = 国家级 or 省级 5 any 角色: 6 otherwise: nothing") ==
        "(award \"A\" (cell (part 级别=国家级 级别=省级) (pays 5)) (cell (part any 角色) (pays 6)) (cell (part "
        "otherwise) (pays nothing)))");
}

TEST_CASE("ast: bounds are labels with a colon, suffixes have none") {
  CHECK(tree_of("award \"药材\" by 面积\n  100亩以上 500亩以下: 5万元\n  超过500亩: 200元/亩 × 面积 at most 20万元\n  "
                "otherwise: nothing") ==
        "(award \"药材\" (by 面积) (cell (part >= 100亩 <= 500亩) (pays 50000元)) "
        "(cell (part > 500亩) (pays (at-most (* 200元/亩 面积) 200000元))) (cell (part otherwise) (pays nothing)))");
  CHECK(tree_of("award \"A\" by n at least 500: 1 at most 1000 when b: 2 = 1: 3 2 to 3: 4 over 4 at most 9: 5") ==
        "(award \"A\" (by n) (cell (part >= 500) (pays 1)) (cell (part <= 1000 (when b)) (pays 2)) (cell (part = 1) "
        "(pays 3)) "
        "(cell (part >= 2 <= 3) (pays 4)) (cell (part > 4 <= 9) (pays 5)))");
}

TEST_CASE("ast: a name before a bound is its dimension where `by` says so, else a label") {
  CHECK(tree_of("award \"A\" by 级别, 面积 国家级 面积 over 500: 5") ==
        "(award \"A\" (by 级别 面积) (cell (part 国家级) (part 面积: > 500) (pays 5)))");
  CHECK(tree_of("award \"A\" by 级别, 面积 国家级 over 500: 5") ==
        "(award \"A\" (by 级别 面积) (cell (part 国家级) (part > 500) (pays 5)))");
}

TEST_CASE("ast: multipliers are a table or a factor") {
  CHECK(tree_of("award \"A\" times by 年限 第一年: 100% 第二年: 50% by 级别 国家级 5") ==
        "(award \"A\" (times (by 年限) (cell (part 第一年) (pays 100%)) (cell (part 第二年) (pays 50%))) (by 级别) "
        "(cell (part 国家级) (pays 5)))");
  CHECK(tree_of("award \"A\" 乘以1.2 须 重点 给予 5") == "(award \"A\" (times (factor 1.2) (when 重点)) (pays 5))");
}

TEST_CASE("ast: a keyword is read where a label could stand too") {
  CHECK(tree_of("award \"A\" 首次 3 后续 nothing") ==
        "(award \"A\" (cell (part first) (pays 3)) (cell (part 后续) (pays nothing)))");
}

TEST_CASE("ast: an award may refer to another document or share bounds") {
  CHECK(tree_of("award \"A\" refer to 《管理办法》") == "(award \"A\" (refer-to \"《管理办法》\"))");
  CHECK(tree_of("award \"A\" shared bounds to 交界 by n at least 5: 1 at most 5: 2") ==
        "(award \"A\" (shared-bounds 交界) (by n) (cell (part >= 5) (pays 1)) (cell (part <= 5) (pays 2)))");
}

TEST_CASE("ast: marks may end a cell") {
  CHECK(tree_of("award \"A\" 一等奖 5万元; 二等奖 3万元。") ==
        "(award \"A\" (cell (part 一等奖) (pays 50000元)) (cell (part 二等奖) (pays 30000元)))");
  CHECK(findings_of("award \"A\" 一等奖: 5万元; 二等奖: 3万元。").empty());
}
