// Words whose order everybody knows: 国家级 above 市级, 一等奖 above 二等奖, 五星级 above 四星级, first before renewal.
// Lets values that a policy does not declare as ranked be compared all the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polc::analyse::text {

/// Returns for each name its rank in one known series, the smaller the higher; nothing unless all belong to one series
/// and no two have one rank. At least two names.
std::optional<std::vector<int>> known_ranks(const std::vector<std::string>& names);

/// Takes the word of level (国家级, 市级, …) out of a name; its rank, smaller is higher, and the rest. Nothing without
/// one.
struct LevelledName {
  int rank = 0;
  std::u32string rest;
};
std::optional<LevelledName> split_level(std::string_view name);

/// True for words of a first time (首次, 初次) and of a repetition (复评, 复审, 续期).
bool is_first_word(std::u32string_view name);
bool is_renewal_word(std::u32string_view name);

/// True for facts of which more is not better: 收入, 名次, 年龄. Less money for more of them is no mistake.
bool is_inverse_fact(std::u32string_view name);

}  // namespace polc::analyse::text
