#include <doctest/doctest.h>

#include "compiler/analyse/matrix.h"
#include "tests/unit/analyse/regions_policy.h"

namespace polc::analyse {
namespace {

const char* const kPolicy = R"(applicant 单位
  信用良好 : yes/no
applicant 个人
  信用良好 : yes/no
claim "标准制定"
  标准号 : text key
claim "上海标准"
  标准号 : text key
award "标准制定" to 单位 10万元
award "上海标准" to 单位 30万元
award "质量奖" to 单位 5万元
award "个人奖" to 个人 1万元
award "提名奖" for "标准制定" to 单位 2万元
highest of "标准制定", "提名奖" per matter topping up
)";

}  // namespace

TEST_CASE("matrix: says how two awards combine, by the narrowest thing they share") {
  const CheckedRegions policy(kPolicy);

  const auto rows = stacking_matrix(policy.compiled);

  REQUIRE(rows.size() == 6);  // the award of 个人 meets no other
  CHECK(rows[0].second == "上海标准");
  CHECK(rows[0].shared == "matter");
  CHECK(rows[0].combination == Combination::Unspecified);
  CHECK(rows[1].combination == Combination::Separate);
  CHECK(rows[2].shared == "claim");
  CHECK(rows[2].combination == Combination::Highest);
  CHECK(rows[2].statement == "policy.pol:14");
}

TEST_CASE("matrix: text, CSV and JSON name the same pairs") {
  const CheckedRegions policy(kPolicy);
  const auto rows = stacking_matrix(policy.compiled);

  const std::string csv = write_matrix(rows, MatrixForm::Csv, base::Language::English);
  const std::string json = write_matrix(rows, MatrixForm::Json, base::Language::English);
  const std::string text = write_matrix(rows, MatrixForm::Text, base::Language::Chinese);

  CHECK(csv.find("标准制定,提名奖,claim,highest,policy.pol:14\r\n") != std::string::npos);
  CHECK(json.find("\"combination\": \"unspecified\"") != std::string::npos);
  CHECK(text.find("标准制定 × 上海标准（同一识别号）：未写明") != std::string::npos);
}

}  // namespace polc::analyse
