#include "doc/pair_groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace polc::doc {

using analyse::Combination;
using analyse::MatrixRow;

GroupedPairs group_pairs(const std::vector<MatrixRow>& rows, const std::vector<std::string>& order) {
  using Key = std::tuple<Combination, std::string, std::string, std::string>;
  GroupedPairs result;
  std::map<Key, std::size_t> places;
  std::vector<std::set<std::string>> members;
  for (const MatrixRow& row : rows) {
    if (row.combination == Combination::Separate) {
      result.group_of.push_back(GroupedPairs::kNoGroup);
      continue;
    }
    const Key key{row.combination, row.shared, row.statement, row.statement.empty() ? row.first : ""};
    const auto [place, is_new] = places.emplace(key, result.groups.size());
    if (is_new) result.groups.push_back({row.combination, row.shared, row.statement, {}});
    if (is_new) members.emplace_back();
    members[place->second].insert({row.first, row.second});
    result.group_of.push_back(place->second);
  }
  std::map<std::string, std::size_t> ranks;
  for (std::size_t at = 0; at < order.size(); ++at) ranks.emplace(order[at], at);
  for (std::size_t at = 0; at < result.groups.size(); ++at) {
    std::vector<std::string>& awards = result.groups[at].awards;
    awards.assign(members[at].begin(), members[at].end());
    std::sort(awards.begin(), awards.end(),
              [&](const std::string& lhs, const std::string& rhs) { return ranks[lhs] < ranks[rhs]; });
  }
  return result;
}

}  // namespace polc::doc
