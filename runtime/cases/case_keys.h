// The fixed keys of a case in both languages, and which object takes which. One table for every
// reader of cases, so that JSON and tables mean the same by the same word.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/language.h"

namespace polc::runtime {

/// The objects of a case, as bits.
enum CaseObject : std::uint8_t { kCase = 1, kApplicant = 2, kClaim = 4, kHistory = 8, kOther = 16 };

/// One enumerator a row of `case_keys.def`.
enum class CaseKey : std::uint8_t {
#define POLC_CASE_KEY(key, english, chinese, objects) key,
#include "runtime/cases/case_keys.def"
#undef POLC_CASE_KEY
};
inline constexpr std::size_t kNumCaseKeys = static_cast<std::size_t>(CaseKey::Entitled) + 1;

struct CaseKeyInfo {
  CaseKey key;
  std::string_view english;
  std::string_view chinese;
  unsigned objects;  // of `CaseObject`
};

/// Returns all keys in the order of the table.
std::span<const CaseKeyInfo> all_case_keys();
const CaseKeyInfo& info(CaseKey key);

/// Returns the key of `object` spelt `name` in English, or in Chinese.
std::optional<CaseKey> find_english_key(CaseObject object, std::string_view name);
std::optional<CaseKey> find_chinese_key(CaseObject object, std::string_view name);

/// Returns the object as messages name it: "the applicant", "申请人".
base::Bilingual name_of(CaseObject object);

}  // namespace polc::runtime
