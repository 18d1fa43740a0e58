// The answers of a drafter (`allow`) and the baseline.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "compiler/analyse/allow.h"
#include "compiler/analyse/baseline.h"
#include "tests/unit/analyse/text_policy.h"

namespace polc::analyse {
namespace {

TEST_CASE("allow: an answer in front of a statement takes its finding out") {
  const auto policy = check_policy(R"(
allow P4407 because "复评成本更高"
award "品牌认证" first 3万元 renewal 8万元
)");

  CHECK(policy->codes() == "");
}

TEST_CASE("allow: an answer with names reaches its finding wherever it stands") {
  const auto policy = check_policy(R"(
allow P4407 "品牌认证" because "复评成本更高"
award "质量奖" 10万元
award "品牌认证" first 3万元 renewal 8万元
)");

  CHECK(policy->codes() == "");
}

TEST_CASE("allow: an answer for one award leaves the finding about another") {
  const auto policy = check_policy(R"(
allow P4407 "品牌认证" because "复评成本更高"
award "品牌认证" first 3万元 renewal 8万元
award "体系认证" first 3万元 renewal 8万元
)");

  CHECK(policy->codes() == "P4407");
}

TEST_CASE("allow: in front of an article an answer holds for the whole article") {
  const auto policy = check_policy(R"(
allow P4407 because "复评成本更高"
article 1 "认证"
  award "品牌认证" first 3万元 renewal 8万元
  award "体系认证" first 3万元 renewal 8万元
article 2 "其他"
  award "其他认证" first 3万元 renewal 8万元
)");

  CHECK(policy->codes() == "P4407");
  CHECK(policy->find("P4407")->awards == std::vector<std::string>{"其他认证"});
}

TEST_CASE("allow: a warning about names is answered like one about meaning") {
  const std::string claims[] = {"claim \"标准认证\"\n  通过 : yes/no\n", "claim \"標準認證\"\n  通过 : yes/no\n"};
  const auto open = check_policy(claims[0] + claims[1]);
  const auto answered = check_policy(claims[0] + "allow P2009 because \"两种认证\"\n" + claims[1]);

  CHECK(open->find("P2009") != nullptr);
  CHECK(answered->find("P2009") == nullptr);
  CHECK(answered->find("P4614") == nullptr);
}

TEST_CASE("baseline: what was accepted is accepted again, and no more of it") {
  const auto before = check_policy("award \"品牌认证\" first 3万元 renewal 8万元\n");
  const auto after = check_policy(
      "\n\naward \"质量奖\" 10万元\naward \"品牌认证\" first 3万元 renewal 8万元\n"
      "award \"体系认证\" first 3万元 renewal 8万元\n");
  const std::string text = write_baseline({&before->findings.all()[0]});

  const auto baseline = read_baseline(text);
  REQUIRE(baseline.has_value());
  std::vector<const base::Diagnostic*> findings;
  for (const base::Diagnostic& one : after->findings.all()) findings.push_back(&one);

  CHECK(accepted_by(*baseline, findings) == std::vector<bool>{true, false});
}

TEST_CASE("baseline: a file that is none is refused") {
  CHECK_FALSE(read_baseline("").has_value());
  CHECK_FALSE(read_baseline("P4407\n").has_value());
  CHECK_FALSE(read_baseline("# polc baseline 1: x\nmany\tP4407\n").has_value());
  CHECK(read_baseline("# polc baseline 1: x\r\n2\tP4407\t4\tA\r\n").has_value());
}

}  // namespace
}  // namespace polc::analyse
