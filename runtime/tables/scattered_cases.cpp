#include "runtime/tables/scattered_cases.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <utility>

#include <sys/mman.h>

#include "runtime/tables/case_order.h"
#include "runtime/tables/ordered_work.h"
#include "runtime/tables/payment_table.h"

namespace polc::runtime {
namespace {

constexpr std::size_t kWordsOfLine = 8;
constexpr unsigned kBitsOfFactor = 6;  // twelve bits a hash
constexpr std::size_t kLargePage = std::size_t{2} << 20U;
constexpr std::size_t kAhead = 16;  // hashes whose lines are on their way
constexpr std::size_t kSortAt = std::size_t{4} << 20U;

/// A case as it stands in one block.
struct FoundCase {
  CaseStretch stretch;
  std::string id;
};

/// What a block holds, for the first look.
struct BlockHashes {
  std::vector<std::uint64_t> hashes;  // of its cases, in order
  std::uint64_t num_bytes = 0;
};

/// Finds the cases of a block.
class FindCases {
 public:
  explicit FindCases(const BlockOptions& options) : options_(options) {}

  /// Makes `result` the hashes of the cases that have a name.
  void hash(const RowBlock& block, BlockHashes& result) {
    result.hashes.clear();
    result.num_bytes = block.bytes.size();
    for_each_case(block,
                  [&](std::string_view id, std::size_t, std::size_t) { result.hashes.push_back(hash_text(id)); });
  }

  /// Makes `found` the cases with a hash among `wanted`, which is sorted.
  void find(const RowBlock& block, const std::vector<std::uint64_t>& wanted, std::vector<FoundCase>& found) {
    found.clear();
    LineCounter lines(block);
    for_each_case(block, [&](std::string_view id, std::size_t begin, std::size_t end) {
      if (std::binary_search(wanted.begin(), wanted.end(), hash_text(id)))
        found.push_back({stretch_of(block, begin, end, lines), std::string(id)});
    });
  }

 private:
  /// Calls `take(id, begin, end)` for each stretch of rows of one case, as `group_rows` parts them.
  template <typename Take>
  void for_each_case(const RowBlock& block, Take take) {
    if (!block.has_quotes && block.faults.empty()) return for_each_bare_case(block, take);
    rows_.cut(block, options_.delimiter);
    group_rows(block, rows_, options_.case_column, groups_);
    for (std::size_t number = 0; number < groups_.size(); ++number) {
      const bool is_last = number + 1 == groups_.size();
      const std::size_t end = is_last ? block.bytes.size() : rows_[groups_.first[number + 1]].begin;
      if (!groups_.ids[number].empty()) take(groups_.ids[number], rows_[groups_.first[number]].begin, end);
    }
  }

  /// Without quotes a row is a line, and no more than its case need be looked at.
  template <typename Take>
  void for_each_bare_case(const RowBlock& block, Take take) const {
    const std::string_view bytes = block.bytes.view();
    std::string_view held;
    std::size_t held_begin = 0;
    for (std::size_t begin = 0; begin < bytes.size(); begin = bytes.find('\n', begin) + 1) {
      if (bytes[begin] == '\n' || bytes.substr(begin, 2) == "\r\n") continue;
      std::string_view id = bare_cell(bytes, begin, options_.case_column, options_.delimiter);
      if (id == "\\N") id = {};
      if (id == held && !id.empty()) continue;
      if (!held.empty()) take(held, held_begin, begin);
      held = id;
      held_begin = begin;
    }
    if (!held.empty()) take(held, held_begin, bytes.size());
  }

  static CaseStretch stretch_of(const RowBlock& block, std::size_t begin, std::size_t end, LineCounter& lines) {
    CaseStretch result;
    result.offset = offset_in_file(block, begin);
    result.size = (end == block.bytes.size() ? block.end_offset : offset_in_file(block, end)) - result.offset;
    result.line = lines.line_of(begin);
    return result;
  }

