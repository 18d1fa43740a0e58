// The members of one JSON object of a case, sorted into fixed keys and facts. Settles which of the two a Chinese
// key is, and reports keys that are given twice. Used by `read_case` and `read_payments`.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/cases/case_error.h"
#include "runtime/cases/case_keys.h"
#include "runtime/cases/json_document.h"

namespace polc::runtime {

struct CaseFields {
  std::array<std::optional<JsonValue>, kNumCaseKeys> fixed;  // by CaseKey; of a key given twice the last
  std::vector<JsonValue> facts;                              // every other member, in order

  /// Returns the value of a fixed key, or nothing when the object has it not.
  const std::optional<JsonValue>& get(CaseKey key) const { return fixed[static_cast<std::size_t>(key)]; }
};

/// Returns the members of `value`, which is an object. `is_fact` says whether a name is a fact there: a Chinese
/// key that is also a fact is the fact. Reports E1006. Sorts the keys: n log n in members.
CaseFields read_fields(JsonValue value, CaseObject object, const std::function<bool(std::string_view)>& is_fact,
                       const CasePlace& place, CaseErrors& out);

/// Returns the last member of an object with this key, or nothing.
std::optional<JsonValue> find_member(JsonValue object, std::string_view key);

}  // namespace polc::runtime
