#include "bench/quality_by_hand.h"

#include <array>
#include <cstdlib>
#include <string>

#include "runtime/value/date.h"

namespace polc::bench::by_hand {
namespace {

using runtime::CaseTable;
using runtime::Index;
using runtime::Program;

constexpr std::int64_t kTenThousandYuan = 1'000'000;  // in 分
constexpr std::int32_t kFirstDay = 19'052;            // 2022-03-01
constexpr std::int32_t kLastDay = 20'877;             // 2027-02-28

const std::array<const char*, kNumAwards> kAwards{
    "重点产品质量振兴攻关成果奖", "首席质量官任职资格证书", "标准制定",         "上海标准",     "标准化示范试点",
    "产业计量测试中心",           "测量管理体系认证",       "节能低碳认证",     "中国质量奖",   "中国质量奖提名奖",
    "上海市市长质量奖",           "上海市质量金奖",         "闵行区政府质量奖", "上海品牌认证", "质量品牌提升示范区"};

enum Form : std::uint8_t { Enterprise, PublicInstitution };
enum Funding : std::uint8_t { FullyFunded = 2 };

bool is_eligible(const Row& row) {
  if (row.day < kFirstDay || row.day > kLastDay || row.has_cheated != 0) return false;
  if (row.is_person != 0) return row.works_here != 0 && row.has_good_credit != 0;
  if (row.is_registered == 0 || row.pays_tax_here == 0 || row.fits_plan == 0) return false;
  if (row.has_sound_accounts == 0 || row.has_good_credit == 0) return false;
  return row.form != PublicInstitution || row.funding != FullyFunded;
}

std::int64_t standard(const Row& row) {
  const bool is_first = row.second == 0;
  switch (row.first) {
    case 0: return row.third == 0 ? 0 : (is_first ? 100 : 50);
    case 1:
    case 2: return row.third == 0 ? 0 : (is_first ? 20 : 5);
    case 3: return row.third == 0 ? 0 : (is_first ? 10 : 3);
    default: return row.fourth == 0 ? 0 : (is_first ? 10 : 3);
  }
}

// In 10,000 yuan; the officer's 3,000 yuan apart.
std::int64_t amount_of(const Row& row) {
  const bool is_unit = row.is_person == 0;
  switch (row.award) {
    case Award::ChinaAward: return (is_unit ? 100 : 2) * kTenThousandYuan;
    case Award::ChinaNomination:
    case Award::MayorAward: return (is_unit ? 50 : 2) * kTenThousandYuan;
    case Award::GoldAward: return (is_unit ? 25 : 2) * kTenThousandYuan;
    case Award::QualityOfficer: return !is_unit && row.first != 0 && row.second != 0 && row.third == 0 ? 300'000 : 0;
    default: break;
  }
  if (!is_unit) return 0;
  switch (row.award) {
    case Award::KeyProduct: return (row.first == 0 ? 10 : row.first == 1 ? 5 : 2) * kTenThousandYuan;
    case Award::Brand: return (row.first == 0 ? 30 : 8) * kTenThousandYuan;
    case Award::Zone: return (row.first == 0 ? 100 : 50) * kTenThousandYuan;
    case Award::Standard: return standard(row) * kTenThousandYuan;
    case Award::ShanghaiStandard:
      if (row.form != Enterprise && row.form != PublicInstitution) return 0;
      return row.first == 2 || row.second != 0 ? 30 * kTenThousandYuan : 0;
    case Award::Pilot: return row.second == 0 ? 0 : (row.first == 0 ? 20 : 15) * kTenThousandYuan;
    case Award::MetrologyCentre: return (row.first == 0 ? 50 : 30) * kTenThousandYuan;
    case Award::Measurement: return (row.first == 0 ? 3 : row.first == 1 ? 2 : 0) * kTenThousandYuan;
    case Award::Energy: return row.second == 0 ? 0 : 3 * kTenThousandYuan;
    default: return 0;
  }
}

// Whether a grant is left at all: what is denied is referred to nobody.
bool is_granted(const Row& row, std::int64_t amount) {
  if (row.award == Award::Measurement) return row.is_person == 0;
  return amount != 0 || row.award == Award::DistrictAward;
}

Answer answer(const Row& row) {
  if (!is_eligible(row)) return {};
  Answer result;
  result.amount = amount_of(row);
  if (!is_granted(row, result.amount)) return {};
  result.is_referred = row.award == Award::DistrictAward || row.is_key_project != 0;
  return result;
}

Index slot_of(const std::vector<runtime::Fact>& facts, const std::vector<Index>& slots, const std::string& name) {
  for (const Index slot : slots) {
    if (facts[slot].name == name) return slot;
  }
  std::abort();
}

// Presumed facts are presumed to be no.
std::uint8_t code_of(const runtime::FactColumns& facts, Index slot, std::size_t row) {
  const std::uint8_t code = facts.columns[facts.of_slot[slot]].codes[row];
  return code == runtime::kAbsentCode ? 0 : code;
}

void read_applicant(const Program& program, const CaseTable& table, std::size_t at, Row& row) {
  const auto read = [&](const char* name) {
    return code_of(table.applicant_facts, slot_of(program.facts, program.applicant_kinds[row.is_person].facts, name),
                   at);
  };
  row.has_good_credit = read("信用良好");
  row.has_cheated = read("弄虚作假骗取资金");
  if (row.is_person != 0) {
    row.works_here = read("任职于本区单位");
    return;
  }
  row.form = read("组织形式");
  row.is_registered = read("注册在本区");
  row.pays_tax_here = read("税务登记在本区");
  row.fits_plan = read("符合产业发展规划");
  row.has_sound_accounts = read("财务管理制度健全");
  row.funding = read("财政拨款方式");
  row.is_key_project = read("重点项目");
}

}  // namespace

std::vector<Row> rows_of(const Program& program, const CaseTable& table) {
  std::vector<Row> result(table.num_cases());
  for (std::size_t at = 0; at < result.size(); ++at) {
    Row& row = result[at];
    row.day = table.on[at];
    const runtime::ClaimKind& kind = program.claim_kinds[table.claim_kind[at]];
    std::size_t award = 0;
    while (kind.name != kAwards.at(award)) ++award;
    row.award = static_cast<Award>(award);
    row.is_person = static_cast<std::uint8_t>(table.applicant_kind[at]);
    read_applicant(program, table, at, row);
    std::size_t place = 0;
    for (const Index slot : kind.facts) {
      if (program.facts[slot].type == runtime::FactType::Text) continue;
      const std::uint8_t code = code_of(table.claim_facts, slot, at);
      (place == 0 ? row.first : place == 1 ? row.second : place == 2 ? row.third : row.fourth) = code;
      ++place;
    }
  }
  return result;
}

Sums answer_rows(const std::vector<Row>& rows, std::vector<Answer>& answers) {
  Sums sums;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    answers[i] = answer(rows[i]);
    sums.amount += answers[i].amount;
    sums.num_referred += answers[i].is_referred ? 1 : 0;
  }
  return sums;
}

