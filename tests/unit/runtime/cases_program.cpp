#include "tests/unit/runtime/cases_program.h"

#include <string>
#include <utility>
#include <vector>

namespace polc::runtime::testing {
namespace {

class Builder {
 public:
  Program take() { return std::move(program_); }

  void add_applicant(std::string name) { program_.applicant_kinds.push_back({std::move(name), {}}); }
  void add_claim(std::string name) {
    ClaimKind kind;
    kind.name = std::move(name);
    program_.claim_kinds.push_back(std::move(kind));
  }

  /// Adds a fact to the applicant kind added last.
  Fact& applicant_fact(std::string name, FactType type) {
    const auto kind = static_cast<Index>(program_.applicant_kinds.size() - 1);
    program_.applicant_kinds[kind].facts.push_back(next_slot());
    return add_fact(std::move(name), type, FactOwner::Applicant, kind);
  }
  /// Adds a fact to the claim kind added last.
  Fact& claim_fact(std::string name, FactType type) {
    const auto kind = static_cast<Index>(program_.claim_kinds.size() - 1);
    program_.claim_kinds[kind].facts.push_back(next_slot());
    return add_fact(std::move(name), type, FactOwner::Claim, kind);
  }
  void make_key() { program_.claim_kinds.back().key = next_slot() - 1; }
  void make_stage() { program_.claim_kinds.back().stage = next_slot() - 1; }

  Index enumeration(std::vector<std::string> values, std::vector<std::string> aliases) {
    program_.enumerations.push_back({std::move(values), std::move(aliases)});
    return static_cast<Index>(program_.enumerations.size() - 1);
  }

  void add_award(std::string name, std::string article) {
    Award award;
    award.name = std::move(name);
    award.article = std::move(article);
    award.claim_kind = static_cast<Index>(program_.claim_kinds.size() - 1);
    program_.claim_kinds.back().awards.push_back(static_cast<Index>(program_.awards.size()));
    program_.awards.push_back(std::move(award));
  }

  Program& program() { return program_; }

 private:
  Index next_slot() const { return static_cast<Index>(program_.facts.size()); }
  Fact& add_fact(std::string name, FactType type, FactOwner owner, Index kind) {
    Fact fact;
    fact.name = std::move(name);
    fact.type = type;
    fact.owner = owner;
    fact.kind = kind;
    program_.facts.push_back(std::move(fact));
    return program_.facts.back();
  }

  Program program_;
};

void bound(Fact& fact, std::int64_t low, std::int64_t high) {
  fact.low = Fraction(low);
  fact.high = Fraction(high);
}

void add_applicants(Builder& build) {
  build.add_applicant("单位");
  build.applicant_fact("信用良好", FactType::YesNo);
  build.applicant_fact("财政拨款方式", FactType::OneOf).enumeration =
      build.enumeration({"非财政拨款", "差额拨款", "全额拨款"}, {});
  build.applicant_fact("成立日", FactType::Date);
  bound(build.applicant_fact("职工人数", FactType::Integer), 0, 1000000);
  build.applicant_fact("年投入", FactType::Money).low = Fraction(0);
  bound(build.applicant_fact("国有占比", FactType::Percent), 0, 1);
  build.applicant_fact("领域", FactType::AnyOf).enumeration = build.enumeration({"制造", "服务", "农业"}, {});
  build.applicant_fact("集团", FactType::Text).is_group_key = true;
  Fact& area = build.applicant_fact("面积", FactType::Number);
  bound(area, 0, 1000000);
  area.unit = "平方米";
  build.applicant_fact("编码", FactType::Integer);
  build.add_applicant("个人");
  build.applicant_fact("信用良好", FactType::YesNo);
  bound(build.applicant_fact("年龄", FactType::Integer), 0, 150);
  build.applicant_fact("编码", FactType::Text);
}

void add_claims(Builder& build) {
  build.add_claim("标准制定");
  build.claim_fact("级别", FactType::Ranked).enumeration = build.enumeration({"国际标准", "国家标准", "行业标准"}, {});
  build.claim_fact("已发布", FactType::YesNo);
  build.claim_fact("标准号", FactType::Text).is_key = true;
  build.make_key();
  build.add_award("标准制定", "6");
  build.add_claim("节能低碳认证");
  build.claim_fact("类别", FactType::OneOf).enumeration = build.enumeration({"节能产品认证", "低碳产品认证"}, {});
  build.claim_fact("首次通过", FactType::YesNo);
  build.add_award("节能低碳认证", "11");
  build.add_claim("上海品牌认证");
  build.claim_fact("stage", FactType::OneOf).enumeration = build.enumeration({"first", "renewal"}, {"首次", "复评"});
  build.make_stage();
  build.add_award("上海品牌认证", "4");
}

}  // namespace

Program trial_program() {
  Builder build;
  build.program().policy_name = "trial";
  build.program().title = "试验政策";
  build.program().level_enumeration = build.enumeration({"国家", "省", "市", "区", "镇"}, {"", "", "", "县", ""});
  build.program().effective_from = parse_date("2022-03-01");
  build.program().effective_to = parse_date("2027-02-28");
  build.program().sha256 = "5f1c";
  add_applicants(build);
  add_claims(build);
  return build.take();
}

}  // namespace polc::runtime::testing
