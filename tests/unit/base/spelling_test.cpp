#include "base/spelling.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace polc::base {
namespace {

TEST_CASE("spelling: a name with one character more, less, other or swapped finds the known one") {
  const std::vector<std::string> known = {"国际标准", "国家标准", "行业标准", "地方标准"};

  CHECK(nearest("国家级标准", known) == "国家标准");
  CHECK(nearest("国家标", known) == "国家标准");
  CHECK(nearest("国加标准", known) == "国家标准");
  CHECK(nearest("地标方准", known) == "地方标准");
}

TEST_CASE("spelling: width, case, script variant and spaces cost nothing") {
  const std::vector<std::string> known = {"國家標準", "level A", "Ｘ型"};

  CHECK(nearest("国家标准", known) == "國家標準");
  CHECK(nearest("LEVEL　a", known) == "level A");
  CHECK(nearest("x型", known) == "Ｘ型");
}

TEST_CASE("spelling: characters that look alike are nearer than others") {
  const std::vector<std::string> known = {"末发布", "已发布"};

  CHECK(nearest("未发布", known) == "末发布");
}

TEST_CASE("spelling: a part of a long name finds the whole") {
  const std::vector<std::string> known = {"标准化示范试点", "上海品牌认证"};

  CHECK(nearest("上海品牌", known) == "上海品牌认证");
}

TEST_CASE("spelling: a name unlike all known ones has no suggestion") {
  const std::vector<std::string> known = {"区", "县", "国际标准"};

  CHECK_FALSE(nearest("省", known).has_value());
  CHECK_FALSE(nearest("完全不同", known).has_value());
  CHECK_FALSE(nearest("", known).has_value());
  CHECK_FALSE(nearest(std::string(100000, 'x'), known).has_value());
}

TEST_CASE("spelling: the order of the known names is without effect") {
  std::vector<std::string> known = {"abcx", "abcy", "abcz"};
  std::sort(known.begin(), known.end());
  do {
    CHECK(nearest("abcd", known) == "abcx");
  } while (std::next_permutation(known.begin(), known.end()));
}

}  // namespace
}  // namespace polc::base
