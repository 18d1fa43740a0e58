#include "compiler/model/name_map.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "base/assert.h"

namespace polc::model {
namespace {

/// Up to this many names are compared one after the other.
constexpr std::size_t kFewNames = 8;

std::uint64_t hash_of(std::string_view name) { return std::hash<std::string_view>()(name); }

}  // namespace

NameMap::Iterator NameMap::find(std::string_view name) const {
  if (index_.empty()) {
    return std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.first == name; });
  }
  const std::uint32_t found = index_[place_of(name, hash_of(name))];
  return found == 0 ? end() : entries_.begin() + (found - 1);
}

runtime::Index NameMap::at(std::string_view name) const {
  const Iterator found = find(name);
  POLC_ASSERT(found != end(), "the name was declared");
  return found->second;
}

std::pair<NameMap::Iterator, bool> NameMap::emplace(std::string name, runtime::Index value) {
  if (index_.empty() && entries_.size() >= kFewNames) build_index(entries_.size());
  if (index_.empty()) {
    if (const Iterator known = find(name); known != end()) return {known, false};
    entries_.emplace_back(std::move(name), value);
    return {end() - 1, true};
  }
  const std::uint64_t hash = hash_of(name);
  std::size_t place = place_of(name, hash);
  if (index_[place] != 0) return {entries_.begin() + (index_[place] - 1), false};
  if (2 * (entries_.size() + 1) > index_.size()) {
    build_index(2 * entries_.size());
    place = place_of(name, hash);
  }
  entries_.emplace_back(std::move(name), value);
  hashes_.push_back(hash);
  index_[place] = static_cast<std::uint32_t>(entries_.size());
  return {end() - 1, true};
}

void NameMap::reserve(std::size_t num_names) {
  entries_.reserve(num_names);
  if (num_names > kFewNames) {
    hashes_.reserve(num_names);
    build_index(num_names);
  }
}

/// Returns where the index holds `name`, or the free place where it would be.
std::size_t NameMap::place_of(std::string_view name, std::uint64_t hash) const {
  const std::size_t mask = index_.size() - 1;
  std::size_t place = hash & mask;
  while (index_[place] != 0) {
    const std::size_t entry = index_[place] - 1;
    if (hashes_[entry] == hash && entries_[entry].first == name) break;
    place = (place + 1) & mask;
  }
  return place;
}

/// Makes room for `num_names` and more, at most half of it taken.
void NameMap::build_index(std::size_t num_names) {
  hashes_.clear();
  for (const Entry& entry : entries_) hashes_.push_back(hash_of(entry.first));
  index_.assign(std::bit_ceil(2 * (num_names + 1)), 0);
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    std::size_t place = hashes_[at] & mask;
    while (index_[place] != 0) place = (place + 1) & mask;
    index_[place] = static_cast<std::uint32_t>(at + 1);
  }
}

}  // namespace polc::model
