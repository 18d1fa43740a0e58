#include "bench/large_policies.h"

namespace polc::bench {

std::string one_line_awards(std::int64_t num_awards) {
  std::string text;
  for (std::int64_t at = 0; at < num_awards; ++at) {
    text += "award \"奖项" + std::to_string(at) + "\" first 300000 renewal 80000\n";
  }
  return text;
}

std::string articles(std::int64_t num_awards) {
  std::string text =
      "applicant 单位\n  注册在本区 : yes/no\n  信用良好 : yes/no\n"
      "require for every award to 单位: 注册在本区 and 信用良好\n";
  for (std::int64_t at = 0; at < num_awards; ++at) {
    const std::string number = std::to_string(at);
    text += "article " + number + " \"鼓励制定各级标准\"\n  text \"对参与标准制定的单位给予一次性资助。\"\n";
    text += "  claim \"标准" + number + "\"\n    级别 : ranked 国际 > 国家 > 行业\n    已发布 : yes/no\n";
    text += "  award \"标准" + number +
            "\" to 单位 by 级别\n    国际 when 已发布 100万元\n    国家 or 行业 when 已发布 20万元\n";
  }
  return text;
}

}  // namespace polc::bench