  const BlockOptions& options_;
  TableRows rows_;
  CaseGroups groups_;
};

void sort_unique(std::vector<std::uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

/// Returns the hashes, ascending, of the cases that seem to come back after others.
std::vector<std::uint64_t> find_suspects(const InputFile& file, std::uint64_t offset, std::uint64_t line,
                                         const BlockOptions& options, std::size_t num_threads) {
  std::vector<std::uint64_t> suspects;
  std::optional<HashFilter> filter;
  const auto take = [&](const BlockHashes& found) {
    const std::vector<std::uint64_t>& hashes = found.hashes;
    if (hashes.empty()) return true;
    // The file is taken to go on as it begins, with some room.
    if (!filter) filter.emplace((file.size() / (found.num_bytes / hashes.size() + 1) + 1) * 5 / 4);
    for (std::size_t at = 0; at < hashes.size(); ++at) {
      filter->prefetch(hashes[std::min(at + kAhead, hashes.size() - 1)]);
      if (filter->add(hashes[at])) suspects.push_back(hashes[at]);
    }
    if (suspects.size() > kSortAt) sort_unique(suspects);
    return true;
  };
  const auto make_work = [&] {
    return
        [cases = FindCases(options)](const RowBlock& block, BlockHashes& result) mutable { cases.hash(block, result); };
  };
  BlockReader reader(file, offset, line, options);
  work_in_order<RowBlock, BlockHashes>(
      num_threads, [&](RowBlock& block) { return reader.next(block); }, make_work, take);
  sort_unique(suspects);
  return suspects;
}

}  // namespace

HashFilter::HashFilter(std::uint64_t num_expected)
    : num_lines_(std::clamp<std::uint64_t>(num_expected / kWordsOfLine, 64, kMostBytes / (8 * kWordsOfLine))) {
  const std::size_t size = num_lines_ * kWordsOfLine * sizeof(std::uint64_t);
  const std::size_t rounded = (size + kLargePage - 1) / kLargePage * kLargePage;
  void* const memory = std::aligned_alloc(kLargePage, rounded);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  ::madvise(memory, rounded, MADV_HUGEPAGE);  // a wish: without it the answer comes a little later
#endif
  std::memset(memory, 0, rounded);
  words_ = static_cast<std::uint64_t*>(memory);
}

HashFilter::~HashFilter() { std::free(words_); }

/// The line by the upper bits: a product, no division.
std::uint64_t HashFilter::line_of(std::uint64_t hash) const {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(hash) * num_lines_) >> 64U);
}

void HashFilter::prefetch(std::uint64_t hash) const { __builtin_prefetch(words_ + line_of(hash) * kWordsOfLine, 1); }

bool HashFilter::add(std::uint64_t hash) {
  std::uint64_t* const words = words_ + line_of(hash) * kWordsOfLine;
  bool was_there = true;
  for (const std::uint64_t factor : {0x9E3779B97F4A7C15ULL, 0xD6E8FEB86659FD93ULL}) {
    // The upper bits of a product hang on all bits of the hash: six times nine of them name a bit of the line.
    std::uint64_t bits = (hash ^ (hash >> 32U)) * factor;
    for (unsigned count = 0; count < kBitsOfFactor; ++count) {
      bits = (bits >> 55U) | (bits << 9U);
      std::uint64_t& word = words[(bits >> 6U) & 7U];
      const std::uint64_t bit = std::uint64_t{1} << (bits & 63U);
      was_there = was_there && (word & bit) != 0;
      word |= bit;
    }
  }
  return was_there;
}

ScatteredCases ScatteredCases::find(const InputFile& file, std::uint64_t offset, std::uint64_t line,
                                    const BlockOptions& options, std::size_t num_threads) {
  if (are_cases_ascending(file, offset, options, num_threads)) return {};
  std::vector<std::uint64_t> suspects = find_suspects(file, offset, line, options, num_threads);
  ScatteredCases result;
  if (suspects.empty()) return result;
  std::map<std::string, std::vector<CaseStretch>> places;
  BlockReader reader(file, offset, line, options);
  const auto make_second = [&] {
    return [&, cases = FindCases(options)](const RowBlock& block, std::vector<FoundCase>& found) mutable {
      cases.find(block, suspects, found);
    };
  };
  const auto take = [&](const std::vector<FoundCase>& found) {
    for (const FoundCase& one : found) places[one.id].push_back(one.stretch);
    return true;
  };
  work_in_order<RowBlock, std::vector<FoundCase>>(
      num_threads, [&](RowBlock& block) { return reader.next(block); }, make_second, take);
  for (auto& [id, stretches] : places) {
    if (stretches.size() < 2) continue;
    stretches.front().is_first = true;
    for (CaseStretch& one : stretches) one.group = static_cast<std::uint32_t>(result.by_group_.size());
    result.stretches_.insert(result.stretches_.end(), stretches.begin(), stretches.end());
    result.by_group_.push_back(std::move(stretches));
  }
  std::sort(result.stretches_.begin(), result.stretches_.end(),
            [](const CaseStretch& lhs, const CaseStretch& rhs) { return lhs.offset < rhs.offset; });
  return result;
}

