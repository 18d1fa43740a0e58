#include "runtime/cases/read_fields.h"

#include <algorithm>

#include <fmt/format.h>

namespace polc::runtime {
namespace {

void report_repetitions(std::vector<std::string_view> keys, const CasePlace& place, CaseErrors& out) {
  std::sort(keys.begin(), keys.end());
  for (std::size_t at = 1; at < keys.size(); ++at) {
    const bool is_second = keys[at] == keys[at - 1] && (at < 2 || keys[at] != keys[at - 2]);
    if (is_second) out.report(CaseErrorCode::E1006, place.at(keys[at]), {shown(keys[at]), {}}, "");
  }
}

std::optional<CaseKey> find_key(CaseObject object, std::string_view name,
                                const std::function<bool(std::string_view)>& is_fact) {
  const std::optional<CaseKey> english = find_english_key(object, name);
  if (english) return english;
  const std::optional<CaseKey> chinese = find_chinese_key(object, name);
  return chinese && !is_fact(name) ? chinese : std::nullopt;
}

}  // namespace

CaseFields read_fields(JsonValue value, CaseObject object, const std::function<bool(std::string_view)>& is_fact,
                       const CasePlace& place, CaseErrors& out) {
  CaseFields result;
  std::vector<std::string_view> keys;
  for (const JsonValue member : value) {
    keys.push_back(member.key());
    const std::optional<CaseKey> key = find_key(object, member.key(), is_fact);
    if (!key) {
      result.facts.push_back(member);
      continue;
    }
    std::optional<JsonValue>& held = result.fixed[static_cast<std::size_t>(*key)];
    if (held && held->key() != member.key()) {
      const base::Bilingual spellings = {fmt::format(", as `{}` and as `{}`", held->key(), member.key()),
                                         fmt::format("：“{}”与“{}”同义", held->key(), member.key())};
      out.report(CaseErrorCode::E1006, place.at(member.key()), {shown(member.key()), spellings}, "");
    }
    held = member;
  }
  report_repetitions(std::move(keys), place, out);
  return result;
}

std::optional<JsonValue> find_member(JsonValue object, std::string_view key) {
  std::optional<JsonValue> found;
  for (const JsonValue member : object) {
    if (member.key() == key) found = member;
  }
  return found;
}

}  // namespace polc::runtime
