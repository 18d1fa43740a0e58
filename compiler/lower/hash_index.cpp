#include "compiler/lower/hash_index.h"

#include <algorithm>
#include <utility>

namespace polc::lower {

using runtime::kNone;

void HashIndex::set(std::uint64_t key, runtime::Index value) {
  if (2 * (num_keys_ + 1) > places_.size()) reserve(std::max<std::size_t>(8, 2 * num_keys_));
  Place& place = places_[place_of(key)];
  if (place.value == kNone) ++num_keys_;
  place = {key, value};
}

void HashIndex::reserve(std::size_t num_keys) {
  const std::size_t size = std::bit_ceil(2 * (num_keys + 1));
  if (size <= places_.size()) return;
  const std::vector<Place> old = std::exchange(places_, std::vector<Place>(size));
  for (const Place& place : old) {
    if (place.value != kNone) places_[place_of(place.key)] = place;
  }
}

std::size_t HashIndex::place_of(std::uint64_t key) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t place = key & mask;
  while (places_[place].value != kNone && places_[place].key != key) place = (place + 1) & mask;
  return place;
}

}  // namespace polc::lower