std::pair<const CaseStretch*, const CaseStretch*> ScatteredCases::between(std::uint64_t begin,
                                                                          std::uint64_t end) const {
  const auto is_before = [](const CaseStretch& one, std::uint64_t offset) { return one.offset < offset; };
  const auto first = std::lower_bound(stretches_.begin(), stretches_.end(), begin, is_before);
  const auto last = std::lower_bound(first, stretches_.end(), end, is_before);
  return {stretches_.data() + (first - stretches_.begin()), stretches_.data() + (last - stretches_.begin())};
}

int gather_rows(const InputFile& file, const ScatteredCases& scattered, const BlockOptions& options, RowBlock& block,
                GatheredRows& gathered) {
  gathered.own_bytes = block.bytes.size();
  gathered.parts.clear();
  if (scattered.empty() || block.bytes.empty()) return 0;
  const std::vector<RowStretch> own = block.stretches;
  for (std::size_t at = 0; at < own.size(); ++at) {
    const std::size_t end = at + 1 < own.size() ? own[at + 1].begin : gathered.own_bytes;
    const auto [first, last] = scattered.between(own[at].offset, own[at].offset + (end - own[at].begin));
    for (const CaseStretch* one = first; one != last; ++one) {
      GatheredRows::Part part{
          own[at].begin + static_cast<std::size_t>(one->offset - own[at].offset), one->is_first, {}};
      const std::vector<CaseStretch>& all = scattered.of_group(one->group);
      for (std::size_t other = 1; one->is_first && other < all.size(); ++other) {
        BlockOptions whole = options;
        whole.end_offset = all[other].offset + all[other].size;
        whole.case_column = BlockOptions::kNoCase;
        BlockReader reader(file, all[other].offset, all[other].line, whole);
        const std::size_t begin = block.bytes.size();
        for (RowBlock more; reader.next(more);) append_block(block, more);
        if (reader.problem()) return reader.problem()->error;
        part.others.emplace_back(begin, block.bytes.size());
      }
      gathered.parts.push_back(std::move(part));
    }
  }
  return 0;
}

void regroup(const TableRows& rows, const GatheredRows& gathered, CaseGroups& groups) {
  CaseGroups result;
  const auto row_from = [&](std::size_t offset) {
    const auto found = std::lower_bound(rows.all().begin(), rows.all().end(), offset,
                                        [](const TableRow& row, std::size_t at) { return row.begin < at; });
    return static_cast<std::uint32_t>(found - rows.all().begin());
  };
  auto part = gathered.parts.begin();
  for (std::size_t number = 0; number < groups.size(); ++number) {
    const std::size_t begin = rows[groups.numbers[groups.first[number]]].begin;
    if (begin >= gathered.own_bytes) break;
    while (part != gathered.parts.end() && part->begin < begin) ++part;
    const bool is_scattered = part != gathered.parts.end() && part->begin == begin;
    if (is_scattered && !part->is_first) continue;
    result.first.push_back(static_cast<std::uint32_t>(result.numbers.size()));
    result.ids.push_back(groups.ids[number]);
    for (const std::uint32_t row : groups.rows_of(number)) {
      if (rows[row].begin < gathered.own_bytes) result.numbers.push_back(row);
    }
    if (!is_scattered) continue;
    for (const auto& [other_begin, other_end] : part->others) {
      for (std::uint32_t row = row_from(other_begin); row < row_from(other_end); ++row) result.numbers.push_back(row);
    }
  }
  result.first.push_back(static_cast<std::uint32_t>(result.numbers.size()));
  result.held = std::move(groups.held);
  groups = std::move(result);
}

}  // namespace polc::runtime
