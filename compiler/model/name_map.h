// Names and what each stands for, in the order they were declared. Most maps of a policy hold two or three names (the
// facts of a claim) and are looked through; a map of many gets an index. Used by the model and by what reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/program/program.h"

namespace polc::model {

class NameMap {
 public:
  using Entry = std::pair<std::string, runtime::Index>;
  using Iterator = std::vector<Entry>::const_iterator;

  Iterator begin() const { return entries_.begin(); }
  Iterator end() const { return entries_.end(); }
  std::size_t size() const { return entries_.size(); }

  /// Returns the entry of `name`, or `end()`.
  Iterator find(std::string_view name) const;
  bool contains(std::string_view name) const { return find(name) != end(); }
  /// Returns what a name that is there stands for.
  runtime::Index at(std::string_view name) const;

  /// Adds a name unless it is there; returns its entry and whether it is new. Iterators are void afterwards.
  std::pair<Iterator, bool> emplace(std::string name, runtime::Index value);
  void reserve(std::size_t num_names);

 private:
  std::size_t place_of(std::string_view name, std::uint64_t hash) const;
  void build_index(std::size_t num_names);

  std::vector<Entry> entries_;
  std::vector<std::uint64_t> hashes_;  // parallel to entries, once there is an index
  std::vector<std::uint32_t> index_;   // linear probing, a power of two long: place in `entries_` + 1, or 0
};

}  // namespace polc::model
