// Finds the cases whose rows do not stand together in a table that may be larger than memory, and brings their rows
// together. Unless cases come in ascending order, a first pass keeps some bits for every case it meets (a Bloom filter,
// B. H. Bloom 1970, of at most 256 MB); only when one seems to come back does a second pass note where such cases
// stand, by their exact names. Memory: the filter, and about 100 bytes for each stretch of rows of a scattered case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/tables/block_reader.h"
#include "runtime/tables/case_groups.h"
#include "runtime/tables/input_file.h"
#include "runtime/tables/row_block.h"

namespace polc::runtime {

/// A set of hashes that may say of a new one that it was there, seldom, and never the other way.
class HashFilter {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{256} << 20U;

  /// `num_expected`: hashes; with 64 bits for each, one in some millions is mistaken.
  explicit HashFilter(std::uint64_t num_expected);
  ~HashFilter();
  HashFilter(const HashFilter&) = delete;
  HashFilter& operator=(const HashFilter&) = delete;

  /// Adds a hash; returns whether it seemed to be there.
  bool add(std::uint64_t hash);

  /// Begins to fetch what `add` will need of a hash.
  void prefetch(std::uint64_t hash) const;

 private:
  std::uint64_t line_of(std::uint64_t hash) const;

  std::uint64_t num_lines_;         // of eight words, what the processor fetches at once
  std::uint64_t* words_ = nullptr;  // ours; in large pages, since every look is somewhere else
};

/// Rows of one case that stand together in the file.
struct CaseStretch {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t line = 1;
  std::uint32_t group = 0;  // of the scattered case
  bool is_first = false;    // the case is answered here; its other stretches are skipped
};

class ScatteredCases {
 public:
  /// Looks through `file` from `offset`, line `line` on. `options` have a case column.
  static ScatteredCases find(const InputFile& file, std::uint64_t offset, std::uint64_t line,
                             const BlockOptions& options, std::size_t num_threads);

  bool empty() const { return stretches_.empty(); }
  std::size_t num_cases() const { return by_group_.size(); }

  /// Returns the stretches that begin within a part of the file.
  std::pair<const CaseStretch*, const CaseStretch*> between(std::uint64_t begin, std::uint64_t end) const;

  /// Returns the stretches of a scattered case, in the order of the file.
  const std::vector<CaseStretch>& of_group(std::uint32_t group) const { return by_group_[group]; }

 private:
  std::vector<CaseStretch> stretches_;  // by offset
  std::vector<std::vector<CaseStretch>> by_group_;
};

/// What was brought into a block for the cases that begin in it.
struct GatheredRows {
  struct Part {
    std::size_t begin = 0;  // in the block, of the rows that begin or go on a scattered case
    bool is_first = false;
    std::vector<std::pair<std::size_t, std::size_t>> others;  // where its other rows stand in the block
  };
  std::size_t own_bytes = 0;  // of the block, before what was brought
  std::vector<Part> parts;    // by begin
};

/// Appends to `block` the rows that belong to scattered cases beginning in it. Reading errors leave rows out and are
/// returned as an errno; 0 is good.
int gather_rows(const InputFile& file, const ScatteredCases& scattered, const BlockOptions& options, RowBlock& block,
                GatheredRows& gathered);

/// Gives the cases of `groups` their scattered rows and takes away those answered elsewhere.
void regroup(const TableRows& rows, const GatheredRows& gathered, CaseGroups& groups);

}  // namespace polc::runtime
