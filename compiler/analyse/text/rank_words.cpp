#include "compiler/analyse/text/rank_words.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>

#include "compiler/analyse/text/passage.h"

namespace polc::analyse::text {
namespace {

/// Each series from the highest; names that stand at one place mean the same.
struct Ranked {
  std::u32string_view word;
  int rank;
};

constexpr Ranked kLevels[] = {
    {U"国际级", 0}, {U"世界级", 0}, {U"国家级", 1}, {U"全国", 1}, {U"省部级", 2}, {U"省级", 2}, {U"市级", 3},
    {U"区级", 4},   {U"县级", 4},   {U"镇级", 5},   {U"乡级", 5}, {U"国际", 0},   {U"国家", 1},
};
constexpr Ranked kPrizes[] = {{U"特等", 0}, {U"一等", 1}, {U"二等", 2}, {U"三等", 3}, {U"四等", 4}, {U"优秀", 5}};
constexpr Ranked kMedals[] = {{U"金", 0}, {U"银", 1}, {U"铜", 2}};
constexpr Ranked kStars[] = {{U"五星", 0}, {U"四星", 1}, {U"三星", 2}, {U"二星", 3}, {U"一星", 4}};
constexpr Ranked kSteps[] = {{U"特级", 0}, {U"高级", 1}, {U"中级", 2}, {U"初级", 3}};
constexpr Ranked kLetters[] = {{U"5A", 0}, {U"4A", 1}, {U"3A", 2}, {U"2A", 3}, {U"1A", 4}};

template <std::size_t Count>
std::optional<std::vector<int>> ranks_in(const std::vector<std::u32string>& names, const Ranked (&series)[Count]) {
  std::vector<int> ranks;
  std::set<int> used;
  for (const std::u32string& name : names) {
    const auto* found = std::find_if(std::begin(series), std::end(series), [&](const Ranked& one) {
      return std::u32string_view(name).substr(0, one.word.size()) == one.word;
    });
    if (found == std::end(series) || !used.insert(found->rank).second) return std::nullopt;
    ranks.push_back(found->rank);
  }
  return ranks;
}

bool has_any(std::u32string_view name, std::initializer_list<std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::u32string_view word) { return name.find(word) != std::u32string_view::npos; });
}

}  // namespace

std::optional<std::vector<int>> known_ranks(const std::vector<std::string>& names) {
  if (names.size() < 2) return std::nullopt;
  std::vector<std::u32string> folded;
  for (const std::string& name : names) folded.push_back(fold(name));
  if (auto ranks = ranks_in(folded, kLevels)) return ranks;
  if (auto ranks = ranks_in(folded, kPrizes)) return ranks;
  if (auto ranks = ranks_in(folded, kMedals)) return ranks;
  if (auto ranks = ranks_in(folded, kStars)) return ranks;
  if (auto ranks = ranks_in(folded, kSteps)) return ranks;
  return ranks_in(folded, kLetters);
}

std::optional<LevelledName> split_level(std::string_view name) {
  const std::u32string folded = fold(name);
  for (const Ranked& level : kLevels) {
    if (level.word.back() != U'级') continue;  // 国家 and 国际 stand in many names that are no level
    const std::size_t at = folded.find(level.word);
    if (at == std::u32string::npos) continue;
    return LevelledName{level.rank, folded.substr(0, at) + folded.substr(at + level.word.size())};
  }
  return std::nullopt;
}

bool is_first_word(std::u32string_view name) {
  return name == U"first" || ((has_any(name, {U"首次", U"初次", U"首年"})) && !is_renewal_word(name));
}

bool is_renewal_word(std::u32string_view name) {
  return name == U"renewal" ||
         has_any(name, {U"复评", U"复审", U"复核", U"复查", U"续", U"再认证", U"重新认定", U"重新认证"});
}

bool is_inverse_fact(std::u32string_view name) {
  return has_any(name, {U"收入", U"工资", U"资产", U"名次",   U"排名", U"位次", U"位序",  U"排序", U"年龄", U"距",
                        U"逾期", U"延迟", U"年次", U"income", U"wage", U"rank", U"place", U"age",  U"能耗", U"排放"});
}

}  // namespace polc::analyse::text
