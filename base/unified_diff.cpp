#include "base/unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace polc::base {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;
constexpr std::ptrdiff_t kMaxDifferences = 2000;

/// A run of lines, `num_before` of which became `num_after` others.
struct Change {
  std::size_t before = 0;
  std::size_t num_before = 0;
  std::size_t after = 0;
  std::size_t num_after = 0;
};

// Lines keep their line ends, so that a missing one at the end of the text is a difference.
Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// Finds the changes between two lists of lines without a common beginning or end.
class Comparison {
 public:
  Comparison(std::span<const std::string_view> before, std::span<const std::string_view> after)
      : before_(before), after_(after) {}

  std::vector<Change> run() {
    const std::ptrdiff_t num_differences = search();
    if (num_differences < 0) return {{0, before_.size(), 0, after_.size()}};
    walk_back(num_differences);
    std::reverse(changes_.begin(), changes_.end());
    return std::move(changes_);
  }

 private:
  using Frontier = std::vector<std::ptrdiff_t>;

  // Furthest reaching paths, diagonal by diagonal; a copy of each round is kept for the way back.
  std::ptrdiff_t search() {
    const auto num_before = static_cast<std::ptrdiff_t>(before_.size());
    const auto num_after = static_cast<std::ptrdiff_t>(after_.size());
    const std::ptrdiff_t limit = std::min(num_before + num_after, kMaxDifferences);
    Frontier reach(static_cast<std::size_t>(2 * limit + 3), 0);
    const auto at = [limit](std::ptrdiff_t diagonal) { return static_cast<std::size_t>(diagonal + limit + 1); };
    for (std::ptrdiff_t round = 0; round <= limit; ++round) {
      for (std::ptrdiff_t diagonal = -round; diagonal <= round; diagonal += 2) {
        const bool goes_down =
            diagonal == -round || (diagonal != round && reach[at(diagonal - 1)] < reach[at(diagonal + 1)]);
        std::ptrdiff_t x = goes_down ? reach[at(diagonal + 1)] : reach[at(diagonal - 1)] + 1;
        while (x < num_before && x - diagonal < num_after && is_equal(x, x - diagonal)) ++x;
        reach[at(diagonal)] = x;
        if (x >= num_before && x - diagonal >= num_after) {
          rounds_.push_back(slice(reach, at(-round - 1), at(round + 1)));
          return round;
        }
      }
      rounds_.push_back(slice(reach, at(-round - 1), at(round + 1)));
    }
    return -1;
  }

  static Frontier slice(const Frontier& reach, std::size_t first, std::size_t last) {
    return {reach.begin() + static_cast<std::ptrdiff_t>(first), reach.begin() + static_cast<std::ptrdiff_t>(last) + 1};
  }

  bool is_equal(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }

  void walk_back(std::ptrdiff_t num_differences) {
    auto x = static_cast<std::ptrdiff_t>(before_.size());
    auto y = static_cast<std::ptrdiff_t>(after_.size());
    for (std::ptrdiff_t round = num_differences; round > 0; --round) {
      const Frontier& reach = rounds_[static_cast<std::size_t>(round - 1)];
      const auto at = [&](std::ptrdiff_t diagonal) { return reach[static_cast<std::size_t>(diagonal + round)]; };
      const std::ptrdiff_t diagonal = x - y;
      const bool goes_down = diagonal == -round || (diagonal != round && at(diagonal - 1) < at(diagonal + 1));
      const std::ptrdiff_t from = goes_down ? diagonal + 1 : diagonal - 1;
      x = at(from);
      y = x - from;
      note(static_cast<std::size_t>(x), static_cast<std::size_t>(y), goes_down);
    }
  }

  // Notes one line that was added (`goes_down`) or taken away; neighbours become one change.
  void note(std::size_t x, std::size_t y, bool goes_down) {
    const std::size_t taken = goes_down ? 0 : 1;
    const std::size_t added = goes_down ? 1 : 0;
    if (!changes_.empty() && changes_.back().before == x + taken && changes_.back().after == y + added) {
      Change& last = changes_.back();
      last = {x, last.num_before + taken, y, last.num_after + added};
    } else {
      changes_.push_back({x, taken, y, added});
    }
  }

  std::span<const std::string_view> before_;
  std::span<const std::string_view> after_;
  std::vector<Frontier> rounds_;
  std::vector<Change> changes_;
};

std::vector<Change> find_changes(const Lines& before, const Lines& after) {
  std::size_t first = 0;
  while (first < before.size() && first < after.size() && before[first] == after[first]) ++first;
  std::size_t last = 0;
  while (last + first < std::min(before.size(), after.size()) &&
         before[before.size() - 1 - last] == after[after.size() - 1 - last]) {
    ++last;
  }
  const auto middle = [=](const Lines& lines) { return std::span(lines).subspan(first, lines.size() - first - last); };
  std::vector<Change> changes = Comparison(middle(before), middle(after)).run();
  for (Change& change : changes) {
    change.before += first;
    change.after += first;
  }
  std::erase_if(changes, [](const Change& change) { return change.num_before + change.num_after == 0; });
  return changes;
}

void write_lines(const Lines& lines, std::size_t begin, std::size_t end, char mark, std::string& text) {
  for (std::size_t i = begin; i < end; ++i) {
    text += mark;
    text += lines[i];
    if (!lines[i].ends_with('\n')) text += "\n\\ No newline at end of file\n";
  }
}

std::string range_text(std::size_t begin, std::size_t count) {
  const std::size_t line = count == 0 ? begin : begin + 1;
  return count == 1 ? fmt::format("{}", line) : fmt::format("{},{}", line, count);
}

// Writes changes that are near each other as one hunk.
void write_hunk(const Lines& before, const Lines& after, std::span<const Change> changes, std::string& text) {
  const Change& first = changes.front();
  const Change& last = changes.back();
  const std::size_t lead = std::min(first.before, kContext);
  const std::size_t last_end = last.before + last.num_before;
  const std::size_t tail = std::min(before.size() - last_end, kContext);
  const std::size_t begin = first.before - lead;
  const std::size_t after_begin = first.after - lead;
  text += fmt::format("@@ -{} +{} @@\n", range_text(begin, last_end + tail - begin),
                      range_text(after_begin, last.after + last.num_after + tail - after_begin));
  std::size_t done = begin;
  for (const Change& change : changes) {
    write_lines(before, done, change.before, ' ', text);
    write_lines(before, change.before, change.before + change.num_before, '-', text);
    write_lines(after, change.after, change.after + change.num_after, '+', text);
    done = change.before + change.num_before;
  }
  write_lines(before, done, last_end + tail, ' ', text);
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_name,
                         std::string_view after_name) {
  if (before == after) return {};
  const Lines old_lines = split_lines(before);
  const Lines new_lines = split_lines(after);
  const std::vector<Change> changes = find_changes(old_lines, new_lines);
  std::string text = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t end = i + 1;
    while (end < changes.size() &&
           changes[end].before - (changes[end - 1].before + changes[end - 1].num_before) <= 2 * kContext) {
      ++end;
    }
    write_hunk(old_lines, new_lines, std::span(changes).subspan(i, end - i), text);
    i = end;
  }
  return text;
}

}  // namespace polc::base