Columns columns_of(const std::vector<Row>& rows) {
  Columns result;
  for (const Row& row : rows) {
    result.day.push_back(row.day);
    result.award.push_back(static_cast<std::uint8_t>(row.award));
    result.is_person.push_back(row.is_person);
    result.form.push_back(row.form);
    result.is_registered.push_back(row.is_registered);
    result.pays_tax_here.push_back(row.pays_tax_here);
    result.fits_plan.push_back(row.fits_plan);
    result.has_sound_accounts.push_back(row.has_sound_accounts);
    result.funding.push_back(row.funding);
    result.is_key_project.push_back(row.is_key_project);
    result.has_good_credit.push_back(row.has_good_credit);
    result.has_cheated.push_back(row.has_cheated);
    result.works_here.push_back(row.works_here);
    result.first.push_back(row.first);
    result.second.push_back(row.second);
    result.third.push_back(row.third);
    result.fourth.push_back(row.fourth);
  }
  return result;
}

namespace {

// Every claim by award, applicant, form (an enterprise or a public institution), and the codes of its facts.
struct ClaimTable {
  std::array<std::int32_t, 2 * 2 * kNumAwards * 5 * 2 * 2 * 2 * 2> amounts{};  // minor units; −1: not granted

  ClaimTable() {
    Row row;
    for (std::size_t place = 0; place < amounts.size(); ++place) {
      std::size_t rest = place;
      row.third = static_cast<std::uint8_t>(rest % 2);
      row.fourth = static_cast<std::uint8_t>(rest / 2 % 2);
      row.second = static_cast<std::uint8_t>(rest / 4 % 4);
      row.first = static_cast<std::uint8_t>((rest /= 16) % 5);
      row.award = static_cast<Award>((rest /= 5) % kNumAwards);
      row.form = (rest /= kNumAwards) % 2 == 1 ? Enterprise : 3;
      row.is_person = static_cast<std::uint8_t>(rest / 2);
      const std::int64_t amount = amount_of(row);
      amounts[place] = is_granted(row, amount) ? static_cast<std::int32_t>(amount) : -1;
    }
  }
};

}  // namespace

Sums answer_columns(const Columns& columns, std::vector<std::int64_t>& amounts, std::vector<std::uint8_t>& referred) {
  static const ClaimTable table;
  Sums sums;
  for (std::size_t i = 0; i < columns.day.size(); ++i) {
    const unsigned is_person = columns.is_person[i];
    const unsigned is_unit_fit =
        columns.is_registered[i] & columns.pays_tax_here[i] & columns.fits_plan[i] & columns.has_sound_accounts[i] &
        (1U ^ static_cast<unsigned>((columns.form[i] == PublicInstitution) & (columns.funding[i] == FullyFunded)));
    const unsigned is_person_fit = columns.works_here[i];
    unsigned is_fit = columns.has_good_credit[i] & (1U ^ columns.has_cheated[i]) &
                      ((is_person & is_person_fit) | (~is_person & is_unit_fit));
    is_fit &= static_cast<unsigned>(static_cast<std::uint32_t>(columns.day[i] - kFirstDay) <=
                                    static_cast<std::uint32_t>(kLastDay - kFirstDay));
    const unsigned is_enterprise = columns.form[i] <= PublicInstitution;
    const std::size_t place =
        (((is_person * 2 + is_enterprise) * kNumAwards + columns.award[i]) * 5 + columns.first[i]) * 16 +
        columns.second[i] * 4 + columns.fourth[i] * 2 + columns.third[i];
    const std::int32_t amount = table.amounts[place];
    const unsigned is_paid = is_fit & static_cast<unsigned>(amount >= 0);
    amounts[i] = is_paid != 0 ? amount : 0;
    const bool is_district = columns.award[i] == static_cast<std::uint8_t>(Award::DistrictAward);
    referred[i] = static_cast<std::uint8_t>(is_paid & (columns.is_key_project[i] | static_cast<unsigned>(is_district)));
    sums.amount += amounts[i];
    sums.num_referred += referred[i];
  }
  return sums;
}

}  // namespace polc::bench::by_hand
