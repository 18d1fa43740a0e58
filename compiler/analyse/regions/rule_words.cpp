#include "compiler/analyse/regions/rule_words.h"

#include <algorithm>

namespace polc::analyse {
namespace {

constexpr std::size_t kMostBytes = 96;

Regions left_by(const std::vector<Limit>& limits, const std::vector<bool>& used) {
  Regions rest{Region{}};
  for (std::size_t at = 0; at < limits.size() && !rest.empty(); ++at) {
    if (used[at]) rest = intersect(rest, limits[at].leaves);
  }
  return rest;
}

}  // namespace

std::vector<Index> find_exclusion(const std::vector<Limit>& limits) {
  for (const Limit& one : limits) {
    if (one.leaves.empty()) return {one.rule};
  }
  for (std::size_t first = 0; first < limits.size(); ++first) {
    for (std::size_t second = first + 1; second < limits.size(); ++second) {
      if (intersect(limits[first].leaves, limits[second].leaves).empty())
        return {limits[first].rule, limits[second].rule};
    }
  }
  std::vector<bool> used(limits.size(), true);
  if (!left_by(limits, used).empty()) return {};
  for (std::size_t at = 0; at < limits.size(); ++at) {
    used[at] = false;
    if (!left_by(limits, used).empty()) used[at] = true;
  }
  std::vector<Index> rules;
  for (std::size_t at = 0; at < limits.size(); ++at) {
    if (used[at]) rules.push_back(limits[at].rule);
  }
  return rules;
}

std::vector<Limit> guard_limits(PolicyView& view, const Entry& entry) {
  std::vector<Limit> limits;
  for (const runtime::Guard& guard : view.program().awards[entry.award].entitlements[entry.kind].guards) {
    limits.push_back({guard.rule, view.satisfied(guard)});
  }
  return limits;
}

Bilingual quote_rule(const Inspection& inspection, Index rule) {
  const std::string_view source = inspection.text_of(inspection.program().rules[rule].span);
  std::string text;
  bool was_space = false;
  for (const char letter : source) {
    const bool is_space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (is_space && (was_space || text.empty())) continue;
    text += is_space ? ' ' : letter;
    was_space = is_space;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (text.size() > kMostBytes) {
    std::size_t end = kMostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end) + "…";
  }
  return quoted(text);
}

Bilingual quote_rules(const Inspection& inspection, const std::vector<Index>& rules) {
  Bilingual result;
  for (const Index rule : rules) append_words(result, quote_rule(inspection, rule), "; ", "；");
  return result;
}

}  // namespace polc::analyse
