// A map from 64-bit keys to indices without a node for each entry: what is lowered is mostly looked up, and a policy of
// many awards is as fast as its memory. Keys are placed by their low bits, so that neighbouring keys stay neighbours;
// they must differ there (hashes, addresses without their alignment). Linear probing (Knuth, TAOCP 6.4).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/program/program.h"

namespace polc::lower {

class HashIndex {
 public:
  /// Returns what was set for `key`, or kNone.
  runtime::Index find(std::uint64_t key) const {
    return places_.empty() ? runtime::kNone : places_[place_of(key)].value;
  }

  /// Sets the value of `key`, which is not kNone.
  void set(std::uint64_t key, runtime::Index value);

  void reserve(std::size_t num_keys);

 private:
  struct Place {
    std::uint64_t key = 0;
    runtime::Index value = runtime::kNone;  // kNone: free
  };

  std::size_t place_of(std::uint64_t key) const;

  std::vector<Place> places_;  // a power of two long, at most half taken
  std::size_t num_keys_ = 0;
};

}  // namespace polc::lower
