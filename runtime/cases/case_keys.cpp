#include "runtime/cases/case_keys.h"

#include <array>

namespace polc::runtime {
namespace {

constexpr std::array<CaseKeyInfo, kNumCaseKeys> kKeys = {{
#define POLC_CASE_KEY(key, english, chinese, objects) {CaseKey::key, english, chinese, objects},
#include "runtime/cases/case_keys.def"
#undef POLC_CASE_KEY
}};

}  // namespace

std::span<const CaseKeyInfo> all_case_keys() { return kKeys; }

const CaseKeyInfo& info(CaseKey key) { return kKeys[static_cast<std::size_t>(key)]; }

std::optional<CaseKey> find_english_key(CaseObject object, std::string_view name) {
  for (const CaseKeyInfo& row : kKeys) {
    if (row.english == name && (row.objects & object) != 0) return row.key;
  }
  return std::nullopt;
}

std::optional<CaseKey> find_chinese_key(CaseObject object, std::string_view name) {
  for (const CaseKeyInfo& row : kKeys) {
    if (row.chinese == name && (row.objects & object) != 0) return row.key;
  }
  return std::nullopt;
}

base::Bilingual name_of(CaseObject object) {
  switch (object) {
    case kCase: return {"the case", "案件"};
    case kApplicant: return {"the applicant", "申请人"};
    case kClaim: return {"the claim", "事项"};
    case kHistory: return {"the payment of `history`", "既往资助"};
    case kOther: return {"the grant of `other`", "其他资助"};
  }
  return {};
}

}  // namespace polc::runtime
